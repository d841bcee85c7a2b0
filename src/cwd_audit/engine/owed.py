"""What a case owed when it left a pathway: a move buys no time, and what was overdue stays overdue (A-03)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.engine.periods import NO_DAY, Days

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Mask
    from cwd_audit.engine.ledger import Ledger


@dataclass(frozen=True)
class Owed:
    """For each case, NaT where nothing was owed."""

    due_on: Days
    """The old due date; where the interval was not recorded, the last day that could have been in time."""
    left_on: Days
    """The day the case left the pathway; an event from then on is not owed any more."""


def nothing_owed(cases: int) -> Owed:
    """Before the first spell."""
    return Owed(np.full(cases, NO_DAY), np.full(cases, NO_DAY))


def hand_on(owed: Owed, known: Mask, written: Sequence[Ledger]) -> Owed:
    """What is owed on leaving the spells that the rules of a track were just written for: the earliest due date.

    Args:
        owed: what was owed on leaving the spells before.
        known: cases that spent this spell on a pathway of the policy. Where no rule of the track asked for anything in
            it, what was overdue stays overdue, and what was not yet due is owed no more.
        written: the rows of each rule.
    """
    due_on = np.where(known & (owed.due_on < owed.left_on), owed.due_on, NO_DAY)
    left_on = owed.left_on.copy()
    for ledger in written:
        due_on[ledger.case] = NO_DAY
    for ledger in written:
        left = ~np.isnat(ledger.ended_on)
        case = ledger.case[left]
        np.fmin.at(due_on, case, ledger.due_latest[left])
        left_on[case] = ledger.ended_on[left]
    return Owed(due_on, left_on)
