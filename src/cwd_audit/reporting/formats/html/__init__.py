"""`html`: the worklist as one page for the browser, to sort, to filter, to unfold and to print."""

from __future__ import annotations

from cwd_audit.model.report import AuditReport
from cwd_audit.reporting import tally, words
from cwd_audit.reporting.formats.html.cells import LOOKS, label_cards, show_cell
from cwd_audit.reporting.formats.html.sums import count_days_left, say_sum
from cwd_audit.reporting.formats.html.view import View, say_most_late, split_tally
from cwd_audit.reporting.options import RenderOptions
from cwd_audit.reporting.selection import ORDER, by_code
from cwd_audit.reporting.web.bars import draw_bar, tell_bar
from cwd_audit.reporting.web.frame import draw_page

BINARY = False
_MOST_PLACES = 200
"""Of one problem; the workbook has all."""


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """The page."""
    view = View(report, options.names)
    return draw_page(
        "worklist/page.html",
        styles=("worklist/page.css",),
        more_style=label_cards(view.columns),
        script="worklist/page.js",
        report=report,
        view=view,
        counts=report.counts(),
        statuses=tally.statuses_counted(report),
        order=ORDER,
        looks=LOOKS,
        tally=tally,
        words=words,
        by_code=by_code,
        show_cell=show_cell,
        say_sum=say_sum,
        count_days_left=count_days_left,
        split_tally=split_tally,
        draw_bar=draw_bar,
        tell_bar=tell_bar,
        say_most_late=say_most_late,
        most_places=_MOST_PLACES,
    )
