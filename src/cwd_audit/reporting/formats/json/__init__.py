"""`json`: the whole report for other programs, by the published schema.

One line for each finding, problem and rule, so that two reports can be compared line by line. All of it is ASCII, so
that no console garbles it and no character of a cell can act on a terminal.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date

from cwd_audit.model.report import AuditReport
from cwd_audit.reporting.formats.json.build import build
from cwd_audit.reporting.options import RenderOptions

BINARY = False


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """The document, its keys in the order of the schema."""
    return write_document(build(report, names=options.names))


def write_document(document: Mapping[str, object]) -> bytes:
    """A document as a file: each part on lines of its own, each thing of a list on one."""
    parts = ",\n".join(f'"{key}": {_write_part(value)}' for key, value in document.items())
    return f"{{\n{parts}\n}}\n".encode("ascii")


def _write_part(value: object) -> str:
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(_lines(value)) + "\n]"
    return _write(value)


def _lines(values: list[object]) -> Iterator[str]:
    for value in values:
        yield "  " + _write(value)


def _write(value: object) -> str:
    written = json.dumps(value, allow_nan=False, default=_write_date)
    return written.replace("\x7f", "\\u007f")


def _write_date(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    msg = f"a report holds no {type(value).__name__}"
    raise TypeError(msg)
