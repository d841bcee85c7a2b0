"""`report.xlsx`: the workbook for publication: cover, contents, notes, and one table on each further sheet."""

from __future__ import annotations

from cwd_audit.model.month import MonthReport
from cwd_audit.reporting.month.formats.xlsx import front
from cwd_audit.reporting.month.formats.xlsx.book import Book
from cwd_audit.reporting.month.formats.xlsx.page import write_page
from cwd_audit.reporting.month.pages import Document
from cwd_audit.reporting.safe import safe_sheet_names


def render(report: MonthReport, document: Document) -> bytes:  # noqa: ARG001 – all formats are called alike
    """The workbook."""
    book = Book(document)
    names = safe_sheet_names((page.name for page in document.pages), front.NAMES)
    front.write_front(book, document, names)
    for name, page in zip(names, document.pages, strict=True):
        write_page(book, name, page)
    return book.written()
