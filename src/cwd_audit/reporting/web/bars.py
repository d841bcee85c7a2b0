"""Bars of which each part is a share of the whole: one for each line of a table of counts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

_NARROWEST = 1.5
"""Per cent of the bar: what is there can be seen."""


class Part(NamedTuple):
    """One part of a bar."""

    look: str
    """The class of its colour and pattern."""
    name: str
    number: int


class Drawn(NamedTuple):
    """A part and its place, in per cent of the length of the bar."""

    look: str
    start: str
    length: str


def draw_bar(parts: Sequence[Part]) -> tuple[Drawn, ...]:
    """The parts that are not empty, side by side; together they fill the bar.

    The narrowest are widened so that they can be seen, at the cost of the widest.
    """
    seen = [part for part in parts if part.number]
    total = sum(part.number for part in seen)
    lengths = [max(100 * part.number / total, _NARROWEST) for part in seen]
    if lengths:
        lengths[lengths.index(max(lengths))] -= sum(lengths) - 100
    starts = [sum(lengths[:place]) for place in range(len(lengths))]
    return tuple(
        Drawn(part.look, f"{start:.2f}%", f"{length:.2f}%")
        for part, start, length in zip(seen, starts, lengths, strict=True)
    )


def tell_bar(parts: Sequence[Part]) -> str:
    """What the bar shows, in words: `3 overdue or in breach, 12 in time or met`."""
    return ", ".join(f"{part.number:,} {part.name}" for part in parts if part.number) or "nothing"
