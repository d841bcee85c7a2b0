"""The cells of plain records, column by column: where they begin and end in the bytes of the text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cwd_audit.loading.reading.plain_alike import WORD, Cells, Numbers, tell_apart, tell_long_apart
from cwd_audit.loading.reading.plain_marks import NEW_LINE, find_marks

_RETURN = ord("\r")
_LONG = 8 * WORD
"""Longer cells are compared as bytes objects."""
_FIRST_BYTES = np.array([(1 << (8 * length)) - 1 for length in range(WORD + 1)], np.uint64)
"""Which bits of a word belong to a cell of which so many bytes are left."""


class PlainCells:
    """The cells of some plain records."""

    def __init__(self, text: bytes, delimiter: str) -> None:
        """Find where the cells are.

        Args:
            text: at least one record, each with its line end; no byte of it is a NUL or a quotation mark.
            delimiter: one character of ASCII.
        """
        letters = np.frombuffer(text, np.uint8)
        self._ends = find_marks(letters, delimiter)
        self._last = np.flatnonzero(letters[self._ends] == NEW_LINE)
        self.widths: Numbers = np.diff(self._last, prepend=-1)
        """How many cells each record has."""
        self._even = int(self.widths[0]) if (self.widths == self.widths[0]).all() else 0
        self._starts = np.concatenate([np.zeros_like(self._ends[:1]), self._ends[:-1] + 1])
        if _RETURN in text:
            ends = self._ends[self._last]
            self._ends[self._last] = ends - ((letters[ends - 1] == _RETURN) & (ends > self._starts[self._last]))
        self._text = text
        # Every byte begins a word here; the last ones are followed by as many zeros as it takes.
        padded = np.frombuffer(text + bytes(WORD), np.uint8)
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
            return tell_long_apart(cells)
        return tell_apart([self._word(start, length, done) for done in range(0, max(longest, 1), WORD)])

    def _find(self, position: int) -> tuple[Numbers, Numbers]:
        """Where the cells of a column start, and how many bytes they have."""
        if position < self._even:
            start = self._starts[position :: self._even].copy()
            return start, self._ends[position :: self._even] - start
        has = self.widths > position
        cell = np.where(has, self._last + 1 - self.widths + position, 0)
        start = self._starts[cell]
        return start, np.where(has, self._ends[cell] - start, 0)

    def _word(self, start: Numbers, length: Numbers, done: int) -> NDArray[np.uint64]:
        """Eight bytes of each cell after the first `done`; fewer where it is shorter."""
        shortest = int(length.min()) - done
        if shortest >= WORD:
            return self._at(start + done)
        if shortest > 0 and shortest == int(length.max()) - done:
            return self._at(start + done) & _FIRST_BYTES[[shortest]]
        left = np.clip(length - done, 0, WORD)
        return self._at(np.where(left, start + done, 0)) & _FIRST_BYTES[left]

    def _at(self, place: Numbers) -> NDArray[np.uint64]:
        found: NDArray[np.uint64] = self._words[place]
        return found
