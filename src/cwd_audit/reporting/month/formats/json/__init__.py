"""`json`: every figure of the month for other programs, by the published schema; what is hidden in it is hidden."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwd_audit.reporting.formats.json import write_document
from cwd_audit.reporting.month.formats.json.build import build

if TYPE_CHECKING:
    from cwd_audit.model.month import MonthReport
    from cwd_audit.reporting.month.pages import Document


def render(report: MonthReport, document: Document) -> bytes:
    """The document, its keys in the order of the schema."""
    return write_document(build(report, document))
