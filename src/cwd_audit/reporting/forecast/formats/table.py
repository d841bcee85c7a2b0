"""`table`: the forecast on a terminal: by requirement, by worker, where more is wanted than was made, and the sum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from cwd_audit.reporting.forecast.words import (
    say_assumptions,
    say_made,
    say_pace,
    say_requirement,
    say_shortfalls,
    say_week,
    say_worker,
    sum_up_forecast,
)
from cwd_audit.reporting.formats.table.fit import Head
from cwd_audit.reporting.formats.table.screen import Screen
from cwd_audit.reporting.safe import clip
from cwd_audit.reporting.words import say_count, say_date

if TYPE_CHECKING:
    from cwd_audit.model.forecast import Forecast, ForecastLine
    from cwd_audit.reporting.options import RenderOptions

BINARY = False
MOST_SHOWN = 20
"""Sentences; the other forms have all of them."""


def render(forecast: Forecast, options: RenderOptions) -> bytes:
    """The forecast drawn to the width of the terminal; weeks that do not fit are left out from the last on."""
    screen = Screen(options)
    for _, title in forecast.policies:
        screen.line(f"Forecast: {clip(title, 200)}, from {say_date(forecast.as_of)}", "bold")
    if forecast.filtered:
        screen.line(f"Only: {forecast.filtered}")
    weeks = say_count(forecast.weeks, "week").upper()
    if forecast.lines:
        screen.heading(f"FALLING DUE WITHIN {weeks}, BY REQUIREMENT, in weeks beginning on Monday")
        _draw(screen, forecast, forecast.totals, by_worker=False)
        screen.heading(f"FALLING DUE WITHIN {weeks}, BY WORKER")
        _draw(screen, forecast, forecast.lines, by_worker=True)
    said = say_shortfalls(forecast)
    if said:
        screen.heading(f"MORE IS WANTED THAN WAS MADE ({len(said):,}), the widest gap first", "yellow")
        for line in said[:MOST_SHOWN]:
            screen.line(line, indent=2)
        if len(said) > MOST_SHOWN:
            screen.line(f"and {len(said) - MOST_SHOWN:,} more: --format xlsx or json has them all", indent=2)
    screen.heading("HOW IT IS COUNTED")
    for line in (*say_assumptions(forecast), *forecast.notes):
        screen.line(line, indent=2)
    screen.heading(sum_up_forecast(forecast))
    return screen.drawn()


def _draw(screen: Screen, forecast: Forecast, lines: Sequence[ForecastLine], *, by_worker: bool) -> None:
    heads = [
        Head("Requirement", width=14),
        *(Head(name, whole=True, right=True) for name in ("Overdue now", "Falls due", "Made before", "Made a week")),
        Head("Not forecast", 2, whole=True, right=True),
        *(Head(say_week(start), 3, whole=True, right=True) for start in forecast.week_starts),
    ]
    rows = [
        [
            say_requirement(line), f"{line.overdue:,}", f"{line.falls_due:,}", say_made(line),
            say_pace(line, forecast.weeks), f"{line.not_forecast:,}", *(f"{number:,}" for number in line.due),
        ]
        for line in lines
    ]  # fmt: skip
    if by_worker:
        heads = [Head("Worker", width=18), *heads]
        rows = [[say_worker(line), *row] for line, row in zip(lines, rows, strict=True)]
    screen.table(heads, rows)
