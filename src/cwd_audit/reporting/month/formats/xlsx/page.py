"""The sheet of one page of the report: message, what to read first, the table, and the chart to its right."""

from __future__ import annotations

from xlsxwriter.utility import xl_rowcol_to_cell

from cwd_audit.reporting.month.formats.xlsx.book import Book
from cwd_audit.reporting.month.formats.xlsx.chart import put_chart
from cwd_audit.reporting.month.formats.xlsx.drawn import Drawn, find_drawn
from cwd_audit.reporting.month.formats.xlsx.front import CONTENTS
from cwd_audit.reporting.month.formats.xlsx.sheet import Sheet
from cwd_audit.reporting.month.pages import Page
from cwd_audit.reporting.month.words import say_shorthands


def write_page(book: Book, name: str, page: Page) -> None:
    """Write the sheet; its name must be safe."""
    drawn = find_drawn(page.table, page.chart) if page.table and page.chart else None
    table = drawn.table if drawn else page.table
    sheet = Sheet(book, name, page.title, [column.width for column in table.columns] if table else [])
    sheet.paragraph(page.message, strong=True)
    for text in page.paragraphs:
        sheet.paragraph(text)
    if table:
        for text in say_shorthands(table):
            sheet.paragraph(text)
    if page.chart and drawn:
        _announce(sheet, drawn, page.chart.subtitle)
    sheet.link_to(CONTENTS, "Back to the contents")
    if table and table.rows:
        head = sheet.row
        sheet.table(table)
        if page.chart and drawn:
            put_chart(book, sheet, page.chart, drawn, head)


def _announce(sheet: Sheet, drawn: Drawn, subtitle: str) -> None:
    """Say where the chart is, since whoever hears the sheet or has it enlarged does not see it."""
    sheet.paragraph(f"The chart shows: {subtitle}.")
    below = 2
    corner = xl_rowcol_to_cell(sheet.row + below, len(drawn.table.columns))
    sheet.paragraph(f"It stands to the right of the table, from cell {corner} on.")
