"""What a sheet says beside its cells, put into the rows of a reader: spoilt cells, merged cells, hidden rows."""

from __future__ import annotations

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.addresses import address

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cwd_audit.loading.reading.interface import Merged, PackedForm, ProblemParts, SheetMarks
    from cwd_audit.loading.sheets import Cell

NO_MARKS: SheetMarks = ([], [], [], False, [])
_NAMED = 5
"""So many cells or rows are named in a message."""
_HEADER_ROWS = 45
"""A line of groups above the header is looked for in so many rows; `headings.TITLE_ROWS` are fewer."""


def apply_marks(rows: list[list[Cell]], marks: SheetMarks, *, include_hidden: bool) -> Iterator[tuple[str, str, str]]:
    """Change rows as the marks say; gives code, message and hint of what has to be said.

    A spoilt cell holds its mark. A cell merged over several rows is read in each that holds anything else. A hidden
    row is blank, unless hidden rows are to be read.
    """
    spoilt, merged, hidden, filtered, _ = marks
    for (row, column), mark in spoilt:
        if row < limits.ROWS and column < limits.COLUMNS:
            _put(rows, row, column, mark)
    filled = [address for block in merged for address in _fill(rows, block)]
    if filled:
        yield _say_merged(filled)
    if not include_hidden:
        left_out = [row for row in hidden if row < len(rows) and any(cell != "" for cell in rows[row])]
        for row in left_out:
            rows[row] = []
        if left_out:
            yield _say_hidden(left_out, filtered=filtered)


def form_of(marks: SheetMarks, *, from_1904: bool, include_hidden: bool) -> PackedForm:
    """What recognition and tidying want to know of the sheet."""
    _, merged, _, _, columns = marks
    spans = [(top, left, right) for top, left, _, right in merged if left < right and top < _HEADER_ROWS]
    return from_1904, spans, [] if include_hidden else columns


def hidden_columns(first: int, last: int) -> range:
    """The columns that are hidden together, as far as a sheet may reach."""
    return range(first, min(last + 1, limits.COLUMNS))


def _put(rows: list[list[Cell]], row: int, column: int, cell: Cell) -> None:
    while len(rows) <= row:
        rows.append([])
    rows[row] += [""] * (column + 1 - len(rows[row]))
    rows[row][column] = cell


def _fill(rows: list[list[Cell]], block: Merged) -> list[str]:
    """The block as Excel shows it: its one text in each row; the address of the first cell, if any row was filled."""
    top, left, bottom, _ = block
    if top >= len(rows) or left >= len(rows[top]) or rows[top][left] == "":
        return []
    cell, filled = rows[top][left], False
    for row in range(top + 1, min(bottom + 1, len(rows))):
        blank = left >= len(rows[row]) or rows[row][left] == ""
        if blank and any(other != "" for other in rows[row]):
            rows[row] = rows[row].copy()  # readers may hand over one list as several rows
            _put(rows, row, left, cell)
            filled = True
    return [address(top, left)] if filled else []


def _say_merged(cells: Sequence[str]) -> tuple[str, str, str]:
    many = "s" * (len(cells) > 1)
    said = f"{len(cells):,} cell{many} ({_name(cells)}) merged over several rows: each row was read as having the text"
    return "merged-cells", said, "Nothing to do, if that is meant; otherwise unmerge the cells and fill in every row."


def _say_hidden(rows: Sequence[int], *, filtered: bool) -> tuple[str, str, str]:
    named = _name([str(row + 1) for row in rows])
    how = "hidden, as a filter does," if filtered else "hidden"
    said = f"{len(rows):,} rows ({named}) are {how} and were not read" if len(rows) > 1 else ""
    said = said or f"1 row ({named}) is {how} and was not read"
    return "rows-hidden", said, "Clear the filter or unhide the rows and save, or read them with --include-hidden."


def _name(places: Sequence[str]) -> str:
    return ", ".join(places[:_NAMED]) + (", …" if len(places) > _NAMED else "")


def say(said: Iterator[tuple[str, str, str]], sheet: str) -> list[ProblemParts]:
    """As problems of a sheet."""
    severity = {"merged-cells": "note"}
    return [(sheet, None, code, severity.get(code, "warning"), message, hint) for code, message, hint in said]
