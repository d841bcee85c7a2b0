"""How a figure stands against its target, and what its months show."""

from __future__ import annotations

from collections.abc import Sequence

from cwd_audit.model.indicators import Card, Polarity
from cwd_audit.model.month import Figure, MonthPoint, Rating, Run, Shorthand
from cwd_audit.model.movement import charted
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


def read_history(history: Sequence[MonthPoint]) -> Run:
    """Whether the months show a real change."""
    return read_run([charted(point.line.at_month_end) for point in history])
