"""The one arrangement that every format shows: complete, consistent, and silent about what is hidden."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders_month import MONTHS, a_card, a_hidden_month, a_month, a_publication, a_result, without_history
from cwd_audit.model.indicators import Measure
from cwd_audit.model.month import Direction, Figure, MonthReport, Rating, Shorthand
from cwd_audit.reporting.month.arrange import arrange, say_publication
from cwd_audit.reporting.month.pages import Document, Kind, Page
from cwd_audit.reporting.month.words import say_figure, say_rating

SHEET_NAME_LIMIT = 31


def pages(document: Document) -> dict[str, Page]:
    """By name."""
    return {page.name: page for page in document.pages}


@pytest.mark.parametrize("report", MONTHS.values(), ids=MONTHS)
def test_every_page_is_one_that_any_format_can_show(report: MonthReport) -> None:
    """Unique names and headings, no empty cell, numbers in columns of numbers."""
    document = arrange(report)
    tables = [page.table for page in document.pages if page.table]

    names = [page.name for page in document.pages]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= SHEET_NAME_LIMIT for name in names)
    assert len({table.name for table in tables}) == len(tables)
    for table in tables:
        headings = [column.heading for column in table.columns]
        assert len(set(headings)) == len(headings)
        assert all(len(row) == len(headings) for row in table.rows)
        assert all(value != "" for row in table.rows for value in row), "no cell is empty"
        for row in table.rows:
            for column, value in zip(table.columns, row, strict=True):
                assert column.kind is Kind.TEXT or isinstance(value, int | float | Shorthand)


@pytest.mark.parametrize("report", MONTHS.values(), ids=MONTHS)
def test_a_chart_shows_what_its_table_shows(report: MonthReport) -> None:
    """Every point stands in the table, and is told to who cannot see it."""
    for page in arrange(report).pages:
        if page.chart is None:
            continue
        assert page.table is not None
        shown = {float(value) for row in page.table.rows for value in row if isinstance(value, int | float)}
        drawn = [value for series in page.chart.series for value in series.values if value is not None]
        assert drawn
        assert set(drawn) <= shown
        assert all(len(series.values) == len(page.chart.labels) for series in page.chart.series)
        for value in drawn:
            assert (f"{value:,.1f}%" if page.chart.in_percent else f"{value:,.0f}") in page.chart.alternative


def test_what_is_hidden_stands_nowhere() -> None:
    """Neither in the table, the chart nor the message."""
    document = arrange(a_hidden_month())

    by_month = pages(document)["1 by month"]
    assert by_month.chart is None
    assert by_month.table is not None
    assert {value for row in by_month.table.rows for value in row[1:-1]} == {Shorthand.CONFIDENTIAL}
    assert "[c]" in by_month.message
    said = by_month.message.replace("31 October 2026", "").replace("October 2026", "").replace("100% (local)", "")
    assert not any(letter.isdigit() for letter in said)


def test_an_export_without_history_has_no_page_of_months_and_says_why() -> None:
    """Nothing is drawn of months that the export does not tell."""
    document = arrange(a_month(without_history()))

    assert "1 by month" not in pages(document)
    assert (
        "The export has only last dates: earlier months cannot be told from it."
        in pages(document)["1 by group"].paragraphs
    )


def test_the_message_tells_figure_rating_and_movement() -> None:
    """In that order, with what was not assessed."""
    message = pages(arrange(a_month()))["1 by month"].message

    assert message == (
        "Visits in time at 31 October 2026: 87 of 100 (87.0%); 12 not assessed. Of what fell due in October 2026, done "
        "in time: 40 of 50 (80.0%). Amber: the target is 100% (local). Better than the month before. The longest "
        "overdue has been so for 123 days."
    )


def test_the_summary_names_what_is_red_and_what_got_worse() -> None:
    """And how many children there are, and what is wrong with the document."""
    red = a_result(rating=Rating.RED, direction=Direction.WORSE)
    summary = " ".join(arrange(a_month(red)).summary)

    assert "112 children open at 31 October 2026; 9 families have more than one." in summary
    assert "Red (1): Visits in time." in summary
    assert "Worse than the month before: Visits in time." in summary
    assert "Not every child could be assessed: 1 reason" in summary
    assert "Past its own review date: Short Breaks, chapter 3." in summary


def test_all_assessed_is_said_only_where_it_is_so() -> None:
    """No reason, no child unassessed."""
    assert "Every child could be assessed." in arrange(replace(a_month(), unassessed=())).summary


@pytest.mark.parametrize(
    ("figure", "said"),
    [
        (Figure(7, 8), "7 of 8 (87.5%)"),
        (Figure(1, 1000), "1 of 1,000 (0.1%)"),
        (Figure(0, 0, 3), "none to judge; 3 not assessed"),
        (
            Figure(Shorthand.CONFIDENTIAL, 8),
            "[c] (confidential: a small number, or one from which a small number would follow)",
        ),
        (Figure(Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE), "[x] (not available: the export does not tell)"),
    ],
)  # fmt: skip
def test_a_figure_in_words(figure: Figure, said: str) -> None:
    """With its numerator and denominator, or the shorthand explained."""
    assert say_figure(figure, a_card()) == said


@pytest.mark.parametrize(
    ("numerator", "denominator", "percent"), [(1, 3, 33.3), (2, 3, 66.7), (1, 2000, 0.1), (1, 2001, 0.0), (1, 8, 12.5)]
)
def test_a_percentage_has_one_decimal_rounded_half_up(numerator: int, denominator: int, percent: float) -> None:
    """By whole-number arithmetic."""
    assert Figure(numerator, denominator).percent == percent


def test_an_indicator_is_not_rated_for_a_reason() -> None:
    """Which is said."""
    few = Figure(4, 5)
    assert say_rating(a_result(rating=Rating.NONE, whole=a_result().whole._replace(at_month_end=few))) == (
        "Not rated: with fewer than 10, one child moves it too far"
    )
    assert say_rating(without_history()) == "Not rated: no target is set"
    assert say_rating(a_hidden_month().results[0]) == "Not rated: there is no percentage to rate"


def test_how_small_numbers_were_treated_is_said() -> None:
    """For each choice of the council."""
    said = say_publication(a_publication(round_to=5), 12)
    assert said == (
        "numbers from 1 to 5 are replaced by [c]; 0 is a true zero; further numbers are replaced so that none of them "
        "can be worked out from the others; numbers are rounded to the nearest 5, so that totals may not add up; "
        "12 numbers replaced in this report. Decided by the council."
    )
    assert say_publication(a_publication(suppress_below=0), 0).startswith("all numbers are shown, however small")
    assert "some may be worked out" in say_publication(a_publication(secondary=False), 1)


def test_every_measure_has_its_own_labels() -> None:
    """So that a count of workers is never called children."""
    for measure in Measure:
        card = a_card(measure=measure, target=None)
        page = pages(arrange(a_month(a_result(card=card))))["1 by group"]
        assert page.table is not None
        assert len(page.table.columns) >= 3
