"""Adding periods to whole columns of days. `model.period.Period.after` is the authority; tests prove this equal."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.model.errors import CalendarError
from cwd_audit.model.period import Period, Unit

if TYPE_CHECKING:
    from cwd_audit.model.working_calendar import WorkingCalendar

Days = NDArray[np.datetime64]
"""A column of days, `datetime64[D]`, NaT where there is none."""
NO_DAY = np.datetime64("NaT", "D")
_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
_DAYS = {Unit.DAYS: 1, Unit.WEEKS: 7}


def add(days: Days, period: Period, calendar: WorkingCalendar) -> Days:
    """The last day in time for each day that the period runs from; NaT stays NaT.

    Raises:
        CalendarError: a working day outside the calendar's span is needed.
    """
    if period.unit in _DAYS:
        return days + np.timedelta64(period.number * _DAYS[period.unit], "D")
    if period.unit in _MONTHS:
        return _add_months(days, period.number * _MONTHS[period.unit])
    return _add_working_days(days, period.number, calendar)


def add_each(days: Days, which: NDArray[np.int_], periods: Sequence[Period], calendar: WorkingCalendar) -> Days:
    """As `add`, with the period of each day given by its position in `periods`; −1 gives NaT."""
    counts = np.bincount(which + 1)
    wanted = np.flatnonzero(counts[1:]).tolist()
    if len(wanted) == 1 and not counts[0]:
        return add(days, periods[wanted[0]], calendar)
    due = np.full(len(days), NO_DAY)
    for position in wanted:
        chosen = which == position
        due[chosen] = add(days[chosen], periods[position], calendar)
    return due


def _add_months(days: Days, months: int) -> Days:
    month = days.astype("M8[M]")
    day_of_month = days - month.astype("M8[D]")
    target = month + np.timedelta64(months, "M")
    last_of_month = (target + np.timedelta64(1, "M")).astype("M8[D]") - np.timedelta64(1, "D")
    due: Days = np.minimum(target.astype("M8[D]") + day_of_month, last_of_month)
    return due


def _add_working_days(days: Days, number: int, calendar: WorkingCalendar) -> Days:
    due = np.full(len(days), NO_DAY)
    known = ~np.isnat(days)
    if known.any():
        # Rolling back to a working day first makes the count start strictly after the day, whatever day it is.
        due[known] = np.busday_offset(days[known], number, roll="backward", busdaycal=_busdays(calendar))
        first, last = days[known].min() + np.timedelta64(1, "D"), due[known].max()
        if first < np.datetime64(calendar.first):
            raise CalendarError(calendar.outside(first.astype(object)))
        if last > np.datetime64(calendar.last):
            raise CalendarError(calendar.outside(last.astype(object)))
    return due


@lru_cache(maxsize=8)
def _busdays(calendar: WorkingCalendar) -> np.busdaycalendar:
    return np.busdaycalendar(holidays=np.array(sorted(calendar.holidays), dtype="M8[D]"))
