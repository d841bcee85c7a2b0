"""`table`: the report on a terminal, to be acted on from the top and summed up in the last lines."""

from __future__ import annotations

from cwd_audit.model.report import AuditReport
from cwd_audit.reporting.formats.table import sections, totals
from cwd_audit.reporting.formats.table.screen import Screen
from cwd_audit.reporting.options import RenderOptions

BINARY = False


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """The report drawn to the width of the terminal."""
    screen = Screen(options)
    sections.draw_head(screen, report)
    sections.draw_late(screen, report, names=options.names)
    sections.draw_due_soon(screen, report, names=options.names)
    sections.draw_mended(screen, report, names=options.names)
    sections.draw_not_assessed(screen, report)
    sections.draw_queries(screen, report)
    sections.draw_national(screen, report, names=options.names)
    sections.draw_silences(screen, report)
    sections.draw_not_run(screen, report)
    sections.draw_problems(screen, report)
    totals.draw_totals(screen, report)
    totals.draw_sentence(screen, report)
    return screen.drawn()
