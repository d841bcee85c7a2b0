"""Adding periods: the columnar way, `Period.after`, and ways that know nothing of either, on every day that matters."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import numpy as np
import pytest
from other_dates import CALENDAR, PERIODS, add_otherwise, draw_pairs

from cwd_audit.engine.periods import NO_DAY, Days, add, add_each
from cwd_audit.model.errors import CalendarError
from cwd_audit.model.period import Period, Unit

EVERY_DAY = [date(2015, 1, 1) + timedelta(days=place) for place in range((date(2028, 1, 1) - date(2015, 1, 1)).days)]
PAIRS = 20_000


def _column(days: list[date]) -> Days:
    return np.array(days, dtype="M8[D]")


def test_the_packs_have_periods() -> None:
    """What is compared below is what the packs state: in weeks, months, years, days and working days."""
    units = {period.unit for period in PERIODS}

    assert set(Unit) == units


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_three_ways_agree_on_every_day(period: Period) -> None:
    """Every day of 2015 to 2027, month ends, leap days and bank holidays among them."""
    expected = [add_otherwise(day, period) for day in EVERY_DAY]
    one_by_one = [period.after(day, CALENDAR) for day in EVERY_DAY]
    at_once = add(_column(EVERY_DAY), period, CALENDAR).tolist()

    assert expected == one_by_one
    assert expected == at_once


def test_three_ways_agree_on_random_pairs() -> None:
    """Twenty thousand pairs of a day and a period of any unit and length."""
    compared = 0
    for period, days in draw_pairs(EVERY_DAY, PAIRS, Random(19)):
        expected = [add_otherwise(day, period) for day in days]
        compared += len(days)

        assert expected == [period.after(day, CALENDAR) for day in days]
        assert expected == add(_column(days), period, CALENDAR).tolist()
    assert compared == PAIRS


def test_many_periods_at_once() -> None:
    """Each day takes the period at its position; −1 gives no day."""
    days = _column(EVERY_DAY)
    which = np.arange(len(days)) % (len(PERIODS) + 1) - 1
    expected = [PERIODS[at].after(day, CALENDAR) if at >= 0 else None for day, at in zip(EVERY_DAY, which, strict=True)]

    assert expected == add_each(days, which, PERIODS, CALENDAR).tolist()


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_no_day_stays_no_day(period: Period) -> None:
    """What is not recorded is not counted from, beside days that are, alone, and where there is nothing at all."""
    day = date(2026, 3, 2)
    beside = add(np.array([NO_DAY, day, NO_DAY], dtype="M8[D]"), period, CALENDAR)
    expected = [None, period.after(day, CALENDAR), None]

    assert expected == beside.tolist()
    assert np.isnat(add(np.array([NO_DAY]), period, CALENDAR)).all()
    assert not len(add(_column([]), period, CALENDAR))


@pytest.mark.parametrize(
    ("day", "number", "expected"),
    [
        (date(2028, 12, 28), 1, date(2028, 12, 29)),  # the last working day that is known
        (date(2028, 12, 28), 2, None),  # 1 January 2029 is not known to be a holiday
        (date(2028, 12, 29), 1, None),
        (date(2028, 12, 31), 1, None),
        (date(2028, 12, 1), 60, None),
        (date(1995, 12, 31), 1, date(1996, 1, 2)),  # the day itself need not be known, the days after it must be
        (date(1995, 12, 30), 1, None),
        (date(1985, 1, 4), 3, None),
        (date(2009, 12, 30), 2, date(2010, 1, 4)),  # from one file of holidays into the next
    ],
)
def test_beyond_the_calendar_is_an_error(day: date, number: int, expected: date | None) -> None:
    """Design section 5, point 2: outside the span an error, not a guess; both ways say the same."""
    period = Period(number, Unit.WORKING_DAYS)

    if expected:
        assert expected == period.after(day, CALENDAR)
        assert [expected] == add(_column([day]), period, CALENDAR).tolist()
    else:
        with pytest.raises(CalendarError):
            period.after(day, CALENDAR)
        with pytest.raises(CalendarError):
            add(_column([day, date(2020, 1, 1)]), period, CALENDAR)
