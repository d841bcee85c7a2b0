"""Reading the cells of columns that are not dates: text, IDs, whole numbers, lengths of time."""

from __future__ import annotations

import re
from datetime import date, datetime

from cwd_audit.loading.sheets import Cell
from cwd_audit.loading.spoilt import CODES
from cwd_audit.model.period import Period, Unit

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_MOST_EXACT_DIGITS = 15
"""Excel keeps no more digits of a number than these."""
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_PLAIN_ID = re.compile(r"[0-9]+|[A-Za-z]+[0-9]*").fullmatch
"""As nearly all are written: nothing to trim and no number in scientific notation."""
_WHOLE = re.compile(r"\d+\.0+")
_INTERVAL = re.compile(r"(?:every )?(?P<number>\d{1,3}|[a-z]+)[ -]?(?P<unit>day|working day|week|month|year)(?:s|ly)?")
_AMOUNT = re.compile(r"\d{1,9}(?:\.\d{1,2})?")
_EVERY = {
    "weekly": "1 week",
    "fortnightly": "2 weeks",
    "monthly": "1 month",
    "quarterly": "3 months",
    "yearly": "1 year",
    "annually": "1 year",
    "annual": "1 year",
}
_NUMBERS = {
    word: number
    for number, word in enumerate(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"), start=1
    )
}


def read_text(cell: Cell) -> str:
    """The cell as text, trimmed, without invisible characters; a whole number without decimals, a date as ISO.

    A cell whose value cannot be had is "": whoever wants to tell it from a blank looks at the cell.
    """
    match cell:
        case str():
            if cell in CODES:
                return ""
            return " ".join((cell if cell.isascii() else cell.translate(_INVISIBLE)).split())
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime() | date():
            return cell.isoformat()[:10]
        case _:
            return str(cell)


def read_id(cell: Cell) -> tuple[str, str]:
    """An ID as text, and the code of what is wrong with it ("" if nothing).

    Text such as `12345.0`, which a program wrote that took the ID for a number, is the ID without its decimals.
    """
    if isinstance(cell, str) and _PLAIN_ID(cell):
        return cell, ""
    text = read_text(cell)
    if isinstance(cell, bool) or not isinstance(cell, str | int | float):
        return "", "id-not-whole"
    if isinstance(cell, float) and not cell.is_integer():
        return "", "id-not-whole"
    if isinstance(cell, int | float) and len(text.lstrip("-")) > _MOST_EXACT_DIGITS:
        return "", "id-digits-lost"
    if isinstance(cell, str) and _SCIENTIFIC.fullmatch(text):
        return "", "id-digits-lost"
    return text.partition(".")[0] if _WHOLE.fullmatch(text) else text, ""


def read_interval(cell: Cell) -> str | None:
    """A length of time in canonical form (`6 weeks`), or None where it cannot be read."""
    text = read_text(cell).lower().rstrip(".")
    if text in _EVERY:
        return _EVERY[text]
    written = _INTERVAL.fullmatch(text)
    if written is None:
        return None
    number = int(written["number"]) if written["number"].isdecimal() else _NUMBERS.get(written["number"], 0)
    return str(Period(number, Unit(written["unit"] + "s"))) if number else None


def read_months(cell: Cell) -> int | None:
    """A number of months, written as a number or as a length of time; None where it cannot be read."""
    text = read_text(cell)
    if text.isdecimal() and 0 < int(text) < 1000:  # noqa: PLR2004 – as many digits as a period may have
        return int(text)
    interval = read_interval(cell)
    if interval is None:
        return None
    period = Period.parse(interval)
    return {Unit.MONTHS: 1, Unit.YEARS: 12}.get(period.unit, 0) * period.number or None


def read_amount(cell: Cell) -> float | None:
    """A number that is not negative, of hours, days or pounds; None where it cannot be read."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return float(cell) if cell >= 0 else None
    text = read_text(cell).removeprefix("£").replace(",", "")
    return float(text) if _AMOUNT.fullmatch(text) else None
