"""`report.html`: the monthly report as one page for the browser. It holds figures alone, and no script."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from cwd_audit.model.month import MonthReport
from cwd_audit.reporting.month.formats.html import plot
from cwd_audit.reporting.month.formats.html.cells import show_cell
from cwd_audit.reporting.month.pages import Document
from cwd_audit.reporting.safe import safe_text
from cwd_audit.reporting.web.frame import draw_page

_NOTE = re.compile(r"\[note (\d+)\]")


def render(report: MonthReport, document: Document) -> bytes:
    """The page."""
    assert document.created == report.month_end, "the document is of another month"
    return draw_page(
        "month/page.html",
        styles=("month/page.css",),
        document=document,
        plot=plot,
        show_cell=show_cell,
        link_notes=link_notes,
        plain=_without_notes,
    )


def link_notes(text: str) -> Markup:
    """A title whose notes lead to what they say."""
    return Markup(_NOTE.sub(r'<a class="note" href="#note-\1">[note \1]</a>', str(escape(safe_text(text)))))  # noqa: S704 – escaped first


def _without_notes(title: str) -> str:
    return _NOTE.sub("", title).strip()
