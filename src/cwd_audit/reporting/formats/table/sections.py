"""The parts of the terminal report, in the order of the page. A part with nothing to say is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from cwd_audit.model.report import AuditReport, Finding, Status
from cwd_audit.reporting.columns import Kind, ReportColumn, pick_columns
from cwd_audit.reporting.formats.table.fit import Head
from cwd_audit.reporting.formats.table.screen import Screen
from cwd_audit.reporting.safe import clip
from cwd_audit.reporting.selection import Group, by_code, by_reason, find_due_soon, find_late
from cwd_audit.reporting.tally import by_national_policy, say_none_late
from cwd_audit.reporting.words import (
    say_count,
    say_date,
    say_list,
    say_not_run,
    say_policy,
    say_review_state,
    say_silence,
)

MOST_SHOWN = 20
"""Lines of a list that is only for information; overdue findings are all shown."""
_WORKLIST = ("case_id", "name", "pathway", "title", "due_on", "days_overdue", "worker", "team")
_MENDED = ("case_id", "name", "pathway", "title", "last_on", "status", "worker", "team")
_WAITING = ("case_id", "name", "pathway", "title", "due_on", "worker", "team")


def draw_head(screen: Screen, report: AuditReport) -> None:
    """Whose policy, as at which day, and whether its document is out of date."""
    for title in [say_policy(policy) for policy in report.policies] or ["No policy applied"]:
        screen.line(f"{clip(title, 200)}, as at {say_date(report.as_of)}", "bold")
    for policy in report.policies:
        if policy.past_review:
            document = policy.document or policy.title
            screen.line(f"WARNING: THE POLICY IS {say_review_state(policy).upper()} ({document})", "bold red")
    if report.filtered:
        screen.line(f"Only: {report.filtered}")


def draw_late(screen: Screen, report: AuditReport, *, names: bool) -> None:
    """Everything overdue or in breach, the longest overdue first."""
    late = find_late(report.findings)
    if not late:
        screen.heading(say_none_late(report).upper())
        return
    breached = late[-1].status is Status.BREACH
    screen.heading(f"OVERDUE{' OR IN BREACH' if breached else ''} ({len(late):,}), the longest overdue first", "red")
    _draw_findings(screen, late, _WORKLIST, names=names)


def draw_due_soon(screen: Screen, report: AuditReport, *, names: bool) -> None:
    """What falls due next, cut to a short list."""
    soon = find_due_soon(report.findings)
    if soon:
        days = say_count(report.due_within_days, "day")
        screen.heading(f"DUE SOON ({len(soon):,}), within {days}, the first due first", "yellow")
        _draw_findings(screen, soon[:MOST_SHOWN], _WAITING, names=names)
        _draw_rest(screen, len(soon))


def draw_mended(screen: Screen, report: AuditReport, *, names: bool) -> None:
    """What was late at an earlier report and is not late any more."""
    if report.baseline and report.baseline.mended_findings:
        mended = report.baseline.mended_findings
        screen.heading(f"MENDED SINCE {say_date(report.baseline.as_of).upper()} ({len(mended):,})", "green")
        _draw_findings(screen, mended[:MOST_SHOWN], _MENDED, names=names)
        _draw_rest(screen, len(mended))


def draw_not_assessed(screen: Screen, report: AuditReport) -> None:
    """What could not be judged, by reason, with the children concerned."""
    groups = by_reason(report.findings, Status.NOT_ASSESSED)
    _draw_groups(screen, "NOT ASSESSED ({}): nobody can say whether these are in time", groups)


def draw_queries(screen: Screen, report: AuditReport) -> None:
    """What somebody must settle: the policy is silent on the fact, or two sources disagree."""
    groups = by_reason(report.findings, Status.QUERY)
    _draw_groups(screen, "TO QUERY ({}): somebody must decide, or correct one of two records", groups)


def draw_silences(screen: Screen, report: AuditReport) -> None:
    """For what the policy sets no interval, and on which documents it leans that were not supplied."""
    leaning = [policy for policy in report.policies if policy.missing_sources]
    if report.silences or leaning:
        screen.heading("NO RULE IN THE POLICY: not checked, so never counted as in time")
        for silence in report.silences:
            screen.line(say_silence(silence), indent=2)
        for policy in leaning:
            sources = "; ".join(policy.missing_sources)
            screen.line(f"{policy.title} refers to documents that were not supplied: {sources}", indent=2)


def draw_not_run(screen: Screen, report: AuditReport) -> None:
    """The rules that the export could not answer; one by one where a visit, review or supervision hangs on them."""
    if not report.not_run:
        return
    screen.heading(f"RULES NOT RUN ({len(report.not_run):,}): the export lacks columns they want")
    for rule in report.not_run:
        if rule.decides:
            screen.line(say_not_run(rule), indent=2)
    others = Counter(rule.requirement for rule in report.not_run if not rule.decides)
    if others:
        counted = ", ".join(f"{requirement} {number}" for requirement, number in others.most_common())
        verb = "asks" if others.total() == 1 else "ask"
        screen.line(
            f"{say_count(others.total(), 'rule')} {verb} for what most exports do not hold: {counted}", indent=2
        )
        named = report.not_run[0].policy
        screen.line(f"`cwd-audit policy show {named} --needs EXPORT` names the columns that would bring them", indent=2)


def draw_national(screen: Screen, report: AuditReport, *, names: bool) -> None:
    """What national policies laid beside the council's own ask: counted apart, and in none of its figures."""
    if not report.national:
        return
    screen.heading("NATIONAL TIMESCALES: not the council's own policy, and in none of its figures", "yellow")
    for tally in by_national_policy(report):
        said = say_list(f"{number:,} {status.in_words.lower()}" for status, number in tally.counts.items() if number)
        screen.line(f"{tally.label}: {said}", indent=2)
    late = find_late(report.national)
    if late:
        _draw_findings(screen, late, _WORKLIST, names=names)


