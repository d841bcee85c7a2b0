"""Findings picked and put in the order in which somebody acts on them. Ties keep the order of the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cwd_audit.model.problem import Problem, Severity
from cwd_audit.model.report import Finding, Status

LATE = frozenset({Status.OVERDUE, Status.BREACH})
UNJUDGED = frozenset({Status.NOT_ASSESSED, Status.QUERY})
TO_DO = LATE | UNJUDGED | {Status.DUE_SOON}
"""What a worker still has something to do about."""
ORDER = (
    Status.OVERDUE,
    Status.BREACH,
    Status.DUE_SOON,
    Status.NOT_ASSESSED,
    Status.QUERY,
    Status.IN_TIME,
    Status.MET,
)
"""Statuses from the most to the least pressing."""
_RANK = {status: rank for rank, status in enumerate(ORDER)}
NO_REASON = "no reason given"


def find_late(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Overdue findings, the longest overdue first, then breaches."""
    return pick(findings, LATE)


def find_due_soon(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings due soon, the first due first."""
    return pick(findings, {Status.DUE_SOON})


def pick(findings: Iterable[Finding], statuses: Iterable[Status]) -> tuple[Finding, ...]:
    """The findings of these statuses, the most pressing first."""
    wanted = frozenset(statuses)
    return tuple(sorted((finding for finding in findings if finding.status in wanted), key=_urgency))


def _urgency(finding: Finding) -> tuple[int, int, date]:
    return _RANK[finding.status], -(finding.days_overdue or 0), finding.due_on or date.max


def by_family(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The most pressing first by status; within a status the families by their worst, siblings side by side."""
    ordered = sorted(findings, key=_urgency)
    place: dict[tuple[Status, str], int] = {}
    for finding in ordered:
        place.setdefault((finding.status, _family(finding)), len(place))
    return tuple(sorted(ordered, key=lambda finding: place[finding.status, _family(finding)]))


def _family(finding: Finding) -> str:
    return f"family {finding.family_id}" if finding.family_id else f"case {finding.case_id}"


@dataclass(frozen=True, slots=True)
class Group:
    """Things that have one reason or code in common."""

    label: str
    findings: tuple[Finding, ...]

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases, each once, in the order of the report."""
        return tuple(dict.fromkeys(finding.case_id for finding in self.findings))


def by_reason(findings: Iterable[Finding], status: Status) -> tuple[Group, ...]:
    """The findings of one status by their reason, the commonest first."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.status is status:
            groups.setdefault(finding.reason or NO_REASON, []).append(finding)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Group(reason, tuple(found)) for reason, found in ordered)


def by_worker(findings: Iterable[Finding]) -> tuple[tuple[str, tuple[Finding, ...]], ...]:
    """Who has something to do, and what, by family; in the order of the names, the unallocated first."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.status in TO_DO:
            found.setdefault(finding.worker, []).append(finding)
    names = sorted(found, key=lambda name: (name.casefold(), name))
    return tuple((name, by_family(found[name])) for name in names)


def by_code(problems: Iterable[Problem]) -> tuple[tuple[Problem, ...], ...]:
    """The problems of the export by code: errors before warnings before notes, else in the order of the report."""
    groups: dict[tuple[Severity, str], list[Problem]] = {}
    for problem in problems:
        groups.setdefault((problem.severity, problem.code), []).append(problem)
    severities = list(Severity)
    return tuple(tuple(groups[key]) for key in sorted(groups, key=lambda key: severities.index(key[0])))
