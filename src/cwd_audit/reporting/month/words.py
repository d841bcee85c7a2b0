"""Figures, ratings and targets of the monthly report in words, the same in every format."""

from __future__ import annotations

from datetime import date

from cwd_audit.model.indicators import Card, Measure, Polarity
from cwd_audit.model.month import Direction, Figure, IndicatorResult, Number, Rating, Shorthand
from cwd_audit.reporting.month.pages import Chart, ChartKind, Table
from cwd_audit.reporting.words import say_date, say_list

_BETTER = {Polarity.HIGH: "higher", Polarity.LOW: "lower", Polarity.INFORMATION: "neither: the figure informs"}
_MOVED = {
    Direction.BETTER: "Better than the month before",
    Direction.WORSE: "Worse than the month before",
    Direction.HIGHER: "Higher than the month before",
    Direction.LOWER: "Lower than the month before",
    Direction.SAME: "The same as the month before",
    Direction.UNKNOWN: "How it moved since the month before is not known",
}
_COUNTED = {Measure.OPEN: "children", Measure.AGREEMENTS: "agreements"}


def say_month(day: date) -> str:
    """`October 2026`."""
    return say_date(day).split(" ", 1)[1]


def say_number(number: Number) -> str:
    """`1,200` or `[c]`."""
    return number.value if isinstance(number, Shorthand) else f"{number:,}"


def say_percent(percent: float | Shorthand) -> str:
    """`87.5%` or `[c]`."""
    return percent.value if isinstance(percent, Shorthand) else f"{percent:.1f}%"


def say_figure(figure: Figure, card: Card) -> str:
    """`87 of 100 (87.0%)`, `412 children`, or that it is not shown, with what was not assessed."""
    aside = f"; {say_number(figure.not_assessed)} not assessed" if figure.not_assessed else ""
    if isinstance(figure.numerator, Shorthand):
        return f"{figure.numerator.value} ({figure.numerator.in_words}){aside}"
    if figure.denominator is Shorthand.NOT_APPLICABLE:
        return f"{say_number(figure.numerator)} {_COUNTED.get(card.measure, 'children')}{aside}"
    if isinstance(figure.denominator, Shorthand):
        return f"{figure.denominator.value} ({figure.denominator.in_words}){aside}"
    if not figure.denominator:
        return f"none to judge{aside}"
    return f"{say_number(figure.numerator)} of {say_number(figure.denominator)} ({say_percent(figure.percent)}){aside}"


def say_target(card: Card) -> str:
    """`100% (local)`, or that there is none."""
    return f"{card.target.percent}% ({card.target.authority.value})" if card.target else "none set"


def say_tolerances(card: Card) -> str:
    """From where on it is green, amber or red."""
    target = card.target
    if target is None:
        return "not rated"
    if card.polarity is Polarity.LOW:
        return f"green up to {target.green}%, amber up to {target.amber}%, else red"
    return f"green from {target.green}%, amber from {target.amber}%, else red"


def say_polarity(card: Card) -> str:
    """Which way is better."""
    return _BETTER[card.polarity]


def say_rating(result: IndicatorResult) -> str:
    """`Red: the target is 100% (local)`; why it is not rated where it is not."""
    card, figure = result.card, result.whole.at_month_end
    if result.rating is not Rating.NONE:
        return f"{result.rating.value}: the target is {say_target(card)}"
    if card.target is None:
        return "Not rated: no target is set"
    if isinstance(figure.percent, Shorthand):
        return "Not rated: there is no percentage to rate"
    return f"Not rated: with fewer than {card.minimum_denominator}, one child moves it too far"


def say_direction(direction: Direction) -> str:
    """How the figure moved, in a sentence without its full stop."""
    return _MOVED[direction]


def say_message(result: IndicatorResult, month_end: date) -> str:
    """The indicator in a few sentences: figure, rating, movement."""
    said = [f"{result.card.title} at {say_date(month_end)}: {say_figure(result.whole.at_month_end, result.card)}"]
    if result.whole.done_in_month is not None:
        done = say_figure(result.whole.done_in_month, result.card)
        said.append(f"Of what fell due in {say_month(month_end)}, done in time: {done}")
    if result.card.target or result.card.measure not in _COUNTED:
        said.append(say_rating(result))
    if result.direction is not Direction.UNKNOWN:
        said.append(say_direction(result.direction))
    if isinstance(result.longest_overdue, int) and result.longest_overdue:
        said.append(f"The longest overdue has been so for {result.longest_overdue:,} days")
    return ". ".join(said) + "."


def say_exclusions(card: Card) -> str:
    """Who is left out, or that nobody is."""
    return say_list(card.excludes) if card.excludes else "nobody"


def say_shorthands(table: Table) -> tuple[str, ...]:
    """What the shorthands of a table stand for, in a sentence; nothing where it has none."""
    used = {cell for row in table.rows for cell in row if isinstance(cell, Shorthand)}
    said = "; ".join(f"{each.value} stands for {each.in_words}" for each in Shorthand if each in used)
    return (f"This table uses shorthand: {said}.",) if said else ()


def say_value_axis(chart: Chart) -> str:
    """What the axis of values counts; bars tell the target here, for it has no line among them."""
    unit = "Per cent" if chart.in_percent else "Number"
    if chart.kind is ChartKind.RUN:
        return unit
    counted = chart.series[0].name if len(chart.series) == 1 else unit
    if chart.target is None:
        return counted
    return f"{counted}; the target is {chart.target:g}{'%' if chart.in_percent else ''}"
