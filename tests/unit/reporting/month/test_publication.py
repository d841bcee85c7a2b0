"""What publication does to each part of a report; that nothing hidden follows is under tests/property."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from random import Random

import pytest
from drawn_months import draw_month

from cwd_audit.model.indicators import Card, Measure, Polarity, Publication, Target, TargetAuthority
from cwd_audit.model.month import (
    AgreedExceptions,
    Breakdown,
    Direction,
    Figure,
    IndicatorResult,
    Line,
    Load,
    Longest,
    MonthPoint,
    MonthReport,
    Rating,
    Run,
    Shorthand,
    Unassessed,
)
from cwd_audit.model.report import NotRun, Silence
from cwd_audit.reporting.month.publication import publish
from cwd_audit.reporting.month.publication.equal_sums import equal_sums

C = Shorthand.CONFIDENTIAL
NOT_ANY = Shorthand.NOT_APPLICABLE
MONTHS = tuple(date(2026, month, 28) for month in range(1, 11))
TARGET = Target(percent=100, authority=TargetAuthority.LOCAL, source="4.2", green=95, amber=85)
SIX = Publication(suppress_below=6, source="The council")


def a_line(*figure: int, label: str = "All") -> Line:
    """In time, judged, and not assessed."""
    return Line(label, Figure(*figure), None)


def a_result(*history: Line, by: str = "Team", **groups: tuple[int, ...]) -> IndicatorResult:
    """Visits of these months and, in the last, of these groups."""
    card = Card(
        id="t.visits", title="Visits in time", question="?", measure=Measure.TIMESCALE, rules=("t.visit",),
        numerator="n", denominator="d", cohort="c", target=TARGET, polarity=Polarity.HIGH,
    )  # fmt: skip
    lines = tuple(a_line(*figure, label=label) for label, figure in groups.items())
    points = tuple(MonthPoint(*point) for point in zip(MONTHS[-len(history) :], history, strict=True))
    return IndicatorResult(
        card=card, policy="t", whole=history[-1], rating=Rating.AMBER, direction=Direction.BETTER, history=points,
        no_history="", run=Run(50.0, "A real change: 6 months running rose."), breakdowns=(Breakdown(by, lines),),
        longest_overdue=90,
    )  # fmt: skip


def a_month(*results: IndicatorResult, **parts: object) -> MonthReport:
    """A report of these indicators."""
    plain = draw_month(Random(0), 0, SIX, nested=False).report
    report = replace(plain, results=results, loads=(), agreed=(), children=100, families=9, publication=SIX)
    return replace(report, **parts)  # type: ignore[arg-type]


def figures(result: IndicatorResult) -> list[tuple[object, ...]]:
    """Those of the groups."""
    return [tuple(line.at_month_end) for line in result.breakdowns[0].lines]


def test_a_zero_is_a_zero() -> None:
    """Nothing is hidden where nobody is late and nobody unassessed."""
    report = a_month(a_result(a_line(50, 50, 0), north=(30, 30, 0), south=(20, 20, 0)))
    assert publish(report) == report


def test_a_small_shortfall_hides_the_group_and_another() -> None:
    """The one next in size that mends it: the rest of the whole is then 12 late, of two."""
    report = a_month(
        a_result(a_line(78, 96, 0), east=(8, 14, 0), north=(28, 30, 0), south=(22, 28, 0), west=(20, 24, 0))
    )
    (result,) = publish(report).results
    assert figures(result) == [(8, 14, 0), (C, C, 0), (22, 28, 0), (C, C, 0)]


def test_a_hidden_whole_takes_all_with_it() -> None:
    """Rating, direction, days and groups."""
    (result,) = publish(
        a_month(a_result(a_line(50, 52, 0), a_line(48, 50, 0), north=(28, 30, 0), south=(20, 20, 0)))
    ).results
    assert (result.rating, result.direction, result.longest_overdue) == (Rating.NONE, Direction.UNKNOWN, C)
    assert figures(result) == [(C, C, C), (C, C, C)]
    assert result.history[-1].line == result.whole
    assert result.whole.at_month_end.percent is C


def test_a_hidden_month_is_left_out_of_the_run() -> None:
    """Nine months are shown, and the median is theirs."""
    months = [a_line(number, 40, 0) for number in (20, 21, 22, 23, 24, 25, 26, 38, 27, 28)]
    (result,) = publish(a_month(a_result(*months))).results
    assert result.run.median == 60.0
    assert result.history[-3].line.at_month_end == Figure(C, C, C)
    assert (result.rating, result.direction) == (Rating.AMBER, Direction.BETTER)


def test_the_month_before_hidden_leaves_no_direction() -> None:
    """It would bound the hidden percentage."""
    (result,) = publish(a_month(a_result(a_line(38, 40, 0), a_line(30, 40, 0)))).results
    assert (result.rating, result.direction) == (Rating.AMBER, Direction.UNKNOWN)


def test_days_of_one_child_among_few_are_hidden_everywhere() -> None:
    """The indicator's own longest is that child's too."""
    longest = (Longest("t", "visit", "Hub", 2, 90), Longest("t", "visit", "Other", 9, 30))
    report = publish(a_month(a_result(a_line(30, 50, 0)), longest=longest))
    assert [(line.overdue, line.days) for line in report.longest] == [(C, C), (9, 30)]
    assert report.results[0].longest_overdue is C


@pytest.mark.parametrize(
    ("load", "shown"),
    [
        (Load("t", "r", "Limit", 12, 2, 1, 8, 9, 10), (2, 1, C, C, C)),
        (Load("t", "r", "Limit", 12, 9, 1, 2, 9, 10), (9, 1, C, C, C)),
        (Load("t", "r", "Limit", 12, 3, 1, 0, 9, 10), (3, 1, 0, 9, 10)),
    ],
)
def test_caseloads_of_single_workers_are_hidden(load: Load, shown: tuple[object, ...]) -> None:
    """Workers are no children and are counted; what one of them holds is a number of children."""
    (after,) = publish(a_month(loads=(load,))).loads
    assert after[4:] == shown


def test_agreements_go_as_one() -> None:
    """Those in force that do not expire follow from the others by subtraction."""
    agreed = (AgreedExceptions("visit", 9, 7, 0), AgreedExceptions("review", 20, 6, 0))
    assert publish(a_month(agreed=agreed)).agreed == (AgreedExceptions("visit", C, C, C), agreed[1])


def test_reasons_add_up_or_are_hidden() -> None:
    """What could not be assessed is known of the whole: two reasons at least are hidden."""
    reasons = tuple(Unassessed("visit", reason, number) for reason, number in (("a", 2), ("b", 8), ("c", 20)))
    report = publish(a_month(a_result(a_line(30, 50, 30)), unassessed=reasons))
    assert [line.children for line in report.unassessed] == [C, C, 20]


def test_how_many_children_a_silence_or_a_rule_not_run_concerns_is_not_published() -> None:
    """The lists say what was not checked; the number of a pathway could give a hidden one away."""
    silences = (Silence("t", "Hub", "supervision", 4), Silence("t", "Other", "supervision", 40))
    not_run = (NotRun("t.stay", "t", ("stays.start",), 3, decides=False),)
    report = publish(a_month(silences=silences, not_run=not_run))

    assert [0, 0] == [silence.cases for silence in report.silences]
    assert [0] == [rule.cases for rule in report.not_run]
    assert ["Hub", "Other"] == [silence.pathway for silence in report.silences]


def test_what_is_hidden_is_counted_and_said() -> None:
    """Every number that has become a shorthand."""
    report = publish(a_month(children=4, families=0))
    assert (report.children, report.families, report.hidden) == (C, 0, 1)
    assert report.notes[-1].startswith("[c] stands for a number that is not shown")


def test_a_count_alone_keeps_its_shorthands() -> None:
    """What is not applicable or not available stays so."""
    line = Line("All", Figure(3, NOT_ANY, 0), Figure(Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE, 2))
    (result,) = publish(a_month(a_result(line))).results
    assert result.whole.at_month_end == Figure(C, NOT_ANY, C)
    assert result.whole.done_in_month == Figure(Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE, C)


def test_workers_are_no_children() -> None:
    """The card of caseloads counts workers."""
    result = a_result(a_line(3, 4, 0))
    card = result.card.model_copy(update={"measure": Measure.CASELOAD})
    report = a_month(replace(result, card=card))
    assert publish(report) == report


def test_nothing_is_hidden_where_the_council_shows_all() -> None:
    """0 and 1 mean so."""
    for below in (0, 1):
        publication = Publication(suppress_below=below, source="The council")
        report = a_month(a_result(a_line(1, 3, 1), north=(1, 3, 1)), publication=publication)
        assert publish(report) == report


def test_counts_are_rounded_and_percentages_follow() -> None:
    """Half up; rating and direction are those of what is shown."""
    publication = SIX.model_copy(update={"round_to": 5})
    report = a_month(a_result(a_line(60, 80, 0), a_line(73, 80, 7)), publication=publication, families=8)
    after = publish(report)
    (result,) = after.results
    assert result.whole.at_month_end == Figure(75, 80, 5)
    assert result.whole.at_month_end.percent == 93.8
    assert (result.rating, result.direction, after.children, after.families) == (
        Rating.AMBER,
        Direction.BETTER,
        100,
        10,
    )
    assert "may not add up" in after.notes[-1]
    lifted = a_month(a_result(a_line(78, 80, 0), a_line(94, 102, 7)), publication=publication)
    assert publish(lifted).results[0].rating is Rating.GREEN


def test_the_same_report_is_published_alike() -> None:
    """No chance, no order of hashes."""
    drawn = draw_month(Random(7), 150, SIX, nested=True).report
    assert publish(drawn) == publish(drawn)


@pytest.mark.parametrize("members", [5, 20])
def test_equal_sums_are_found(members: int) -> None:
    """The least sets, not their unions, whether few or many members are looked through; zeros take no part."""
    one = {number: (number + 1, 7 * number**2) for number in range(members)} | {99: (0, 0)}
    other = {0: one[0], 1: tuple(map(sum, zip(one[1], one[2], strict=True))), 2: one[3]}
    assert set(equal_sums(one, other)) == {((0,), (0,)), ((1, 2), (1,)), ((3,), (2,))}
