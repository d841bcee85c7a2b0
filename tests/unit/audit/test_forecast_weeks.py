"""The weeks of a forecast, and whether the past can be told."""

from __future__ import annotations

from datetime import date

import pytest

from builders import frame
from cwd_audit.audit.forecast import has_history, list_weeks
from cwd_audit.model.caseload import Caseload, Source

CASES = Source("export.xlsx", "Cases", "plain", "cases", 2, 2, 0)
VISITS = Source("export.xlsx", "Visits", "plain", "visits", 2, 2, 0)
LIFTED = Source("export.xlsx", "List 6", "annex-a", "visits", 0, 0, 0)


@pytest.mark.parametrize(
    ("as_of", "first", "number"),
    [(date(2026, 11, 2), date(2026, 11, 2), 12), (date(2026, 11, 3), date(2026, 11, 2), 13)],
)
def test_every_day_lies_in_one_of_the_weeks(as_of: date, first: date, number: int) -> None:
    """Twelve from a Monday on; from any other day on thirteen, the first and the last in part."""
    weeks = list_weeks(as_of, 12)

    assert (weeks[0], len(weeks)) == (first, number)
    assert {week.weekday() for week in weeks} == {0}


@pytest.mark.parametrize(
    ("source", "rows", "expected"), [(VISITS, 1, True), (VISITS, 0, True), (CASES, 1, False), (LIFTED, 1, False)]
)
def test_last_dates_are_no_history(source: Source, rows: int, expected: bool) -> None:  # noqa: FBT001 – of a test
    """Neither of the case row, nor of a row of another list."""
    visits = frame("visits", [{"case_id": "1", "date": date(2026, 1, 1)}] * rows, ["case_id", "date"])
    caseload = Caseload({"visits": visits}, frozenset(), (source,), ())

    assert has_history(caseload, "visits") is expected
