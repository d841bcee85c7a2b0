"""Rows of a table that a rule speaks of, and what there is of them for each child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.engine.counted import key_of
from cwd_audit.engine.facts import Facts, Mask, Positions
from cwd_audit.engine.obligations import spread
from cwd_audit.engine.periods import NO_DAY, Days
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.rows import ABSENT, PRESENT

if TYPE_CHECKING:
    from cwd_audit.model.policy import Conditions
    from cwd_audit.model.rows import Rows

DONE = ("", "completed")


@dataclass(frozen=True)
class Selected:
    """Rows of one table, sorted by child and day; parallel columns."""

    table: str
    at: Positions
    """Position in the table."""
    child: Positions
    day: Days
    """NaT where the row has none; such rows come last."""

    def rows(self, chosen: Mask) -> Selected:
        """Some of them."""
        return Selected(self.table, self.at[chosen], self.child[chosen], self.day[chosen])

    def counts(self, children: int) -> Positions:
        """How many there are for each child."""
        return np.bincount(self.child, minlength=children).astype(np.int64)

    def latest(self) -> Selected:
        """The last of each child that has a day."""
        dated = self.rows(~np.isnat(self.day))
        last = np.ones(len(dated.child), bool)
        last[:-1] = dated.child[1:] != dated.child[:-1]
        return dated.rows(last)

    def first(self) -> Selected:
        """The first of each child that has a day."""
        dated = self.rows(~np.isnat(self.day))
        new = np.ones(len(dated.child), bool)
        new[1:] = dated.child[1:] != dated.child[:-1]
        return dated.rows(new)

    def last_on_or_before(self, child: Positions, day: Days) -> Days:
        """For each pair the day of the child's last row that is not after the day; NaT where there is none."""
        dated = self.rows(~np.isnat(self.day))
        found = np.full(len(child), NO_DAY)
        if not len(dated.child):
            return found
        known = ~np.isnat(day)
        at = np.searchsorted(key_of(dated.child, dated.day), key_of(child[known], day[known]), side="right") - 1
        same = (at >= 0) & (dated.child[at] == child[known])
        found[np.flatnonzero(known)[same]] = dated.day[at[same]]
        return found


def select(rows: Rows, facts: Facts) -> Selected:
    """The rows that meet the conditions, of children under audit, not after the day of the audit, not cancelled."""
    table = rows.table
    if table not in facts.tables:
        empty = np.empty(0, np.int64)
        return Selected(table, empty, empty, np.empty(0, "M8[D]"))
    child, day = facts.children(table), facts.days(table, rows.date)
    kept = (child >= 0) & (np.isnat(day) | (day <= facts.today))
    outcome = TABLES[table].by_name.get("outcome")
    if outcome is not None and outcome.vocabulary == "outcome":
        kept &= facts.is_one_of(table, "outcome", DONE)
    meets = meeting(rows.where, table, facts)
    at = np.flatnonzero(kept if rows.latest else kept & meets)
    late = np.isnat(day[at])
    order = np.lexsort((np.where(late, np.datetime64("9999-12-31"), day[at]), child[at]))
    selected = Selected(table, at[order], child[at][order], day[at][order])
    if rows.latest:
        selected = selected.latest()
        selected = selected.rows(meets[selected.at])
    return selected


def for_each_case(rows: Selected, facts: Facts) -> tuple[Positions, Positions]:
    """Each row for every case of its child, since a child on two pathways has two: case, and row among these rows."""
    first = np.searchsorted(rows.child, facts.child_of_case, side="left")
    case, place = spread(np.searchsorted(rows.child, facts.child_of_case, side="right") - first)
    return case, first[case] + place


def meeting(conditions: Conditions, table: str, facts: Facts) -> Mask:
    """Rows that meet all conditions; `present` or `absent` alone ask whether the column is filled."""
    holds = np.ones(len(facts.tables[table]), bool)
    for column, accepted in conditions.items():
        if accepted in {(PRESENT,), (ABSENT,)}:
            holds &= filled(table, column, facts) == (accepted == (PRESENT,))
        else:
            holds &= facts.is_one_of(table, column, accepted)
    return holds


def filled(table: str, column: str, facts: Facts) -> Mask:
    """Rows in which a column is not blank."""
    match TABLES[table].by_name[column].kind:
        case Kind.DATE:
            return ~np.isnat(facts.days(table, column))
        case Kind.WHOLE_NUMBER | Kind.AMOUNT:
            return ~np.isnan(facts.numbers(table, column))
        case _:
            return ~facts.is_one_of(table, column, ("",))
