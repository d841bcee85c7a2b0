"""`report.docx`: the report in Word, in which leaders write their commentary."""

from __future__ import annotations

from cwd_audit.model.month import MonthReport
from cwd_audit.reporting.month.formats.docx.body import write_body
from cwd_audit.reporting.month.formats.docx.paper import Paper
from cwd_audit.reporting.month.pages import Document


def render(report: MonthReport, document: Document) -> bytes:  # noqa: ARG001 – all formats are called alike
    """The document."""
    paper = Paper(document)
    write_body(paper, document)
    return paper.written()
