"""`xlsx`: a workbook for whoever keeps the records: what it costs, every problem, by team, and by column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwd_audit.reporting.data_quality.words import (
    DEFINITION,
    say_balance,
    say_hidden,
    say_lost,
    say_score_parts,
    say_share,
    say_team,
    say_worker,
    sum_up_quality,
)
from cwd_audit.reporting.formats.xlsx.book import Book
from cwd_audit.reporting.formats.xlsx.page import Page
from cwd_audit.reporting.words import say_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from cwd_audit.model.data_quality import DataQuality
    from cwd_audit.reporting.options import RenderOptions

BINARY = True
_COUNTS = ("Errors", "Warnings", "Notes")


def render(quality: DataQuality, options: RenderOptions) -> bytes:  # noqa: ARG001 – a file takes no options
    """The workbook.

    Raises:
        OutputError: there are more problems than a sheet can hold.
    """
    book = Book(f"Data quality as at {say_date(quality.as_of)}", quality.as_of)
    _write_summary(book, quality)
    _write_problems(book, quality)
    _write_holders(book, quality)
    _write_columns(book, quality)
    _write_hidden(book, quality)
    return book.written()


def _page(book: Book, as_of: date, name: str, words: tuple[str, str], widths: Sequence[int]) -> Page:
    """A sheet with its title and its purpose."""
    title, purpose = words
    return Page(book, name, title=title, purpose=purpose, as_of=as_of, widths=widths)


def _write_summary(book: Book, quality: DataQuality) -> None:
    title = f"Data quality as at {say_date(quality.as_of)}"
    purpose = "Read the score here, then put right what the sheet Problems names, errors first."
    page = _page(book, quality.as_of, "Summary", (title, purpose), (12, 12, 9, 11, 60, 50, 40))
    page.paragraph(sum_up_quality(quality), strong=True)
    for _, policy in quality.policies:
        page.paragraph(f"Policy: {policy}.")
    for note in quality.notes:
        page.paragraph(note)
    page.heading("How the score is counted")
    for line in DEFINITION:
        page.paragraph(line)
    page.paragraph(f"Here: {say_score_parts(quality.score)}")
    page.heading("Problems by kind")
    page.table(
        ("Severity", "Code", "How many", "Rows set aside", "What is wrong", "What to do", "First at"),
        (
            (
                kind.severity.value.capitalize(), kind.code, kind.number, kind.rows_set_aside, kind.message, kind.hint,
                kind.first,
            )
            for kind in quality.kinds
        ),
    )  # fmt: skip
    page.heading("What was read")
    for line in say_balance(quality.sources):
        page.paragraph(line)


def _write_problems(book: Book, quality: DataQuality) -> None:
    purpose = "Send these to whoever keeps the records or writes the export. Error: the row was set aside."
    widths = (11, 24, 18, 8, 20, 46, 46, 24, 20, 24)
    page = _page(book, quality.as_of, "Problems", ("Problems in the export", purpose), widths)
    page.table(
        ("Severity", "File", "Sheet", "Row", "Column", "What is wrong", "What to do", "Team", "Worker", "Code"),
        (
            (
                problem.severity.value.capitalize(), problem.file, problem.sheet, problem.row, problem.column,
                problem.message, problem.hint, team, worker, problem.code,
            )
            for problem, team, worker, _ in quality.problems
        ),
        main=True,
    )  # fmt: skip


def _write_holders(book: Book, quality: DataQuality) -> None:
    purpose = "Whose cases the problems are about. A row that tells no child of the list stands last."
    page = _page(book, quality.as_of, "By team", ("Problems by team and worker", purpose), (44, 30, 11, 11, 11))
    page.table(
        ("Team", "Worker", *_COUNTS),
        ((say_team(each), say_worker(each), *each[3:]) for each in quality.workers),
        main=True,
    )
    page.heading("Whole teams")
    page.table(("Team", "", *_COUNTS), ((say_team(each), "", *each[3:]) for each in quality.teams))


def _write_columns(book: Book, quality: DataQuality) -> None:
    purpose = "A blank may be right, as an end that has not come. A row set aside for an error has no value."
    page = _page(
        book, quality.as_of, "Completeness", ("Completeness of columns", purpose), (34, 16, 24, 12, 12, 12, 14)
    )
    page.table(
        ("Column", "Of", "Known as", "With a value", "Rows", "Share", "Rules that want it"),
        (
            (
                each.heading, each.table, each.column, each.filled, each.rows, say_share(each.filled, each.rows),
                each.rules,
            )
            for each in quality.columns
        ),
        main=True,
    )  # fmt: skip


def _write_hidden(book: Book, quality: DataQuality) -> None:
    purpose = "What the audit cannot tell for want of a record or a column. In the score: what the audit is for."
    page = _page(
        book, quality.as_of, "What it hides", ("What is hidden from the audit", purpose), (11, 22, 10, 80, 44, 50)
    )
    page.table(
        ("In the score", "Requirement", "Cases", "What cannot be assessed, and why", "Columns", "Rules"),
        (
            (
                "Yes" if each.essential else "No", each.requirement, each.cases, say_hidden(each),
                ", ".join(each.columns), ", ".join(each.rules),
            )
            for each in quality.hidden
        ),
        main=True,
    )  # fmt: skip
    page.heading("Rows that were set aside for an error")
    for line in say_lost(quality) if quality.lost else ("None.",):
        page.paragraph(line)
