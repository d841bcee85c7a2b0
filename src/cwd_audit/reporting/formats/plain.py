"""`plain`: tab-separated lines with every column whole, one finding a line; what a pipe gets."""

from __future__ import annotations

from cwd_audit.model.report import AuditReport
from cwd_audit.reporting.columns import Value, columns_shown
from cwd_audit.reporting.options import RenderOptions
from cwd_audit.reporting.safe import safe_ascii, safe_text

BINARY = False


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """A line of column names, then a line for each finding."""
    columns = columns_shown(names=options.names)
    safe = safe_text if options.unicode else safe_ascii

    def write(value: Value) -> str:
        return "" if value is None else safe(str(value))

    lines = ["\t".join(column.name for column in columns)]
    lines += ["\t".join(write(column.get(finding)) for column in columns) for finding in report.findings]
    return ("\n".join(lines) + "\n").encode()
