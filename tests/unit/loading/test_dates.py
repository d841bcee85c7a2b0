"""Dates are read from a closed list of forms, day first, each cell by itself."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cwd_audit.loading.dates import EARLIEST, LATEST, PIVOT, read_date
from cwd_audit.loading.sheets import Cell

FIFTH = date(2026, 1, 5)
FORMS = ("{y:04}-{m:02}-{d:02}", "{y:04}-{m}-{d}", *(
    f"{{d{pad}}}{gap}{{m{pad}}}{gap}{{y}}" for gap in "/.-" for pad in ("", ":02")
), *(f"{{d}}{gap}{{{name}}}{gap}{{y}}" for gap in " -" for name in ("short", "long", "sept")))  # fmt: skip
TIMES = ("", " 00:00", " 00:00:00", "T00:00:00", " 00:00:00.000", " 9:30", ", 23:59")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
          "December")  # fmt: skip
DAYS = st.dates(EARLIEST, LATEST)


def write(day: date, form: str) -> str:
    """A day in a form of the list."""
    name = MONTHS[day.month - 1]
    sept = "Sept" if day.month == MONTHS.index("September") + 1 else name[:3].upper()
    return form.format(y=day.year, m=day.month, d=day.day, short=name[:3], long=name.lower(), sept=sept)


@given(day=DAYS, form=st.sampled_from(FORMS), at=st.sampled_from(TIMES), workbook=st.booleans())
def test_every_day_in_every_form_reads_back_as_itself(day: date, form: str, at: str, workbook: bool) -> None:  # noqa: FBT001 – drawn
    """Nothing is swapped, whatever the day, and a time of day changes nothing."""
    assert (day, "") == read_date(write(day, form) + at, workbook=workbook)


@given(day=DAYS, gap=st.sampled_from("/.-"))
def test_month_first_is_never_read(day: date, gap: str) -> None:
    """A day written month first is read day first where that can be, and refused where it cannot."""
    written = f"{day.month:02}{gap}{day.day:02}{gap}{day.year}"
    expected = (date(day.year, day.day, day.month), "") if day.day <= len(MONTHS) else (None, "date-month-first")
    if expected[0] is not None and expected[0] < EARLIEST:
        expected = None, "date-sentinel"

    assert expected == read_date(written, workbook=True)


@given(day=DAYS.filter(lambda day: day.day > len(MONTHS)))
def test_iso_is_never_swapped(day: date) -> None:
    """The year, the day and then the month is no date."""
    assert read_date(f"{day.year:04}-{day.day:02}-{day.month:02}", workbook=False) == (None, "date-impossible")


@given(
    year=st.integers(0, 99), form=st.sampled_from(["{d:02}/{m:02}/{y:02}", "{d}-{short}-{y:02}", "{d} {long} {y:02}"])
)
def test_years_of_two_digits_are_read_by_the_pivot_and_spoken_of(year: int, form: str) -> None:
    """00 to 49 belong to this century, 50 to 99 to the last."""
    expected = date(year + (2000 if year < PIVOT else 1900), 1, 5)
    written = form.format(y=year, m=1, d=5, short="Jan", long="January")

    assert (expected, "date-two-digit-year") == read_date(written, workbook=True)


@given(day=st.dates(date(1905, 10, 1), LATEST), number=st.sampled_from([int, float]))
def test_excel_s_numbers_are_days_in_workbooks_only(day: date, number: type[int | float]) -> None:
    """Excel counts days from the end of 1899; a text file holds no such numbers."""
    serial = number((day - date(1899, 12, 30)).days)

    assert (day, "") == read_date(serial, workbook=True)
    assert read_date(serial, workbook=False) == (None, "date-number")


@pytest.mark.parametrize(
    ("written", "expected"),
    [("31/12/49", date(2049, 12, 31)), ("01/01/50", date(1950, 1, 1)), ("1 Jan 00", date(2000, 1, 1))],
)
def test_the_pivot_is_between_49_and_50(written: str, expected: date) -> None:
    """In figures, so that moving it is seen: what was written 50 was written in 1950."""
    assert (expected, "date-two-digit-year") == read_date(written, workbook=False)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (60, (None, "date-number")),  # Excel's 29 February 1900, which never was
        (61, (date(1900, 3, 1), "")),
        (1899, (date(1905, 3, 13), "")),
        (1900, (None, "date-number")),  # a year
        (2100, (None, "date-number")),
        (2101, (date(1905, 10, 1), "")),
        (91677, (date(2150, 12, 31), "")),
        (91678, (None, "date-number")),
    ],
)
def test_which_numbers_of_a_workbook_are_days(number: int, expected: tuple[date | None, str]) -> None:
    """From Excel's first sound day to the last that is read, less what is more likely a year."""
    assert expected == read_date(number, workbook=True)


