"""Large text files of plain records, taken apart by pandas: only the columns that are used, and all of them in one go.

Plain means UTF-8, no quotation mark, no NUL, and no record beyond the limits. Any other file is left to the careful
reader (`text`), which names its faults. Needs pandas, and so does not run in the reading process.
"""

from __future__ import annotations

import codecs
import csv
import mmap
from array import array
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.large_text import HEAD_BYTES, begins_plain
from cwd_audit.loading.reading.one_file import OWN_HEADINGS
from cwd_audit.loading.reading.text import Source, count_delimiter
from cwd_audit.loading.sheets import Cell, CodedColumn, RawSheet

_HEAD_RECORDS = 100
"""So many records are looked at without reading the file: more than a header and the titles above it take."""
_PIECE = 32 * limits.MIB
_PORTION = 2_000_000
"""Records that pandas takes apart at a time."""
_NEW_LINE, _RETURN = ord("\n"), ord("\r")
_LAST_OF_ASCII = 0x7F


def open_plain(path: Path, asked: Asked) -> RawSheet | None:
    """The sheet of a plain text file, of which no more than its beginning has been read; None where it is not plain."""
    try:
        with _mapped(path) as content:
            if len(content) > limits.file_bytes(large=asked.large):
                return None
            text = _survey(path, content, limits.rows_of_text(large=asked.large))
    except (OSError, ValueError):
        return None
    if text is None or set(text.head[0]) >= OWN_HEADINGS:
        return None
    columns = tuple(_AwaitedColumn(text, position) for position in range(text.width))
    return RawSheet(
        file=path.name, name="", visible=True, first_row=1, rows=len(text.widths), columns=columns, widths=text.widths,
        text=text,
    )  # fmt: skip


@contextmanager
def _mapped(path: Path) -> Iterator[mmap.mmap]:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        yield content


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
        """Read these columns."""
        wanted = sorted(set(positions) - self.columns.keys())
        if not wanted:
            return
        merged = {position: _Merging() for position in wanted}
        with self.path.open("rb") as file, pd.read_csv(  # noqa: TID251 – where every column is of categories and nothing is missing, nothing is guessed
            file, sep=self.delimiter, header=None, names=list(range(self.width)), usecols=wanted, dtype="category",
            na_filter=False, skip_blank_lines=False, quoting=csv.QUOTE_NONE, encoding="utf-8-sig", engine="c",
            low_memory=False, index_col=False, chunksize=_PORTION,
        ) as portions:  # fmt: skip
            for portion in portions:
                for position in wanted:
                    merged[position].add(portion[position].array)
        for position in wanted:
            self.columns[position] = merged[position].column()

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
        with _mapped(self.path) as content:
            ends = np.concatenate([at + np.flatnonzero(piece == _NEW_LINE) for at, piece in _pieces(content)])
            starts = np.concatenate([[0], ends + 1])
            until = np.concatenate([ends, [len(content)]])
            return [content[starts[row] : until[row]].decode("utf-8-sig").rstrip("\r") for row in rows]


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
    """A column that comes in portions, its distinct cells in the order of their first appearance."""

    def __init__(self) -> None:
        self._places: defaultdict[str, int] = defaultdict()
        self._places.default_factory = self._places.__len__
        self._codes = array("i")

    def add(self, portion: pd.Categorical) -> None:
        """Take the next cells."""
        codes = np.asarray(portion.codes)
        cells = portion.categories.tolist()
        first = np.full(len(cells), len(codes), np.int64)
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
        order = np.argsort(first, kind="stable")
        places = np.empty(len(cells), np.int32)
        places[order] = [self._places[cells[at]] for at in order.tolist()]
        self._codes.frombytes(places[codes].tobytes())

    def column(self) -> CodedColumn:
        """All of it."""
        return CodedColumn(tuple(self._places), self._codes)


def _survey(path: Path, content: mmap.mmap, most: int) -> PlainText | None:
    """The file as one of plain records, or None where it is none or goes beyond the limits."""
    start = content[:HEAD_BYTES]
    whole = start if len(start) == len(content) else start[: start.rfind(b"\n") + 1]
    if any(content.find(mark) >= 0 for mark in (b'"', b"\0", b"\x1a")) or not whole or not begins_plain(start):
        return None
    source = Source(whole, "utf-8-sig")
    delimiter = count_delimiter(source)
    if not _is_utf_8(content):
        return None
    widths = _count_fields(content, ord(delimiter), most)
    if widths is None:
        return None
    head = [line.rstrip("\r\n").split(delimiter) for _, line in zip(range(_HEAD_RECORDS), source.lines(), strict=False)]
    return PlainText(path, delimiter, head, widths)


def _count_fields(content: mmap.mmap, delimiter: int, most: int) -> array[int] | None:
    """The number of fields of each record; None where there are too many records or fields, or a line ends oddly."""
    widths = array("i")
    carried = 0
    for at, piece in _pieces(content):
        if _ends_oddly(piece, content[at + len(piece) : at + len(piece) + 1]):
            return None
        marks = piece[(piece == delimiter) | (piece == _NEW_LINE)]
        ends = np.flatnonzero(marks == _NEW_LINE)
        fields = np.diff(ends, prepend=-1).astype(np.int32)
        if len(fields):
            fields[0] += carried
            carried = len(marks) - 1 - int(ends[-1])
        else:
            carried += len(marks)
        widths.frombytes(fields.tobytes())
        if len(widths) > most:
            return None
    if content[-1:] != b"\n":
        widths.append(carried + 1)
    within = len(widths) <= most and int(np.frombuffer(widths, np.int32).max(initial=0)) <= limits.COLUMNS
    return widths if within else None


def _ends_oddly(piece: NDArray[np.uint8], then: bytes) -> bool:
    """Whether a carriage return stands without a line feed after it, which may or may not end a record."""
    returns = np.flatnonzero(piece == _RETURN)
    if not len(returns):
        return False
    follow = np.append(piece[1:], np.frombuffer(then, np.uint8))
    return bool(returns[-1] >= len(follow) or (follow[returns] != _NEW_LINE).any())


def _is_utf_8(content: mmap.mmap) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for _, piece in _pieces(content):
            if decoder.getstate()[0] or piece.max() > _LAST_OF_ASCII:
                decoder.decode(piece.tobytes())
        decoder.decode(b"", True)  # noqa: FBT003 – a parameter of codecs
    except UnicodeDecodeError:
        return False
    return True


def _pieces(content: mmap.mmap) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    for at in range(0, len(content), _PIECE):
        yield at, np.frombuffer(content[at : at + _PIECE], np.uint8)
