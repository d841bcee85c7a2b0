"""Large text files of plain records, taken apart in place: only the columns that are used, and all of them in one go.

Plain means UTF-8, no quotation mark, no NUL, no line that states the delimiter, and no record beyond the limits. Any
other file is left to the careful reader (`text`), which names its faults. Runs in the reading process where it is known
which columns will be used, and for a nation's files in the process that uses them.
"""

from __future__ import annotations

import mmap
from array import array
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.large_text import HEAD_BYTES, read_head
from cwd_audit.loading.reading.one_file import OWN_HEADINGS
from cwd_audit.loading.reading.plain_alike import Cells, Numbers, join
from cwd_audit.loading.reading.plain_marks import NEW_LINE
from cwd_audit.loading.reading.plain_portions import take_apart
from cwd_audit.loading.sheets import Cell, CodedColumn, RawSheet
from cwd_audit.loading.threads import in_threads
from cwd_audit.model.errors import Fault, InputError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cwd_audit.loading.reading.interface import CodedCells, PackedSheet, PackedText

_PIECE = 8 * limits.MIB
"""Bytes in which line ends are looked for at a time."""


def open_plain(path: Path, asked: Asked, columns: Collection[int] = ()) -> RawSheet | None:
    """The sheet of a plain text file, of which these columns have been read; None where it is not plain."""
    text = _open(path, asked, columns)
    return _sheet_of(text) if text else None


def read_columns(path: str, asked: Asked, columns: Collection[int]) -> PackedSheet | None:
    """These columns of a plain text file, to be handed over; None where it is not plain."""
    text = _open(Path(path), asked, columns)
    if text is None:
        return None
    read = [(tuple(column.values), column.codes.tobytes()) for column in text.columns.values()]
    about = (text.delimiter, text.head, list(text.columns))
    return "", True, len(text.widths), read, text.widths.tobytes(), (False, [], []), about


def reopen(path: Path, about: PackedText, columns: Sequence[CodedCells], widths: bytes) -> RawSheet:
    """The sheet of a plain text file of which some columns have been handed over; others are read as ever."""
    delimiter, head, positions = about
    text = PlainText(path, delimiter, head, array("i", widths))
    for position, (cells, codes) in zip(positions, columns, strict=True):
        text.columns[position] = CodedColumn(cells, array("i", codes))
    return _sheet_of(text)


def _open(path: Path, asked: Asked, columns: Collection[int]) -> PlainText | None:
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            head = read_head(file.read(HEAD_BYTES), size)
        if head is None or set(head.records[0]) >= OWN_HEADINGS or size > limits.file_bytes(large=asked.large):
            return None
        read = _read(path, head.delimiter, sorted(columns), limits.rows_of_text(large=asked.large))
    except (OSError, ValueError):
        return None
    return PlainText(path, head.delimiter, head.records, *read) if read else None


def _read(
    path: Path, delimiter: str, positions: Sequence[int], most: int
) -> tuple[array[int], dict[int, CodedColumn]] | None:
    """How wide the records of a text are, and these columns of it; None where it is not plain, or has too many."""
    widths, merging = array("i"), {position: _Merging() for position in positions}
    for portion in take_apart(path, delimiter, positions):
        if portion is None:
            return None
        widths.frombytes(portion.widths.astype(np.int32).tobytes())
        if len(widths) > most:
            return None
        for column, cells in zip(merging.values(), portion.columns, strict=True):
            column.add(*cells)
    return widths, dict(zip(merging, in_threads(_Merging.column, merging.values()), strict=True))


def _sheet_of(text: PlainText) -> RawSheet:
    columns = tuple(_AwaitedColumn(text, position) for position in range(text.width))
    return RawSheet(
        file=text.path.name, name="", visible=True, first_row=1, rows=len(text.widths), columns=columns,
        widths=text.widths, text=text,
    )  # fmt: skip


