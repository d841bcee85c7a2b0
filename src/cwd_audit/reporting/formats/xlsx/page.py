"""One sheet, written from the top down: a title, what to do with it, tables; set up for reading and for printing."""

from __future__ import annotations

import textwrap
from collections.abc import Container, Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from cwd_audit.model.errors import Fault, OutputError
from cwd_audit.model.report import Status
from cwd_audit.reporting.formats.xlsx.book import Book, Cell
from cwd_audit.reporting.safe import clip, safe_cell, safe_text
from cwd_audit.reporting.words import say_date, wrap

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_A4 = 9
_ROW_LIMIT = 1_048_576
_LONGEST_PARAGRAPH = 1000
_LETTERS_PER_WIDTH = 11
"""In ten units of width, which are digits: letters are narrower."""
_LINE = 15
"""Points."""
_NUMBERS = (int, float)
_HIGHEST_ROW = 405
"""Points; Excel allows 409."""


class Page:
    """The sheet and the row that is written next."""

    def __init__(self, book: Book, name: str, *, title: str, purpose: str, as_of: date, widths: Sequence[int]) -> None:
        """Begin a sheet.

        Args:
            book: The workbook.
            name: The name of the sheet, already safe.
            title: What the first line says.
            purpose: What to do with the sheet, for the second line.
            as_of: The day of the report, for the footer.
            widths: The widths of the columns, in characters.
        """
        self._book = book
        self._sheet = book.add_sheet(name)
        self._row = 0
        self._widths = widths
        for column, width in enumerate(widths):
            self._sheet.set_column(column, column, width)
        self._sheet.set_landscape()
        self._sheet.set_paper(_A4)
        self._sheet.fit_to_pages(1, 0)
        self._sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
        self._sheet.set_footer(f"&LAs at {say_date(as_of)}&C&A&RPage &P of &N")
        self._tell(safe_cell(title), book.title)
        self.paragraph(purpose)
        self._row += 1

    def heading(self, text: str) -> None:
        """A heading over what follows, below a blank row."""
        self._row += 1
        self._tell(safe_cell(text), self._book.heading)

    def paragraph(self, text: str, *, strong: bool = False, warning: bool = False) -> None:
        """Text across the sheet, in as many rows as it needs; cells are not merged."""
        style = self._book.warning if warning else self._book.strong if strong else None
        for line in wrap(clip(safe_text(text), _LONGEST_PARAGRAPH), max(sum(self._widths), 60)):
            self._tell(line, style)

    def table(self, headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, main: bool = False) -> None:
        """A table; the main one of a sheet has filters and headings that stay in sight and are printed on each page.

        Raises:
            OutputError: it has more rows than a sheet can hold.
        """
        first = self._row
        lines = list(rows)
        numbers = {column for line in lines for column, value in enumerate(line) if type(value) in _NUMBERS}
        self._write_headings(headings, numbers)
        for row in lines:
            if self._row >= _ROW_LIMIT:
                raise OutputError(Fault("--format xlsx", "there is more than a sheet can hold", "Use --format csv."))
            self._sheet.add_row(self._row, [self._book.cell(value) for value in row], self._find_height(row))
            self._row += 1
        if main:
            self._sheet.freeze_panes(first + 1, 1)
            self._sheet.repeat_rows(first)
            self._sheet.autofilter(first, 0, max(self._row - 1, first), len(headings) - 1)

    def counts(self, label: str, statuses: Sequence[Status], lines: Iterable[tuple[str, Sequence[int]]]) -> None:
        """A table of counts: a column for each status, and one for their total."""
        self.table(
            (label, *(status.in_words for status in statuses), "All"),
            ((text, *numbers, sum(numbers)) for text, numbers in lines),
        )

    def _tell(self, text: str, style: Format | None) -> None:
        """A row of one text that runs on over the cells beside it."""
        self._sheet.add_row(self._row, [self._book.told(text, style)])
        self._row += 1

    def _write_headings(self, headings: Sequence[str], numbers: Container[int]) -> None:
        usual, right = self._book.column_heading, self._book.number_heading
        cells = [self._book.told(text, right if column in numbers else usual) for column, text in enumerate(headings)]
        self._sheet.add_row(self._row, cells, self._find_height(headings))
        self._row += 1

    def _find_height(self, row: Sequence[Cell]) -> int:
        """As high as its longest text needs, since not every program does so by itself on opening; 0: the usual."""
        lines = 1
        for text, width in zip(row, self._widths, strict=False):
            if isinstance(text, str) and len(text) > width:
                lines = max(lines, count_lines(text, width))
        return min(lines * _LINE, _HIGHEST_ROW) if lines > 1 else 0


@lru_cache(maxsize=4096)
def count_lines(text: str, width: int) -> int:
    """About how many lines a text takes in a column; rather one too many than one too few."""
    letters = width * _LETTERS_PER_WIDTH // 10
    if len(text) <= letters:
        return 1
    if len(text) > letters * _HIGHEST_ROW / _LINE:
        return int(_HIGHEST_ROW / _LINE)
    if _takes_two(text, letters):
        return 2
    return len(textwrap.wrap(text, letters))


def _takes_two(text: str, letters: int) -> bool:
    """Whether a text too long for one line can be seen to fit in two, which is most texts and soon seen."""
    space = text.rfind(" ", 0, letters + 1)
    return space > 0 and len(text) - space - 1 <= letters and text.isprintable() and " " not in {text[0], text[-1]}
