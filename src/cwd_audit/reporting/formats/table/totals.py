"""The last lines of the terminal report: totals, and all of it in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from cwd_audit.model.report import AuditReport, Status
from cwd_audit.reporting.formats.table.fit import Head
from cwd_audit.reporting.formats.table.screen import Screen
from cwd_audit.reporting.tally import Tally, by_requirement, by_team, statuses_counted, sum_up, sum_up_weak
from cwd_audit.reporting.words import say_count, say_sources

_STYLES = {Status.OVERDUE: "red", Status.BREACH: "red"}
_PRIORITIES = {Status.DUE_SOON: 2, Status.QUERY: 3, Status.IN_TIME: 4, Status.MET: 5}


def draw_totals(screen: Screen, report: AuditReport) -> None:
    """Counts by requirement and by team, where there is anything to count."""
    if report.findings:
        screen.heading("TOTALS BY REQUIREMENT")
        _draw_tallies(screen, report, "Requirement", [tally.titled for tally in by_requirement(report)])
        screen.heading("TOTALS BY TEAM")
        _draw_tallies(screen, report, "Team", by_team(report))


def draw_sentence(screen: Screen, report: AuditReport) -> None:
    """What was read, and the report in one sentence, at the very end."""
    closed = f"; {say_count(report.closed_cases, 'closed case')} left out" if report.closed_cases else ""
    if report.sources:
        screen.heading(f"{say_sources(report)}{closed}.", "not bold")
    screen.line(f"{sum_up(report)}{sum_up_weak(report)}", "bold")


def _draw_tallies(screen: Screen, report: AuditReport, label: str, tallies: Sequence[Tally]) -> None:
    statuses = statuses_counted(report)
    lines = [*tallies, Tally("All", report.counts())] if len(tallies) > 1 else list(tallies)
    heads = [Head(label, width=24)]
    heads += [
        Head(status.in_words, _PRIORITIES.get(status, 1), whole=True, right=True, style=_STYLES.get(status, ""))
        for status in statuses
    ]
    screen.table(heads, [[tally.label, *(f"{tally.counts[status]:,}" for status in statuses)] for tally in lines])
