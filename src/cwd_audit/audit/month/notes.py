"""What a reader of the month should know of the export. No note holds a number of children: none could be hidden."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.audit.month.problems import AFTER_THE_DAY
from cwd_audit.reporting.words import say_date

if TYPE_CHECKING:
    from cwd_audit.audit.month.view import MonthView
    from cwd_audit.audit.run import Audit
    from cwd_audit.model.indicators import Indicators


def take_notes(done: Audit, own: Sequence[MonthView], cards: Sequence[Indicators]) -> tuple[str, ...]:
    """Those of the export itself, and what they mean for the months."""
    notes = (*done.report.notes, *(note for view in own for note in _of_view(view)), *_of_audit(done, own, cards))
    return tuple(dict.fromkeys(notes))


def _of_view(view: MonthView) -> Iterator[str]:
    day = say_date(view.month_end)
    facts = view.run.facts
    if len(view.month_ends) > 1 and not view.closes_cases:
        yield (
            f"Children whose cases closed before {day} are not in the export, so that the figures of earlier months "
            "leave them out."
        )
    if "pathways" not in facts.tables:
        yield (
            "The export holds no earlier pathways: earlier months count a child from the day it came onto the pathway "
            "it is on now."
        )
    if np.isnat(view.ends.presence.spells.start).any():
        yield (
            "A child whose start is not recorded counts as open from its first visit, review or other event; in "
            "every month where there is none."
        )
    if view.still_to_come:
        yield f"Children who came after {day} are in none of the figures of this month."
    if view.untold_since:
        yield (
            f"Where the only date the export holds is after {day}, what was done before is not told, and the child is "
            "not assessed."
        )


def _of_audit(done: Audit, own: Sequence[MonthView], cards: Sequence[Indicators]) -> Iterator[str]:
    report = done.report
    if any(problem.code in AFTER_THE_DAY for problem in report.problems):
        yield f"What is dated after {say_date(report.as_of)} counts in later months."
    if report.lost_cases:
        yield "Rows of a list of children were set aside for a fault: these children may be in none of the figures."
    if any(not finding.policy for finding in done.considered):
        yield "Children of whom the council is not recorded are in none of the figures."
    titles = {view.run.policy.id: view.run.policy.authority for view in own}
    for each in cards:
        if each.expected_children and each.policy in titles:
            yield f"The document of {titles[each.policy]} expects about {each.expected_children:,} children."
