"""Counts of findings, the same in every report, and the one sentence that sums a report up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from cwd_audit.model.policy import ESSENTIAL
from cwd_audit.model.report import AuditReport, BaselineLine, Finding, Status
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
    said = _say_changes(report, report.baseline) if report.baseline else _say_counts(report)
    if report.left_out:
        said.append(f"{say_count(report.left_out, 'finding')} of other statuses left out")
    since = f", compared with {say_date(report.baseline.as_of)}" if report.baseline else ""
    return f"{say_count(report.cases, 'open case')} as at {say_date(report.as_of)}{since}: {'; '.join(said)}."


def _say_counts(report: AuditReport) -> list[str]:
    """How many findings have each status."""
    counts = report.counts()
    worst = [f"{counts[status]:,} {words}" for status, words in _LATE_WORDS.items() if counts[status]]
    said = [f"{say_list(worst)}{_for_children(report)}"] if worst else []
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
        if status is Status.QUERY:
            said += _say_not_run(report)
    return said


def _say_changes(report: AuditReport, since: BaselineLine) -> list[str]:
    """What is new and what is mended since an earlier report, and what nobody can say of any more."""
    new = f"{since.new:,} newly overdue or in breach{_for_children(report)}"
    said = [new if since.new else "nothing newly overdue or in breach", f"{since.unchanged:,} still so"]
    said.append(f"{since.mended:,} mended")
    if since.unassessed_now:
        said.append(f"{since.unassessed_now:,} late then and not assessed now")
    if since.gone:
        said.append(f"{since.gone:,} late then and gone from the report, which is not the same as mended")
    return [*said, f"{since.not_assessed:,} not assessed", *_say_not_run(report)]


def _for_children(report: AuditReport) -> str:
    late = {finding.case_id for finding in report.findings if finding.status in LATE}
    return f", for {say_count(len(late), 'child', 'children')}" if late else ""


def _say_not_run(report: AuditReport) -> list[str]:
    pressing = sum(line.decides for line in report.not_run)
    return [f"{say_count(pressing, 'rule')} of visits, reviews or supervisions not run"] if pressing else []


def say_none_late(report: AuditReport) -> str:
    """What stands where a list of what is late would stand."""
    if report.baseline:
        return f"Nothing newly overdue since {say_date(report.baseline.as_of)}"
    return "Nothing found overdue" if report.findings else "Nothing was checked"


def sum_up_weak(report: AuditReport) -> str:
    """How much of what is late rests on words that do not oblige; "" where none does."""
    weak = sum(finding.status in LATE and not finding.strength.decides for finding in report.findings)
    if not weak:
        return ""
    return f' Of what is late, {weak:,} under a rule that says no more than "usually" or "may".'
