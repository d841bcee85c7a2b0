"""`csv`: one line for each worker and requirement, a column for each week; written as reports are."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cwd_audit.reporting.forecast.words import say_pace
from cwd_audit.reporting.safe import safe_csv

if TYPE_CHECKING:
    from cwd_audit.model.forecast import Forecast, ForecastLine
    from cwd_audit.reporting.options import RenderOptions

BINARY = False


def render(forecast: Forecast, options: RenderOptions) -> bytes:  # noqa: ARG001 – a file takes no options
    """A line of column names, then a line for each worker and requirement; blank is what is not available."""
    written = io.StringIO()
    lines = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    weeks = (f"week_of_{start.isoformat()}" for start in forecast.week_starts)
    lines.writerow(
        ("worker", "requirement", "overdue_now", "due", "made", "made_per_week", "children_not_forecast", *weeks)
    )
    lines.writerows(_write(line, forecast.weeks) for line in forecast.lines)
    return written.getvalue().encode("utf-8-sig")


def _write(line: ForecastLine, weeks: int) -> list[str]:
    made = ("", "") if line.made is None else (str(line.made), say_pace(line, weeks).replace(",", ""))
    numbers = (str(line.overdue), str(line.falls_due), *made, str(line.not_forecast), *map(str, line.due))
    return [safe_csv(line.worker), safe_csv(line.requirement), *numbers]
