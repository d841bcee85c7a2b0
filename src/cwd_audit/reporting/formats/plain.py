"""`plain`: tab-separated lines with every column whole, one finding a line; what a pipe gets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from cwd_audit.model.report import AuditReport, Finding
from cwd_audit.reporting.columns import ReportColumn, Value, columns_shown, read_columns
from cwd_audit.reporting.options import RenderOptions
from cwd_audit.reporting.safe import safe_ascii, safe_text

BINARY = False
_SELDOM_ALIKE = {"case_id", "evidence"}
"""Columns of which hardly a value comes twice."""
_TOGETHER = 10_000
"""Findings that are written at a time: enough that most cells are found written already, and few enough that their
text stays in the memory nearest the processor."""


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """A line of column names, then a line for each finding."""
    columns = columns_shown(names=options.names)
    safe = safe_text if options.unicode else safe_ascii
    findings = report.everything
    head = ["\t".join(column.name for column in columns)]
    portions = (findings[start : start + _TOGETHER] for start in range(0, len(findings), _TOGETHER))
    return b"".join(map(_as_text, chain([head], (_write(portion, columns, safe) for portion in portions))))


def _as_text(lines: Iterable[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()


class _Cells(dict[Value, str]):
    """What stands for each value; it is worked out once."""

    def __init__(self, safe: Callable[[str], str]) -> None:
        self._safe = safe

    def __missing__(self, value: Value) -> str:
        cell = self[value] = "" if value is None else self._safe(str(value))
        return cell


def _write(findings: Sequence[Finding], columns: Sequence[ReportColumn], safe: Callable[[str], str]) -> Iterator[str]:
    write = _Cells(safe).__getitem__
    cells = (
        map(safe, map(str, values)) if column.name in _SELDOM_ALIKE else map(write, values)
        for column, values in zip(columns, read_columns(columns, findings), strict=True)
    )
    return map("\t".join, zip(*cells, strict=True))
