"""Which columns of a table fit on a terminal, and how wide each is. Nothing is squeezed to nothing in silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from cwd_audit.reporting.measure import find_width

GAP = 2
"""Blank columns between two columns."""
_NARROWEST = 5


@dataclass(frozen=True, slots=True)
class Head:
    """One column that a table would like to have."""

    heading: str
    priority: int = 1
    """1 is never dropped; the highest number goes first."""
    width: int = 12
    """A comfortable width; longer text is wrapped."""
    whole: bool = False
    """Dates and numbers are not wrapped."""
    right: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Fitted:
    """The columns that fit: their positions, and the width of each."""

    kept: tuple[int, ...]
    widths: tuple[int, ...]
    dropped: tuple[int, ...]


def fit(heads: Sequence[Head], rows: Sequence[Sequence[str]], available: int) -> Fitted:
    """Drop the least important columns until the rest stand comfortably, then share out what is left."""
    natural = [max((cell_len(row[place]) for row in rows), default=0) for place in range(len(heads))]
    wanted = [max(longest, cell_len(head.heading)) for head, longest in zip(heads, natural, strict=True)]
    comfortable = [
        max(
            longest if head.whole else find_width((row[place] for row in rows), head.width, cell_len),
            *map(cell_len, head.heading.split()),
            cell_len(head.heading) // 2 + 1,
        )
        for place, (head, longest) in enumerate(zip(heads, natural, strict=True))
    ]
    kept = list(range(len(heads)))

    def room() -> int:
        return available - sum(comfortable[place] for place in kept) - GAP * (len(kept) - 1)

    while room() < 0:
        droppable = [place for place in kept if heads[place].priority > 1]
        if not droppable:
            break
        kept.remove(max(droppable, key=lambda place: (heads[place].priority, place)))
    widths = _share({place: comfortable[place] for place in kept}, wanted, room())
    dropped = tuple(place for place in range(len(heads)) if place not in widths)
    return Fitted(tuple(kept), tuple(widths[place] for place in kept), dropped)


def _share(widths: dict[int, int], wanted: Sequence[int], room: int) -> dict[int, int]:
    """Give what room there is to the columns that want it, from the left; take what lacks from the widest."""
    while room < 0:
        widest = max(widths, key=lambda place: widths[place])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        room += 1
    for place, width in widths.items():
        more = min(max(room, 0), max(wanted[place] - width, 0))
        widths[place] = width + more
        room -= more
    return widths
