"""A table in Word: its heading row marked and repeated, its rows whole, its numbers on the right, no cell empty."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Emu, Pt

from cwd_audit.model.month import Shorthand
from cwd_audit.reporting.month.formats.docx.paper import WIDTH, Paper
from cwd_audit.reporting.month.pages import Kind, Table, Value
from cwd_audit.reporting.safe import clip, safe_cell
from cwd_audit.reporting.words import say_date

if TYPE_CHECKING:
    from docx.table import Table as WordTable
    from docx.table import _Cell, _Row

_SIZE = 10
_LETTER = Cm(0.21)
"""What a bold letter of this size takes."""
_MARGINS = Cm(0.45)
_LONGEST_WORD = 16
"""Letters; a longer word may be broken."""
_SPACE = Pt(1)
_LONGEST_TITLE = 255
_LONGEST_CELL = 2000
_NUMBERS = frozenset({Kind.COUNT, Kind.PERCENT})


def put_table(paper: Paper, table: Table, title: str) -> None:
    """Put the table at the end of the document."""
    made = paper.word.add_table(1 + len(table.rows), len(table.columns), "Table Grid")
    made.autofit = False
    _describe(made, title)
    widths = _widths(table)
    for word_column, width in zip(made.columns, widths, strict=True):
        word_column.width = width
    for row, values in zip(made.rows, (tuple(column.heading for column in table.columns), *table.rows), strict=True):
        is_head = row._index == 0  # noqa: SLF001 – the library numbers them
        _mark(row, is_head=is_head)
        for cell, column, value, width in zip(row.cells, table.columns, values, widths, strict=True):
            cell.width = width
            _fill(cell, say_value(value, column.kind), strong=is_head, right=column.kind in _NUMBERS)
    paper.word.add_paragraph()


def say_value(value: Value, kind: Kind) -> str:
    """As people read it: `1,200`, `87.5`, `5 January 2026`, `[c]`."""
    if isinstance(value, str):
        return clip(safe_cell(str(value)), _LONGEST_CELL).strip() or Shorthand.NOT_AVAILABLE.value
    if isinstance(value, date):
        return say_date(value)
    return f"{value:.1f}" if kind is Kind.PERCENT or isinstance(value, float) else f"{value:,}"


def fits(table: Table) -> bool:
    """Whether the page is wide enough for the table without breaking words."""
    return sum(_least_widths(table)) <= WIDTH


def put_records(paper: Paper, table: Table) -> None:
    """Put a table that is too wide for the page as a list: a heading for each row, a line for each of its cells."""
    for values in table.rows:
        for number, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            said = say_value(value, column.kind)
            if number:
                line = paper.word.add_paragraph()
                line.paragraph_format.space_after = _SPACE
                line.add_run(f"{safe_cell(column.heading)}: ").bold = True
                line.add_run(said)
            else:
                paper.word.add_heading(said, 2)


def _widths(table: Table) -> list[Emu]:
    """As the columns want it; where the page is too narrow, from the longest word of each column upwards."""
    least = _least_widths(table)
    wanted = [max(column.width * _LETTER - width, 1) for column, width in zip(table.columns, least, strict=True)]
    spare = min(max(WIDTH - sum(least), 0), sum(wanted))
    return [Emu(width + spare * want // sum(wanted)) for width, want in zip(least, wanted, strict=True)]


def _least_widths(table: Table) -> list[int]:
    return [
        _MARGINS + _LETTER * min(max(_longest_word(text) for text in texts), _LONGEST_WORD)
        for texts in (
            (column.heading, *(say_value(row[place], column.kind) for row in table.rows))
            for place, column in enumerate(table.columns)
        )
    ]


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0)


def _fill(cell: _Cell, text: str, *, strong: bool, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = _SPACE
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.keep_with_next = strong
    run = paragraph.add_run(text)
    run.font.size = Pt(_SIZE)
    run.bold = strong


def _mark(row: _Row, *, is_head: bool) -> None:
    """No row is broken over two pages, and the headings stand on each."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 – the library has no such setting
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _describe(made: WordTable, title: str) -> None:
    """The title of the table for readers who hear it."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), clip(safe_cell(title), _LONGEST_TITLE))
    made._tbl.tblPr.append(caption)  # noqa: SLF001 – as above
