"""`open`: how many children are open at month end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from cwd_audit.audit.month.measures import LineOf, Measured, lay_out
from cwd_audit.model.month import Figure, Line, Shorthand

if TYPE_CHECKING:
    from cwd_audit.audit.month.view import MonthView
    from cwd_audit.engine.facts import Mask
    from cwd_audit.model.indicators import Card

_NO_CLOSED = "The export holds no closed cases, so that how many children were open in earlier months cannot be told."


def measure(_card: Card, view: MonthView) -> Measured:
    """By the spells. Where children who have left are not in the export, earlier months would seem too small."""

    def of_day(day: date) -> LineOf:
        there = view.children_of(view.present(day))

        def line_of(label: str, children: Mask) -> Line:
            return Line(label, Figure(int((there & children).sum()), Shorthand.NOT_APPLICABLE), None)

        return line_of

    return lay_out(view, of_day, "" if view.closes_cases else _NO_CLOSED)
