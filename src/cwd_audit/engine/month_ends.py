"""Several days laid over one ledger: how each case stood under each rule then, and what fell due in between.

A day that is past is read off the ledger of now. That equals an audit of the same export on that day, but for two
things that only the ledger knows: a child who has changed pathway since stood under the rules of the pathway of then,
and a child who came later was not there (an audit on a past day reads the case row of now).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from enum import IntEnum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.chains import begin_chains
from cwd_audit.engine.conditions import decide_for_cases
from cwd_audit.engine.force import asks_the_same, is_in_force
from cwd_audit.engine.ledger import Ledger, Obligations, Opening
from cwd_audit.engine.periods import NO_DAY, Days
from cwd_audit.engine.presence import Presence
from cwd_audit.model.kinds.timescale import SCHOOL_MOVE, Shape, TimescaleRule

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Facts, Mask, Positions
    from cwd_audit.engine.untold import Untold

Grid = NDArray[np.bool_]
"""Rules × cases."""


class Standing(IntEnum):
    """How a case stands under a rule, the worst last: of several rules or cases of a child, the greatest counts."""

    NOTHING_OWED = 0
    IN_TIME = 1
    NOT_ASSESSED = 2
    LATE = 3


Standings = NDArray[np.int8]
"""Values of `Standing`; rules × cases, or one for each case or child."""


class Due(NamedTuple):
    """Obligations that fell due in a stretch of time; parallel columns."""

    case: Positions
    rule: Positions
    outcome: Standings
    """IN_TIME where it was done by its day, LATE where not."""


class MonthEnds:
    """The ledger of some rules, ready to be read on any day up to that of the audit."""

    def __init__(
        self,
        rules: Sequence[TimescaleRule],
        written: Obligations,
        facts: Facts,
        contested: Collection[str],
        untold: Untold,
    ) -> None:
        self.rules = rules
        self.presence = Presence(facts)
        self._ledger: Ledger = written.ledger
        self._facts = facts
        self._known = self._grid([~np.isnat(last) for last in written.last_events])
        self._applies = self._grid([decide_for_cases(rule.applies_to, facts).applies for rule in rules])
        told_not = [facts.is_one_of("cases", "case_id", untold.get(rule.events, ())) for rule in rules]
        self._withheld: Grid = self._grid(told_not) | facts.is_one_of("cases", "case_id", contested)

    def stand_on(self, day: np.datetime64) -> Standings:
        """Rules × cases: how each case stood at the end of a day. A case that was not open then owed nothing."""
        ledger, present = self._ledger, self.presence.on(day)
        moved_on = self.presence.in_current_spell(day)
        asked = self._applies & (present & moved_on)
        found = np.zeros(self._applies.shape, np.int8)
        # Where it is not recorded when the present pathway began, one before it may seem to last.
        counts = asked | (present & ~moved_on)
        rows = np.flatnonzero(ledger.open_on(day))
        rows = rows[counts[ledger.rule[rows], ledger.case[rows]]]
        late, unsure = day > ledger.due_latest[rows], day > ledger.due_on[rows]
        standing = np.where(late, Standing.LATE, np.where(unsure, Standing.NOT_ASSESSED, Standing.IN_TIME))
        np.maximum.at(found, (ledger.rule[rows], ledger.case[rows]), standing.astype(np.int8))
        done = np.flatnonzero(self._ends[ledger.rule] & (ledger.met_on <= day))
        done = done[asked[ledger.rule[done], ledger.case[done]]]
        np.maximum.at(found, (ledger.rule[done], ledger.case[done]), np.int8(Standing.IN_TIME))
        missing = asked & (found == Standing.NOTHING_OWED)
        silent = missing & self._silent(day)
        found[missing & ~silent & ~self._asks_nothing(day)] = Standing.NOT_ASSESSED
        found[self._not_yet(day, found)] = Standing.NOTHING_OWED
        found[self._withheld & ((found != Standing.NOTHING_OWED) | silent)] = Standing.NOT_ASSESSED
        return found

    def fell_due(self, first: np.datetime64, last: np.datetime64) -> Due:
        """What fell due from one day to another while it was owed, and whether it was done by its day.

        Where the interval is not recorded, the day is the earliest that it could be; done or left undone between that
        and the latest, it is not assessed. What was overdue when the child changed pathway fell due before.
        """
        ledger = self._ledger
        rows = np.flatnonzero(
            (ledger.due_on >= first)
            & (ledger.due_on <= last)
            & (ledger.due_on >= ledger.opened_on)
            & (ledger.opened_by != Opening.OVERDUE)
            & ~(ledger.ended_on <= ledger.due_on)
        )
        owed = ledger.rows(rows)
        in_time = owed.met_on <= owed.due_on
        certain = (owed.due_latest == owed.due_on) | (owed.met_on > owed.due_latest)
        certain |= np.isnat(owed.met_on) & (owed.due_latest < self._facts.today) & ~(owed.ended_on <= owed.due_latest)
        outcome = np.where(in_time, Standing.IN_TIME, np.where(certain, Standing.LATE, Standing.NOT_ASSESSED))
        lasts = np.isnat(owed.met_on) & np.isnat(owed.ended_on)  # on a pathway that the case row does not name
        outcome[lasts & ~self._applies[owed.rule, owed.case]] = Standing.NOT_ASSESSED
        outcome[self._withheld[owed.rule, owed.case]] = Standing.NOT_ASSESSED
        return Due(owed.case, owed.rule, outcome.astype(np.int8))

    def days_late(self, day: np.datetime64) -> NDArray[np.int64]:
        """Rules × cases: for how many days each case has been overdue at the end of a day; 0 where it is not."""
        ledger = self._ledger
        rows = np.flatnonzero(ledger.open_on(day) & (ledger.due_latest < day))
        found = np.zeros(self._applies.shape, np.int64)
        days = (day - ledger.due_latest[rows]).astype(np.int64)
        np.maximum.at(found, (ledger.rule[rows], ledger.case[rows]), days)
        found[self.stand_on(day) != Standing.LATE] = 0
        return found

    def owed_on(self, day: np.datetime64) -> Grid:
        """Rules × cases: whether the ledger has something open on a day."""
        rows = self._ledger.open_on(day)
        return self._cells(rows)

    def _grid(self, rows: Sequence[Mask]) -> Grid:
        return np.array(rows, bool).reshape(len(rows), len(self._facts.cases))

    def _cells(self, rows: Mask) -> Grid:
        found = np.zeros(self._applies.shape, bool)
        found[self._ledger.rule[rows], self._ledger.case[rows]] = True
        return found

    @cached_property
    def _ends(self) -> Mask:
        """Rules whose obligations are done with once met; one that recurs never is."""
        return np.array([rule.shape in {Shape.ONCE, Shape.AFTER_EACH} for rule in self.rules], bool)

    @cached_property
    def _began(self) -> Days:
        """Rules × cases: the first day a rule that holds for a time counts from."""
        first = np.full(self._applies.shape, NO_DAY)
        spells = self.presence.spells
        for number, rule in enumerate(self.rules):
            if rule.only_for or rule.until:
                chains = begin_chains(rule, spells, spells.current, self._facts)
                np.fmin.at(first[number], chains.case, chains.start)
        return first

    def _silent(self, day: np.datetime64) -> Grid:
        """Where the rule held for a time that is over."""
        for_a_time = np.array([rule.only_for is not None for rule in self.rules], bool)
        return for_a_time[:, None] & (self._began <= day) & ~self._cells(self._ledger.opened_on > day)

    def _asks_nothing(self, day: np.datetime64) -> Grid:
        """Where nothing in the ledger means that nothing is owed, and not that nobody can tell."""
        by_rows = np.array([rule.opens_by_rows for rule in self.rules], bool)[:, None]
        moves = np.array([SCHOOL_MOVE in rule.starts_from for rule in self.rules], bool)[:, None]
        over = np.array([not is_in_force(rule, day) for rule in self.rules], bool)[:, None]
        ends = np.array([rule.until is not None for rule in self.rules], bool)[:, None]
        nothing: Grid = by_rows | (moves & ~np.isnat(self._facts.days("cases", "dob")))
        nothing |= over & ~self._cells(self._ledger.opened_on > day)
        nothing |= ends & (self._known | ~np.isnat(self._began))
        return nothing

    def _not_yet(self, day: np.datetime64, found: Standings) -> Grid:
        """Where a rule is not yet in force, and the version of it that is has something open."""
        later = np.zeros(found.shape, bool)
        for number, rule in enumerate(self.rules):
            if rule.since and np.datetime64(rule.since, "D") > day:
                others = [
                    place for place, each in enumerate(self.rules) if place != number and asks_the_same(each, rule)
                ]
                later[number] = (found[others] > Standing.NOTHING_OWED).any(axis=0)
        return later


def worst_of(standings: Standings, group: Positions, groups: int) -> Standings:
    """For each group the worst standing of its members."""
    worst = np.zeros(groups, np.int8)
    np.maximum.at(worst, group, standings)
    return worst
