"""Sets of two families of vectors that add up to the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Family = Mapping[int, tuple[int, ...]]

_MOST = 16
"""Members of a family of which all sets are looked through: 65,536."""
_WIDEST = 62
"""Members that fit into a mask."""
_EQUALS = 64
"""Pairs of sets looked at for one sum; more come only of many members that are all alike."""


def equal_sums(one: Family, other: Family) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """The least sets of each family that have equal sums; members that are all zeros take part in none.

    Sums are compared by one number made of each, so that two that differ may rarely pass for equal; none that is equal
    is missed. Of a family of more than 16, only sets of up to three members, and of all but up to two, are looked
    through; of one of more than 62, none.
    """
    import numpy as np  # noqa: PLC0415 - a command that publishes nothing needs none of it

    sides = [{key: vector for key, vector in family.items() if any(vector)} for family in (one, other)]
    if not all(sides) or max(map(len, sides)) > _WIDEST:
        return
    length = max(len(vector) for side in sides for vector in side.values())
    weights = np.random.default_rng(0).integers(1, 2**62, length, dtype=np.uint64)
    masks, sums = zip(*(_all_sets([_number(v, weights) for v in side.values()]) for side in sides), strict=True)
    pairs = [
        pair
        for common in np.intersect1d(*sums)
        for pair in _pairs(*(found[total == common] for found, total in zip(masks, sums, strict=True)))
    ]
    for some, others in _least(pairs):
        yield _members(some, list(sides[0])), _members(others, list(sides[1]))


def _number(vector: tuple[int, ...], weights: NDArray[np.uint64]) -> int:
    total = sum(cell * int(weight) for cell, weight in zip(vector, weights, strict=True))
    return total % 2**62


def _all_sets(numbers: list[int]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Every set that is not empty, as a mask, and the sum of its members' numbers."""
    import numpy as np  # noqa: PLC0415

    if len(numbers) <= _MOST:
        masks = np.arange(2 ** len(numbers), dtype=np.uint64)
        sums = np.zeros(len(masks), dtype=np.uint64)
        for at, number in enumerate(numbers):
            sums[2**at : 2 ** (at + 1)] = sums[: 2**at] + np.uint64(number)
            sums %= np.uint64(2**62)
        return masks[1:], sums[1:]
    every, everyone = range(len(numbers)), 2 ** len(numbers) - 1
    few = [sum(2**at for at in chosen) for size in (1, 2, 3) for chosen in combinations(every, size)]
    chosen = [*few, everyone, *(everyone ^ mask for mask in few if mask.bit_count() < 3)]  # noqa: PLR2004
    sums = np.array([sum(numbers[at] for at in every if mask >> at & 1) % 2**62 for mask in chosen], dtype=np.uint64)
    return np.array(chosen, dtype=np.uint64), sums


def _pairs(some: NDArray[np.uint64], others: NDArray[np.uint64]) -> list[tuple[int, int]]:
    return [(a, b) for a in some.tolist() for b in others.tolist()][:_EQUALS]


def _least(pairs: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Those that hold no other: what is left over of one that does is a pair as well."""
    import numpy as np  # noqa: PLC0415

    left = np.array(sorted(pairs, key=lambda pair: (pair[0].bit_count() + pair[1].bit_count(), pair)), dtype=np.uint64)
    while len(left):
        least = left[0]
        yield int(least[0]), int(least[1])
        left = left[((left & least) != least).any(axis=1)]


def _members(mask: int, keys: list[int]) -> tuple[int, ...]:
    return tuple(key for at, key in enumerate(keys) if mask >> at & 1)
