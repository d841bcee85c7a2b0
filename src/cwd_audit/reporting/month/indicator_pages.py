"""The pages of the indicators: all at a glance, then each by month and by group, then what each of them means."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cwd_audit.model.indicators import Measure
from cwd_audit.model.month import IndicatorResult, Rating, Shorthand
from cwd_audit.reporting.month.charts import chart_groups, chart_months
from cwd_audit.reporting.month.columns import line_columns, line_values
from cwd_audit.reporting.month.pages import Column, Kind, Page, Table, Value
from cwd_audit.reporting.month.words import (
    say_exclusions,
    say_message,
    say_month,
    say_polarity,
    say_target,
    say_tolerances,
)
from cwd_audit.reporting.words import say_count, say_date, say_list

BOTH = "note 1"
UNASSESSED = "note 2"
SHORTHANDS = "note 3"
ONCE = "note 4"
REAL = "note 5"
"""Notes that titles refer to; `arrange` says what they are."""
_RATINGS = (Rating.RED, Rating.AMBER, Rating.GREEN)


def glance(results: tuple[IndicatorResult, ...], month_end: date) -> Page:
    """One line for each indicator."""
    columns = (
        Column("Indicator", width=34),
        Column("Number", Kind.COUNT),
        Column("Out of", Kind.COUNT),
        Column("Percentage (%)", Kind.PERCENT),
        Column("Not assessed", Kind.COUNT),
        Column("Rating", width=12),
        Column("Target", width=16),
        Column("Since the month before", width=20),
        Column("Done in time in the month", Kind.COUNT),
        Column("Fell due in the month", Kind.COUNT),
        Column("Done in time (%)", Kind.PERCENT),
        Column("Longest overdue (days)", Kind.COUNT),
    )
    rows = tuple(_glance_row(result) for result in results)
    counted = {rating: sum(result.rating is rating for result in results) for rating in _RATINGS}
    rated = [f"{number} {rating.value.lower()}" for rating, number in counted.items() if number]
    message = (
        f"Of {say_count(len(results), 'indicator')}, {say_list(rated)}." if rated else "No indicator could be rated."
    )
    return Page(
        "At a glance",
        f"All indicators at {say_date(month_end)} [{BOTH}] [{UNASSESSED}] [{SHORTHANDS}]",
        message,
        (
            "What this is for: look first at the indicators rated red, then at those that got worse.",
            "Each indicator has pages of its own behind this one.",
        ),
        Table("at_a_glance", columns, rows),
    )


def _glance_row(result: IndicatorResult) -> tuple[Value, ...]:
    figure, done = result.whole.at_month_end, result.whole.done_in_month
    none = Shorthand.NOT_APPLICABLE
    longest = none if result.longest_overdue is None else result.longest_overdue
    return (
        result.card.title, figure.numerator, figure.denominator, figure.percent,
        figure.not_assessed if result.card.measure is not Measure.OPEN else none,
        result.rating, say_target(result.card), result.direction.value,
        *((done.numerator, done.denominator, done.percent) if done else (none, none, none)),
        longest,
    )  # fmt: skip


def pages_of(number: int, result: IndicatorResult, month_end: date) -> Iterator[Page]:
    """The pages of one indicator: by month where there is history, and by group where the export names groups."""
    title = f"{number}. {result.card.title}"
    columns = line_columns(result.card.measure)
    if len(result.history) > 1:
        first, last = result.history[0].month_end, result.history[-1].month_end
        yield Page(
            f"{number} by month",
            f"{title}: by month, {say_month(first)} to {say_month(last)} [{BOTH}] [{REAL}]",
            say_message(result, month_end),
            tuple(filter(None, (result.card.question, result.run.says, result.card.caution))),
            Table(
                f"indicator_{number}_by_month",
                (Column("Month", width=18), *columns, Column("Taken from", width=18)),
                tuple(
                    (
                        say_month(point.month_end),
                        *line_values(point.line, result.card.measure),
                        "history file" if point.stored else "this export",
                    )
                    for point in result.history
                ),
            ),
            chart_months(result),
            commentary=True,
        )
    yield _by_group(number, result, month_end)


def _by_group(number: int, result: IndicatorResult, month_end: date) -> Page:
    """The whole and its groups in one table; its chart is of the first breakdown that has several groups."""
    measure = result.card.measure
    rows: list[tuple[Value, ...]] = [("All", "All", *line_values(result.whole, measure))]
    rows += [
        (breakdown.by, line.label, *line_values(line, measure))
        for breakdown in result.breakdowns
        for line in breakdown.lines
    ]
    charts = [chart_groups(result, breakdown, month_end) for breakdown in result.breakdowns]
    chart = next(filter(None, charts), None)
    said = [result.card.question, result.no_history, result.card.caution]
    return Page(
        f"{number} by group",
        f"{number}. {result.card.title}: by group, {say_date(month_end)} [{UNASSESSED}] [{SHORTHANDS}] [{ONCE}]",
        say_message(result, month_end),
        tuple(filter(None, said)),
        Table(
            f"indicator_{number}_by_group",
            (Column("Grouped by", width=18), Column("Group", width=30), *line_columns(measure)),
            tuple(rows),
        ),
        chart,
        commentary=len(result.history) <= 1,
    )


def meanings(results: tuple[IndicatorResult, ...]) -> Page:
    """What each indicator measures, of whom, and against what."""
    headings = (
        ("Indicator", 30), ("Question", 40), ("Number", 30), ("Out of", 30), ("Who is counted", 34),
        ("Left out", 30), ("Target", 14), ("Who set the target", 40), ("Colours", 30), ("Better is", 14),
        ("Not rated below", 12), ("Clause", 40), ("Identifier", 24),
    )  # fmt: skip
    rows = tuple(
        (
            card.title, card.question, card.numerator, card.denominator, card.cohort, say_exclusions(card),
            say_target(card), card.target.source if card.target else "nobody", say_tolerances(card),
            say_polarity(card), f"{card.minimum_denominator}",
            f"{card.cites.section}: “{card.cites.quote}”" if card.cites else "none asks for it by name", card.id,
        )
        for card in (result.card for result in results)
    )  # fmt: skip
    return Page(
        "About the indicators",
        "What each indicator measures",
        "Each figure has a question, a number, what it is out of, a target and whoever set that.",
        ("What this is for: compare with the definitions before comparing with another council's figures.",),
        Table("about_the_indicators", tuple(Column(heading, width=width) for heading, width in headings), rows),
    )


def count_ratings(results: tuple[IndicatorResult, ...]) -> dict[Rating, tuple[str, ...]]:
    """For each rating the titles of its indicators."""
    return {rating: tuple(each.card.title for each in results if each.rating is rating) for rating in Rating}