READ: tuple[tuple[Cell, date], ...] = (
    (date(2026, 1, 5), FIFTH),
    (datetime(2026, 1, 5, 23, 59), FIFTH),  # noqa: DTZ001 – as a workbook has it
    ("  05/01/2026 ", FIFTH),
    ("5\u00a0Jan\u00a02026", FIFTH),
    ("05/01/2026\u200b", FIFTH),
    ("5  January  2026", FIFTH),
    ("29/02/2024", date(2024, 2, 29)),
    ("02/01/1900", EARLIEST),
    ("31/12/2150", LATEST),
)
FAULTS: tuple[tuple[str, tuple[Cell, ...]], ...] = (
    ("date-impossible", (
        "31/02/2026", "2026-02-30", "29/02/2025", "31/04/26", "00/01/2026", "2026-00-05", "0/0/26", "32 Jan 2026",
        "5/99/2026", "1.32.2026",
    )),
    ("date-month-first", ("04/31/2026", "10/21/2026", "1.13.2026", "01-13-26")),
    ("date-sentinel", (
        "01/01/1900", "1900-01-01", "31/12/9999", "01/01/0001", "00/00/0000", "0000-00-00", date(9999, 12, 31),
        datetime(1899, 12, 30),  # noqa: DTZ001 – as a workbook has it
    )),
    ("date-number", (
        "46027", "20260105", "2026", 7, 7.0, 60, 46027.5, 99999999.0, -1, 2026, 1950.0, float("inf"), float("nan"),
    )),
    ("date-unreadable", (
        "last Tuesday", "5th Jan 2026", "Mon 5 Jan 2026", "January 2026", "Jan 5 2026", "05/01", "05/01-2026",
        "5 Ma 2026", "5 Janv 2026", "2026/01/05", "2026-01-05T00:00:00Z", "05/01/2026 12:00 AM", "05/01/20265",
        "05/01/2026 - 06/01/2026", "n/a", True, time(9, 30), timedelta(days=1),
    )),
)  # fmt: skip


@pytest.mark.parametrize(("cell", "expected"), READ, ids=repr)
def test_cells_are_read(cell: Cell, expected: date) -> None:
    """Dates of a workbook, and text with gaps that do not show."""
    assert (expected, "") == read_date(cell, workbook=True)


@pytest.mark.parametrize(("expected", "cell"), [(code, cell) for code, cells in FAULTS for cell in cells], ids=repr)
def test_what_is_no_date_is_refused_with_its_reason(expected: str, cell: Cell) -> None:
    """Nothing is guessed."""
    assert (None, expected) == read_date(cell, workbook=True)


@given(
    st.text() | st.floats() | st.integers() | st.booleans() | st.datetimes() | st.dates() | st.times() | st.timedeltas()
)
def test_every_cell_gives_a_day_or_a_reason(cell: Cell) -> None:
    """Whatever a workbook holds, reading it ends well."""
    day, fault = read_date(cell, workbook=True)

    assert fault or day
    assert day is None or EARLIEST <= day <= LATEST
