"""Two policies laid over one caseload: who becomes overdue, who stops being overdue, and how many visits it takes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cwd_audit.audit.findings import find
from cwd_audit.audit.policy_run import PolicyRun, run_policy
from cwd_audit.engine.judgement import STATUSES, open_cases
from cwd_audit.model.kinds.timescale import Shape
from cwd_audit.model.period import Unit
from cwd_audit.model.report import Status
from cwd_audit.policies.calendars import load_calendar
from cwd_audit.policies.extension import find_differences

if TYPE_CHECKING:
    from cwd_audit.audit.request import AuditRequest
    from cwd_audit.model.caseload import Caseload
    from cwd_audit.model.kinds.timescale import TimescaleRule
    from cwd_audit.model.period import Period
    from cwd_audit.model.policy import Difference, Policy

LATE = frozenset({Status.OVERDUE, Status.BREACH})
_RUNNING = (Status.OVERDUE, Status.DUE_SOON, Status.IN_TIME)
_MONTHS_A_YEAR = 12
_DAYS_A_YEAR = 365.25
_WORKING_DAYS_A_YEAR = 253
"""Days of work in a year of England and Wales: about 261 weekdays less eight bank holidays."""


class Standing(NamedTuple):
    """How a case stands under all rules of one requirement: the worst of them."""

    status: Status
    rule: str
    days_overdue: int | None


class Change(NamedTuple):
    """One case under one requirement that stands otherwise under the second policy."""

    case_id: str
    team: str
    worker: str
    requirement: str
    before: Standing | None
    """None where the first policy asks nothing of the kind."""
    after: Standing | None

    @property
    def becomes_late(self) -> bool:
        """Overdue or in breach under the second policy alone."""
        return _is_late(self.after) and not _is_late(self.before)

    @property
    def stops_being_late(self) -> bool:
        """Overdue or in breach under the first policy alone, and known not to be under the second."""
        return _is_late(self.before) and not _is_late(self.after) and not self.is_lost

    @property
    def is_lost(self) -> bool:
        """The second policy cannot say how it stands: no good news, and no bad."""
        return self.after is not None and self.after.status is Status.NOT_ASSESSED


@dataclass(frozen=True)
class Comparison:
    """What the second policy changes against the first."""

    first: Policy
    second: Policy
    cases: int
    """Open cases."""
    not_run: tuple[int, int]
    """How many rules of each could not be run, since the export lacks their columns."""
    changes: tuple[Change, ...]
    """By requirement and case."""
    late: dict[str, tuple[int, int]]
    """Requirement -> cases overdue or in breach under the first and under the second."""
    not_assessed: dict[str, tuple[int, int]]
    """Requirement -> cases that could not be assessed under the first and under the second."""
    a_month: dict[str, tuple[float, float]]
    """Requirement -> events a month under the first and under the second, if all goes on time."""

    @property
    def names(self) -> tuple[str, str]:
        """What the two are called: their ids, told apart where they share one, as two versions of a file do."""
        if self.first.id == self.second.id:
            return f"{self.first.id} (A)", f"{self.second.id} (B)"
        return self.first.id, self.second.id

    @property
    def differences(self) -> tuple[Difference, ...]:
        """What the second says otherwise, where it extends the first or is another version of it."""
        if self.second.extends == self.first.id:
            return self.second.differences
        return find_differences(self.second, self.first) if self.first.id == self.second.id else ()


def compare(first: Policy, second: Policy, caseload: Caseload, request: AuditRequest) -> Comparison:
    """Lay both policies over the caseload on the day of the request.

    Raises:
        CalendarError: a due date in working days lies outside the calendar's span.
    """
    covered = np.ones(len(caseload.tables["cases"]), bool)
    calendar = load_calendar()
    runs = [run_policy(policy, caseload, covered, request, calendar) for policy in (first, second)]
    before, after = (_standings(run, caseload, request) for run in runs)
    changes = []
    for key in sorted({*before, *after}, key=lambda key: (key.requirement, key.case_id)):
        was, now = before.get(key), after.get(key)
        if (was and was.status) != (now and now.status):
            changes.append(Change(key.case_id, key.team, key.worker, key.requirement, was, now))
    rates = [_events_a_month(run) for run in runs]
    return Comparison(
        first,
        second,
        int(open_cases(runs[0].facts).sum()),
        (len(runs[0].lacking), len(runs[1].lacking)),
        tuple(changes),
        _count(before, after, LATE),
        _count(before, after, frozenset({Status.NOT_ASSESSED})),
        {each: (rates[0].get(each, 0.0), rates[1].get(each, 0.0)) for each in sorted({*rates[0], *rates[1]})},
    )


class _Key(NamedTuple):
    case_id: str
    requirement: str
    team: str
    worker: str


def _standings(run: PolicyRun, caseload: Caseload, request: AuditRequest) -> dict[_Key, Standing]:
    """For each case and requirement its worst standing; of two as bad, the one longest overdue."""
    rank = {status: place for place, status in enumerate(Status)}
    worst: dict[_Key, Standing] = {}
    for finding in find(run, caseload.sources, request.as_of):
        key = _Key(finding.case_id, finding.requirement, finding.team, finding.worker)
        found = Standing(finding.status, finding.rule, finding.days_overdue)
        worst[key] = min(
            worst.get(key, found), found, key=lambda each: (rank[each.status], -(each.days_overdue or 0), each.rule)
        )
    return worst


def _is_late(standing: Standing | None) -> bool:
    return standing is not None and standing.status in LATE


def _count(
    before: dict[_Key, Standing], after: dict[_Key, Standing], statuses: frozenset[Status]
) -> dict[str, tuple[int, int]]:
    """Requirement -> how many cases have one of the statuses, under each policy; requirements with none are absent."""
    was, now = (
        Counter(key.requirement for key, standing in standings.items() if standing.status in statuses)
        for standings in (before, after)
    )
    return {each: (was[each], now[each]) for each in sorted({*was, *now})}


def _events_a_month(run: PolicyRun) -> dict[str, float]:
    """How many events of each requirement the recurring rules ask for in a month, if all goes on time.

    One event may satisfy several rules: of the rules that a case is under, the one that asks most often counts.
    """
    judged = run.judgements
    running = np.isin(judged.status, [STATUSES.index(each) for each in _RUNNING]) & (judged.limit >= 0)
    of_case: dict[tuple[str, int], float] = {}
    for number, rule in enumerate(run.rules):
        if rule.shape not in {Shape.RECURRING, Shape.WINDOW}:
            continue
        chosen = (judged.rule == number) & running
        for case, limit in zip(judged.case[chosen].tolist(), judged.limit[chosen].tolist(), strict=True):
            key = rule.requirement, case
            of_case[key] = max(of_case.get(key, 0.0), _a_month(rule, run.obligations.periods[limit]))
    rates: dict[str, float] = {}
    for (requirement, _), rate in of_case.items():
        rates[requirement] = rates.get(requirement, 0.0) + rate
    return rates


def _a_month(rule: TimescaleRule, period: Period) -> float:
    """How often a month something is done that is owed every such period, or so often in any such stretch."""
    a_year = {
        Unit.DAYS: _DAYS_A_YEAR,
        Unit.WORKING_DAYS: float(_WORKING_DAYS_A_YEAR),
        Unit.WEEKS: _DAYS_A_YEAR / 7,
        Unit.MONTHS: float(_MONTHS_A_YEAR),
        Unit.YEARS: 1.0,
    }
    return (rule.at_least or 1) * a_year[period.unit] / period.number / _MONTHS_A_YEAR
