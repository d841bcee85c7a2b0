"""`json`: the whole forecast for other programs, by the published schema, written line by line as reports are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwd_audit import __version__
from cwd_audit.reporting.forecast import document
from cwd_audit.reporting.forecast.words import say_assumptions, say_shortfalls
from cwd_audit.reporting.formats.json import write_document

if TYPE_CHECKING:
    from cwd_audit.model.forecast import Forecast, ForecastLine
    from cwd_audit.reporting.options import RenderOptions

BINARY = False


def render(forecast: Forecast, options: RenderOptions) -> bytes:  # noqa: ARG001 – a file takes no options
    """The document, its keys in the order of the schema."""
    return write_document(_build(forecast))


def _build(forecast: Forecast) -> document.ForecastDocument:
    return {
        "schema_version": document.SCHEMA_VERSION,
        "tool": {"name": "cwd-audit", "version": __version__},
        "as_of": forecast.as_of,
        "weeks": forecast.weeks,
        "policies": [{"id": name, "title": title} for name, title in forecast.policies],
        "cases": forecast.cases,
        "children_not_forecast": forecast.not_forecast,
        "lines": [_line(line, forecast) for line in forecast.lines],
        "says": say_shortfalls(forecast),
        "counted": list(say_assumptions(forecast)),
        "notes": list(forecast.notes),
    }


def _line(line: ForecastLine, forecast: Forecast) -> document.Line:
    return {
        "worker": line.worker,
        "requirement": line.requirement,
        "overdue_now": line.overdue,
        "weeks": [{"begins": begins, "due": due} for begins, due in zip(forecast.week_starts, line.due, strict=True)],
        "due": line.falls_due,
        "made": line.made,
        "made_per_week": None if line.made is None else round(line.made / forecast.weeks, 1),
        "children_not_forecast": line.not_forecast,
    }
