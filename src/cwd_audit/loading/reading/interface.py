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
SheetCells: TypeAlias = tuple[str, bool, list[list[Cell]]]
"""Name, whether visible, rows from the first of the sheet; no rows where it is hidden."""
CodedCells: TypeAlias = tuple[tuple[Cell, ...], bytes]
"""Distinct cells, and one position in them per row as the bytes of an array of C ints."""
PackedSheet: TypeAlias = tuple[str, bool, int, list[CodedCells], bytes | None]
"""Name, whether visible, number of rows, columns, widths of the records of a text file as bytes of C ints."""

Parcel: TypeAlias = tuple[list[PackedSheet], list[ProblemParts], list[FaultParts]]
"""All that comes of one file; where there are faults, no sheets."""


class Reader(Protocol):
    """Reads a workbook that preflight has let through."""

    def __call__(self, workbook: bytes) -> list[SheetCells]:
        """The worksheets in the order of the workbook.

        Cells: text as it is, every number as float, True and False, a whole day as `date`, a day with a time of day as
        `datetime`, a time alone as `time`, elapsed hours as `timedelta`; blanks, and cells that show an error, as "".
        """
