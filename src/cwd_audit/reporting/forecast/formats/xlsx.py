"""`xlsx`: a workbook for planning: where more is wanted than was made, and every week by worker and requirement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwd_audit.reporting.forecast.words import (
    NOT_AVAILABLE,
    say_assumptions,
    say_requirement,
    say_shortfalls,
    say_week,
    say_worker,
    sum_up_forecast,
)
from cwd_audit.reporting.formats.xlsx.book import Book, Cell
from cwd_audit.reporting.formats.xlsx.page import Page
from cwd_audit.reporting.words import say_count, say_date

if TYPE_CHECKING:
    from cwd_audit.model.forecast import Forecast, ForecastLine
    from cwd_audit.reporting.options import RenderOptions

BINARY = True
_COUNTS = ("Overdue now", "Falls due", "Made before", "Made a week", "Not forecast")
_WIDTHS = (30, 22, 12, 11, 13, 13, 13)


def render(forecast: Forecast, options: RenderOptions) -> bytes:  # noqa: ARG001 – a file takes no options
    """The workbook.

    Raises:
        OutputError: there are more lines than a sheet can hold.
    """
    title = f"What falls due within {say_count(forecast.weeks, 'week')} of {say_date(forecast.as_of)}"
    book = Book(title, forecast.as_of)
    purpose = "See here where next month's overdue work will come from, and plan by the sheet By week."
    page = Page(book, "Summary", title=title, purpose=purpose, as_of=forecast.as_of, widths=_WIDTHS)
    page.paragraph(sum_up_forecast(forecast), strong=True)
    for _, policy in forecast.policies:
        page.paragraph(f"Policy: {policy}.")
    if forecast.filtered:
        page.paragraph(f"This workbook shows only: {forecast.filtered}.", strong=True)
    page.heading("More is wanted than was made")
    for line in say_shortfalls(forecast) or ("Nowhere, as far as the export tells.",):
        page.paragraph(line)
    page.heading("By requirement")
    page.table(
        ("Requirement", *_COUNTS), ((say_requirement(line), *_count(line, forecast)) for line in forecast.totals)
    )
    page.heading("How it is counted")
    for line in (*say_assumptions(forecast), *forecast.notes):
        page.paragraph(line)
    _write_weeks(book, forecast)
    return book.written()


def _write_weeks(book: Book, forecast: Forecast) -> None:
    weeks = [f"From {say_week(start)}" for start in forecast.week_starts]
    page = Page(
        book,
        "By week",
        title=f"By week, from {say_date(forecast.as_of)}",
        purpose="How much falls due in each week, which begins on Monday; what is overdue now is in none of them.",
        as_of=forecast.as_of,
        widths=(*_WIDTHS, *(9 for _ in weeks)),
    )
    page.table(
        ("Worker", "Requirement", *_COUNTS, *weeks),
        (
            (say_worker(line), say_requirement(line), *_count(line, forecast), *line.due)
            for line in forecast.lines
        ),
        main=True,
    )  # fmt: skip


def _count(line: ForecastLine, forecast: Forecast) -> tuple[Cell, ...]:
    if line.made is None:
        return line.overdue, line.falls_due, NOT_AVAILABLE, NOT_AVAILABLE, line.not_forecast
    return line.overdue, line.falls_due, line.made, round(line.made / forecast.weeks, 1), line.not_forecast
