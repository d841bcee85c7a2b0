"""Two policies laid over one caseload: who becomes overdue, who stops being overdue, and how many visits it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cwd_audit.audit.findings import find
from cwd_audit.audit.policy_run import PolicyRun, run_policy
from cwd_audit.engine.judgement import STATUSES
from cwd_audit.model.period import Unit
from cwd_audit.model.report import Status
from cwd_audit.policies.calendars import load_calendar

if TYPE_CHECKING:
    from cwd_audit.audit.request import AuditRequest
    from cwd_audit.model.caseload import Caseload
    from cwd_audit.model.period import Period
    from cwd_audit.model.policy import Policy

_RUNNING = (Status.OVERDUE, Status.DUE_SOON, Status.IN_TIME)
_MONTHS_A_YEAR = 12
_DAYS_A_YEAR = 365.25
_WORKING_DAYS_A_YEAR = 253
"""Days of work in a year of England and Wales: about 261 weekdays less eight bank holidays."""


class Change(NamedTuple):
    """One case under one requirement that stands otherwise under the second policy."""

    case_id: str
    team: str
    worker: str
    requirement: str
    before: Status | None
    """None where the first policy asks nothing of the kind."""
    after: Status | None


@dataclass(frozen=True)
class Comparison:
    """What the second policy changes against the first."""

    first: Policy
    second: Policy
    changes: tuple[Change, ...]
    a_month: dict[str, tuple[float, float]]
    """Requirement -> events a month under the first and under the second, if all goes on time."""


def compare(first: Policy, second: Policy, caseload: Caseload, request: AuditRequest) -> Comparison:
    """Lay both policies over the caseload on the day of the request."""
    covered = np.ones(len(caseload.tables["cases"]), bool)
    calendar = load_calendar()
    runs = [run_policy(policy, caseload, covered, request, calendar) for policy in (first, second)]
    before, after = (_standings(run, caseload, request) for run in runs)
    changes = [
        Change(*key[:1], *described, key[1], before.get(key, (None, ()))[0], after.get(key, (None, ()))[0])
        for key in sorted({*before, *after})
        for described in [(after.get(key) or before[key])[1]]
        if before.get(key, (None, ()))[0] != after.get(key, (None, ()))[0]
    ]
    rates = [_events_a_month(run) for run in runs]
    asked = sorted({*rates[0], *rates[1]})
    return Comparison(
        first, second, tuple(changes), {each: (rates[0].get(each, 0.0), rates[1].get(each, 0.0)) for each in asked}
    )


def _standings(
    run: PolicyRun, caseload: Caseload, request: AuditRequest
) -> dict[tuple[str, str], tuple[Status, tuple[str, str]]]:
    """For each case and requirement its worst standing, and the case's team and worker."""
    rank = {status: place for place, status in enumerate(Status)}
    worst: dict[tuple[str, str], tuple[Status, tuple[str, str]]] = {}
    for finding in find(run, caseload.sources, request.as_of):
        key = finding.case_id, finding.requirement
        if key not in worst or rank[finding.status] < rank[worst[key][0]]:
            worst[key] = finding.status, (finding.team, finding.worker)
    return worst


def _events_a_month(run: PolicyRun) -> dict[str, float]:
    """How many events of each requirement the recurring rules ask for in a month, if all goes on time."""
    rates: dict[str, float] = {}
    judged = run.judgements
    running = np.isin(
        judged.status, [STATUSES.index(each) for each in (Status.OVERDUE, Status.DUE_SOON, Status.IN_TIME)]
    )
    for number, rule in enumerate(run.rules):
        if rule.every is None:
            continue
        limits = judged.limit[(judged.rule == number) & running & (judged.limit >= 0)]
        a_month = sum(_a_month(run.obligations.periods[limit]) for limit in limits.tolist())
        rates[rule.requirement] = rates.get(rule.requirement, 0.0) + a_month
    return rates


def _a_month(period: Period) -> float:
    """How often a month something recurs that recurs every such period."""
    a_year = {
        Unit.DAYS: _DAYS_A_YEAR,
        Unit.WORKING_DAYS: float(_WORKING_DAYS_A_YEAR),
        Unit.WEEKS: _DAYS_A_YEAR / 7,
        Unit.MONTHS: float(_MONTHS_A_YEAR),
        Unit.YEARS: 1.0,
    }
    return a_year[period.unit] / period.number / _MONTHS_A_YEAR
