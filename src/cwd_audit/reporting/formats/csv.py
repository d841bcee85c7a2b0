"""`csv`: every finding and every column, for a spreadsheet or another program.

UTF-8 with a mark at its start, by which Excel knows it; lines end in CR LF (RFC 4180); every field is quoted and
text that a spreadsheet would take for a formula begins with an apostrophe (OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io

from cwd_audit.model.report import AuditReport
from cwd_audit.reporting.columns import Value, columns_shown
from cwd_audit.reporting.options import RenderOptions
from cwd_audit.reporting.safe import safe_csv

BINARY = False


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """A line of column names, then a line for each finding."""
    columns = columns_shown(names=options.names)
    written = io.StringIO()
    lines = csv.writer(written, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    lines.writerow(column.name for column in columns)
    lines.writerows([_write(column.get(finding)) for column in columns] for finding in report.everything)
    return written.getvalue().encode("utf-8-sig")


def _write(value: Value) -> str:
    if isinstance(value, str):
        return safe_csv(value)
    return "" if value is None else str(value)
