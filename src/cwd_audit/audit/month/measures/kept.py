"""`kept`: how many of the children judged under rules without a due date meet them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.audit.month.measures import LineOf, Measured, count, lay_out, not_available
from cwd_audit.engine.judgement import STATUSES
from cwd_audit.engine.month_ends import Standing, Standings, worst_of
from cwd_audit.model.month import Line
from cwd_audit.model.report import Status

if TYPE_CHECKING:
    from cwd_audit.audit.month.view import MonthView
    from cwd_audit.engine.facts import Mask
    from cwd_audit.model.indicators import Card

ON_THE_DAY = "Worked out for this month only: rules without due dates are judged on the day."
_STANDING = {Status.MET: Standing.IN_TIME, Status.BREACH: Standing.LATE}
"""A query and what could not be assessed are neither."""
_OF_STATUS = np.array([_STANDING.get(status, Standing.NOT_ASSESSED) for status in STATUSES], np.int8)


def measure(card: Card, view: MonthView) -> Measured:
    """A child that breaks one of the rules does not meet them; of the others, one that cannot be judged is apart."""
    of_child = stand_at(card, view)
    none_run = not view.verdicts(card) and bool(view.lacking(card))

    def of_day(_day: date) -> LineOf:
        def line_of(label: str, children: Mask) -> Line:
            return Line(label, (not_available if none_run else count)(of_child[children]), None)

        return line_of

    return lay_out(view, of_day, ON_THE_DAY)


def stand_at(card: Card, view: MonthView) -> Standings:
    """For each child how it stands under the rules of a card."""
    of_case = np.zeros(len(view.child_of_case), np.int8)
    for _, found in view.verdicts(card):
        np.maximum.at(of_case, found.case, _OF_STATUS[found.status])
    day = view.month_end
    untold = view.certainly_lacking(card, day) | (view.undecided(card, day) & (of_case == Standing.NOTHING_OWED))
    of_case = np.where(untold, np.maximum(of_case, Standing.NOT_ASSESSED), of_case).astype(np.int8)
    return worst_of(of_case, view.child_of_case, view.children)
