"""What holds of every month that is published, beside that nothing hidden can be worked out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from drawn_months import draw_month
from effort import tried_on
from hypothesis import given
from hypothesis import strategies as st

from cwd_audit.model.indicators import Publication
from cwd_audit.model.month import Figure, MonthReport, Number, Shorthand
from cwd_audit.reporting.month.publication import publish

SOME = tried_on(15)
SOURCE = "The council"


def month(seed: int, **publication: object) -> MonthReport:
    """A month of children drawn by chance, under one council's rule."""
    decision = Publication.model_validate({"source": SOURCE, **publication})
    return draw_month(Random(seed), 40, decision, nested=bool(seed % 2)).report


def numbers(report: MonthReport) -> Iterator[Number]:
    """Every count of children, in the order of the report."""
    for result in report.results:
        for line in (result.whole, *(line for breakdown in result.breakdowns for line in breakdown.lines)):
            yield from line.at_month_end
            yield from line.done_in_month or Figure(0, 0, 0)
        for point in result.history:
            yield from point.line.at_month_end
    yield report.children
    yield from (each.children for each in report.unassessed)


seeds = st.integers(0, 2**32)


@SOME
@given(seeds, st.sampled_from((2, 3, 6, 10)))
def test_what_is_shown_is_true(seed: int, below: int) -> None:
    """Every number of a published month is the number of the month, or is said to be hidden."""
    report = month(seed, suppress_below=below)
    shown = list(numbers(publish(report)))
    true = list(numbers(report))

    assert all(one in (other, Shorthand.CONFIDENTIAL) for one, other in zip(shown, true, strict=True))


@SOME
@given(seeds, st.integers(0, 1), st.booleans())
def test_a_council_that_hides_nothing_publishes_everything(seed: int, below: int, secondary: bool) -> None:  # noqa: FBT001 – drawn
    """Where no number is small none is hidden."""
    report = month(seed, suppress_below=below, secondary=secondary)

    assert list(numbers(publish(report))) == list(numbers(report))
    assert not publish(report).hidden


@SOME
@given(seeds, st.integers(0, 9), st.integers(1, 9))
def test_a_stricter_council_shows_nothing_more(seed: int, below: int, more: int) -> None:
    """Of figures that are hidden for their own sake; which others go with them is a choice that may fall otherwise."""
    mild, strict = (
        list(numbers(publish(month(seed, suppress_below=limit, secondary=False)))) for limit in (below, below + more)
    )

    assert all(
        other is Shorthand.CONFIDENTIAL
        for one, other in zip(mild, strict, strict=True)
        if one is Shorthand.CONFIDENTIAL
    )


@SOME
@given(seeds, st.sampled_from((5, 10)), st.sampled_from((0, 3)))
def test_rounding_moves_a_number_by_less_than_its_step(seed: int, step: int, below: int) -> None:
    """And hides none of those that are shown without it, and shows none of those that are hidden."""
    report = month(seed, suppress_below=below)
    decision = report.publication.model_copy(update={"round_to": step})
    exact, rounded = (list(numbers(publish(each))) for each in (report, replace(report, publication=decision)))
    for one, other in zip(exact, rounded, strict=True):
        if isinstance(one, Shorthand) or isinstance(other, Shorthand):
            assert one is other
        else:
            assert not other % step
            assert abs(one - other) < step
