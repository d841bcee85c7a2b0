"""Which figures are about the same children, so that one follows from others.

The groups of a breakdown add up to the whole by their nature. All else is taken from the figures: sets of groups, of
two breakdowns, that have equal figures in every indicator may be the same children, and whoever knows the organisation
knows whether they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, groupby
from operator import itemgetter
from typing import NamedTuple

from cwd_audit.model.indicators import Measure
from cwd_audit.model.month import IndicatorResult, MonthReport
from cwd_audit.reporting.month.publication.equal_sums import equal_sums
from cwd_audit.reporting.month.publication.rows import (
    AGREED,
    AT_MONTH_END,
    CHILDREN,
    DONE,
    LONGEST,
    MET,
    REASONS,
    SHORT,
    SIZE,
    UNASSESSED,
    Place,
    Row,
    Rows,
    counts_children,
    months,
)

ALL_CELLS = (MET, SHORT, UNASSESSED)
MEASURES = (AT_MONTH_END, DONE)
_JUDGED = (Measure.TIMESCALE, Measure.KEPT)


class Equation(NamedTuple):
    """The rows of one side add up to the rows of the other, in these cells."""

    left: tuple[Place, ...]
    right: tuple[Place, ...]
    cells: tuple[int, ...] = ALL_CELLS
    parts: bool = False
    """The left is one whole, and the right are its parts, which are hidden when it is."""


Vectors = Mapping[int, tuple[int, ...]]
"""Of each group or card, all its figures in one order."""


def find_equations(report: MonthReport, rows: Rows) -> tuple[Equation, ...]:
    """Every equation that holds, or may hold, between the rows of a report; each holds of the numbers."""
    found = [*_wholes(report, rows), *_between_breakdowns(report, rows), *_between_cards(report, rows)]
    found += [*_with_lists(report, rows), *_sizes(rows)]
    return tuple(equation for equation in dict.fromkeys(found) if _holds(equation, rows))


def _holds(equation: Equation, rows: Rows) -> bool:
    def total(side: tuple[Place, ...], cell: int) -> int:
        return sum(rows[place].count(cell) for place in side)

    left, right, cells, _ = equation
    return bool(left and right) and all(total(left, cell) == total(right, cell) for cell in cells)


def _wholes(report: MonthReport, rows: Rows) -> Iterator[Equation]:
    """The groups add up to the whole; in the cells in which they do."""
    for at, result in enumerate(report.results):
        for breakdown in result.breakdowns:
            for part in MEASURES:
                whole = (Place(part, at),)
                lines = _there(rows, (Place(part, at, None, breakdown.by, n) for n in range(len(breakdown.lines))))
                cells = tuple(
                    cell for cell in ALL_CELLS if whole[0] in rows and _holds(Equation(whole, lines, (cell,)), rows)
                )
                if cells:
                    yield Equation(whole, lines, cells, parts=True)


def _sizes(rows: Rows) -> Iterator[Equation]:
    """A group that has as many children under two cards may have the same ones, however they stand."""
    alike: dict[tuple[str, str, int], Place] = {}
    for place, row in rows.items():
        if place.part == AT_MONTH_END and place.by and row.size:
            first = alike.setdefault((place.by, row.label, row.size), place)
            if first != place:
                yield Equation((first,), (place,), (SIZE,))


def _there(rows: Rows, places: Iterator[Place]) -> tuple[Place, ...]:
    return tuple(place for place in places if place in rows)


def _between_breakdowns(report: MonthReport, rows: Rows) -> Iterator[Equation]:
    """Sets of groups of two breakdowns that are alike under an indicator, and under all that count some of it."""
    labelled = {at: _labels(each) for at, each in enumerate(report.results) if counts_children(each)}
    for at, labels in labelled.items():
        within = [at, *(one for one in labelled if one != at and _counts_some(report.results[one], report.results[at]))]
        names = sorted({by for by, _ in labels})
        for one, other in combinations(names, 2):
            yield from _alike(one, other, {each: labelled[each] for each in within}, rows)


def _counts_some(part: IndicatorResult, whole: IndicatorResult) -> bool:
    """Whether all whom the one counts are among those whom the other counts."""
    if whole.card.measure is Measure.OPEN:
        return part.policy == whole.policy
    return _is_part(part, whole)


Labels = Mapping[tuple[str, str], int]


def _labels(result: IndicatorResult) -> Labels:
    """The position of each group, by breakdown and label."""
    return {(table.by, line.label): at for table in result.breakdowns for at, line in enumerate(table.lines)}


def _alike(one: str, other: str, labelled: Mapping[int, Labels], rows: Rows) -> Iterator[Equation]:
    """The sets for the first of these indicators, by the figures of all of them that have both breakdowns."""
    first, *_ = labelled
    both = [at for at, labels in labelled.items() if {one, other} <= {by for by, _ in labels}]
    groups = {name: sorted(label for by, label in labelled[first] if by == name) for name in (one, other)}

    def place(part: str, at: int, by: str, label: str) -> Place:
        return Place(part, at, None, by, labelled[at].get((by, label), -1))

    def vectors(by: str) -> Vectors:
        return {
            number: tuple(cell for at in both for part in MEASURES for cell in _cells(rows, place(part, at, by, label)))
            for number, label in enumerate(groups[by])
        }

    for some, others in equal_sums(vectors(one), vectors(other)):
        for part in MEASURES:
            left = _there(rows, (place(part, first, one, groups[one][number]) for number in some))
            right = _there(rows, (place(part, first, other, groups[other][number]) for number in others))
            yield Equation(left, right)


def _cells(rows: Rows, place: Place) -> tuple[int, ...]:
    return rows[place].cells if place in rows else (0, 0, 0)


def _between_cards(report: MonthReport, rows: Rows) -> Iterator[Equation]:
    """A card whose children are those of cards that measure some of its rules, and of their groups likewise."""
    for at, result in enumerate(report.results):
        family = [number for number, other in enumerate(report.results) if number != at and _is_part(other, result)]
        if family:
            yield from _from_family(at, result, family, report, rows)


def _is_part(part: IndicatorResult, whole: IndicatorResult) -> bool:
    same = (part.policy, part.card.measure) == (whole.policy, whole.card.measure)
    return same and part.card.measure in _JUDGED and set(part.card.rules) <= set(whole.card.rules)


def _from_family(
    at: int, result: IndicatorResult, family: Sequence[int], report: MonthReport, rows: Rows
) -> Iterator[Equation]:
    def vector(card: int, by: str = "", line: int = 0) -> tuple[int, ...]:
        return tuple(cell for part in MEASURES for cell in _cells(rows, Place(part, card, None, by, line)))

    for card in family:
        yield from _card_of_cards(at, result, (card,), report, rows)
    wholes = {card: vector(card) for card in family}
    for _, cards in equal_sums({at: vector(at)}, wholes):
        yield from _card_of_cards(at, result, cards, report, rows)
    for table in result.breakdowns:
        lines = {number: vector(at, table.by, number) for number in range(len(table.lines))}
        for some, cards in equal_sums(lines, wholes):
            for part in MEASURES:
                left = _there(rows, (Place(part, at, None, table.by, number) for number in some))
                yield Equation(left, _there(rows, (Place(part, card) for card in cards)))


def _card_of_cards(
    at: int, result: IndicatorResult, cards: Sequence[int], report: MonthReport, rows: Rows
) -> Iterator[Equation]:
    """Month by month and group by group, as far as the numbers bear it out."""
    for part in MEASURES:
        for month, _ in months(result):
            left = _there(rows, iter((Place(part, at, month),)))
            yield Equation(left, _there(rows, (Place(part, card, month) for card in cards)))
        labelled = {card: _labels(report.results[card]) for card in cards}
        for (by, label), line in _labels(result).items():
            left = _there(rows, iter((Place(part, at, None, by, line),)))
            right = (Place(part, card, None, by, labelled[card].get((by, label), -1)) for card in cards)
            yield Equation(left, _there(rows, right))


def _with_lists(report: MonthReport, rows: Rows) -> Iterator[Equation]:
    """Figures that the lists of the report repeat, as the numbers bear it out."""
    yield from _open_and_agreed(report, rows)
    reasons = _grouped([(reason.requirement,) for reason in report.unassessed], REASONS, rows)
    overdue = _grouped([(longest.policy, longest.requirement) for longest in report.longest], LONGEST, rows)
    for place, row in rows.items():
        if place.part != AT_MONTH_END or place.month:
            continue
        for cell, lists in ((UNASSESSED, reasons), (SHORT, overdue)):
            if row.cells[cell] and not place.by:
                yield from (Equation((place,), listed, (cell,), parts=True) for listed in lists)
            yield from _repeated(row, cell, lists, rows)


def _repeated(row: Row, cell: int, lists: Sequence[tuple[Place, ...]], rows: Rows) -> Iterator[Equation]:
    """An entry of a list that may be a group's own cell."""
    if row.place.by and row.cells[cell]:
        for place in (place for listed in lists for place in listed):
            if rows[place].cells[cell] == row.cells[cell]:
                yield Equation((row.place,), (place,), (cell,))


