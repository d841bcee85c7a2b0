"""Which cases were open on a day, and on which pathway: read off the spells."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.periods import NO_DAY, Days
from cwd_audit.engine.spells import find_spells
from cwd_audit.model.canonical import EVENT_TABLE

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Facts, Mask

_LONG_AGO = np.datetime64("0001-01-01", "D")


class Presence:
    """The spells of some cases, ready to be read on any day."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self.spells = find_spells(facts)

    def on(self, day: np.datetime64) -> Mask:
        """The cases that were open at the end of a day.

        One whose start is not recorded counts from its child's first event, or from ever: it must not vanish.
        """
        present = np.zeros(len(self._facts.cases), bool)
        present[self.spells.case[self._covers(day)]] = True
        return present

    def in_current_spell(self, day: np.datetime64) -> Mask:
        """The cases whose present pathway had begun by a day."""
        begun = np.zeros(len(self._facts.cases), bool)
        begun[self.spells.case[self.spells.current & (self._start <= day)]] = True
        return begun

    def pathways(self, day: np.datetime64) -> NDArray[np.object_]:
        """For each case the id of its pathway on a day, or of now where it was not open; "" where it is not known."""
        found, _ = self._facts.pathways("cases")
        found = found.copy()
        covering = self._covers(day)
        found[self.spells.case[covering]] = self.spells.pathway[covering]
        return found

    def first_day(self) -> np.datetime64:
        """The first day that anything is recorded of, be it after the day of the audit; NaT where nothing is."""
        facts = self._facts
        days = [facts.days("cases", "pathway_start"), facts.days("pathways", "start")]
        days += [self._dates(table) for table in self._tables]
        return min((each.min() for each in (column[~np.isnat(column)] for column in days) if len(each)), default=NO_DAY)

    def _covers(self, day: np.datetime64) -> Mask:
        covers: Mask = (self._start <= day) & (np.isnat(self.spells.end) | (self.spells.end > day))
        return covers

    @cached_property
    def _start(self) -> Days:
        """The start of each spell; where it is not recorded, a day that is not too late."""
        start = self.spells.start.copy()
        blank = np.flatnonzero(np.isnat(start))
        if len(blank):
            child = self._facts.child_of_case[self.spells.case[blank]]
            start[blank] = np.where(np.isnat(self._first_event[child]), _LONG_AGO, self._first_event[child])
        return start

    @cached_property
    def _first_event(self) -> Days:
        """For each child the day of its first event."""
        first = np.full(int(self._facts.child_of_case.max(initial=-1)) + 1, NO_DAY)
        for table in self._tables:
            child, day = self._facts.children(table), self._dates(table)
            held = (child >= 0) & (day <= self._facts.today)
            np.fmin.at(first, child[held], day[held])
        return first

    @cached_property
    def _tables(self) -> list[str]:
        return sorted({table.name for table in EVENT_TABLE.values()} & self._facts.tables.keys())

    def _dates(self, table: str) -> Days:
        dated = {each.name: each.dated for each in EVENT_TABLE.values()}
        return self._facts.days(table, dated[table])
