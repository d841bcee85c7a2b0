"""Where the marks of a chart stand, in the units of its drawing; templates put them on the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from cwd_audit.reporting.month.pages import Chart
from cwd_audit.reporting.safe import safe_text

LINE_HEIGHT = 18
LEFT, RIGHT, TOP, BOTTOM = 52, 190, 14, 46
RUN_WIDTH, RUN_HEIGHT = 860, 320
BAR_WIDTH, BAR_LABELS, BAR_VALUES, BAR_STEP, BAR_THICK = 860, 230, 90, 30, 20
_MOST_TICKS = 5
_LONGEST_LABEL = 28
_STEPS = (1.0, 2.0, 5.0)


class Tick(NamedTuple):
    """A value of the scale, or a label of the other axis, and where it stands."""

    at: float
    says: str


class Mark(NamedTuple):
    """One point or bar, and what it says."""

    x: float
    y: float
    says: str


class Drawn(NamedTuple):
    """One line of a run chart."""

    look: str
    strokes: tuple[str, ...]
    """Each an unbroken stretch, as the points of a polyline; a month that is not shown breaks the line."""
    marks: tuple[Mark, ...]


class Label(NamedTuple):
    """The name of a line at its end."""

    look: str
    y: float
    at: float
    """How high the line ends; the label may stand beside it."""
    says: str


class RunChart(NamedTuple):
    """A run chart."""

    scale: tuple[Tick, ...]
    months: tuple[Tick, ...]
    years: tuple[Tick, ...]
    lines: tuple[Drawn, ...]
    median: float | None
    target: float | None
    labels: tuple[Label, ...]


class Bar(NamedTuple):
    """One bar; without a length where its value is not shown."""

    label: str
    y: float
    length: float | None
    says: str


class BarChart(NamedTuple):
    """Bars that lie one below the other."""

    height: int
    bars: tuple[Bar, ...]
    target: float | None
    target_says: str


def plot_run(chart: Chart) -> RunChart:
    """A run chart: one point a month, gaps where nothing is shown, the names at the ends of the lines."""
    ticks = _scale(chart)
    top = ticks[-1]
    place = _Places(len(chart.labels), top)
    lines = tuple(
        _draw_line(f"line{number}", series.values, place, chart) for number, series in enumerate(chart.series[:4], 1)
    )
    ends = [
        (line.look, line.marks[-1].y, f"{series.name} {line.marks[-1].says}")
        for line, series in zip(lines, chart.series, strict=False)
        if line.marks
    ]
    for look, value in (("median", chart.median), ("target", chart.target)):
        if value is not None:
            ends.append((look, place.y(value), f"{look.capitalize()} {_say(value, chart)}"))
    return RunChart(
        tuple(Tick(place.y(value), _say(value, chart, whole=True)) for value in ticks),
        tuple(Tick(place.x(at), label.split(" ")[0]) for at, label in enumerate(chart.labels)),
        tuple(Tick(place.x(at), year) for at, year in _begin_years(chart.labels)),
        lines,
        None if chart.median is None else place.y(chart.median),
        None if chart.target is None else place.y(chart.target),
        _spread(ends),
    )


def plot_bars(chart: Chart) -> BarChart:
    """The first series as bars, each with its value at its end."""
    room = BAR_WIDTH - BAR_LABELS - BAR_VALUES
    top = _scale(chart)[-1]
    values = chart.series[0].values
    bars = tuple(
        Bar(
            clip_label(label),
            TOP + BAR_STEP * at + LINE_HEIGHT,
            None if value is None else round(room * value / top, 1),
            "not shown" if value is None else _say(value, chart),
        )
        for at, (label, value) in enumerate(zip(chart.labels, values, strict=True))
    )
    target = None if chart.target is None else round(BAR_LABELS + room * chart.target / top, 1)
    says = "" if chart.target is None else f"Target {_say(chart.target, chart)}"
    return BarChart(TOP + LINE_HEIGHT + BAR_STEP * len(bars), bars, target, says)


def clip_label(text: str) -> str:
    """The label of a bar, cut where it would run into the bar; the table has it whole."""
    text = safe_text(text)
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1].rstrip()}…"


class _Places(NamedTuple):
    """Where the months and the values stand."""

    months: int
    top: float

    def x(self, at: int) -> float:
        """How far to the right a month stands."""
        return round(LEFT + (RUN_WIDTH - LEFT - RIGHT) * (at + 0.5) / max(self.months, 1), 1)

    def y(self, value: float) -> float:
        """How far down a value stands."""
        return round(TOP + (RUN_HEIGHT - TOP - BOTTOM) * (1 - value / self.top), 1)


def _draw_line(look: str, values: Sequence[float | None], place: _Places, chart: Chart) -> Drawn:
    marks = {
        at: Mark(place.x(at), place.y(value), _say(value, chart))
        for at, value in enumerate(values)
        if value is not None
    }
    strokes: list[list[int]] = []
    for at in marks:
        if at - 1 in marks:
            strokes[-1].append(at)
        else:
            strokes.append([at])
    drawn = (" ".join(f"{marks[at].x},{marks[at].y}" for at in stroke) for stroke in strokes if len(stroke) > 1)
    return Drawn(look, tuple(drawn), tuple(marks.values()))


def _scale(chart: Chart) -> tuple[float, ...]:
    """From nothing upwards: percentages to 100, counts in even steps to a little more than the most."""
    if chart.in_percent:
        return 0, 20, 40, 60, 80, 100
    shown = [value for series in chart.series for value in series.values if value is not None]
    most = max([*shown, chart.target or 0, chart.median or 0, 1])
    power = 1.0
    while True:
        for step in (factor * power for factor in _STEPS):
            if step * _MOST_TICKS >= most:
                return tuple(step * number for number in range(int(-(-most // step)) + 1))
        power *= 10


def _begin_years(labels: Iterable[str]) -> list[tuple[int, str]]:
    """The first month of each year that is drawn."""
    years = [label.rpartition(" ")[2] for label in labels]
    begun = [at for at, (before, year) in enumerate(pairwise(["", *years])) if before != year]
    return [(at, years[at]) for at in begun]


def _spread(ends: Sequence[tuple[str, float, str]]) -> tuple[Label, ...]:
    """The labels at the heights of their lines, moved apart where they would lie on one another."""
    ordered = sorted(ends, key=lambda end: end[1])
    heights: list[float] = []
    for _, height, _ in ordered:
        heights.append(max([height, *(each + LINE_HEIGHT for each in heights[-1:])]))
    lowest: float = RUN_HEIGHT - BOTTOM
    for at in reversed(range(len(heights))):
        heights[at] = min(heights[at], lowest)
        lowest = heights[at] - LINE_HEIGHT
    return tuple(Label(look, round(y, 1), at, says) for (look, at, says), y in zip(ordered, heights, strict=True))


def _say(value: float, chart: Chart, *, whole: bool = False) -> str:
    if chart.in_percent:
        return f"{value:.0f}%" if whole or value == int(value) else f"{value:.1f}%"
    return f"{value:,.0f}"
