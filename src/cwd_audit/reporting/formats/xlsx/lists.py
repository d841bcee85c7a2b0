"""Sheets that list findings: overdue, due soon, not assessed, all, and one for each worker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cwd_audit.model.report import AuditReport, Finding, Status
from cwd_audit.reporting.columns import Kind, ReportColumn, columns_shown, pick_columns
from cwd_audit.reporting.formats.xlsx.book import Book, Cell
from cwd_audit.reporting.formats.xlsx.page import Page
from cwd_audit.reporting.measure import find_width
from cwd_audit.reporting.selection import LATE, UNJUDGED, by_worker, find_due_soon, find_late, pick
from cwd_audit.reporting.tally import say_none_late
from cwd_audit.reporting.words import UNALLOCATED, say_count, say_date

MOST_WORKERS = 60
"""Sheets of workers in one workbook; more could not be found again along its lower edge."""
_TO_CHASE = (
    "case_id", "name", "pathway", "title", "status", "due_on", "days_overdue", "last_on", "worker", "team", "reason",
)  # fmt: skip
_TO_PLAN = ("case_id", "name", "pathway", "title", "status", "due_on", "last_on", "worker", "team", "reason")
_TO_SETTLE = ("case_id", "name", "pathway", "title", "status", "reason", "last_on", "worker", "team", "evidence")
_NATIONAL = (*_TO_CHASE, "policy", "rule", "citation")
_OF_ONE_WORKER = (
    "case_id", "name", "family_id", "pathway", "title", "status", "due_on", "days_overdue", "last_on", "reason",
    "citation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listing:
    """One sheet of findings."""

    name: str
    title: str
    purpose: str
    if_none: str
    columns: tuple[ReportColumn, ...]
    findings: tuple[Finding, ...]


def list_to_do(report: AuditReport, *, names: bool) -> tuple[Listing, ...]:
    """Overdue, due soon, and not assessed."""
    days = say_count(report.due_within_days, "day")
    none_late = say_none_late(report) if report.baseline else "Nothing was found overdue"
    return (
        Listing(
            "Overdue",
            f"Overdue as at {say_date(report.as_of)}",
            "Agree a date for each with the worker named, from the top: the longest overdue comes first.",
            f"{none_late}. See also Not assessed: what could not be judged is not in time.",
            pick_columns(_TO_CHASE, names=names),
            find_late(report.findings),
        ),
        Listing(
            "Due soon",
            f"Due within {days} of {say_date(report.as_of)}",
            "Check that each has a date in the diary before it is due: the first due comes first.",
            f"Nothing is due within {days}.",
            pick_columns(_TO_PLAN, names=names),
            find_due_soon(report.findings),
        ),
        Listing(
            "Not assessed",
            f"Not assessed, and queries, as at {say_date(report.as_of)}",
            "Nobody can say whether these are in time. Put right what the Why column names and run the check again.",
            "Every case could be assessed under every rule that was run.",
            pick_columns(_TO_SETTLE, names=names),
            pick(report.findings, UNJUDGED),
        ),
    )


def list_national(report: AuditReport, *, names: bool) -> tuple[Listing, ...]:
    """What national policies laid beside the council's own ask; no sheet where none is."""
    if not report.national:
        return ()
    listing = Listing(
        "National",
        f"National timescales as at {say_date(report.as_of)}",
        "What statutes and guidance ask: not the council's own policy, and in none of the figures of this workbook.",
        "",
        pick_columns(_NATIONAL, names=names),
        pick(report.national, Status),
    )
    return (listing,)


def list_all(report: AuditReport, *, names: bool) -> Listing:
    """Every finding and every column."""
    return Listing(
        "All findings",
        f"All findings as at {say_date(report.as_of)}",
        "For filtering and for checking: one line for each child and rule. The other sheets are taken from this one.",
        "No case was assessed.",
        columns_shown(names=names),
        report.findings,
    )


def list_workers(report: AuditReport, *, names: bool) -> tuple[tuple[Listing, ...], int]:
    """A sheet for each worker with something to do, by name, and how many workers got none for want of room.

    Where there are too many, those with the most overdue have one. `name` is the worker's, not yet safe for a sheet.
    """
    workers = by_worker(report.findings)
    most_late = sorted(workers, key=lambda worker: -sum(finding.status in LATE for finding in worker[1]))
    chosen = {worker for worker, _ in most_late[:MOST_WORKERS]}
    listings = tuple(
        Listing(
            worker or UNALLOCATED,
            f"{worker or UNALLOCATED}, as at {say_date(report.as_of)}",
            "Take this to supervision. Brothers and sisters stand side by side."
            if worker
            else "These cases have no worker. Allocate them first.",
            "",
            pick_columns(_OF_ONE_WORKER, names=names),
            findings,
        )
        for worker, findings in workers
        if worker in chosen
    )
    return listings, len(workers) - len(listings)


def write_listing(book: Book, listing: Listing, name: str, report: AuditReport) -> None:
    """Write one listing as a sheet of this name."""
    rows = [[_cell(column, finding) for column in listing.columns] for finding in listing.findings]
    page = Page(
        book,
        name,
        title=listing.title,
        purpose=listing.purpose if listing.findings else listing.if_none,
        as_of=report.as_of,
        widths=[_fit_width(column, [row[place] for row in rows]) for place, column in enumerate(listing.columns)],
    )
    page.table([column.heading for column in listing.columns], rows, main=True)


def _fit_width(column: ReportColumn, cells: Sequence[Cell]) -> int:
    """As wide as its texts want, but no narrower than its heading with the arrow of its filter."""
    texts = find_width((cell for cell in cells if isinstance(cell, str)), column.width) + 2
    heading = max(map(len, column.heading.split())) + 3
    return max(texts, heading, column.width if column.kind is Kind.DATE else 0)


def _cell(column: ReportColumn, finding: Finding) -> Cell:
    return finding.status if column.name == "status" else column.say(finding)
