"""One who reads a published report to work out what it hides. Shares no code with what hides it.

She knows the council's rule; that groups add up to the whole; which children are in which groups of all breakdowns
and under which cards, as one does who has the organisation chart; and that no count is negative. She does not know
how any child stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
from drawn_months import BREAKDOWNS, Child, Drawn, labels, of

from cwd_audit.model.indicators import Measure
from cwd_audit.model.month import IndicatorResult, Line, MonthReport, Number, Shorthand

Name = tuple[str, ...]
"""Card, breakdown, group, which figure, which number."""
Sum = tuple[Mapping[Name, int], int]
"""These, each as often as said, make this."""
NUMBERS = ("met", "owed", "unassessed")
OPEN, VISITS, REVIEWS, VISITS_HUB = range(4)
_PRIME = 2**31 - 1
_MANY = 10**6


class Attacker:
    """What she knows, and what follows from it.

    Attributes:
        truth: every number, for those who check her.
        seen: the numbers that are shown.
    """

    def __init__(self, drawn: Drawn, published: MonthReport, *, knows_who_is_owed: bool = False) -> None:
        self.truth = _with_shortfalls(_numbers(drawn.report))
        self.seen = _with_shortfalls(_numbers(published))
        self.hidden = sorted(name for name in self.truth if name not in self.seen)
        sums = [*_sums(drawn), *(_same_size(drawn) if knows_who_is_owed else ())]
        known = dict.fromkeys({name for terms, _ in sums for name in terms} - set(self.truth), 0) | self.seen
        self.sums = [each for each in (_known_moved(each, known) for each in sums) if each[0]]

    def recovered(self) -> dict[Name, int]:
        """The hidden numbers of which she is certain; not that nobody falls short, who is nobody to be known."""
        certain: dict[Name, int] = {}
        while new := self._by_bounds() | {name: self.truth[name] for name in self._by_algebra()}:
            certain |= new
            self.sums = [each for each in (_known_moved(each, new) for each in self.sums) if each[0]]
        return {name: number for name, number in certain.items() if number or name[-1] != "short"}

    def _by_algebra(self) -> Iterator[Name]:
        """Those that are the same in all solutions: elimination modulo a prime, which is exact."""
        unknown = sorted({name for terms, _ in self.sums for name in terms})
        at = {name: place for place, name in enumerate(unknown)}
        rows = np.zeros((len(self.sums), len(unknown)), dtype=np.int64)
        for number, (terms, _) in enumerate(self.sums):
            for name, times in terms.items():
                rows[number, at[name]] = times % _PRIME
        pivots: list[int] = []
        for column in range(len(unknown)):
            where = np.flatnonzero(rows[len(pivots) :, column])
            if not len(where):
                continue
            top = len(pivots)
            rows[[top, top + where[0]]] = rows[[top + where[0], top]]
            rows[top] = rows[top] * pow(int(rows[top, column]), -1, _PRIME) % _PRIME
            others = np.flatnonzero(rows[:, column])
            others = others[others != top]
            rows[others] = (rows[others] - rows[others, column][:, None] * rows[top]) % _PRIME
            pivots.append(column)
        for number, column in enumerate(pivots):
            if np.count_nonzero(rows[number]) == 1:
                yield unknown[column]

    def _by_bounds(self) -> dict[Name, int]:
        """Those whose greatest possible number is their least."""
        low: dict[Name, int] = {name: 0 for terms, _ in self.sums for name in terms}
        high = dict.fromkeys(low, _MANY)
        moved = True
        while moved:
            moved = False
            for terms, total in self.sums:
                ends = {n: (t * low[n], t * high[n]) if t > 0 else (t * high[n], t * low[n]) for n, t in terms.items()}
                least, most = (sum(end[side] for end in ends.values()) for side in (0, 1))
                for name, times in terms.items():
                    rest = (least - ends[name][0], most - ends[name][1])
                    bounds = sorted(((total - rest[0]) * times, (total - rest[1]) * times))
                    if bounds[0] > low[name] or bounds[1] < high[name]:
                        low[name], high[name] = max(low[name], bounds[0]), min(high[name], bounds[1])
                        moved = True
        return {name: low[name] for name in low if low[name] == high[name]}


def _with_shortfalls(numbers: Iterator[tuple[Name, Number]]) -> dict[Name, int]:
    """The numbers that are numbers, and what follows by subtraction."""
    told = {name: number for name, number in numbers if not isinstance(number, Shorthand)}
    owed = [name for name in told if name[-1] == "owed" and (*name[:-1], "met") in told]
    return told | {(*name[:-1], "short"): told[name] - told[*name[:-1], "met"] for name in owed}


def _known_moved(each: Sum, known: Mapping[Name, int]) -> Sum:
    terms, total = each
    total -= sum(times * known[name] for name, times in terms.items() if name in known)
    return {name: times for name, times in terms.items() if name not in known}, total


def _numbers(report: MonthReport) -> Iterator[tuple[Name, Number]]:
    for result in report.results:
        yield from _of_line(result, "", result.whole)
        for breakdown in result.breakdowns:
            for line in breakdown.lines:
                yield from _of_line(result, breakdown.by, line)
        for point in result.history[:-1]:
            yield from _of_line(result, str(point.month_end), point.line)
    yield ("children",), report.children
    yield ("families",), report.families
    yield from ((("late", each.pathway), each.overdue) for each in report.longest)
    yield from ((("reason", each.reason), each.children) for each in report.unassessed)


def _of_line(result: IndicatorResult, by: str, line: Line) -> Iterator[tuple[Name, Number]]:
    for part, figure in (("end", line.at_month_end), ("done", line.done_in_month)):
        if figure is not None:
            for number, value in zip(NUMBERS, figure, strict=True):
                if value is not Shorthand.NOT_APPLICABLE:
                    yield (result.card.title, by, line.label, part, number), value


def _sums(drawn: Drawn) -> Iterator[Sum]:
    """All that adds up."""
    yield from _shortfalls(drawn.report)
    for result in drawn.report.results:
        covered = of(drawn.children, 0, "Hub 0") if result.card.title == "visits-hub" else drawn.children
        for by, other in combinations(range(len(BREAKDOWNS)), 2):
            for some, others in _same_groups(covered, by, other):
                yield from _equal(result, [(by, label) for label in some], result, [(other, label) for label in others])
        for by in range(len(BREAKDOWNS)):
            yield from _equal(result, [(-1, "All")], result, [(by, label) for label in labels(covered, by)])
    yield from _of_hub(drawn)
    yield from _of_lists(drawn)


def _shortfalls(report: MonthReport) -> Iterator[Sum]:
    counted = {"open", "children", "families", "late", "reason"}
    for name in {name[:4] for name, _ in _numbers(report) if name[0] not in counted}:
        yield {(*name, "owed"): 1, (*name, "met"): -1, (*name, "short"): -1}, 0


def _of_hub(drawn: Drawn) -> Iterator[Sum]:
    """The card of one hub is that hub's line under the card of all, and so are its teams'."""
    part, all_of_them = drawn.report.results[VISITS_HUB], drawn.report.results[VISITS]
    yield from _equal(part, [(-1, "All")], all_of_them, [(0, "Hub 0")])
    for by in range(len(BREAKDOWNS)):
        for label in labels(drawn.children, by):
            if all(child.groups[0] == "Hub 0" for child in of(drawn.children, by, label)):
                yield from _equal(part, [(by, label)], all_of_them, [(by, label)])


def _of_lists(drawn: Drawn) -> Iterator[Sum]:
    report = drawn.report
    yield {("children",): 1, ("open", "", "All", "end", "met"): -1}, 0
    for label in labels(drawn.children, 0):
        if any(each.pathway == label for each in report.longest):
            yield {("late", label): 1, ("visits", BREAKDOWNS[0], label, "end", "short"): -1}, 0
    if report.unassessed:
        reasons: dict[Name, int] = {("reason", each.reason): 1 for each in report.unassessed}
        yield {**reasons, ("visits", "", "All", "end", "unassessed"): -1}, 0


Group = tuple[int, str]


def _equal(
    one: IndicatorResult, some: Sequence[Group], other: IndicatorResult, others: Sequence[Group]
) -> Iterator[Sum]:
    for part, number in (
        ("end", "met"),
        ("end", "short"),
        ("end", "unassessed"),
        ("done", "met"),
        ("done", "short"),
        ("done", "unassessed"),
    ):
        counts_only = one.card.measure is Measure.OPEN and number == "short"
        if counts_only or (part == "done" and one.whole.done_in_month is None):
            continue
        terms: dict[Name, int] = {}
        for result, groups, sign in ((one, some, 1), (other, others, -1)):
            for by, label in groups:
                terms[result.card.title, BREAKDOWNS[by] if by >= 0 else "", label, part, number] = sign
        yield terms, 0


def _same_groups(children: Sequence[Child], by: int, other: int) -> Iterator[tuple[set[str], set[str]]]:
    """The least sets of groups of two breakdowns that are the same children: who has the chart sees them."""
    lots: list[tuple[set[str], set[str]]] = []
    for child in children:
        some, others = {child.groups[by]}, {child.groups[other]}
        for lot in [lot for lot in lots if lot[0] & some or lot[1] & others]:
            lots.remove(lot)
            some, others = some | lot[0], others | lot[1]
        lots.append((some, others))
    yield from lots


def _same_size(drawn: Drawn) -> Iterator[Sum]:
    """Where all children of a group are owed a visit, or a review, the card counts as many as are open."""
    for card, owes in ((VISITS, lambda child: child.visit < 3), (REVIEWS, lambda child: child.review < 3)):
        for by, title in enumerate(BREAKDOWNS):
            for label in labels(drawn.children, by):
                if all(map(owes, of(drawn.children, by, label))):
                    name = (drawn.report.results[card].card.title, title, label, "end")
                    open_now = ("open", title, label, "end", "met")
                    yield {(*name, "owed"): 1, (*name, "unassessed"): 1, open_now: -1}, 0
