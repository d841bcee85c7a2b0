"""A sheet while a reader comes upon its cells one by one, kept within the limits."""

from __future__ import annotations

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.marks import hidden_columns
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cwd_audit.loading.reading.interface import MarkedSheet, Merged, SheetMarks
    from cwd_audit.loading.sheets import Cell

_KEEP_LESS = "Delete the empty rows and columns beyond the table, or save the sheet that is needed as CSV."


class Grid:
    """The rows of one sheet. Blank cells are never put; they are what is left between."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.visible = True
        self.rows: list[list[Cell]] = []
        self.widths: list[int] | None = None
        """How many cells each row really has, where rows of one table can differ in that."""
        self.merged: list[Merged] = []
        self.hidden_rows: list[int] = []
        self.filtered = False
        """Whether a filter is set."""
        self.hidden_columns: list[int] = []
        self._width = 0

    def put(self, row: int, column: int, cell: Cell) -> None:
        """Set one cell, both counted from 0.

        Raises:
            Unreadable: it lies beyond the limits.
        """
        self._check(row + 1, column + 1)
        while len(self.rows) <= row:
            self.rows.append([])
        line = self.rows[row]
        line += [""] * (column + 1 - len(line))
        line[column] = cell

    def holds(self, row: int) -> bool:
        """Whether a row has a cell that is not blank."""
        return row < len(self.rows) and bool(self.rows[row])

    def end_row(self, row: int, width: int) -> None:
        """Keep how many cells a row has, blank ones included.

        Raises:
            Unreadable: it lies beyond the limits.
        """
        self._check(row + 1, width)
        if self.widths is not None:
            self.widths.append(width)

    def repeat(self, row: int, times: int) -> None:
        """Have a row stand `times` more times below itself.

        Raises:
            Unreadable: the copies reach beyond the limits.
        """
        self._check(row + 1 + times, 0)
        self.rows += [self.rows[row]] * times

    def forget(self) -> None:
        """Of a hidden sheet no more is kept than its name."""
        self.visible = False
        self.rows = []
        self.widths = None
        self.merged, self.hidden_rows, self.hidden_columns = [], [], []

    def as_read(self) -> MarkedSheet:
        """What has been put, with the marks; spoilt cells stand among the others."""
        marks: SheetMarks = ([], self.merged, self.hidden_rows, self.filtered, self.hidden_columns)
        return self.name, self.visible, self.rows, self.widths, marks

    def merge(self, row: int, column: int, down: int, across: int) -> None:
        """Have a cell reach over so many rows and columns, its own among them."""
        if down > 1 or across > 1:
            self.merged.append((row, column, row + down - 1, column + across - 1))

    def hide_columns(self, first: int, times: int) -> None:
        """Have columns be hidden, as far as a sheet may reach."""
        self.hidden_columns += hidden_columns(first, first + times - 1)

    def _check(self, rows: int, columns: int) -> None:
        self._width = max(self._width, columns)
        check_reach(self.name, max(rows, len(self.rows)), self._width)


def check_reach(sheet: str, rows: int, columns: int) -> None:
    """Refuse a sheet that reaches beyond the limits.

    Raises:
        Unreadable: it does.
    """
    place = f'sheet "{sheet}"'
    if rows > limits.ROWS:
        raise Unreadable((place, f"it has more than {limits.ROWS:,} rows", _KEEP_LESS))
    if columns > limits.COLUMNS:
        raise Unreadable((place, f"it has more than {limits.COLUMNS} columns", _KEEP_LESS))
    if rows * columns > limits.CELLS:
        what = f"it reaches over {rows:,} rows and {columns} columns, more cells than can be read"
        raise Unreadable((place, what, _KEEP_LESS))
