"""Ratings and directions."""

from __future__ import annotations

from datetime import date

import pytest

from builders_month import month_ends
from cwd_audit.audit.month.rating import rate, read_history
from cwd_audit.model.indicators import Measure, Polarity, Target, TargetAuthority
from cwd_audit.model.month import Direction, Figure, Line, MonthPoint, Rating, Shorthand
from cwd_audit.model.movement import find_direction
from month_cards import make_card

HIGH = make_card("Visits", Measure.TIMESCALE, minimum_denominator=10)
LOW_TARGET = Target(percent=0, authority=TargetAuthority.LOCAL, source="Made for a test.", green=5, amber=15)
LOW = make_card("Late", Measure.KEPT, polarity=Polarity.LOW, target=LOW_TARGET)
INFORMS = make_card("Open", Measure.OPEN, polarity=Polarity.INFORMATION)
X, Z = Shorthand.NOT_AVAILABLE, Shorthand.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("figure", "rating"),
    [
        (Figure(95, 100), Rating.GREEN),
        (Figure(9499, 10000), Rating.AMBER),
        (Figure(85, 100), Rating.AMBER),
        (Figure(84, 100), Rating.RED),
        (Figure(0, 10), Rating.RED),
        (Figure(9, 9), Rating.NONE),  # too few
        (Figure(0, 0, 40), Rating.NONE),  # nobody could be assessed
        (Figure(X, X, 40), Rating.NONE),
        (Figure(112, Z), Rating.NONE),
    ],
)
def test_a_figure_is_rated_by_its_own_numbers(figure: Figure, rating: Rating) -> None:
    """94.99 per cent is shown as 95.0 and is not green."""
    assert rate(HIGH, figure) is rating


@pytest.mark.parametrize(("part", "rating"), [(5, Rating.GREEN), (15, Rating.AMBER), (16, Rating.RED)])
def test_where_low_is_better_the_least_is_green(part: int, rating: Rating) -> None:
    """The tolerances are then the greatest that will do."""
    assert rate(LOW, Figure(part, 100)) is rating


def test_what_informs_or_has_no_target_is_not_rated() -> None:
    """Whatever the figure."""
    assert {rate(INFORMS, Figure(1, 100)), rate(make_card("X", Measure.KEPT, target=None), Figure(1, 100))} == {
        Rating.NONE
    }


def months(*figures: Figure) -> tuple[MonthPoint, ...]:
    """Months running, up to that of the report."""
    days = month_ends(len(figures))
    return tuple(MonthPoint(day, Line("All", figure, None)) for day, figure in zip(days, figures, strict=True))


@pytest.mark.parametrize(
    ("before", "now", "of_high", "of_low", "of_information"),
    [
        (Figure(8, 10), Figure(9, 10), Direction.BETTER, Direction.WORSE, Direction.HIGHER),
        (Figure(8, 10), Figure(70, 100), Direction.WORSE, Direction.BETTER, Direction.LOWER),
        (Figure(8, 10), Figure(80, 100), Direction.SAME, Direction.SAME, Direction.SAME),
        (Figure(112, Z), Figure(113, Z), Direction.BETTER, Direction.WORSE, Direction.HIGHER),
        (Figure(X, X), Figure(8, 10), Direction.UNKNOWN, Direction.UNKNOWN, Direction.UNKNOWN),
        (Figure(8, 10), Figure(0, 0, 10), Direction.UNKNOWN, Direction.UNKNOWN, Direction.UNKNOWN),
    ],
)
def test_the_month_before_tells_which_way_it_moved(
    before: Figure, now: Figure, of_high: Direction, of_low: Direction, of_information: Direction
) -> None:
    """In percent, or in number where there is only a count."""
    found = [find_direction(card, months(before, now)) for card in (HIGH, LOW, INFORMS)]

    assert [of_high, of_low, of_information] == found


def test_without_the_month_before_nobody_knows() -> None:
    """Neither a first month nor one after a gap has it."""
    (only,) = months(Figure(8, 10))

    assert find_direction(HIGH, [only]) is Direction.UNKNOWN
    assert find_direction(HIGH, [only._replace(month_end=date(2026, 8, 31)), only]) is Direction.UNKNOWN


def test_the_run_is_of_what_is_charted() -> None:
    """Percentages, or numbers; a month without a figure is none."""
    assert read_history(months(*(Figure(each, 10) for each in range(8)))).median == pytest.approx(35)
    assert read_history(months(*(Figure(each, Z) for each in range(8)))).median == pytest.approx(3.5)
    assert read_history(months(*(Figure(0, 0, 5) for _ in range(12)))).median is None