def _grouped(keys: Sequence[tuple[str, ...]], part: str, rows: Rows) -> list[tuple[Place, ...]]:
    ordered = sorted(zip(keys, range(len(keys)), strict=True))
    return [
        places
        for _, entries in groupby(ordered, itemgetter(0))
        if (places := _there(rows, (Place(part, at) for _, at in entries)))
    ]


def _open_and_agreed(report: MonthReport, rows: Rows) -> Iterator[Equation]:
    """Children open, and agreements in force, are said by their indicators and once more."""
    wanted = {
        measure: tuple(
            Place(AT_MONTH_END, at)
            for at, result in enumerate(report.results)
            if result.card.measure is measure and Place(AT_MONTH_END, at) in rows
        )
        for measure in (Measure.OPEN, Measure.AGREEMENTS)
    }
    lists = {Measure.OPEN: (Place(CHILDREN),), Measure.AGREEMENTS: tuple(p for p in rows if p.part == AGREED)}
    for measure, cards in wanted.items():
        listed = _there(rows, iter(lists[measure]))
        numbers = [dict(enumerate((rows[place].cells[MET],) for place in side)) for side in (cards, listed)]
        for some, others in equal_sums(*numbers):
            yield Equation(tuple(cards[at] for at in some), tuple(listed[at] for at in others), (MET,))
