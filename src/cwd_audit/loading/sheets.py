"""What a reader hands over: the cells of a sheet as they are, by column, each distinct cell once.

Readers interpret nothing: no header, no type, no date from text. Columns are coded (`codes[i]` is the position of row
i's cell in `values`), so that all later work is done once per distinct cell and not once per row.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta
"""A cell: text as written, or the workbook's own number, date, time or truth value; blank is ""."""


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """One column of cells."""

    values: Sequence[Cell]
    """Distinct cells in the order of their first appearance; 1, 1.0 and True are three."""
    codes: array[int]
    """One position in `values` per row."""

    def cell(self, index: int) -> Cell:
        """The cell in the row of this index."""
        return self.values[self.codes[index]]


@dataclass(frozen=True, slots=True)
class RawSheet:
    """One sheet of a workbook, or one text file."""

    file: str
    """Base name."""
    name: str
    """Name of the sheet; "" for a text file."""
    visible: bool
    first_row: int
    """The number, as Excel shows it, of the row that `codes[0]` belongs to."""
    rows: int
    columns: tuple[CodedColumn, ...]
    """Left to right; all of the same length."""
    widths: array[int] | None = None
    """In a text file: how many fields each row really has; short rows are padded with blanks."""


def encode_rows(rows: Iterable[Sequence[Cell]], width: int) -> tuple[int, tuple[CodedColumn, ...]]:
    """Code rows of cells by column, padding short rows with blanks; gives the number of rows and the columns."""
    known: list[dict[object, int]] = [{} for _ in range(width)]
    values: list[list[Cell]] = [[] for _ in range(width)]
    codes = [array("i") for _ in range(width)]
    count = 0
    for row in rows:
        count += 1
        for seen, found, coded, cell in zip(known, values, codes, row, strict=False):
            key = cell if type(cell) is str else (type(cell), cell)
            code = seen.get(key)
            if code is None:
                code = seen[key] = len(found)
                found.append(cell)
            coded.append(code)
        for seen, found, coded in zip(known[len(row) :], values[len(row) :], codes[len(row) :], strict=True):
            code = seen.setdefault("", len(found))
            if code == len(found):
                found.append("")
            coded.append(code)
    return count, tuple(CodedColumn(tuple(found), coded) for found, coded in zip(values, codes, strict=True))
