"""`xlsx`: a workbook to work from: what is overdue, a sheet for each worker, the data problems and the policy."""

from __future__ import annotations

from cwd_audit.model.report import AuditReport
from cwd_audit.reporting.formats.xlsx import reference, summary
from cwd_audit.reporting.formats.xlsx.book import Book
from cwd_audit.reporting.formats.xlsx.lists import list_all, list_national, list_to_do, list_workers, write_listing
from cwd_audit.reporting.options import RenderOptions
from cwd_audit.reporting.safe import safe_sheet_names
from cwd_audit.reporting.words import say_count, say_date

BINARY = True


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """The workbook.

    Raises:
        OutputError: there are more findings than a sheet can hold.
    """
    to_do = list_to_do(report, names=options.names)
    everything = [list_all(report, names=options.names), *list_national(report, names=options.names)]
    workers, left_out = list_workers(report, names=options.names)
    fixed = [summary.NAME, *(each.name for each in (*to_do, *everything)), reference.PROBLEMS, reference.POLICY]
    names = safe_sheet_names((listing.name for listing in workers), fixed)

    book = Book(f"What is overdue as at {say_date(report.as_of)}", report.as_of)
    summary.write_summary(
        book,
        report,
        [
            *((listing.name, f"({len(listing.findings):,}): {listing.purpose}") for listing in to_do),
            ("A sheet for each worker", f"({len(workers):,}): What that worker has to do, for supervision."),
            *((listing.name, f"({len(listing.findings):,}): {listing.purpose}") for listing in everything),
            (reference.PROBLEMS, f"({len(report.problems):,}): What in the export needs putting right."),
            (reference.POLICY, f"({say_count(len(report.rules), 'rule')}): Each with its section, quote and reading."),
        ],
        left_out,
    )
    for listing in to_do:
        write_listing(book, listing, listing.name, report)
    for listing, name in zip(workers, names, strict=True):
        write_listing(book, listing, name, report)
    for listing in everything:
        write_listing(book, listing, listing.name, report)
    reference.write_problems(book, report)
    reference.write_policy(book, report)
    return book.written()
