"""What holds of counting days, weeks, months, years and working days from any day."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from effort import tried_on
from hypothesis import given
from hypothesis import strategies as st

from cwd_audit.engine.periods import add
from cwd_audit.model.errors import CalendarError
from cwd_audit.model.period import Period, Unit
from cwd_audit.model.working_calendar import WorkingCalendar
from cwd_audit.policies.calendars import join_calendars, load_calendar

MANY = tried_on(60)
CALENDAR = load_calendar()
MOST = 120
days = st.dates(date(2011, 1, 1), date(2018, 12, 31))
numbers = st.integers(1, MOST)
periods = st.builds(Period, numbers, st.sampled_from(Unit))


def after(day: date, period: Period, calendar: WorkingCalendar = CALENDAR) -> date:
    """By the engine, which counts whole columns."""
    (found,) = add(np.array([day], dtype="M8[D]"), period, calendar).tolist()
    assert isinstance(found, date)
    return found


@MANY
@given(st.lists(days, min_size=2, max_size=6), periods)
def test_of_two_days_the_later_is_never_due_earlier(some: list[date], period: Period) -> None:
    """Counting a period never turns the order of days round, and every due day is later than its start."""
    due = add(np.array(sorted(some), dtype="M8[D]"), period, CALENDAR)

    assert (np.diff(due) >= np.timedelta64(0, "D")).all()
    assert (due > np.array(sorted(some), dtype="M8[D]")).all()


@MANY
@given(days, periods, st.integers(1, 30))
def test_a_longer_period_of_the_same_unit_ends_later(day: date, period: Period, more: int) -> None:
    """From any day, in any unit."""
    assert after(day, period) < after(day, replace(period, number=period.number + more))


@MANY
@given(days, numbers)
def test_a_year_is_twelve_months_and_a_week_seven_days(day: date, number: int) -> None:
    """A policy that says the one means the other, from leap days too."""
    assert after(day, Period(number, Unit.YEARS)) == after(day, Period(12 * number, Unit.MONTHS))
    assert after(day, Period(number, Unit.WEEKS)) == after(day, Period(7 * number, Unit.DAYS))


@MANY
@given(days, numbers)
def test_months_end_on_the_corresponding_day(day: date, number: int) -> None:
    """So many months on, on the day of the same number, or on the last of a month that has none."""
    due = after(day, Period(number, Unit.MONTHS))

    assert (due.year - day.year) * 12 + due.month - day.month == number
    assert due.day == min(day.day, monthrange(due.year, due.month)[1])


@MANY
@given(days, numbers, numbers)
def test_working_days_add_up(day: date, first: int, then: int) -> None:
    """Counting on from the end of one stretch ends where the whole ends, and never on a day of rest."""
    one, other = (Period(number, Unit.WORKING_DAYS) for number in (first, then))
    due = after(after(day, one), other)

    assert due == after(day, Period(first + then, Unit.WORKING_DAYS))
    assert CALENDAR.is_working_day(due)


@MANY
@given(days, numbers, st.sets(st.integers(0, 2 * MOST), max_size=4))
def test_one_more_bank_holiday_never_makes_anything_due_earlier(day: date, number: int, more: set[int]) -> None:
    """A day of mourning or a jubilee gives time, and moves nothing that does not count working days."""
    longer = replace(CALENDAR, holidays=CALENDAR.holidays | {day + timedelta(later) for later in more})

    for unit in Unit:
        period = Period(number, unit)
        if unit is Unit.WORKING_DAYS:
            assert after(day, period, longer) >= after(day, period)
        else:
            assert after(day, period, longer) == after(day, period)


@MANY
@given(days, numbers, st.integers(0, 3 * MOST), st.integers(0, 3 * MOST))
def test_a_calendar_that_knows_less_says_nothing_else(day: date, number: int, before: int, later: int) -> None:
    """Where the bank holidays are known for a shorter time the day is the same or there is an error: never a guess."""
    period = Period(number, Unit.WORKING_DAYS)
    first, last = day - timedelta(before), day + timedelta(later)
    shorter = replace(
        CALENDAR, first=first, last=last, holidays=frozenset(day for day in CALENDAR.holidays if first <= day <= last)
    )
    expected = after(day, period)
    try:
        found = after(day, period, shorter)
    except CalendarError:
        assert expected > last
    else:
        assert found == expected


@MANY
@given(st.dates(CALENDAR.first + timedelta(1), CALENDAR.last), days, numbers)
def test_a_calendar_in_two_files_is_the_same_calendar(second: date, day: date, number: int) -> None:
    """Wherever one file of bank holidays ends and the next begins."""
    parts = [
        replace(
            CALENDAR, first=first, last=last, holidays=frozenset(d for d in CALENDAR.holidays if first <= d <= last)
        )
        for first, last in ((second, CALENDAR.last), (CALENDAR.first, second - timedelta(1)))
    ]
    period = Period(number, Unit.WORKING_DAYS)

    assert join_calendars(parts) == CALENDAR
    assert after(day, period, join_calendars(parts)) == after(day, period)


@MANY
@given(periods, st.text(max_size=8))
def test_a_period_is_read_back_as_it_is_said(period: Period, more: str) -> None:
    """And with anything else written around it, it is refused or says the same."""
    assert Period.parse(str(period)) == period
    for text in (f"{more}{period}", f"{period}{more}", more):
        try:
            read = Period.parse(text)
        except ValueError:
            continue
        assert text in {str(read), str(read).removesuffix("s"), f"{read}s"}
