"""The charts of an indicator: a run chart of its months, and bars of its groups; each with its words."""

from __future__ import annotations

from datetime import date

from cwd_audit.model.indicators import Measure
from cwd_audit.model.month import Breakdown, Figure, IndicatorResult, Line, Run, Shorthand
from cwd_audit.reporting.month.columns import AT_MONTH_END, DONE_IN_MONTH
from cwd_audit.reporting.month.pages import Chart, ChartKind, Series
from cwd_audit.reporting.month.words import say_month

_COUNTS = frozenset({Measure.OPEN, Measure.AGREEMENTS})
_FEWEST = 2
"""Points or bars below which a chart shows nothing that the table does not."""


def chart_months(result: IndicatorResult) -> Chart | None:
    """The run chart; None where fewer than two months can be drawn."""
    measure = result.card.measure
    lines = [point.line for point in result.history]
    labels = tuple(_short_month(point.month_end) for point in result.history)
    series = _series(lines, measure)
    if sum(value is not None for value in series[0].values) < _FEWEST:
        return None
    in_percent = measure not in _COUNTS
    target = float(result.card.target.percent) if in_percent and result.card.target else None
    chart = Chart(
        ChartKind.RUN,
        f"{result.card.title}: {_shorten(result.run)}",
        f"{series[0].name} at month end, {say_month(result.history[0].month_end)} to "
        f"{say_month(result.history[-1].month_end)}",
        labels,
        series,
        target,
        result.run.median if in_percent else None,
        "",
        in_percent,
    )
    return chart._replace(alternative=_tell(chart))


def chart_groups(result: IndicatorResult, breakdown: Breakdown, month_end: date) -> Chart | None:
    """Bars of one breakdown; None where fewer than two can be drawn."""
    measure = result.card.measure
    lines = breakdown.lines
    series = _series(lines, measure)[:1]
    if sum(value is not None for value in series[0].values) < _FEWEST:
        return None
    in_percent = measure not in _COUNTS
    chart = Chart(
        ChartKind.BARS,
        f"{result.card.title} by {breakdown.by.lower()}, {say_month(month_end)}",
        f"{series[0].name} at month end, by {breakdown.by.lower()}",
        tuple(line.label for line in lines),
        series,
        float(result.card.target.percent) if in_percent and result.card.target else None,
        None,
        "",
        in_percent,
    )
    return chart._replace(alternative=_tell(chart))


def _series(lines: list[Line] | tuple[Line, ...], measure: Measure) -> tuple[Series, ...]:
    labels = AT_MONTH_END[measure]
    at_end = Series(labels.percent or labels.numerator, tuple(_point(line.at_month_end, measure) for line in lines))
    if measure is not Measure.TIMESCALE:
        return (at_end,)
    done = tuple(None if line.done_in_month is None else _point(line.done_in_month, measure) for line in lines)
    return (at_end, Series(DONE_IN_MONTH.percent, done)) if any(value is not None for value in done) else (at_end,)


def _point(figure: Figure, measure: Measure) -> float | None:
    value = figure.numerator if measure in _COUNTS else figure.percent
    return None if isinstance(value, Shorthand) else float(value)


def _tell(chart: Chart) -> str:
    """The chart for a reader who cannot see it: its message and every figure drawn."""
    said = [f"{chart.headline.rstrip('.')}"]
    for series in chart.series:
        drawn = zip(chart.labels, series.values, strict=True)
        points = (f"{label} {_say_point(value, in_percent=chart.in_percent)}" for label, value in drawn)
        said.append(f"{series.name}: {', '.join(points)}")
    for name, value in (("Median", chart.median), ("Target", chart.target)):
        said += [f"{name} {_say_point(value, in_percent=chart.in_percent)}"] if value is not None else []
    return ". ".join(said) + "."


def _say_point(value: float | None, *, in_percent: bool) -> str:
    if value is None:
        return "not shown"
    return f"{value:,.1f}%" if in_percent else f"{value:,.0f}"


def _short_month(day: date) -> str:
    """`Oct 2026`."""
    month, year = say_month(day).split(" ")
    return f"{month[:3]} {year}"


def _shorten(run: Run) -> str:
    """What the chart shows, without the rule by which that was decided: it stands above the chart."""
    said = run.says if run.says.startswith("A real change") else run.says.split(":")[0]
    return said[:1].lower() + said[1:].rstrip(".")
