"""A worksheet whose cells become XML as they come; all else of it, and of the workbook, is XlsxWriter's.

XlsxWriter makes an object of every cell and writes them in the end, at several times the cost. What is written here
is byte for byte what it would write, as a test holds; the methods of it that are used or replaced here are private.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from cwd_audit.reporting.safe import CELL_LIMIT

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.sharedstrings import SharedStringTable

_SPANNED = 16
"""Rows that share one word on how wide they are."""


class _Row(NamedTuple):
    number: int
    """The first is 1."""
    width: int
    """Cells."""
    height: int
    """Points; 0: the usual."""
    cells: str


class Sheet(Worksheet):  # type: ignore[misc]  # it is not typed
    """A worksheet that is written row by row, from the top down, each row from its first column."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[_Row] = []

    def add_row(self, row: int, cells: Sequence[str], height: int = 0) -> None:
        """Put finished cells into a row; the first row is 0.

        Args:
            row: where.
            cells: one after the other, each as the functions below make it.
            height: in points; 0: the usual.
        """
        number = row + 1
        placed = [f'<c r="{letters}{number}"{cell}' for letters, cell in zip(_letters(len(cells)), cells, strict=True)]
        self._rows.append(_Row(number, len(cells), height, "".join(placed)))
        for column in (0, len(cells) - 1):
            self._check_dimensions(row, column)

    def _write_rows(self) -> None:
        """Called by XlsxWriter between the two ends of the sheet's data."""
        rows, self._rows = self._rows, []
        widest: dict[int, int] = {}
        for row in rows:
            block = (row.number - 1) // _SPANNED
            widest[block] = max(widest.get(block, 0), row.width)
        for number, _, height, cells in rows:
            high = f' ht="{height}" customHeight="1"' if height else ""
            spans = widest[(number - 1) // _SPANNED]
            self.fh.write(f'<row r="{number}" spans="1:{spans}"{high}>{cells}</row>')

    @property
    def holds_back(self) -> bool:
        """Whether rows were given and have not been written."""
        return bool(self._rows)


def text_cell(text: str, style: Format | None, strings: SharedStringTable) -> str:
    """A cell of text, all but its place."""
    if len(text) > CELL_LIMIT // 2:  # Excel counts in units of 16 bits, of which a character may take two
        text = text.encode("utf-16-le")[: 2 * CELL_LIMIT].decode("utf-16-le", "ignore")
    return f'{_styled(style)} t="s"><v>{strings._get_shared_string_index(text)}</v></c>'  # noqa: SLF001 – see above


def number_cell(number: float, style: Format) -> str:
    """A cell with a number, all but its place; a day is the number of days since 30 December 1899."""
    return f"{_styled(style)}><v>{number:.16G}</v></c>"


def blank_cell(style: Format) -> str:
    """A blank cell, all but its place."""
    return f"{_styled(style)}/>"


def _styled(style: Format | None) -> str:
    return f' s="{style._get_xf_index()}"' if style else ""  # noqa: SLF001 – see above


@lru_cache
def _letters(count: int) -> tuple[str, ...]:
    """The letters of the first columns."""
    return tuple(xl_col_to_name(column) for column in range(count))
