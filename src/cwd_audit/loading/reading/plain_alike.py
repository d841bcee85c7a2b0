"""Which cells of plain records are alike: each distinct cell once, in the order of its first appearance.

Cells are compared eight bytes at a time, as whole numbers; only the first of its kind becomes a text.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cwd_audit.loading.reading.coding import number
from cwd_audit.loading.threads import in_threads

Numbers = NDArray[np.integer[Any]]
Cells = NDArray[np.bytes_ | np.object_]
"""Cells in UTF-8: of a fixed width, or where some are long as objects."""
Words = NDArray[np.uint64]
WORD = 8
"""Bytes that are compared at a time."""
_TOGETHER = 64
"""Portions of a text whose distinct cells are joined at a time."""
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""Any large odd number: words are mixed by it, and what was mixed is compared with what it was mixed of."""


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
        return tell_long_apart(cells.tolist())
    words = cells.view("<u8").reshape(len(cells), -1)
    return tell_apart([np.ascontiguousarray(words[:, at]) for at in range(words.shape[1])])


def tell_long_apart(cells: Sequence[bytes]) -> tuple[Numbers, Cells]:
    """The place of each cell among the distinct ones, and these."""
    distinct, places = number(cells)
    return np.frombuffer(places, np.int32), np.array(list(distinct), dtype=object)


def tell_apart(words: Sequence[Words]) -> tuple[Numbers, Cells]:
    """The place of each cell among the distinct ones, and these; every array has eight bytes of each cell."""
    mixed = words[0]
    for more in words[1:]:
        mixed = mixed * _FACTOR ^ more
    first = _first_alike(mixed)
    if not all((word == word[first]).all() for word in words[1:]):
        first = _first_alike_by_pairs(words)
    places, distinct = _number(first)
    cells = np.ascontiguousarray(np.stack([word[distinct] for word in words], axis=1), "<u8")
    return places, cells.view(f"S{WORD * len(words)}")[:, 0]


def _number(first: Numbers) -> tuple[Numbers, Numbers]:
    """From the first of its kind for each: the number of its kind, and where the first of each kind stands."""
    begins = first == np.arange(len(first), dtype=np.int32)
    return (np.cumsum(begins, dtype=np.int32) - 1)[first], np.flatnonzero(begins)


def _first_alike_by_pairs(words: Sequence[Words]) -> Numbers:
    """The same as `_first_alike` where different cells have been mixed to one number."""
    first = _first_alike(words[0])
    for word in words[1:]:
        pairs = first.astype(np.uint64) << np.uint64(32) | _first_alike(word).astype(np.uint64)
        first = _first_alike(pairs)
    return first


def _first_alike(words: Words) -> Numbers:
    """Of each word the place of the first that equals it.

    Each is put on a table, at a place that it is mixed to; those that find another word there are mixed once more.
    """
    first, left = np.empty(len(words), np.int32), np.arange(len(words), dtype=np.int32)
    bits = (2 * len(words)).bit_length()
    table, mixed = np.empty(1 << bits, np.int32), words
    while len(left):
        mixed = mixed * _FACTOR
        place = (mixed >> np.uint64(64 - bits)).astype(np.int32)
        table[place[::-1]] = left[::-1]  # where several words come, the first stays
        found = table[place]
        first[left] = found
        others = words[found] != words[left]
        left, mixed = left[others], mixed[others]
    return first
