"""`csv`: one line for each problem, with the team and the worker who hold the case; written as reports are."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from cwd_audit.reporting.safe import safe_csv

if TYPE_CHECKING:
    from cwd_audit.model.data_quality import DataQuality, HeldProblem
    from cwd_audit.reporting.options import RenderOptions

BINARY = False
COLUMNS = ("code", "severity", "file", "sheet", "row", "column", "team", "worker", "message", "hint")


def render(quality: DataQuality, options: RenderOptions) -> bytes:  # noqa: ARG001 – a file takes no options
    """A line of column names, then a line for each problem."""
    written = io.StringIO()
    lines = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow(COLUMNS)
    lines.writerows(map(_write, quality.problems))
    return written.getvalue().encode("utf-8-sig")


def _write(held: HeldProblem) -> list[str]:
    problem = held.problem
    row = "" if problem.row is None else str(problem.row)
    cells = (problem.code, problem.severity.value, problem.file, problem.sheet, row, problem.column)
    return [safe_csv(cell) for cell in (*cells, held.team, held.worker, problem.message, problem.hint)]
