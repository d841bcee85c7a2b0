"""What publication says in words: how numbers were treated."""

from __future__ import annotations

from dataclasses import replace

from cwd_audit.model.month import MonthReport, Shorthand


def note(report: MonthReport) -> MonthReport:
    """Say that numbers are hidden, and that they are rounded."""
    words = []
    if report.hidden:
        words.append(
            f"{Shorthand.CONFIDENTIAL} stands for a number that is not shown because it, or another that would follow "
            f"from it, counts from 1 to {report.publication.suppress_below - 1} children."
        )
    if report.publication.round_to > 1:
        words.append(
            f"Counts are rounded to the nearest {report.publication.round_to}, and percentages are of the rounded "
            "counts. Each is rounded for itself, so that groups may not add up to the whole."
        )
    return replace(report, notes=(*report.notes, *words))
