"""Where the obligations of a rule begin: for each case and spell the day to count from, and the record that says so."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.conditions import rows_meeting
from cwd_audit.engine.counted import not_cancelled
from cwd_audit.engine.facts import Facts, Mask, Positions
from cwd_audit.engine.periods import NO_DAY, Days
from cwd_audit.model.kinds.timescale import SCHOOL_MOVE

if TYPE_CHECKING:
    from cwd_audit.engine.spells import Spells
    from cwd_audit.model.kinds.timescale import Anchor, TimescaleRule

_SEPTEMBER = 9
_YEARS_AFTER_FIRST_MOVE = (0, 7, 12)


@dataclass(frozen=True)
class Chains:
    """Parallel columns: one chain of obligations of one rule for one case."""

    case: Positions
    child: Positions
    start: Days
    """The day the rule began to apply: from here on events count; earlier ones are carried over, or do not count."""
    counted_from: Days
    """The day the first limit runs from where no event was held before; NaT where nothing says."""
    end: Days
    """The first day the rule no longer applied; NaT while it does."""
    fallback: Mask
    """Counted from `else_from`, so that the first limit is a full interval."""
    source: NDArray[np.int32]
    row: NDArray[np.int32]
    current: Mask
    """The spell that the case row describes."""
    not_before: Days
    """Where the day the spell began is not recorded: the day the one before it ended. Else NaT."""

    def __len__(self) -> int:
        return len(self.case)

    def rows(self, chosen: Mask) -> Chains:
        """Some of them."""
        return Chains(*(getattr(self, column.name)[chosen] for column in fields(self)))


def begin_chains(rule: TimescaleRule, spells: Spells, chosen: Mask, facts: Facts) -> Chains:
    """One chain for each chosen spell, or for each of its anchors where the rule counts from each of several."""
    spell = np.flatnonzero(chosen)
    case = spells.case[spell]
    stated = bool(rule.starts_from)
    start: Days = np.full(len(case), NO_DAY)
    source, row = (column[case] for column in facts.origin("cases"))
    at = np.arange(len(case))
    if stated:
        at, start, source, row = _find_anchors(rule, spells, spell, facts)
    else:
        start = spells.start[spell]
    fallback = np.zeros(len(start), bool)
    if rule.else_from:
        other = _of_case_row(rule.else_from, case, spells.start[spell], facts)[at]
        fallback = np.isnat(start) & ~np.isnat(other)
        start = np.where(fallback, other, start)
    spell, case = spell[at], case[at]
    counted_from = start
    if not stated and rule.requirement == "review":
        # Design section 5, point 3: for reviews the plan start, if later; it belongs to the pathway of now.
        plan = np.where(spells.current[spell], facts.days("cases", "plan_start")[case], NO_DAY)
        counted_from = np.fmax(start, plan)
        counted_from = np.where(np.isnat(start), NO_DAY, counted_from)
    child, end, current = facts.child_of_case[case], spells.end[spell], spells.current[spell]
    follows = np.isnat(spells.start[spell]) & (spells.ordinal[spell] > 0)
    not_before = np.where(follows, spells.end[spell - 1], NO_DAY)
    lasted = ~(end < start)  # a case that closed before it began was never asked for anything
    return Chains(case, child, start, counted_from, end, fallback, source, row, current, not_before).rows(lasted)


def _of_case_row(column: str, case: Positions, spell_start: Days, facts: Facts) -> Days:
    return spell_start if column == "pathway_start" else facts.days("cases", column)[case]


def _find_anchors(
    rule: TimescaleRule, spells: Spells, spell: Positions, facts: Facts
) -> tuple[Positions, Days, NDArray[np.int32], NDArray[np.int32]]:
    """For each spell its anchors, by the first of the rule's alternatives that gives any: position, day, source, row.

    An anchor other than the start of the spell belongs to the spell of now; counted in others too, it would be owed
    twice.
    """
    case, spell_start, current = spells.case[spell], spells.start[spell], spells.current[spell]
    source, row = (column[case] for column in facts.origin("cases"))
    at = [np.empty(0, np.int64)]
    day, sources, rows = [np.empty(0, "M8[D]")], [np.empty(0, np.int32)], [np.empty(0, np.int32)]
    left = np.arange(len(case))
    for anchor in rule.anchors:
        if anchor.per == SCHOOL_MOVE:
            found = _school_moves(left, case, spell_start, (source, row), facts)
        elif anchor.table == "cases":
            days = _of_case_row(anchor.column, case[left], spell_start[left], facts)
            known = ~np.isnat(days)
            found = left[known], days[known], source[left[known]], row[left[known]]
        else:
            found = _of_table(anchor, rule, left, case, facts)
        own = current[found[0]] | (anchor.column == "pathway_start")
        at.append(found[0][own])
        day.append(found[1][own])
        sources.append(found[2][own])
        rows.append(found[3][own])
        left = left[~np.isin(left, found[0])]
    left = left[current[left]]
    at.append(left)
    day.append(np.full(len(left), NO_DAY))
    sources.append(source[left])
    rows.append(row[left])
    position = np.concatenate(at)
    order = np.argsort(position, kind="stable")
    return position[order], np.concatenate(day)[order], np.concatenate(sources)[order], np.concatenate(rows)[order]


def _school_moves(
    left: Positions,
    case: Positions,
    spell_start: Days,
    place: tuple[NDArray[np.int32], NDArray[np.int32]],
    facts: Facts,
) -> tuple[Positions, Days, NDArray[np.int32], NDArray[np.int32]]:
    """For each case the 31 August a year before each usual move of school that falls in the spell and has come.

    A child moves to primary school in the September after the fourth birthday, to high school seven years later, and
    to college five years after that; only the date of birth is known, so a child taught out of year is not told apart.
    """
    source, row = place
    born = facts.days("cases", "dob")[case[left]]
    year = born.astype("M8[Y]")
    late = (born.astype("M8[M]") - year.astype("M8[M]")).astype(np.int64) + 1 >= _SEPTEMBER
    at = np.tile(left, len(_YEARS_AFTER_FIRST_MOVE))
    # The move is in the September after the fourth birthday; the obligation opens a year and a day before.
    years = np.concatenate([np.where(late, 4, 3) + more for more in _YEARS_AFTER_FIRST_MOVE])
    months = np.tile(year.astype("M8[M]"), len(_YEARS_AFTER_FIRST_MOVE)) + (12 * years + _SEPTEMBER - 1).astype("m8[M]")
    day: Days = months.astype("M8[D]") + np.timedelta64(-1, "D")
    known = ~np.isnat(day)
    begun = np.tile(spell_start[left], len(_YEARS_AFTER_FIRST_MOVE))
    last_day = (months + np.timedelta64(12, "M")).astype("M8[D]") + np.timedelta64(-1, "D")
    owed = known & (day <= facts.today) & ~(last_day < begun)
    return at[owed], day[owed], source[at[owed]], row[at[owed]]


def _of_table(
    anchor: Anchor, rule: TimescaleRule, left: Positions, case: Positions, facts: Facts
) -> tuple[Positions, Days, NDArray[np.int32], NDArray[np.int32]]:
    table = anchor.table
    if table not in facts.tables:
        empty = np.empty(0, np.int32)
        return np.empty(0, np.int64), np.empty(0, "M8[D]"), empty, empty
    child, day = facts.children(table), facts.days(table, anchor.column)
    usable = (child >= 0) & ~np.isnat(day) & (day <= facts.today) & not_cancelled(table, facts)
    usable &= rows_meeting(rule.where, table, facts, only_recorded=True)
    rows_used = np.flatnonzero(usable)
    group = facts.words(table, anchor.per).codes[rows_used] if anchor.per else np.zeros(len(rows_used), np.int8)
    order = np.lexsort((day[rows_used], group, child[rows_used]))
    rows_used, group = rows_used[order], group[order]
    if not anchor.each:
        new = np.ones(len(rows_used), bool)
        new[1:] = (child[rows_used][1:] != child[rows_used][:-1]) | (group[1:] != group[:-1])
        rows_used = rows_used[new]
    # Each case takes the rows of its child: a child on two pathways has them twice.
    first = np.searchsorted(child[rows_used], facts.child_of_case[case[left]], side="left")
    count = np.searchsorted(child[rows_used], facts.child_of_case[case[left]], side="right") - first
    at = np.repeat(left, count)
    taken = rows_used[np.repeat(first - np.append(0, np.cumsum(count))[:-1], count) + np.arange(len(at))]
    source, row = facts.origin(table)
    return at, day[taken], source[taken], row[taken]
