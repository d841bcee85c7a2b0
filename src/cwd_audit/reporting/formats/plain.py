"""`plain`: tab-separated lines with every column whole, one finding a line; what a pipe gets."""

from __future__ import annotations

from cwd_audit.model.report import AuditReport, Finding
from cwd_audit.reporting.columns import columns_shown, read_together
from cwd_audit.reporting.options import RenderOptions
from cwd_audit.reporting.safe import safe_ascii, safe_text

BINARY = False


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """A line of column names, then a line for each finding."""
    columns = columns_shown(names=options.names)
    safe = safe_text if options.unicode else safe_ascii
    read = read_together(columns)

    def write(finding: Finding) -> str:
        cells = [value if type(value) is str else "" if value is None else str(value) for value in read(finding)]
        return "\t".join(cells if options.unicode and "".join(cells).isprintable() else map(safe, cells))

    lines = ["\t".join(column.name for column in columns), *map(write, report.everything)]
    return ("\n".join(lines) + "\n").encode()