@dataclass
class PlainText:
    """A plain text file. Its columns are read when they are asked for, and kept."""

    path: Path
    delimiter: str
    head: list[list[str]]
    """The first records."""
    widths: array[int]
    """How many fields each record has."""
    columns: dict[int, CodedColumn] = field(default_factory=dict)
    """Those that have been read, by position."""
    _records: dict[tuple[int, ...], list[list[str]]] = field(default_factory=dict, repr=False)
    """What was asked for last."""

    @property
    def width(self) -> int:
        """The fields of the widest record."""
        return int(np.frombuffer(self.widths, np.int32).max())

    def read(self, positions: Collection[int]) -> None:
        """Read these columns.

        Raises:
            InputError: the file has been changed since it was opened.
        """
        wanted = sorted(set(positions) - self.columns.keys())
        if not wanted:
            return
        read = _read(self.path, self.delimiter, wanted, len(self.widths))
        if read is None or read[0] != self.widths:
            remedy = "Run again when nothing writes to it any more."
            raise InputError(Fault(self.path.name, "it was changed while it was read", remedy))
        self.columns.update(read[1])

    def records(self, rows: Sequence[int]) -> list[list[str]]:
        """All fields of some of the rows."""
        asked = tuple(rows)
        if max(asked, default=0) < len(self.head):
            return [self.head[row] for row in asked]
        if asked not in self._records:
            self._records.clear()
            self._records[asked] = [line.split(self.delimiter) for line in self._lines(asked)]
        return self._records[asked]

    def _lines(self, rows: Sequence[int]) -> list[str]:
        with self.path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
            places = range(0, len(content), _PIECE)
            ends = np.concatenate([at + _find_line_ends(content[at : at + _PIECE]) for at in places])
            starts = np.concatenate([[0], ends + 1])
            until = np.concatenate([ends, [len(content)]])
            return [content[starts[row] : until[row]].decode("utf-8-sig").rstrip("\r") for row in rows]


def _find_line_ends(piece: bytes) -> Numbers:
    return np.flatnonzero(np.frombuffer(piece, np.uint8) == NEW_LINE)


class _AwaitedColumn:
    """A column of a plain text file, read when more than its first cells are looked at."""

    def __init__(self, text: PlainText, position: int) -> None:
        self._text, self._position = text, position

    @property
    def values(self) -> Sequence[Cell]:
        """The distinct cells."""
        return self._read().values

    @property
    def codes(self) -> array[int]:
        """One position per row."""
        return self._read().codes

    def cell(self, index: int) -> Cell:
        """The cell in the row of this index."""
        if index < len(self._text.head):
            record = self._text.head[index]
            return record[self._position] if self._position < len(record) else ""
        return self._read().cell(index)

    def cells(self, rows: Sequence[int]) -> list[Cell]:
        """The cells in the rows of these indices, for which the column need not be read."""
        if self._position in self._text.columns:
            return self._read().cells(rows)
        return [record[self._position] if self._position < len(record) else "" for record in self._text.records(rows)]

    def _read(self) -> CodedColumn:
        self._text.read([self._position])
        return self._text.columns[self._position]


class _Merging:
    """A column that comes in portions."""

    def __init__(self) -> None:
        self._places: list[Numbers] = []
        self._distinct: list[Cells] = []

    def add(self, places: Numbers, distinct: Cells) -> None:
        """Take the next cells: their places among the distinct ones of the portion."""
        self._places.append(places.astype(np.int32))
        self._distinct.append(distinct)

    def column(self) -> CodedColumn:
        """All of it, its distinct cells in the order of their first appearance."""
        known, cells = join(self._distinct)
        codes, taken = array("i"), 0
        for places, distinct in zip(self._places, self._distinct, strict=True):
            codes.frombytes(known[taken : taken + len(distinct)][places].tobytes())
            taken += len(distinct)
        return CodedColumn(tuple(cells), codes)
