"""What a reader can work out of the hidden figures from those shown: exactly, by linear algebra and by bounds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, NamedTuple

from cwd_audit.reporting.month.publication.rows import SIZE, Place, Rows
from cwd_audit.reporting.month.publication.same_children import ALL_CELLS, Equation

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Cell = tuple[Place, int]
_ANY = 2.0**40
"""More than anything counted."""
_ROUNDS = 30
_NOTHING = 1e-9


class _System(NamedTuple):
    """signs @ hidden = totals, for one cell of rows that hang together."""

    unknown: Sequence[Place]
    signs: NDArray[np.float64]
    totals: NDArray[np.float64]


def given_away(rows: Rows, hidden: AbstractSet[Place], equations: Iterable[Equation]) -> Mapping[Cell, int]:
    """The cells and sizes of hidden rows for which a single number is possible, each with that number.

    A reader is taken to know every equation, and that no count is below zero.
    """
    found: dict[Cell, int] = {}
    for cell in (*ALL_CELLS, SIZE):
        wanted = set(ALL_CELLS) if cell == SIZE else {cell}
        concerned = [each for each in equations if cell in each.cells or wanted <= set(each.cells)]
        unknown, before = set(hidden), len(hidden) + 1
        while before > len(unknown):
            before = len(unknown)
            for system in list(_systems(rows, unknown, concerned, cell)):
                unknown.difference_update(_single(system), _determined(system))
        found |= {(place, cell): rows[place].count(cell) for place in hidden - unknown}
    return found


def together(equations: Iterable[Equation], of: AbstractSet[Place]) -> Iterator[list[Equation]]:
    """The equations in lots that share no place of `of`; those without any are left out."""
    lots: list[tuple[set[Place], list[Equation]]] = []
    for equation in equations:
        places = {*equation.left, *equation.right} & of
        if not places:
            continue
        touching = [lot for lot in lots if not places.isdisjoint(lot[0])]
        lots = [lot for lot in lots if places.isdisjoint(lot[0])]
        members = places.union(*(lot[0] for lot in touching))
        lots.append((members, [*(old for lot in touching for old in lot[1]), equation]))
    yield from (lot for _, lot in lots)


def _systems(rows: Rows, hidden: AbstractSet[Place], equations: Sequence[Equation], cell: int) -> Iterator[_System]:
    import numpy as np  # noqa: PLC0415 - a command that publishes nothing needs none of it

    for lot in together(equations, hidden):
        unknown = sorted({place for equation in lot for place in (*equation.left, *equation.right)} & hidden, key=str)
        column = {place: at for at, place in enumerate(unknown)}
        signs, totals = np.zeros((len(lot), len(unknown))), np.zeros(len(lot))
        for number, equation in enumerate(lot):
            for side, sign in ((equation.left, 1), (equation.right, -1)):
                for place in side:
                    if place in column:
                        signs[number, column[place]] += sign
                    else:
                        totals[number] -= sign * rows[place].count(cell)
        yield _System(unknown, signs, totals)


def _determined(system: _System) -> Iterator[Place]:
    """Those that are the same in every solution, whatever its numbers."""
    import numpy as np  # noqa: PLC0415

    _, sizes, directions = np.linalg.svd(system.signs)
    free = directions[int((sizes > _NOTHING).sum()) :]
    fixed = np.abs(free).sum(axis=0) < _NOTHING
    yield from (place for place, known in zip(system.unknown, fixed.tolist(), strict=True) if known)


def _single(system: _System) -> Iterator[Place]:
    """Those whose least possible number is their greatest, going from bound to bound."""
    import numpy as np  # noqa: PLC0415

    plus, minus = np.maximum(system.signs, 0), np.maximum(-system.signs, 0)
    low, high = np.zeros(len(system.unknown)), np.full(len(system.unknown), _ANY)
    totals = system.totals[:, None]
    for _ in range(_ROUNDS):
        least = (plus @ low - minus @ high)[:, None]
        most = (plus @ high - minus @ low)[:, None]
        above = np.where(plus > 0, totals - least + low, np.where(minus > 0, most + low - totals, _ANY))
        below = np.where(plus > 0, totals - most + high, np.where(minus > 0, least + high - totals, 0))
        new_low, new_high = np.maximum(low, below.max(axis=0)), np.minimum(high, above.min(axis=0))
        if (new_low == low).all() and (new_high == high).all():
            break
        low, high = new_low, new_high
    yield from (place for place, known in zip(system.unknown, (low == high).tolist(), strict=True) if known)
