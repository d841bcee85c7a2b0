"""How a figure stands against its target, and how it moved since the month before."""

from __future__ import annotations

from collections.abc import Sequence

from cwd_audit.model.indicators import Card, Polarity
from cwd_audit.model.month import Direction, Figure, MonthPoint, Rating, Run, Shorthand
from cwd_audit.model.run_chart import read_run


def rate(card: Card, figure: Figure) -> Rating:
    """The rating: by the whole numbers, so that no rounding lifts a figure over the line."""
    target, part, whole = card.target, figure.numerator, figure.denominator
    if target is None or card.polarity is Polarity.INFORMATION:
        return Rating.NONE
    if isinstance(part, Shorthand) or isinstance(whole, Shorthand) or whole < card.minimum_denominator:
        return Rating.NONE
    for rating, limit in ((Rating.GREEN, target.green), (Rating.AMBER, target.amber)):
        reached = 100 * part <= limit * whole if card.polarity is Polarity.LOW else 100 * part >= limit * whole
        if reached:
            return rating
    return Rating.RED


def find_direction(card: Card, history: Sequence[MonthPoint]) -> Direction:
    """How the last month moved against the one before: in percent, or in number where there is only a count."""
    if len(history) < 2:  # noqa: PLR2004 – this month and the one before
        return Direction.UNKNOWN
    before, now = (value_of(point.line.at_month_end) for point in history[-2:])
    follows = _months(history[-1]) - _months(history[-2]) == 1
    if before is None or now is None or not follows:
        return Direction.UNKNOWN
    if before == now:
        return Direction.SAME
    if card.polarity is Polarity.INFORMATION:
        return Direction.HIGHER if now > before else Direction.LOWER
    return Direction.BETTER if (now > before) == (card.polarity is Polarity.HIGH) else Direction.WORSE


def read_history(history: Sequence[MonthPoint]) -> Run:
    """Whether the months show a real change."""
    return read_run([value_of(point.line.at_month_end) for point in history])


def value_of(figure: Figure) -> float | None:
    """What is charted: the percentage, or the number where there is only a count; None where there is neither."""
    value = figure.numerator if figure.denominator is Shorthand.NOT_APPLICABLE else figure.percent
    return None if isinstance(value, Shorthand) else float(value)


def _months(point: MonthPoint) -> int:
    return point.month_end.year * 12 + point.month_end.month
