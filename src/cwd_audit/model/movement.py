"""How a figure moved since the month before."""

from __future__ import annotations

from collections.abc import Sequence

from cwd_audit.model.indicators import Card, Polarity
from cwd_audit.model.month import Direction, Figure, MonthPoint, Shorthand


def charted(figure: Figure) -> float | None:
    """What a chart shows of it: the percentage, or the number where there is only a count; None where neither."""
    value = figure.numerator if figure.denominator is Shorthand.NOT_APPLICABLE else figure.percent
    return None if isinstance(value, Shorthand) else float(value)


def find_direction(card: Card, history: Sequence[MonthPoint]) -> Direction:
    """The last month against the one before, if the two follow one another and both have a figure."""
    values = [charted(point.line.at_month_end) for point in history[-2:]]
    if len(values) < 2 or not _follow(*history[-2:]):  # noqa: PLR2004 - this month and the one before
        return Direction.UNKNOWN
    before, now = values
    if before is None or now is None:
        return Direction.UNKNOWN
    if before == now:
        return Direction.SAME
    if card.polarity is Polarity.INFORMATION:
        return Direction.HIGHER if now > before else Direction.LOWER
    return Direction.BETTER if (now > before) == (card.polarity is Polarity.HIGH) else Direction.WORSE


def _follow(earlier: MonthPoint, later: MonthPoint) -> bool:
    return _months(later) - _months(earlier) == 1


def _months(point: MonthPoint) -> int:
    return point.month_end.year * 12 + point.month_end.month
