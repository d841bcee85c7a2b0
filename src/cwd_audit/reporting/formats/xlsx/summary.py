"""The first sheet: the figures, whose policy, how to read the rest, and what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cwd_audit.model.report import AuditReport
from cwd_audit.reporting.formats.xlsx.book import Book
from cwd_audit.reporting.formats.xlsx.lists import MOST_WORKERS
from cwd_audit.reporting.formats.xlsx.page import Page
from cwd_audit.reporting.tally import (
    Tally,
    by_requirement,
    by_team,
    by_worker,
    statuses_counted,
    sum_up,
    sum_up_weak,
)
from cwd_audit.reporting.words import say_count, say_date, say_policy, say_review_state, say_sources

NAME = "Summary"
_WIDTHS = (40, 13, 13, 13, 13, 13, 13, 13, 13)
_HOW_TO_READ = (
    "Overdue: the last day in time has passed. Days overdue are counted from the day after it.",
    "Breach: a rule without a date is not kept. Met: it is kept.",
    "Due soon: still in time, and due before long. In time: not due yet.",
    "Not assessed: something that the rule needs is not recorded, so nobody can say. It is never counted as in time.",
    "Query: the policy does not say, or two records disagree. Somebody must decide.",
    '"(usually)" or "(may)" after what is owed: the policy says no more than that.',
    "One line stands for one child under one rule, so a child can be on several lines.",
)


def write_summary(book: Book, report: AuditReport, sheets: Iterable[tuple[str, str]], left_out: int) -> None:
    """Write the sheet.

    Args:
        book: The workbook, still without sheets.
        report: The audit.
        sheets: The names of the other sheets, each with what it holds and is for.
        left_out: How many workers got no sheet of their own for want of room.
    """
    page = Page(
        book,
        NAME,
        title=f"What is overdue as at {say_date(report.as_of)}",
        purpose="Read the figures here, then work through the sheet Overdue from its top.",
        as_of=report.as_of,
        widths=_WIDTHS,
    )
    page.paragraph(f"{sum_up(report)}{sum_up_weak(report)}", strong=True)
    for policy in report.policies:
        page.paragraph(f"Policy: {say_policy(policy)}; {say_review_state(policy)}.", warning=policy.past_review)
    if report.filtered:
        page.paragraph(f"This workbook shows only: {report.filtered}.", strong=True)
    if left_out:
        page.paragraph(
            f"Only the {MOST_WORKERS} workers with the most overdue have a sheet; {say_count(left_out, 'other')}"
            f" {'is' if left_out == 1 else 'are'} on the sheets Overdue, Due soon and Not assessed.",
            strong=True,
        )
    _write_counts(page, report, "By requirement", "Requirement", [tally.titled for tally in by_requirement(report)])
    _write_counts(page, report, "By team", "Team", by_team(report))
    _write_counts(page, report, "By worker", "Worker", by_worker(report))
    page.heading("How to read it")
    for line in _HOW_TO_READ:
        page.paragraph(line)
    page.heading("The sheets")
    for name, use in sheets:
        page.paragraph(f"{name} {use}")
    _write_sources(page, report)


def _write_counts(page: Page, report: AuditReport, title: str, label: str, tallies: Sequence[Tally]) -> None:
    statuses = statuses_counted(report)
    lines = (*tallies, Tally("All", report.counts()))
    page.heading(title)
    page.counts(label, statuses, ((line.label, [line.counts[status] for status in statuses]) for line in lines))


def _write_sources(page: Page, report: AuditReport) -> None:
    page.heading("What was read")
    closed = f" {say_count(report.closed_cases, 'closed case')} left out." if report.closed_cases else ""
    page.paragraph(f"{say_sources(report)}.{closed}")
    for note in report.notes:
        page.paragraph(note)
    page.table(
        ("File", "Sheet", "Read as", "Layout", "Rows", "Used", "Set aside"),
        (
            (
                source.file,
                source.sheet,
                source.table,
                source.layout,
                source.rows,
                source.rows_used,
                source.rows_set_aside,
            )
            for source in report.sources
        ),
    )
