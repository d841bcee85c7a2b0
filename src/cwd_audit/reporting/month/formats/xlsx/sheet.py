"""One sheet, written from the top down: its title in A1, what to read first, and one table from column A on."""

from __future__ import annotations

from collections.abc import Sequence

from cwd_audit.reporting.formats.xlsx.page import count_lines
from cwd_audit.reporting.month.formats.xlsx.book import DIGIT, LINE, PADDING, Book, shown
from cwd_audit.reporting.month.pages import Column, Table
from cwd_audit.reporting.safe import clip, safe_cell, safe_text
from cwd_audit.reporting.words import wrap

_A4 = 9
_LINE_WIDTHS = (80, 120)
"""Characters that a line of text above the table may have: as many as the table is wide, within these bounds."""
_LONGEST_PARAGRAPH = 2000
_LONGEST_HEADING = 255
"""Characters that the name of a column of a table may have."""
_HIGHEST_ROW = 409.0
_LETTERS = 106
"""Per cent: how much narrower a letter of this font is than one of the font that lines are counted for."""
_PRINTED = 1020
"""Pixels across a sheet of A4 on its side, within its margins."""
_SMALLEST_SCALE = 50
_READABLE_SCALE = 65


class Sheet:
    """The sheet and the row that is written next."""

    def __init__(self, book: Book, name: str, title: str, widths: Sequence[int]) -> None:
        """Begin a sheet; its name must be safe. Widths are those of the columns, in characters."""
        self.name = name
        self.sheet = book.add_sheet(name)
        self.row = 1
        self._book = book
        self._widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.write_string(0, 0, safe_cell(title), book.title)
        self._set_up_printing()

    def paragraph(self, text: str, *, strong: bool = False) -> None:
        """Text in as many rows as it needs: wrapped in a cell it would be as narrow as the first column."""
        least, most = _LINE_WIDTHS
        for line in wrap(clip(safe_text(text), _LONGEST_PARAGRAPH), min(max(sum(self._widths), least), most)):
            self.sheet.write_string(self.row, 0, line, self._book.strong if strong else self._book.plain)
            self.row += 1

    def link_to(self, name: str, text: str) -> None:
        """A link to another sheet, in a row of its own."""
        self.sheet.write_url(self.row, 0, _place_of(name), self._book.link, text)
        self.row += 1

    def table(self, table: Table, *, linked: bool = False) -> None:
        """The table of the sheet, marked up as one; the first column may hold links to the sheets it names."""
        head = self.row
        headings = _unique([column.heading for column in table.columns])
        styles = [self._book.heading_format(column.kind) for column in table.columns]
        failed = self.sheet.add_table(
            head,
            0,
            head + len(table.rows),
            len(table.columns) - 1,
            {
                "name": table.name,
                "style": None,
                "autofilter": False,
                "banded_rows": False,
                "columns": [
                    {"header": heading, "header_format": style} for heading, style in zip(headings, styles, strict=True)
                ],
            },
        )
        if failed:
            message = f"{table.name} is no table that a workbook can hold"
            raise ValueError(message)
        self._fit_height(head, headings, table.columns, wider=1)
        for row, values in enumerate(table.rows, head + 1):
            self._fit_height(row, [shown(v) if isinstance(v, str) else "" for v in values], table.columns)
            for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
                self._book.write(self.sheet, row, place, value, column.kind)
            if linked:
                name = str(values[0])
                self.sheet.write_url(row, 0, _place_of(name), self._book.link_in_table, name)
        self.sheet.repeat_rows(head)
        self.row = head + 1 + len(table.rows)

    def print_beside(self, column: int, pixels: int) -> None:
        """Print what stands to the right of the table on the same page if it is still readable, else on the next."""
        scale = _scale(self._pixels() + pixels)
        if scale < _READABLE_SCALE:
            self.sheet.set_v_pagebreaks([column])
        else:
            self.sheet.set_print_scale(scale)

    def _fit_height(self, row: int, texts: Sequence[str], columns: Sequence[Column], *, wider: int = 0) -> None:
        """As high as the longest text needs, with room above: not every program sees to it on opening."""
        points = [
            count_points(text, column.width - 1 - wider, LINE) for text, column in zip(texts, columns, strict=True)
        ]
        self.sheet.set_row(row, min(max(points, default=LINE) + LINE / 4, _HIGHEST_ROW))

    def _set_up_printing(self) -> None:
        """The table as large as the page allows."""
        self.sheet.set_landscape()
        self.sheet.set_paper(_A4)
        self.sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
        self.sheet.set_print_scale(max(_scale(self._pixels()), _SMALLEST_SCALE))

    def _pixels(self) -> int:
        return sum(width * DIGIT + PADDING for width in self._widths)


def count_points(text: str, width: int, line: float) -> float:
    """How high a text is that is wrapped in a column of this width."""
    return min(count_lines(safe_cell(text), max(width * _LETTERS // 100, 1)) * line, _HIGHEST_ROW - line)


def _scale(pixels: int) -> int:
    """In per cent: how much is to be made smaller so that so many pixels fit across a page."""
    return min(100 * _PRINTED // max(pixels, 1), 100)


def _place_of(name: str) -> str:
    quoted = name.replace("'", "''")
    return f"internal:'{quoted}'!A1"


def _unique(headings: Sequence[str]) -> list[str]:
    """Headings that no two columns share, whatever their capitals, and none of which is blank."""
    found: list[str] = []
    for text in headings:
        heading = wanted = clip(shown(text), _LONGEST_HEADING)
        number = 1
        while heading.casefold() in {other.casefold() for other in found}:
            number += 1
            heading = f"{wanted[: _LONGEST_HEADING - 6]} ({number})"
        found.append(heading)
    return found