def draw_problems(screen: Screen, report: AuditReport) -> None:
    """The faults of the export by code, each with its first place."""
    if report.notes or report.problems:
        screen.heading(f"THE EXPORT: {say_count(len(report.problems), 'problem')}")
    for note in report.notes:
        screen.line(note, indent=2)
    for group in by_code(report.problems):
        first = group[0]
        screen.line(f"{len(group):,} x {first.severity.value}: {first.message} [{first.code}]", indent=2)
        where = f"{'at' if len(group) == 1 else 'first at'} {first.place}. " if first.place else ""
        screen.line(f"{where}{first.hint}", indent=6)


def _draw_groups(screen: Screen, heading: str, groups: Sequence[Group]) -> None:
    if groups:
        screen.heading(heading.format(f"{sum(len(group.findings) for group in groups):,}"), "yellow")
        for group in groups[:MOST_SHOWN]:
            screen.line(f"{len(group.findings):,} x {group.label}", indent=2)
            screen.line(_some(group.cases), indent=6)
        _draw_rest(screen, len(groups), " reasons")


def _draw_findings(screen: Screen, findings: Sequence[Finding], wanted: Sequence[str], *, names: bool) -> None:
    columns = pick_columns(wanted, names=names)
    screen.table([_head(column) for column in columns], [[_say(column, f) for column in columns] for f in findings])


def _head(column: ReportColumn) -> Head:
    return Head(
        column.heading,
        column.priority,
        column.width,
        whole=column.kind is not Kind.TEXT,
        right=column.kind is Kind.NUMBER,
        style="red" if column.name == "days_overdue" else "",
    )


def _say(column: ReportColumn, finding: Finding) -> str:
    value = column.say(finding)
    if value is None:
        return "in breach" if column.name == "days_overdue" else ""
    return f"{value:,}" if isinstance(value, int) else value if isinstance(value, str) else say_date(value)


def _draw_rest(screen: Screen, total: int, what: str = "") -> None:
    if total > MOST_SHOWN:
        screen.line(f"and {total - MOST_SHOWN:,} more{what}: --format xlsx or csv has them all")


def _some(cases: Sequence[str]) -> str:
    shown = ", ".join(cases[:MOST_SHOWN])
    return f"{shown} and {len(cases) - MOST_SHOWN:,} more" if len(cases) > MOST_SHOWN else shown
