"""`json`: the whole view for other programs, by the published schema, written line by line as reports are."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cwd_audit import __version__
from cwd_audit.reporting.data_quality import document
from cwd_audit.reporting.data_quality.words import DEFINITION, say_hidden
from cwd_audit.reporting.formats.json import write_document

if TYPE_CHECKING:
    from cwd_audit.model.data_quality import DataQuality, HeldProblem, Hidden
    from cwd_audit.reporting.options import RenderOptions

BINARY = False


def render(quality: DataQuality, options: RenderOptions) -> bytes:  # noqa: ARG001 – a file takes no options
    """The document, its keys in the order of the schema."""
    return write_document(_build(quality))


def _build(quality: DataQuality) -> document.Validation:
    score = quality.score
    return {
        "schema_version": document.SCHEMA_VERSION,
        "tool": {"name": "cwd-audit", "version": __version__},
        "as_of": quality.as_of,
        "policies": [{"id": name, "title": title} for name, title in quality.policies],
        "sources": [asdict(source) for source in quality.sources],  # type: ignore[misc]  # its fields are the keys
        "score": {
            "assessable": score.assessable,
            "out_of": score.out_of,
            "open_cases": score.open_cases,
            "without_rule": score.without_rule,
            "rows_lost": score.rows_lost,
            "definition": " ".join(DEFINITION),
        },
        "hidden": [_hidden(each) for each in quality.hidden],
        "lost": [{"table": table, "rows": rows} for table, rows in quality.lost],
        "kinds": [_named(each) for each in quality.kinds],
        "teams": [_named(each) for each in quality.teams],
        "workers": [_named(each) for each in quality.workers],
        "columns": [_named(each) for each in quality.columns],
        "problems": [_problem(each) for each in quality.problems],
    }


def _named(values: Any) -> Any:  # noqa: ANN401 – any of the named tuples whose fields are the keys of the document
    return values._asdict()


def _hidden(hidden: Hidden) -> document.Hidden:
    return {
        "requirement": hidden.requirement,
        "essential": hidden.essential,
        "hindrance": hidden.hindrance,
        "columns": list(hidden.columns),
        "headings": list(hidden.headings),
        "rules": list(hidden.rules),
        "cases": hidden.cases,
        "says": say_hidden(hidden),
    }


def _problem(held: HeldProblem) -> document.HeldProblem:
    problem = held.problem
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": problem.file,
        "sheet": problem.sheet,
        "row": problem.row,
        "column": problem.column,
        "message": problem.message,
        "hint": problem.hint,
        "team": held.team,
        "worker": held.worker,
    }
