"""The columns of the monthly report's figures: the one list of labels for every measure and every format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cwd_audit.model.indicators import Measure
from cwd_audit.model.month import Figure, Line, Shorthand
from cwd_audit.reporting.month.pages import Column, Kind, Value


class Labels(NamedTuple):
    """What the parts of a figure are called."""

    numerator: str
    denominator: str = ""
    """Blank where there is only a count."""
    percent: str = ""
    not_assessed: str = ""


AT_MONTH_END = {
    Measure.TIMESCALE: Labels("Children in time", "Children judged", "In time (%)", "Children not assessed"),
    Measure.KEPT: Labels("Children who meet it", "Children judged", "Meeting it (%)", "Children not assessed"),
    Measure.OPEN: Labels("Children open"),
    Measure.CASELOAD: Labels(
        "Workers within the limit", "Workers judged", "Within the limit (%)", "Workers not assessed"
    ),
    Measure.AGREEMENTS: Labels("Agreements in force"),
}
DONE_IN_MONTH = Labels("Done in time", "Fell due in the month", "Done in time (%)", "Fell due, not assessed")
_NONE = Figure(Shorthand.NOT_APPLICABLE, Shorthand.NOT_APPLICABLE, Shorthand.NOT_APPLICABLE)


def line_columns(measure: Measure) -> tuple[Column, ...]:
    """The columns of a line under one measure: both figures where it has both."""
    found = _columns(AT_MONTH_END[measure])
    return (*found, *_columns(DONE_IN_MONTH)) if measure is Measure.TIMESCALE else tuple(found)


def line_values(line: Line, measure: Measure) -> tuple[Value, ...]:
    """The values of a line, in the order of `line_columns`."""
    values = list(_values(line.at_month_end, AT_MONTH_END[measure]))
    if measure is Measure.TIMESCALE:
        values += _values(line.done_in_month or _NONE, DONE_IN_MONTH)
    return tuple(values)


def _columns(labels: Labels) -> list[Column]:
    found = [Column(labels.numerator, Kind.COUNT, 12)]
    if labels.denominator:
        found += [Column(labels.denominator, Kind.COUNT, 12), Column(labels.percent, Kind.PERCENT, 12)]
        found.append(Column(labels.not_assessed, Kind.COUNT, 12))
    return found


def _values(figure: Figure, labels: Labels) -> Iterator[Value]:
    yield figure.numerator
    if labels.denominator:
        yield figure.denominator
        yield figure.percent
        yield figure.not_assessed
