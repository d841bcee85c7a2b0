"""Text stays text, IDs keep their zeros, and lengths of time are read from a closed list of forms."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cwd_audit.loading.cells import read_id, read_interval, read_months, read_text
from cwd_audit.loading.sheets import Cell

MORNING = datetime(2026, 1, 5, 9, 30)  # noqa: DTZ001 – as a workbook has it
TEXTS: tuple[tuple[Cell, str], ...] = (
    ("None", "None"), ("NA", "NA"), ("null", "null"), ("nan", "nan"), ("N/A", "N/A"), ("TRUE", "TRUE"), ("-", "-"),
    ("  Hub \n A ", "Hub A"), ("Hub\u00a0A", "Hub A"), ("\u200bHub\ufeff A\u200e", "Hub A"), ("\u200b \u00a0", ""),
    ("O’Testchild", "O’Testchild"), ("=1+1", "=1+1"),
    (1.0, "1"), (1.5, "1.5"), (-3.0, "-3"), (7, "7"), (True, "yes"), (False, "no"),
    (MORNING.date(), "2026-01-05"), (MORNING, "2026-01-05"), (MORNING.time(), "09:30:00"),
)  # fmt: skip
IDS: tuple[tuple[Cell, str], ...] = (
    ("00123", "00123"), (" 00123\u00a0", "00123"), ("P-0001/2", "P-0001/2"), ("None", "None"), ("null", "null"),
    (123.0, "123"), (123, "123"), (999999999999999.0, "999999999999999"),
    ("1234567890123456789", "1234567890123456789"), ("E12", "E12"), ("12E", "12E"),
    ("12345.0", "12345"), ("00123.00", "00123"), ("1.2.0", "1.2.0"), ("P1.0", "P1.0"), ("12.50", "12.50"),
)  # fmt: skip
LOST_IDS: tuple[tuple[str, tuple[Cell, ...]], ...] = (
    ("id-digits-lost", (1e15, 1234567890123456789, 1e22, "1.23457E+15", "1e15", "5E+20")),
    ("id-not-whole", (4321.5, 0.1, float("inf"), True, MORNING.date(), MORNING, MORNING.time(), timedelta(days=1))),
)
INTERVALS: tuple[tuple[Cell, str | None], ...] = (
    ("6 weeks", "6 weeks"), ("6 Weeks.", "6 weeks"), ("every 6 weeks", "6 weeks"), ("six weeks", "6 weeks"),
    ("6-weekly", "6 weeks"), ("6 weekly", "6 weeks"), ("6\u00a0weeks", "6 weeks"), ("1 month", "1 month"),
    ("Monthly", "1 month"), ("Fortnightly", "2 weeks"), ("quarterly", "3 months"), ("annually", "1 year"),
    ("10 working days", "10 working days"), ("twelve months", "12 months"),
    ("now and then", None), ("6", None), (6.0, None), ("thirteen weeks", None), ("0 weeks", None),
    ("6 weeks or so", None), ("1.5 months", None), ("-6 weeks", None), ("1000 weeks", None),
    ("6 weeks 2 days", None), ("bimonthly", None),
)  # fmt: skip
MONTHS: tuple[tuple[Cell, int | None], ...] = (
    ("6", 6), (6.0, 6), (12, 12), ("6 months", 6), ("yearly", 12), ("2 years", 24), ("quarterly", 3),
    ("6 weeks", None), ("0", None), ("-6", None), ("6.5", None), (6.5, None), ("1000", None), ("²", None),
    ("soon", None),
)  # fmt: skip
ANY_CELL = (
    st.text() | st.floats() | st.integers() | st.booleans() | st.dates() | st.datetimes() | st.times() | st.timedeltas()
)


@pytest.mark.parametrize(("cell", "expected"), TEXTS, ids=repr)
def test_text_is_text(cell: Cell, expected: str) -> None:
    """Words that other programs take for blanks are words; gaps are evened out and what does not show is dropped."""
    assert expected == read_text(cell)


@pytest.mark.parametrize(("cell", "expected"), IDS, ids=repr)
def test_ids_are_text(cell: Cell, expected: str) -> None:
    """Zeros in front stay, and a number that Excel holds exactly is written without a point."""
    assert (expected, "") == read_id(cell)


@pytest.mark.parametrize(("code", "cell"), [(code, cell) for code, cells in LOST_IDS for cell in cells], ids=repr)
def test_ids_that_excel_has_changed_are_refused(code: str, cell: Cell) -> None:
    """Digits that are gone cannot be put back, and a date was no date."""
    assert ("", code) == read_id(cell)


@pytest.mark.parametrize(("cell", "expected"), INTERVALS, ids=repr)
def test_lengths_of_time(cell: Cell, expected: str | None) -> None:
    """A number and a unit, or one of a few words; nothing else, and never a bare number."""
    assert expected == read_interval(cell)


@pytest.mark.parametrize(("cell", "expected"), MONTHS, ids=repr)
def test_numbers_of_months(cell: Cell, expected: int | None) -> None:
    """A whole number, or a length of time that is whole months."""
    assert expected == read_months(cell)


@given(ANY_CELL)
def test_every_cell_is_read(cell: Cell) -> None:
    """Whatever a workbook holds, reading it ends well, and twice is as once."""
    text = read_text(cell)

    assert text == read_text(text)
    assert isinstance(read_id(cell)[0], str)
    assert read_interval(cell) in {None, read_interval(read_interval(cell) or "")}
    assert (read_months(cell) or 1) >= 1
