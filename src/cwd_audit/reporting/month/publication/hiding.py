"""Chooses which rows are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from cwd_audit.model.indicators import Publication
from cwd_audit.reporting.month.publication.inference import Cell, given_away, together
from cwd_audit.reporting.month.publication.rows import (
    AT_MONTH_END,
    CHILDREN,
    SHORT,
    SIZE,
    UNASSESSED,
    Place,
    Row,
    Rows,
)
from cwd_audit.reporting.month.publication.same_children import Equation

_LEAST_LEFT_OVER = 3
"""Two hidden groups that share two children would have one each."""


@dataclass(frozen=True)
class Choice:
    """What is hidden."""

    hidden: frozenset[Place]
    zeros: frozenset[Cell] = frozenset()
    """Cells of hidden rows that are zero beyond doubt, since what they are part of is; they are shown."""
    sizes: bool = False
    """Whether any group, or the whole, is hidden because it is itself small."""


def choose(rows: Rows, equations: Sequence[Equation], publication: Publication) -> Choice:
    """What the council's rule hides, and what must be hidden with it."""
    below = publication.suppress_below
    small = {place for place, row in rows.items() if row.is_small(publication)}
    if not small or not publication.secondary:
        return Choice(frozenset(small), sizes=_any_thin(small, rows, below))
    hiding = _Hiding(rows, equations, publication, small)
    zeros = hiding.until_nothing_follows()
    return Choice(frozenset(hiding.hidden), frozenset(zeros), _any_thin(hiding.hidden, rows, below))


def _any_thin(hidden: AbstractSet[Place], rows: Rows, below: int) -> bool:
    """Whether any group's mere number is hidden, or that of a group that is small under the card that counts most."""
    most: dict[tuple[str, str], int] = {}
    for place, row in rows.items():
        if place.part == AT_MONTH_END and place.by:
            most[place.by, row.label] = max(row.size, most.get((place.by, row.label), 0))
    groups = [rows[place] for place in hidden if place.part == AT_MONTH_END and place.by]
    return Place(CHILDREN) in hidden or any(
        SHORT not in row.has or 0 < most[row.place.by, row.label] < below for row in groups
    )


_TRIED = 24
"""Rows of which each is tried before the smallest is hidden for good."""
Group = tuple[str, str, int]
"""Breakdown, label and size."""


@dataclass
class _Hiding:
    """The rows hidden so far."""

    rows: Rows
    equations: Sequence[Equation]
    publication: Publication
    hidden: set[Place]

    @property
    def below(self) -> int:
        """The least count that is shown."""
        return self.publication.suppress_below

    def until_nothing_follows(self) -> AbstractSet[Cell]:
        """Hide more until all is safe; gives the cells that are known to be zero."""
        while True:
            while self._mend_equations() or self._hide_by_size():
                pass
            known = given_away(self.rows, self.hidden, self.equations)
            secrets = [cell for cell, number in known.items() if self._matters(cell[1], number)]
            if not self._hide_against(sorted(secrets, key=str)):
                return {cell for cell, number in known.items() if not number}

    def _matters(self, cell: int, number: int) -> bool:
        """How large a group is may be known, unless it is small; of whom it is made up may not."""
        return 0 < number < self.below if cell == SIZE else number > 0

    def _mend_equations(self) -> bool:
        mended = [self._mend(equation) for equation in self.equations if equation.cells != (SIZE,)]
        return any(mended)

    def _mend(self, equation: Equation) -> bool:
        """Hide one row more, or the parts of a hidden whole, if an equation gives something away."""
        left, right = (self.hidden.intersection(side) for side in (equation.left, equation.right))
        if equation.parts and left and len(right) < len(equation.right):
            self.hidden.update(equation.right)
            return True
        if bool(left) == bool(right) or not self._exposes(left or right, equation):
            return False
        sides = (equation.left, equation.right) if left else (equation.right, equation.left)
        return any(self._hide_one(side, left or right, equation) for side in sides)

    def _exposes(self, known_sum: AbstractSet[Place], equation: Equation) -> bool:
        """Whether the sum of hidden rows gives one of them away, or is not itself fit to be shown."""
        rows = [self.rows[place] for place in known_sum]
        members = [row for row in rows if any(row.cells[cell] for cell in equation.cells)]
        if not members:
            return False
        least = max(self.below, _LEAST_LEFT_OVER)
        left_over = [sum(row.cells[cell] for row in members) for cell in equation.cells if self._is_sensitive(cell)]
        one_each = sum(row.size for row in members) <= len(members)
        return len(members) == 1 or one_each or any(0 < count < least for count in left_over)

    def _is_sensitive(self, cell: int) -> bool:
        return cell != UNASSESSED or self.publication.suppress_not_assessed

    def _hide_one(self, side: Sequence[Place], known_sum: AbstractSet[Place], equation: Equation) -> bool:
        """Hide the smallest row that mends it, else the smallest that makes it better; one of zeros never does."""
        left = [place for place in side if place not in self.hidden and self.rows[place].size]
        if not left:
            return False
        short = [
            cell
            for cell in equation.cells
            if 0 < sum(self.rows[place].cells[cell] for place in known_sum) < max(self.below, _LEAST_LEFT_OVER)
        ]

        def worth(place: Place) -> tuple[bool, bool, int, Place]:
            mends = not self._exposes({*known_sum, place}, equation)
            helps = any(self.rows[place].cells[cell] for cell in short)
            return not mends, not helps, self.rows[place].size, place

        self.hidden.add(min(left, key=worth))
        return True

    def _hide_by_size(self) -> bool:
        """Where a table hides a small group, hide those hidden with it under every card that counts as many in them."""
        tables: dict[tuple[int, str], list[Row]] = {}
        for place in self.hidden:
            if place.part == AT_MONTH_END and place.by and self.rows[place].size:
                tables.setdefault((place.at, place.by), []).append(self.rows[place])
        told: set[Group] = {
            _group(row) for table in tables.values() if any(row.size < self.below for row in table) for row in table
        }
        more = {
            place
            for place, row in self.rows.items()
            if place.part == AT_MONTH_END and place.by and place not in self.hidden and _group(row) in told
        }
        self.hidden |= more
        return bool(more)

    def _hide_against(self, secrets: Sequence[Cell]) -> bool:
        """Hide one row more, so that the first of the cells that are given away no longer is.

        Of the rows that are shown beside hidden ones, the smallest group that does it, else the smallest whole; of
        those that were tried, the first where none does it alone.
        """
        if not secrets:
            return False
        (place, _), *_ = secrets
        lot = next(lot for lot in together(self.equations, self.hidden) if any(place in _sides(each) for each in lot))
        shown = {each for equation in lot for each in _sides(equation)} - self.hidden
        left = sorted(
            (each for each in shown if self.rows[each].size),
            key=lambda each: (not each.by, self.rows[each].size, str(each)),
        )
        mending = (each for each in left[:_TRIED] if secrets[0] not in given_away(self.rows, {*self.hidden, each}, lot))
        self.hidden.update([next(mending, left[0])] if left else [])
        return bool(left)


def _sides(equation: Equation) -> tuple[Place, ...]:
    return (*equation.left, *equation.right)


def _group(row: Row) -> Group:
    return row.place.by, row.label, row.size
