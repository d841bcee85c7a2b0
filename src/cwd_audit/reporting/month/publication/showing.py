"""Puts a shorthand where a number is hidden, and takes away what rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass, replace

from cwd_audit.model.indicators import Measure
from cwd_audit.model.month import (
    AgreedExceptions,
    Breakdown,
    Direction,
    Figure,
    IndicatorResult,
    Line,
    Load,
    MonthPoint,
    MonthReport,
    Number,
    Rating,
    Run,
    Shorthand,
)
from cwd_audit.model.movement import charted
from cwd_audit.model.run_chart import read_run
from cwd_audit.reporting.month.publication.hiding import Choice
from cwd_audit.reporting.month.publication.rows import (
    AGREED,
    AT_MONTH_END,
    CHILDREN,
    DONE,
    FAMILIES,
    LONGEST,
    MET,
    REASONS,
    SHORT,
    UNASSESSED,
    Place,
    counts_children,
    is_count,
)

HIDDEN = Shorthand.CONFIDENTIAL
_FEWEST_WORKERS = 3
"""Of fewer, the least, middle and greatest caseload are those of single workers."""


def show(report: MonthReport, choice: Choice) -> MonthReport:
    """The report with a shorthand for every number of a hidden row."""
    hidden = choice.hidden
    days = {report.longest[place.at].days for place in hidden if place.part == LONGEST}
    return replace(
        report,
        results=tuple(
            _result(at, result, choice, days) if counts_children(result) else result
            for at, result in enumerate(report.results)
        ),
        children=_unless(Place(CHILDREN) in hidden, report.children),
        families=_unless(Place(FAMILIES) in hidden, report.families),
        longest=tuple(
            line._replace(overdue=_cover(line.overdue), days=_cover(line.days))
            if Place(LONGEST, at) in hidden
            else line
            for at, line in enumerate(report.longest)
        ),
        loads=tuple(_load(load, report.publication.suppress_below) for load in report.loads),
        agreed=tuple(_agreed(line) if Place(AGREED, at) in hidden else line for at, line in enumerate(report.agreed)),
        unassessed=tuple(
            line._replace(children=HIDDEN) if Place(REASONS, at) in hidden else line
            for at, line in enumerate(report.unassessed)
        ),
        not_run=tuple(line._replace(cases=0) for line in report.not_run),
        silences=tuple(line._replace(cases=0) for line in report.silences),
    )


def count_hidden(before: object, after: object) -> int:
    """How many numbers of `before` have a shorthand in `after`."""
    if isinstance(before, int | float) and after is HIDDEN:
        return 1
    return sum(count_hidden(*pair) for pair in zip(_members(before), _members(after), strict=False))


def _members(value: object) -> Iterator[object]:
    """What a record or tuple holds, for two that differ in numbers alone."""
    if isinstance(value, tuple):
        yield from value
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (getattr(value, field.name) for field in fields(value))


def _unless(is_hidden: bool, number: Number) -> Number:  # noqa: FBT001 - reads as it is called
    return HIDDEN if is_hidden else number


def _cover(number: Number) -> Number:
    """Hidden; what was a shorthand before stays one."""
    return HIDDEN if is_count(number) else number


def _result(at: int, result: IndicatorResult, choice: Choice, days: AbstractSet[Number]) -> IndicatorResult:
    """One indicator; its rating and the rest go by what is still shown of it."""
    whole = _line(Place("", at), result.whole, choice)
    history = tuple(
        point._replace(line=_line(Place("", at, point.month_end), point.line, choice)) for point in result.history[:-1]
    ) + tuple(point._replace(line=whole) for point in result.history[-1:])
    shown = [is_told(point.line.at_month_end) for point in history]
    known = is_told(whole.at_month_end)
    return replace(
        result,
        whole=whole,
        rating=result.rating if known else Rating.NONE,
        direction=result.direction if known and all(shown[-2:]) else Direction.UNKNOWN,
        history=history,
        run=result.run if all(shown) else read_shown(history),
        breakdowns=tuple(_breakdown(at, breakdown, choice) for breakdown in result.breakdowns),
        longest_overdue=_longest(result, known, days),
    )


def _breakdown(at: int, breakdown: Breakdown, choice: Choice) -> Breakdown:
    lines = (
        _line(Place("", at, None, breakdown.by, number), line, choice) for number, line in enumerate(breakdown.lines)
    )
    return breakdown._replace(lines=tuple(lines))


def _line(place: Place, line: Line, choice: Choice) -> Line:
    done = line.done_in_month
    return line._replace(
        at_month_end=_figure(place._replace(part=AT_MONTH_END), line.at_month_end, choice),
        done_in_month=None if done is None else _figure(place._replace(part=DONE), done, choice),
    )


def _figure(place: Place, figure: Figure, choice: Choice) -> Figure:
    if place not in choice.hidden:
        return figure
    met, short, unassessed = ((place, cell) in choice.zeros for cell in (MET, SHORT, UNASSESSED))
    return Figure(
        figure.numerator if met else _cover(figure.numerator),
        figure.denominator if met and short else _cover(figure.denominator),
        figure.not_assessed if unassessed else _cover(figure.not_assessed),
    )


def is_told(figure: Figure) -> bool:
    """Whether neither of its two numbers is hidden."""
    return HIDDEN not in {figure.numerator, figure.denominator}


def read_shown(history: Sequence[MonthPoint]) -> Run:
    """The run chart of the months as they are shown; a hidden month breaks it."""
    return read_run([charted(point.line.at_month_end) for point in history])


def _longest(result: IndicatorResult, known: bool, days: AbstractSet[Number]) -> Number | None:  # noqa: FBT001 - one caller
    """Of one of so few children that their number is hidden, the days are hidden too; so is whether there is one."""
    timed = result.card.measure is Measure.TIMESCALE
    told = (known or not timed) and result.longest_overdue not in days
    return result.longest_overdue if told else HIDDEN


def _load(load: Load, below: int) -> Load:
    """Least, middle and greatest go together: with few workers, two and the sum of all give the third."""
    held = (load.least, load.middle, load.most)
    few = isinstance(load.workers, int) and load.workers < _FEWEST_WORKERS
    if below > 1 and (few or any(isinstance(count, int) and 0 < count < below for count in held)):
        least, middle_one, most = map(_cover, held)
        return load._replace(least=least, middle=middle_one, most=most)
    return load


def _agreed(line: AgreedExceptions) -> AgreedExceptions:
    return line._replace(in_force=_cover(line.in_force), expiring=_cover(line.expiring), expired=_cover(line.expired))
