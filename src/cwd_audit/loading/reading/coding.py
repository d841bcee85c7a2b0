"""Coding of columns: each distinct cell once, and one position per row."""

from __future__ import annotations

from array import array
from collections import defaultdict
from itertools import zip_longest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import TypeVar

    from cwd_audit.loading.sheets import Cell

    Key = TypeVar("Key")

_EQUAL_ACROSS = frozenset({int, float, bool})
"""Types whose members can be equal without being the same cell: 1, 1.0 and True."""


def encode(rows: Sequence[Sequence[Cell]], width: int) -> list[tuple[tuple[Cell, ...], array[int]]]:
    """Columns of rows, as (distinct cells in order of appearance, positions); short rows are padded with blanks.

    Raises:
        ValueError: a row is wider than `width`.
    """
    lengths = set(map(len, rows))
    if max(lengths, default=0) > width:
        msg = f"a row is wider than {width}"
        raise ValueError(msg)
    columns = zip_longest(*rows, fillvalue="") if len(lengths) > 1 else zip(*rows, strict=True)
    coded = [_encode_column(column) for column in columns]
    blank: tuple[tuple[Cell, ...], array[int]] = (("",) if rows else (), array("i", bytes(4 * len(rows))))
    return coded + [blank] * (width - len(coded))


class TextColumns:
    """Columns of text fields that come in portions, so that a file never lies in memory field by field."""

    def __init__(self) -> None:
        self.rows = 0
        self.widths = array("i")
        """How many fields each record has."""
        self._columns: list[tuple[defaultdict[str, int], array[int]]] = []

    def add(self, records: Sequence[Sequence[str]]) -> None:
        """Take the next records; short ones are padded with blanks, and so are earlier ones that prove short."""
        self.widths.extend(map(len, records))
        columns = list(zip_longest(*records, fillvalue=""))
        while len(self._columns) < len(columns):
            positions: defaultdict[str, int] = defaultdict()
            positions.default_factory = positions.__len__
            blank = array("i", [positions[""]] if self.rows else []) * self.rows
            self._columns.append((positions, blank))
        columns += [("",) * len(records)] * (len(self._columns) - len(columns))
        for (positions, codes), column in zip(self._columns, columns, strict=True):
            codes.extend(map(positions.__getitem__, column))
        self.rows += len(records)

    def coded(self) -> list[tuple[tuple[str, ...], array[int]]]:
        """The columns as `encode` gives them."""
        return [(tuple(positions), codes) for positions, codes in self._columns]


def _encode_column(column: tuple[Cell, ...]) -> tuple[tuple[Cell, ...], array[int]]:
    cells, codes = number(column)
    if not _EQUAL_ACROSS.isdisjoint(map(type, cells)) and len(_EQUAL_ACROSS.intersection(map(type, column))) > 1:
        pairs, codes = number([(type(cell), cell) for cell in column])
        return tuple(cell for _, cell in pairs), codes
    return tuple(cells), codes


def number(keys: Iterable[Key]) -> tuple[Iterable[Key], array[int]]:
    """The distinct keys, and for each key its position among them: one pass, none of it in Python."""
    positions: defaultdict[Key, int] = defaultdict()
    positions.default_factory = positions.__len__
    codes = array("i", map(positions.__getitem__, keys))
    return positions, codes
