"""The periods of the packs, days to add them to, and ways of adding that know nothing of the engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from random import Random

from dateutil.relativedelta import relativedelta

from cwd_audit.model.kinds.timescale import PerCase, TimescaleRule
from cwd_audit.model.period import Period, Unit
from cwd_audit.policies.calendars import load_calendar
from cwd_audit.policies.library import list_policies, load_policy

CALENDAR = load_calendar()
_MOST = {Unit.DAYS: 1000, Unit.WORKING_DAYS: 120, Unit.WEEKS: 160, Unit.MONTHS: 120, Unit.YEARS: 20}
_SATURDAY = 5
_DAYS_OF_EACH = 50


def draw_pairs(days: Sequence[date], count: int, random: Random) -> Iterator[tuple[Period, list[date]]]:
    """So many random pairs of a day and a period of any unit and length, the days of each period together."""
    units = random.choices(list(Unit), k=count // _DAYS_OF_EACH)
    wanted = [Period(random.randrange(1, _MOST[unit]), unit) for unit in units]
    pairs = sorted(
        ((random.choice(days), period) for period in wanted for _ in range(_DAYS_OF_EACH)),
        key=lambda pair: str(pair[1]),
    )
    for period, group in groupby(pairs, key=lambda pair: pair[1]):
        yield period, [day for day, _ in group]


def _periods_of(rule: TimescaleRule) -> Iterator[Period]:
    """Every period that a rule states."""
    every: tuple[Period | None, ...] = ()
    if isinstance(rule.every, PerCase):
        every = (*rule.every.choices, rule.every.otherwise)
    elif rule.every:
        every = rule.every
    yield from filter(None, (*every, rule.first, rule.within, rule.in_any, rule.only_for))


PERIODS = sorted(
    {
        period
        for policy in list_policies()
        for rule in load_policy(policy).rules
        if isinstance(rule, TimescaleRule)
        for period in _periods_of(rule)
    },
    key=str,
)


def add_otherwise(day: date, period: Period) -> date:
    """The same sum by other means: dateutil for months and years, a walk along the calendar for working days."""
    match period.unit:
        case Unit.MONTHS:
            return day + relativedelta(months=period.number)
        case Unit.YEARS:
            return day + relativedelta(years=period.number)
        case Unit.WORKING_DAYS:
            return _walk(day, period.number)
        case Unit.WEEKS:
            return day + timedelta(weeks=period.number)
        case Unit.DAYS:
            return day + timedelta(days=period.number)


def _walk(day: date, number: int) -> date:
    """One day at a time, until so many working days were passed."""
    passed = 0
    while passed < number:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and day not in CALENDAR.holidays:
            passed += 1
    return day
