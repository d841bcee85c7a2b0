"""What passes between readers, the reading process and the process that collects: plain structures of builtins.

Imported by type checkers alone, so that the reading process starts fast.
"""

from __future__ import annotations

from typing import Protocol, TypeAlias

from cwd_audit.loading.sheets import Cell

FaultParts: TypeAlias = tuple[str, str, str]
"""Place inside the file or "", what is wrong, what to do."""
ProblemParts: TypeAlias = tuple[str, int | None, str, str, str, str]
"""Sheet, row, code, severity, message, hint."""
Merged: TypeAlias = tuple[int, int, int, int]
"""Positions of the top row, the left column, the bottom row and the right column of a merged block."""
SheetMarks: TypeAlias = tuple[list[tuple[tuple[int, int], str]], list[Merged], list[int], bool, list[int]]
"""What a sheet says beside its cells: spoilt cells by position with the mark of each; merged blocks; hidden
rows; whether a filter is set; hidden columns."""
WorkbookMarks: TypeAlias = tuple[dict[str, SheetMarks], bool]
"""The marks of sheets that have any, by name; and whether the workbook counts days from 1904."""
SheetCells: TypeAlias = tuple[str, bool, list[list[Cell]]]
"""Name, whether visible, rows from the first of the sheet; no rows where it is hidden."""
MarkedSheet: TypeAlias = tuple[str, bool, list[list[Cell]], list[int] | None, SheetMarks]
"""The same with how many cells each row really has, where rows of one table can differ in that, and its marks."""
Book: TypeAlias = tuple[list[MarkedSheet], bool, list[ProblemParts]]
"""The sheets of a file that is no text; whether it counts days from 1904; what else is worth a warning or a note."""
CodedCells: TypeAlias = tuple[tuple[Cell, ...], bytes]
"""Distinct cells, and one position in them per row as the bytes of an array of C ints."""
PackedForm: TypeAlias = tuple[bool, list[tuple[int, int, int]], list[int]]
"""Whether days are counted from 1904; cells merged over columns near the top (row, first and last column); hidden
columns."""
PackedText: TypeAlias = tuple[str, list[list[str]], list[int]]
"""Of a plain text of which only some columns were read: its delimiter, its first records, which columns these are."""
PackedSheet: TypeAlias = tuple[str, bool, int, list[CodedCells], bytes | None, PackedForm, PackedText | None]
"""Name, whether visible, number of rows, columns, widths of the records of a text file as bytes of C ints, form, and
what else is to be said of a text of which only some columns were read."""

Parcel: TypeAlias = tuple[list[PackedSheet], list[ProblemParts], list[FaultParts]]
"""All that comes of one file; where there are faults, no sheets."""


class Reader(Protocol):
    """Reads a workbook that preflight has let through."""

    def __call__(self, workbook: bytes, *, include_hidden: bool = False) -> list[SheetCells]:
        """The worksheets in the order of the workbook; hidden ones as if they were visible, if they are to be read.

        Cells: text as it is, every number as float, True and False, a whole day as `date`, a day with a time of day as
        `datetime`, a time alone as `time`, elapsed hours as `timedelta`; blanks, and cells that show an error, as "".
        """
