"""What a reader hands over: the cells of a sheet as they are, by column, each distinct cell once.

Readers interpret nothing: no header, no type, no date from text. Columns are coded (`codes[i]` is the position of row
i's cell in `values`), so that all later work is done once per distinct cell and not once per row.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

Cell = str | float | int | bool | date | datetime | time | timedelta
"""A cell: text as written, or the workbook's own number, date, time or truth value; blank is "".
A cell whose value cannot be had holds one of the texts of `spoilt`."""


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
class SheetForm:
    """What a workbook says of a sheet beside its cells."""

    from_1904: bool = False
    """Days are counted from 1904."""
    spans: tuple[tuple[int, int, int], ...] = ()
    """Cells merged over columns near the top: positions of the row, of the first and of the last column."""
    hidden_columns: tuple[int, ...] = ()
    """Positions."""


NO_FORM = SheetForm()


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
    form: SheetForm = NO_FORM
