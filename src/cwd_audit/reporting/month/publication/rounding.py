"""Rounds the counts of children that are shown; percentages, ratings and medians then go by the rounded counts."""

from __future__ import annotations

from dataclasses import replace

from cwd_audit.model.indicators import Polarity
from cwd_audit.model.month import (
    Figure,
    IndicatorResult,
    Line,
    MonthReport,
    Number,
    Rating,
)
from cwd_audit.model.movement import find_direction
from cwd_audit.reporting.month.publication.rows import counts_children
from cwd_audit.reporting.month.publication.showing import read_shown


def round_counts(report: MonthReport) -> MonthReport:
    """The report with each count of children, families, obligations and agreements to the nearest multiple, half up.

    Counts of workers, of days and of faults stay as they are.
    """
    to: int = report.publication.round_to
    if to == 1:
        return report
    return replace(
        report,
        results=tuple(_result(result, to) if counts_children(result) else result for result in report.results),
        children=_round(report.children, to),
        families=_round(report.families, to),
        longest=tuple(line._replace(overdue=_round(line.overdue, to)) for line in report.longest),
        loads=tuple(
            load._replace(least=_round(load.least, to), middle=_round(load.middle, to), most=_round(load.most, to))
            for load in report.loads
        ),
        agreed=tuple(
            line._replace(
                in_force=_round(line.in_force, to),
                expiring=_round(line.expiring, to),
                expired=_round(line.expired, to),
            )
            for line in report.agreed
        ),
        unassessed=tuple(line._replace(children=_round(line.children, to)) for line in report.unassessed),
    )


def _nearest(count: int, to: int) -> int:
    return (2 * count + to) // (2 * to) * to


def _round(number: Number, to: int) -> Number:
    return _nearest(number, to) if isinstance(number, int) else number


def _result(result: IndicatorResult, to: int) -> IndicatorResult:
    whole = _line(result.whole, to)
    history = tuple(point._replace(line=_line(point.line, to)) for point in result.history)
    return replace(
        result,
        whole=whole,
        rating=_rating(result, whole.at_month_end),
        direction=find_direction(result.card, history),
        history=history,
        run=read_shown(history),
        breakdowns=tuple(
            table._replace(lines=tuple(_line(line, to) for line in table.lines)) for table in result.breakdowns
        ),
    )


def _line(line: Line, to: int) -> Line:
    done = line.done_in_month
    return line._replace(
        at_month_end=_figure(line.at_month_end, to), done_in_month=None if done is None else _figure(done, to)
    )


def _figure(figure: Figure, to: int) -> Figure:
    return Figure(*(_round(number, to) for number in figure))


def _rating(result: IndicatorResult, figure: Figure) -> Rating:
    """Of the counts as shown; what was not rated before is not rated now."""
    target, (met, owed, _) = result.card.target, figure
    if result.rating is Rating.NONE or target is None or not (isinstance(met, int) and isinstance(owed, int) and owed):
        return Rating.NONE
    for rating, bound in ((Rating.GREEN, target.green), (Rating.AMBER, target.amber)):
        apart = 100 * met - bound * owed
        if apart <= 0 if result.card.polarity is Polarity.LOW else apart >= 0:
            return rating
    return Rating.RED
