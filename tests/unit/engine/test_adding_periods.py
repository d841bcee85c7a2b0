"""Periods by example: what a policy officer would work out with a wall calendar. The oracle tests try every day."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from cwd_audit.engine.periods import NO_DAY, Days, add, add_each
from cwd_audit.model.errors import CalendarError
from cwd_audit.model.period import Period, Unit
from cwd_audit.model.working_calendar import WorkingCalendar

GOOD_FRIDAY, EASTER_MONDAY = date(2026, 4, 3), date(2026, 4, 6)
CALENDAR = WorkingCalendar(
    "Testland", "made up", date(2026, 3, 2), date(2026, 4, 30), frozenset({GOOD_FRIDAY, EASTER_MONDAY})
)
"""Begins on a Monday and ends on a Thursday, so that its first and its last day are working days."""


def column(*days: date) -> Days:
    """Days as the engine holds them."""
    return np.array(days, dtype="M8[D]")


@pytest.mark.parametrize(
    ("written", "day", "expected"),
    [
        ("1 day", date(2026, 4, 30), date(2026, 5, 1)),
        ("45 days", date(2026, 3, 2), date(2026, 4, 16)),
        ("1 week", date(2026, 3, 2), date(2026, 3, 9)),
        ("6 weeks", date(2026, 3, 2), date(2026, 4, 13)),
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("1 month", date(2028, 1, 31), date(2028, 2, 29)),
        ("2 months", date(2026, 1, 31), date(2026, 3, 31)),
        ("1 month", date(2026, 12, 1), date(2027, 1, 1)),
        ("1 month", date(2026, 11, 30), date(2026, 12, 30)),
        ("12 months", date(2026, 12, 31), date(2027, 12, 31)),
        ("1 year", date(2028, 2, 29), date(2029, 2, 28)),
        ("2 years", date(2026, 3, 2), date(2028, 3, 2)),
        ("1 working day", date(2026, 4, 2), date(2026, 4, 7)),  # over Easter
        ("1 working day", GOOD_FRIDAY, date(2026, 4, 7)),  # from a holiday on
        ("1 working day", date(2026, 3, 7), date(2026, 3, 9)),  # from a Saturday on
        ("1 working day", date(2026, 3, 1), date(2026, 3, 2)),  # the first day that is known
        ("5 working days", date(2026, 3, 4), date(2026, 3, 11)),
        ("7 working days", date(2026, 4, 1), date(2026, 4, 14)),
        ("1 working day", date(2026, 4, 29), date(2026, 4, 30)),  # the last day that is known
    ],
)
def test_the_last_day_in_time(written: str, day: date, expected: date) -> None:
    """The day of the event is day 0; one case by itself and a whole column give the same."""
    period = Period.parse(written)

    assert written == str(period)
    assert expected == period.after(day, CALENDAR)
    assert [expected, None] == add(np.append(column(day), NO_DAY), period, CALENDAR).tolist()


@pytest.mark.parametrize(("day", "number"), [(date(2026, 4, 30), 1), (date(2026, 4, 29), 2), (date(2026, 2, 28), 1)])
def test_a_day_that_the_calendar_does_not_know(day: date, number: int) -> None:
    """An error, not a guess; of a column it is enough that one day needs it."""
    period = Period(number, Unit.WORKING_DAYS)

    with pytest.raises(CalendarError, match="bank holidays are known from 2026-03-02 to 2026-04-30"):
        period.after(day, CALENDAR)
    with pytest.raises(CalendarError, match="bank holidays are known from 2026-03-02 to 2026-04-30"):
        add(column(date(2026, 3, 16), day), period, CALENDAR)


@pytest.mark.parametrize(
    ("written", "which", "expected"),
    [
        (["1 week"], [0, 0], [date(2026, 3, 9), date(2026, 3, 10)]),
        (["1 week"], [-1, -1], [None, None]),
        (["1 week"], [0, -1], [date(2026, 3, 9), None]),
        (["1 week", "1 month"], [1, 0], [date(2026, 4, 2), date(2026, 3, 10)]),
        (["1 week", "1 month"], [0, 0], [date(2026, 3, 9), date(2026, 3, 10)]),
        (["1 week", "1 month"], [-1, 1], [None, date(2026, 4, 3)]),
    ],
)
def test_each_day_with_a_period_of_its_own(written: list[str], which: list[int], expected: list[date | None]) -> None:
    """Where no interval is recorded for a child, there is no due date, even if there is one interval only."""
    periods = [Period.parse(text) for text in written]
    days = column(date(2026, 3, 2), date(2026, 3, 3))

    assert expected == add_each(days, np.array(which), periods, CALENDAR).tolist()


@pytest.mark.parametrize("written", ["0 days", "01 week", "10000 days", "6", "6 fortnights", "six weeks", "6  weeks"])
def test_what_is_no_period(written: str) -> None:
    """A whole number from 1 and a unit, and nothing else."""
    with pytest.raises(ValueError, match="a period is a whole number from 1 and a unit"):
        Period.parse(written)


@pytest.mark.parametrize("which", [[], [-1], [-1, -1]])
def test_where_there_is_no_period_there_is_no_day(which: list[int]) -> None:
    """Nor where there is nothing to add to."""
    days = np.array(["2026-01-31"] * len(which), "M8[D]")

    assert add_each(days, np.array(which, np.int64), [Period(1, Unit.MONTHS)], CALENDAR).tolist() == [None] * len(which)
