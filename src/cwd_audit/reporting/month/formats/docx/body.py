"""What stands in the Word document: title, what to take away, a section for each page, and the notes."""

from __future__ import annotations

from docx.oxml.ns import nsdecls

from cwd_audit.reporting.month.formats.docx.chart import put_chart
from cwd_audit.reporting.month.formats.docx.paper import Paper
from cwd_audit.reporting.month.formats.docx.table import fits, put_records, put_table
from cwd_audit.reporting.month.pages import Column, Document, Page, Table
from cwd_audit.reporting.month.words import say_shorthands
from cwd_audit.reporting.safe import safe_cell

COMMENTARY = "[Commentary: what happened, why, and what will be done]"
_NOTE_COLUMNS = (Column("Note", width=12), Column("What it says", width=90))
_CONTROL = """<w:sdt {namespaces}>
<w:sdtPr><w:alias w:val="Commentary"/><w:tag w:val="commentary_{number}"/><w:id w:val="{number}"/><w:showingPlcHdr/>
</w:sdtPr>
<w:sdtContent><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:sdtContent></w:sdt>"""
_FIRST_CONTROL = 1000


def write_body(paper: Paper, document: Document) -> None:
    """Write the whole of it."""
    word = paper.word
    word.add_paragraph(safe_cell(document.title), style="Title")
    word.add_paragraph(safe_cell(document.subtitle), style="Subtitle")
    if document.summary:
        word.add_heading("Summary", 1)
        for text in document.summary:
            word.add_paragraph(safe_cell(text), style="List Bullet")
    word.add_heading("About this report", 1)
    for text in document.cover:
        word.add_paragraph(safe_cell(text))
    for number, page in enumerate(document.pages, 1):
        _write_page(paper, page, number)
    if document.notes:
        word.add_heading("Notes", 1)
        put_table(paper, Table("notes", _NOTE_COLUMNS, document.notes), "Notes")


def _write_page(paper: Paper, page: Page, number: int) -> None:
    word = paper.word
    heading = word.add_heading(safe_cell(page.title), 1)
    heading.paragraph_format.page_break_before = number == 1 or page.commentary or page.chart is not None
    message = word.add_paragraph()
    message.add_run(safe_cell(page.message)).bold = True
    said = [message, *(word.add_paragraph(safe_cell(text)) for text in page.paragraphs)]
    for paragraph in said:
        paragraph.paragraph_format.keep_with_next = page.table is not None
    if page.commentary:
        _add_commentary(paper, number)
    if page.chart:
        put_chart(paper, page.chart, number)
    if page.table and page.table.rows:
        for text in say_shorthands(page.table):
            word.add_paragraph(text)
        if fits(page.table):
            put_table(paper, page.table, page.title)
        else:
            put_records(paper, page.table)


def _add_commentary(paper: Paper, number: int) -> None:
    """A place to write in: a click takes the whole of the placeholder away."""
    paper.word.add_heading("Commentary", 2)
    control = _CONTROL.format(namespaces=nsdecls("w"), number=_FIRST_CONTROL + number, text=COMMENTARY)
    paper.put(control)
