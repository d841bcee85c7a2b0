"""The figures of a monthly report as rows of cells, each with its place in the report."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from cwd_audit.model.indicators import Measure, Publication
from cwd_audit.model.month import Figure, IndicatorResult, Line, MonthReport, Number

MET, SHORT, UNASSESSED = 0, 1, 2
"""The cells of a row: the numerator, what falls short of the denominator, and what could not be assessed."""
SIZE = 3
"""All three together."""
AT_MONTH_END, DONE = "at_month_end", "done_in_month"
CHILDREN = "children"
FAMILIES = "families"
LONGEST = "longest"
AGREED = "agreed"
REASONS = "unassessed"


class Place(NamedTuple):
    """Where a row stands in the report."""

    part: str
    """One of the two figures of a line, or the list of the report."""
    at: int = 0
    """Of the indicator, or in the list."""
    month: date | None = None
    """Of a whole; None elsewhere."""
    by: str = ""
    """Of a breakdown; "" of a whole."""
    line: int = 0
    """Of the group in its breakdown."""


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    place: Place
    cells: tuple[int, int, int]
    has: tuple[int, ...]
    """Which cells there are."""
    besides: tuple[int, ...] = ()
    """Further counts that are shown or hidden with it, and stand in no equation."""
    label: str = ""
    """Of the group."""

    @property
    def size(self) -> int:
        """All that were or should have been counted."""
        return sum(self.cells)

    def count(self, cell: int) -> int:
        """One of the three cells, or their sum."""
        return self.size if cell == SIZE else self.cells[cell]

    def is_small(self, publication: Publication) -> bool:
        """Whether any of its counts is too small to be shown."""
        met, short, unassessed = self.cells
        counts = [met, short, met + short, *self.besides]
        counts += [unassessed] if publication.suppress_not_assessed else []
        return any(0 < count < publication.suppress_below for count in counts)


Rows = Mapping[Place, Row]


def read_rows(report: MonthReport) -> Rows:
    """Every count of children or obligations that the report shows, by place. Counts of workers are no such rows."""
    rows: list[Row] = []
    for at, result in enumerate(report.results):
        if counts_children(result):
            rows += _of_result(at, result)
    rows += _of_lists(report)
    return {row.place: row for row in rows}


def counts_children(result: IndicatorResult) -> bool:
    """Whether the figures of an indicator count children or what is owed to them, and not workers."""
    return result.card.measure is not Measure.CASELOAD


def months(result: IndicatorResult) -> Iterator[tuple[date | None, Line]]:
    """The whole of this month, under None, and the wholes of the months before."""
    yield None, result.whole
    yield from ((point.month_end, point.line) for point in result.history[:-1])


def _of_result(at: int, result: IndicatorResult) -> Iterator[Row]:
    for month, whole in months(result):
        yield from _of_line(Place("", at, month), whole)
    for breakdown in result.breakdowns:
        for number, line in enumerate(breakdown.lines):
            yield from _of_line(Place("", at, None, breakdown.by, number), line)


def _of_line(place: Place, line: Line) -> Iterator[Row]:
    for part, figure in ((AT_MONTH_END, line.at_month_end), (DONE, line.done_in_month)):
        row = _of_figure(place._replace(part=part), figure, line.label)
        if row:
            yield row


def _of_figure(place: Place, figure: Figure | None, label: str) -> Row | None:
    """Its row; None where it tells no number. A count alone has no shortfall."""
    if figure is None or not any(map(is_count, figure)):
        return None
    met, owed, unassessed = map(_count, figure)
    whole = is_count(figure.numerator) and is_count(figure.denominator)
    there = (is_count(figure.numerator), whole, is_count(figure.not_assessed))
    has = tuple(cell for cell, known in enumerate(there) if known)
    return Row(place, (met, owed - met if whole else 0, unassessed), has, () if whole else (owed,), label)


def _of_lists(report: MonthReport) -> Iterator[Row]:
    for part, number in ((CHILDREN, report.children), (FAMILIES, report.families)):
        yield from _of_number(Place(part), number, MET)
    for at, longest in enumerate(report.longest):
        yield from _of_number(Place(LONGEST, at), longest.overdue, SHORT)
    for at, reason in enumerate(report.unassessed):
        yield from _of_number(Place(REASONS, at), reason.children, UNASSESSED)
    for at, agreed in enumerate(report.agreed):
        rest = max(0, _count(agreed.in_force) - _count(agreed.expiring))
        has = (MET,) if is_count(agreed.in_force) else ()
        besides = (_count(agreed.expiring), rest, _count(agreed.expired))
        yield Row(Place(AGREED, at), (_count(agreed.in_force), 0, 0), has, besides)


def _of_number(place: Place, number: Number, cell: int) -> Iterator[Row]:
    if is_count(number):
        met, short, unassessed = (_count(number) if cell == at else 0 for at in (MET, SHORT, UNASSESSED))
        yield Row(place, (met, short, unassessed), (cell,))


def is_count(number: Number) -> bool:
    """Whether it is a number and no shorthand."""
    return isinstance(number, int)


def _count(number: Number) -> int:
    return number if isinstance(number, int) else 0
