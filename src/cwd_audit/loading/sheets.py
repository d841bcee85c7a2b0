"""What a reader hands over: the cells of a sheet as they are, by column, each distinct cell once.

Readers interpret nothing: no header, no type, no date from text. Columns are coded (`codes[i]` is the position of row
i's cell in `values`), so that all later work is done once per distinct cell and not once per row.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

Cell = str | float | int | bool | date | datetime | time | timedelta
"""A cell: text as written, or the workbook's own number, date, time or truth value; blank is "".
A cell whose value cannot be had holds one of the texts of `spoilt`."""


class SheetColumn(Protocol):
    """One column of cells, read already or when it is first asked for."""

    @property
    def values(self) -> Sequence[Cell]:
        """Distinct cells in the order of their first appearance; 1, 1.0 and True are three."""

    @property
    def codes(self) -> array[int]:
        """One position in `values` per row."""

    def cell(self, index: int) -> Cell:
        """The cell in the row of this index."""

    def cells(self, rows: Sequence[int]) -> list[Cell]:
        """The cells in the rows of these indices."""


class UnreadText(Protocol):
    """A text file whose columns are read when they are asked for."""

    def read(self, positions: Collection[int]) -> None:
        """Read these columns, all in one go."""

    def records(self, rows: Sequence[int]) -> list[list[str]]:
        """All fields of some of the rows."""


@dataclass(frozen=True, slots=True)
class CodedColumn:
    """One column of cells that have been read."""

    values: Sequence[Cell]
    """Distinct cells in the order of their first appearance; 1, 1.0 and True are three."""
    codes: array[int]
    """One position in `values` per row."""

    def cell(self, index: int) -> Cell:
        """The cell in the row of this index."""
        return self.values[self.codes[index]]

    def cells(self, rows: Sequence[int]) -> list[Cell]:
        """The cells in the rows of these indices."""
        return [self.values[self.codes[row]] for row in rows]


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
    columns: tuple[SheetColumn, ...]
    """Left to right; all of the same length."""
    widths: array[int] | None = None
    """In a text file: how many fields each row really has; short rows are padded with blanks."""
    form: SheetForm = NO_FORM
    text: UnreadText | None = None
    """A large text file of which only the columns that are used should be read."""
