"""The sheets before the figures: cover, contents and notes."""

from __future__ import annotations

from collections.abc import Sequence

from cwd_audit.reporting.month.formats.xlsx.book import HEADING_SIZE, LINE, SIZE, TITLE_SIZE, Book
from cwd_audit.reporting.month.formats.xlsx.sheet import Sheet, count_points
from cwd_audit.reporting.month.pages import Column, Document, Table
from cwd_audit.reporting.safe import safe_cell

COVER = "Cover"
CONTENTS = "Contents"
NOTES = "Notes"
NAMES = (COVER, CONTENTS, NOTES)
_WIDTH = 78
_SCALE = 90
"""Per cent, at which the column fits on a page of A4."""
_NOTE_COLUMNS = (Column("Note", width=12), Column("What it says", width=90))
_CONTENT_COLUMNS = (Column("Sheet", width=32), Column("What it shows", width=90))


def write_front(book: Book, document: Document, names: Sequence[str]) -> None:
    """Write cover, contents and, where there are any, notes.

    Args:
        book: The workbook, still without sheets.
        document: The report.
        names: The names of the sheets of its pages.
    """
    _write_cover(book, document)
    _write_contents(book, document, names)
    if document.notes:
        sheet = Sheet(book, NOTES, "Notes", [column.width for column in _NOTE_COLUMNS])
        sheet.link_to(CONTENTS, "Back to the contents")
        sheet.table(Table("notes", _NOTE_COLUMNS, document.notes))


def _write_cover(book: Book, document: Document) -> None:
    """One column of wrapped paragraphs; what separates them is the height of their rows."""
    sheet = book.add_sheet(COVER)
    sheet.set_column(0, 0, _WIDTH)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.set_print_scale(_SCALE)
    said = [(document.title, book.cover_title, TITLE_SIZE), (document.subtitle, book.wrapped_strong, SIZE)]
    if document.summary:
        said.append(("Summary", book.cover_heading, HEADING_SIZE))
        said += [(text, book.wrapped, SIZE) for text in document.summary]
    said.append(("About this report", book.cover_heading, HEADING_SIZE))
    said += [(text, book.wrapped, SIZE) for text in document.cover]
    for row, (text, style, size) in enumerate(said):
        sheet.write_string(row, 0, safe_cell(text), style)
        points = count_points(text, (_WIDTH - (size - SIZE) * 2) * SIZE // size, LINE * size / SIZE)
        sheet.set_row(row, points + (LINE if style is book.cover_heading else LINE / 2))
    sheet.write_url(len(said), 0, f"internal:'{CONTENTS}'!A1", book.link, "Contents of this workbook")


def _write_contents(book: Book, document: Document, names: Sequence[str]) -> None:
    sheet = Sheet(book, CONTENTS, "Contents", [column.width for column in _CONTENT_COLUMNS])
    sheet.paragraph("Each name is a link to its sheet.")
    titles = [*((NOTES, "Notes to the tables"),) * bool(document.notes)]
    titles += [(name, page.title) for name, page in zip(names, document.pages, strict=True)]
    titles.insert(0, (COVER, document.title))
    sheet.table(Table("contents", _CONTENT_COLUMNS, tuple(titles)), linked=True)
