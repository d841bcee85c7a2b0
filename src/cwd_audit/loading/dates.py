"""Reading dates: from a closed list of forms, day first, each cell by itself. No date is inferred from other cells."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from cwd_audit.loading.cells import read_text
from cwd_audit.loading.sheets import Cell

_MONTH_NAMES = (
    ("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
    ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
    ("dec", "december"),
)  # fmt: skip
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names}
_TIME = r"(?:[T ,]+[0-2]?\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)?"
"""A time of day may follow; the day is what counts."""
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + _TIME)
_NUMBERS = re.compile(r"(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})" + _TIME)
_WORDS = re.compile(r"(?P<day>\d{1,2})(?P<sep>[ -])(?P<month>[A-Za-z]{3,9})(?P=sep)(?P<year>\d{4}|\d{2})" + _TIME)
_LAST_MONTH, _LAST_DAY_OF_ANY_MONTH = 12, 31

PIVOT = 50
"""Two-digit years below it are of this century, the others of the last."""
EARLIEST, LATEST = date(1900, 1, 2), date(2150, 12, 31)
"""Days outside are stand-ins for "no date". A file may have to be kept for 75 years, well into the next century."""
_EXCEL_DAY_0 = date(1899, 12, 30)
_FIRST_SOUND_SERIAL = 61
"""Before 1 March 1900 Excel's numbers are a day out."""
_COULD_BE_YEARS = range(1900, 2101)
"""Such a number is a year, and not a day of 1905."""


def read_date(cell: Cell, *, workbook: bool) -> tuple[date | None, str]:
    """The date of a cell and the code of what is wrong with it ("" if nothing); both may be given.

    Args:
        cell: what the reader gave; not blank.
        workbook: whether it comes from a workbook, in which a bare number may be a date.
    """
    if isinstance(cell, str):
        return _from_text(read_text(cell))
    if isinstance(cell, datetime):
        return _within(cell.date())
    if isinstance(cell, date):
        return _within(cell)
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return _from_number(cell) if workbook else (None, "date-number")
    return None, "date-unreadable"


def _from_number(number: float) -> tuple[date | None, str]:
    """A number in a date column of a workbook: Excel counts days, of which some are no days at all."""
    if (
        number in _COULD_BE_YEARS
        or not float(number).is_integer()
        or not _FIRST_SOUND_SERIAL <= number <= (LATEST - _EXCEL_DAY_0).days
    ):
        return None, "date-number"
    return _within(_EXCEL_DAY_0 + timedelta(int(number)))


def _within(day: date) -> tuple[date | None, str]:
    return (day, "") if EARLIEST <= day <= LATEST else (None, "date-sentinel")


def _from_text(text: str) -> tuple[date | None, str]:
    for form in (_ISO, _NUMBERS, _WORDS):
        written = form.fullmatch(text)
        if written is not None:
            break
    else:
        return None, "date-number" if text.isdecimal() else "date-unreadable"
    month = _MONTHS.get(written["month"].lower()) if form is _WORDS else int(written["month"])
    if month is None:
        return None, "date-unreadable"
    year, note = int(written["year"]), ""
    if len(written["year"]) < len("2026"):
        year, note = year + (2000 if year < PIVOT else 1900), "date-two-digit-year"
    if month > _LAST_MONTH and form is _NUMBERS and month <= _LAST_DAY_OF_ANY_MONTH:
        return None, "date-month-first"
    try:
        day, fault = _within(date(year, month, int(written["day"])))
    except ValueError:
        return None, "date-sentinel" if year == 0 else "date-impossible"
    return day, fault or note
