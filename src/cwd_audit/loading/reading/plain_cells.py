"""The cells of plain records, column by column: where they begin and end in the bytes of the text, and which are alike.

Cells are compared eight bytes at a time, as whole numbers; only the first of its kind becomes a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.loading.reading.plain_marks import find_marks
from cwd_audit.loading.threads import in_threads

Numbers = NDArray[np.integer[Any]]
Cells = NDArray[np.bytes_ | np.object_]
"""Cells in UTF-8: of a fixed width, or where some are long as objects."""
_RETURN = ord("\r")
_WORD = 8
"""Bytes that are compared at a time."""
_LONG = 8 * _WORD
"""Longer cells are compared as bytes objects."""
_TOGETHER = 64
"""Portions of a text whose distinct cells are joined at a time."""
_FIRST_BYTES = np.array([(1 << (8 * length)) - 1 for length in range(_WORD + 1)], np.uint64)
"""Which bits of a word belong to a cell of which so many bytes are left."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""Any large odd number: words are mixed by it, and what was mixed is compared with what it was mixed of."""


class PlainCells:
    """The cells of some plain records."""

    def __init__(self, text: bytes, widths: Numbers, delimiter: str) -> None:
        """Find where the cells are.

        Args:
            text: at least one record, each with its line end; no byte of it is a NUL or a quotation mark.
            widths: how many cells each record has.
            delimiter: one character of ASCII.
        """
        letters = np.frombuffer(text, np.uint8)
        self._widths = widths
        self._even = int(widths[0]) if (widths == widths[0]).all() else 0
        self._last = np.cumsum(widths, dtype=np.int64) - 1
        self._ends = find_marks(letters, delimiter)
        self._starts = np.concatenate([np.zeros_like(self._ends[:1]), self._ends[:-1] + 1])
        if _RETURN in text:
            ends = self._ends[self._last]
            self._ends[self._last] = ends - ((letters[ends - 1] == _RETURN) & (ends > self._starts[self._last]))
        self._text = text
        # Every byte begins a word here; the last ones are followed by as many zeros as it takes.
        padded = np.frombuffer(text + bytes(_WORD), np.uint8)
        self._words: NDArray[np.uint64] = np.ndarray((len(text) + 1,), "<u8", padded, strides=(1,))

    def column(self, position: int) -> tuple[Numbers, Cells]:
        """Of each record the place of its cell among the distinct ones, and these in the order of their appearance.

        A record that has no such cell has a blank.
        """
        start, length = self._find(position)
        longest = int(length.max())
        if longest > _LONG:
            ends = (start + length).tolist()
            cells = [self._text[at:end] for at, end in zip(start.tolist(), ends, strict=True)]
            return _number(np.array(cells, dtype=object))
        return _tell_apart([self._word(start, length, done) for done in range(0, max(longest, 1), _WORD)])

    def _find(self, position: int) -> tuple[Numbers, Numbers]:
        """Where the cells of a column start, and how many bytes they have."""
        if position < self._even:
            start = self._starts[position :: self._even].copy()
            return start, self._ends[position :: self._even] - start
        has = self._widths > position
        cell = np.where(has, self._last + 1 - self._widths + position, 0)
        start = self._starts[cell]
        return start, np.where(has, self._ends[cell] - start, 0)

    def _word(self, start: Numbers, length: Numbers, done: int) -> NDArray[np.uint64]:
        """Eight bytes of each cell after the first `done`; fewer where it is shorter."""
        shortest = int(length.min()) - done
        if shortest >= _WORD:
            return self._at(start + done)
        if shortest > 0 and shortest == int(length.max()) - done:
            return self._at(start + done) & _FIRST_BYTES[[shortest]]
        left = np.clip(length - done, 0, _WORD)
        return self._at(np.where(left, start + done, 0)) & _FIRST_BYTES[left]

    def _at(self, place: Numbers) -> NDArray[np.uint64]:
        found: NDArray[np.uint64] = self._words[place]
        return found


def join(parts: Sequence[Cells]) -> tuple[Numbers, list[str]]:
    """The place of each of these cells among the distinct ones, and these as texts in the order of their appearance."""
    some = [parts[at : at + _TOGETHER] for at in range(0, len(parts), _TOGETHER)]
    joined = list(in_threads(_join, some))
    known, distinct = _join([cells for _, cells in joined])
    ends = np.cumsum([len(cells) for _, cells in joined])
    places = [known[end - len(cells) : end][place] for end, (place, cells) in zip(ends.tolist(), joined, strict=True)]
    return np.concatenate(places), [cell.decode() for cell in distinct.tolist()]


def _join(parts: Sequence[Cells]) -> tuple[Numbers, Cells]:
    cells = np.concatenate(parts)
    if cells.dtype == object:
        places, distinct = _number(cells)
    else:
        words = cells.view("<u8").reshape(len(cells), -1)
        places, distinct = _tell_apart([words[:, at] for at in range(words.shape[1])])
    return places.astype(np.int32), distinct


def _tell_apart(words: Sequence[Numbers]) -> tuple[Numbers, Cells]:
    """The place of each cell among the distinct ones, and these; every array has eight bytes of each cell."""
    if len(words) == 1:
        places, only = _number(words[0])
        return places, only.view(f"S{_WORD}")
    mixed = words[0]
    for more in words[1:]:
        mixed = mixed * _FACTOR ^ more
    places, _ = _number(mixed)
    first = _first_of_each(places)
    if not all((word == word[first][places]).all() for word in words):
        places = _tell_apart_by_pairs(words)
        first = _first_of_each(places)
    distinct = np.ascontiguousarray(np.stack([word[first] for word in words], axis=1), "<u8")
    return places, distinct.view(f"S{_WORD * len(words)}")[:, 0]


def _tell_apart_by_pairs(words: Sequence[Numbers]) -> Numbers:
    """The same where different cells have been mixed to one number."""
    places, _ = _number(words[0])
    for word in words[1:]:
        more, _ = _number(word)
        places, _ = _number(places * (int(more.max()) + 1) + more)
    return places


def _first_of_each(places: Numbers) -> Numbers:
    return np.flatnonzero(np.diff(np.maximum.accumulate(places), prepend=-1))


def _number(cells: NDArray[Any]) -> tuple[Numbers, NDArray[Any]]:
    """Equal cells have equal numbers, from 0 in the order of their first appearance; and those cells."""
    numbers, distinct = pd.factorize(cells)
    return numbers, distinct
