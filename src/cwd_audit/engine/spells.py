"""The spells of each case on its pathways, in order: from the history, where the export has one, and the case row."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.facts import Facts, Positions
from cwd_audit.engine.periods import NO_DAY, Days


@dataclass(frozen=True)
class Spells:
    """Parallel columns, sorted by case and start; spells of one case do not overlap."""

    case: Positions
    pathway: NDArray[np.object_]
    """The pathway's id; "" where the policy does not know it."""
    start: Days
    """NaT where it is not recorded."""
    end: Days
    """The first day after the spell; NaT while it lasts."""
    ordinal: Positions
    """0 for the first spell of a case."""
    current: NDArray[np.bool_]
    """The spell that the case row describes."""


def find_spells(facts: Facts) -> Spells:
    """Join the history of pathways to the current one.

    A history row that starts on or after the current spell, or has no start, adds nothing. Where a child has two
    cases (two pathways at once) history cannot be told apart and is left out. Neighbouring spells on one pathway
    are one spell.
    """
    case = np.arange(len(facts.cases), dtype=np.int64)
    pathway, _ = facts.pathways("cases")
    start, closed = facts.days("cases", "pathway_start"), facts.days("cases", "closed_on")
    if "pathways" not in facts.tables or not len(facts.tables["pathways"]):
        return _number(case, pathway, start, closed, np.ones(len(case), bool))

    past = _history(facts)
    start = _start_from_history(start, pathway, past)
    earlier = np.isnat(start[past.case]) | (past.start < start[past.case])
    earlier &= ~((past.pathway == pathway[past.case]) & np.isnat(start[past.case]))
    columns = (
        np.concatenate([past.case[earlier], case]),
        np.concatenate([past.pathway[earlier], pathway]),
        np.concatenate([past.start[earlier], start]),
        np.concatenate([past.end[earlier], closed]),
        np.concatenate([np.zeros(int(earlier.sum()), bool), np.ones(len(case), bool)]),
    )
    ids = np.unique(columns[1].astype(str), return_inverse=True)[1]
    order = np.lexsort((ids, columns[3], columns[4], columns[2], columns[0]))  # NaT sorts last
    return _merge(*(column[order] for column in columns))


class _Past(NamedTuple):
    """Rows of the history, parallel columns."""

    case: Positions
    pathway: NDArray[np.object_]
    start: Days
    end: Days


def _history(facts: Facts) -> _Past:
    child = facts.children("pathways")
    once = np.bincount(facts.child_of_case, minlength=1) == 1
    start = facts.days("pathways", "start")
    usable = (child >= 0) & (start <= facts.today) & (start != facts.days("pathways", "end"))
    usable[usable] = once[child[usable]]
    case_of_child = np.unique(facts.child_of_case, return_index=True)[1]
    pathway, _ = facts.pathways("pathways")
    return _Past(case_of_child[child[usable]], pathway[usable], start[usable], facts.days("pathways", "end")[usable])


def _start_from_history(start: Days, pathway: NDArray[np.object_], past: _Past) -> Days:
    """Fill a start the case row lacks with that of the open spell on the same pathway."""
    fills = (
        np.isnat(start[past.case]) & np.isnat(past.end) & (past.pathway == pathway[past.case]) & (past.pathway != "")
    )
    filled = start.copy()
    latest = np.argsort(past.start[fills], kind="stable")
    filled[past.case[fills][latest]] = past.start[fills][latest]
    return filled


def _merge(case: Positions, pathway: NDArray[np.object_], start: Days, end: Days, current: NDArray[np.bool_]) -> Spells:
    follows = np.append(case[1:] == case[:-1], False)
    next_start = np.append(start[1:], NO_DAY)
    late = follows & ~np.isnat(next_start) & (np.isnat(end) | (end > next_start))
    end = np.where(late, next_start, end)
    lasted = (start != end) | current
    case, pathway, start, end, current = (column[lasted] for column in (case, pathway, start, end, current))
    goes_on = np.zeros(len(case), bool)
    goes_on[1:] = (
        (case[1:] == case[:-1]) & (pathway[1:] == pathway[:-1]) & (start[1:] == end[:-1]) & (pathway[1:] != "")
    )
    first = np.flatnonzero(~goes_on)
    last = np.append(first[1:], len(case)) - 1
    return _number(case[first], pathway[first], start[first], end[last], current[last])


def _number(
    case: Positions, pathway: NDArray[np.object_], start: Days, end: Days, current: NDArray[np.bool_]
) -> Spells:
    first_of_case = np.searchsorted(case, case, side="left")
    ordinal = cast("Positions", np.arange(len(case)) - first_of_case)
    return Spells(case, pathway, start, end, ordinal, current)
