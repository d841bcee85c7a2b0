"""Counts of findings, the same in every report, and the one sentence that sums a report up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cwd_audit.model.policy import ESSENTIAL
from cwd_audit.model.report import AuditReport, Finding, Status
from cwd_audit.reporting.selection import LATE, ORDER, UNJUDGED
from cwd_audit.reporting.words import NO_TEAM, UNALLOCATED, say_count, say_date, say_first_capital, say_list

_ALWAYS = frozenset({Status.OVERDUE, Status.DUE_SOON, Status.NOT_ASSESSED, Status.QUERY, Status.IN_TIME})
_LATE_WORDS = {Status.OVERDUE: "overdue", Status.BREACH: "in breach"}


class Tally(NamedTuple):
    """How many findings of one group have each status."""

    label: str
    counts: Mapping[Status, int]

    @property
    def titled(self) -> Tally:
        """The same under a label that begins with a capital."""
        return self._replace(label=say_first_capital(self.label))


def _tally(
    report: AuditReport, findings: Iterable[Finding], key: Callable[[Finding], str], blank: str
) -> tuple[Tally, ...]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(key(finding), []).append(finding)
    return tuple(
        Tally(label or blank, report.counts(tuple(groups[label])))
        for label in sorted(groups, key=lambda label: (not label, label.casefold(), label))
    )


def by_requirement(report: AuditReport) -> tuple[Tally, ...]:
    """Counts by what is required: visits, reviews and supervisions first, then the others by name."""
    tallies = _tally(report, report.findings, lambda finding: finding.requirement, "other")
    first = {requirement: place for place, requirement in enumerate(ESSENTIAL)}
    return tuple(sorted(tallies, key=lambda tally: first.get(tally.label, len(first))))


def by_team(report: AuditReport) -> tuple[Tally, ...]:
    """Counts by team; those without one come last."""
    return _tally(report, report.findings, lambda finding: finding.team, NO_TEAM)


def by_worker(report: AuditReport) -> tuple[Tally, ...]:
    """Counts by worker; the unallocated come last."""
    return _tally(report, report.findings, lambda finding: finding.worker, UNALLOCATED)


def by_national_policy(report: AuditReport) -> tuple[Tally, ...]:
    """Counts of the findings that are none of the council's own, by policy."""
    return _tally(report, report.national, lambda finding: finding.policy, "")


def statuses_counted(report: AuditReport) -> tuple[Status, ...]:
    """The statuses that totals have a column for: breach and met only where they occur."""
    occur = {finding.status for finding in report.findings}
    return tuple(status for status in ORDER if status in _ALWAYS or status in occur)


def count_assessed(findings: Iterable[Finding]) -> int:
    """How many cases were assessed.

    A case is assessed when none of its findings is `not_assessed` and it has at least one that is not a `query`.
    """
    judged: dict[str, bool] = {}
    failed = set()
    for finding in findings:
        if finding.status is Status.NOT_ASSESSED:
            failed.add(finding.case_id)
        elif finding.status not in UNJUDGED:
            judged[finding.case_id] = True
    return len(judged.keys() - failed)


def sum_up(report: AuditReport) -> str:
    """The whole report in one sentence. What could not be judged is never left out of it."""
    counts = report.counts()
    late = {finding.case_id for finding in report.findings if finding.status in LATE}
    worst = [f"{counts[status]:,} {words}" for status, words in _LATE_WORDS.items() if counts[status]]
    said = [f"{say_list(worst)}, for {say_count(len(late), 'child', 'children')}"] if worst else []
    if not worst and not report.left_out:
        said.append("nothing found overdue")
    always = {
        Status.DUE_SOON: f"due within {say_count(report.due_within_days, 'day')}",
        Status.NOT_ASSESSED: "not assessed",
        Status.QUERY: "to query",
        Status.IN_TIME: "in time",
        Status.MET: "met",
    }
    for status, words in always.items():
        if counts[status] or (status in _ALWAYS - {Status.QUERY} and not report.left_out):
            said.append(f"{counts[status]:,} {words}")
        pressing = sum(line.decides for line in report.not_run)
        if status is Status.QUERY and pressing:
            said.append(f"{say_count(pressing, 'rule')} of visits, reviews or supervisions not run")
    if report.left_out:
        said.append(f"{say_count(report.left_out, 'finding')} of other statuses left out")
    return f"{say_count(report.cases, 'open case')} as at {say_date(report.as_of)}: {'; '.join(said)}."


def say_none_late(report: AuditReport) -> str:
    """What stands where a list of what is late would stand."""
    return "Nothing found overdue" if report.findings else "Nothing was checked"


def sum_up_weak(report: AuditReport) -> str:
    """How much of what is late rests on words that do not oblige; "" where none does."""
    weak = sum(finding.status in LATE and not finding.strength.decides for finding in report.findings)
    if not weak:
        return ""
    return f' Of what is late, {weak:,} under a rule that says no more than "usually" or "may".'
