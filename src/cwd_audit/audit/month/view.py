"""One policy over the months: what every measure is read off."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache, cached_property
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.audit.hindrances import is_essential
from cwd_audit.audit.month.groups import Grouping, group_children
from cwd_audit.engine.conditions import decide_for_cases
from cwd_audit.engine.judgement import open_cases
from cwd_audit.engine.month_ends import MonthEnds
from cwd_audit.engine.verdicts import concerned
from cwd_audit.model.canonical import EVENT_TABLE
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import JudgedRule, RuleBase

if TYPE_CHECKING:
    from cwd_audit.audit.policy_run import PolicyRun
    from cwd_audit.engine.facts import Mask
    from cwd_audit.engine.residue import NotRunnable
    from cwd_audit.engine.verdicts import Verdicts
    from cwd_audit.model.caseload import Caseload
    from cwd_audit.model.indicators import Card

MONTHS = 12
"""How many month-ends a run chart shows."""


class MonthView:
    """A policy, its cases and their ledger on the last day of a month and on the month-ends before it."""

    def __init__(self, run: PolicyRun, caseload: Caseload, month_end: date) -> None:
        self.run = run
        self.month_end = month_end
        self.last_only = caseload.last_only
        self.untold_since = _only_later(run, caseload, month_end)
        """Table -> children of whom the export holds nothing but a date after month end."""
        untold = {
            table: caseload.untold.get(table, frozenset()) | self.untold_since.get(table, frozenset())
            for table in {*caseload.untold, *self.untold_since}
        }
        self.ends = MonthEnds(run.rules, run.obligations, run.facts, caseload.contested, untold)
        self.child_of_case = run.facts.child_of_case
        self.children = int(self.child_of_case.max(initial=-1)) + 1
        self.standings = cache(self.ends.stand_on)
        """Rules × cases at the end of a day."""

    @cached_property
    def first_day(self) -> date | None:
        """The first day anything is recorded of; None where nothing is."""
        day = self.ends.presence.first_day()
        return None if np.isnat(day) else day.astype(date)

    @cached_property
    def month_ends(self) -> tuple[date, ...]:
        """The month-ends that can be told of, up to that of the report, the earliest first."""
        first = self.first_day or self.month_end
        return tuple(day for day in month_ends_before(self.month_end, MONTHS) if day >= first)

    @cached_property
    def groupings(self) -> tuple[Grouping, ...]:
        """By hub or pathway, team and site, as exported."""
        day = np.datetime64(self.month_end, "D")
        return group_children(self.run, self.ends.presence.pathways(day), self.present(self.month_end))

    @cached_property
    def closes_cases(self) -> bool:
        """Whether the export holds closed cases; else past months lack the children who have left."""
        return bool((~np.isnat(self.run.facts.days("cases", "closed_on"))).any())

    @cached_property
    def still_to_come(self) -> frozenset[str]:
        """The case_id of children none of whose cases had begun by month end."""
        facts, present = self.run.facts, self.present(self.month_end)
        coming = open_cases(facts) & ~self.children_of(present)[self.child_of_case]
        return frozenset(np.asarray(facts.words("cases", "case_id"), dtype=object)[coming].tolist())

    def present(self, day: date) -> Mask:
        """The cases open at the end of a day."""
        return self.ends.presence.on(np.datetime64(day, "D"))

    def children_of(self, cases: Mask) -> Mask:
        """The children of some cases."""
        found = np.zeros(self.children, bool)
        found[self.child_of_case[cases]] = True
        return found

    def timescales(self, card: Card) -> list[int]:
        """The positions of the card's timescales that were run."""
        return [number for number, rule in enumerate(self.run.rules) if rule.id in card.rules]

    def verdicts(self, card: Card) -> list[tuple[JudgedRule, Verdicts]]:
        """The card's rules without due dates that were run."""
        return [(rule, found) for rule, found in self.run.verdicts if rule.id in card.rules]

    def lacking(self, card: Card) -> list[NotRunnable]:
        """The card's rules that were not run, since the export lacks their columns."""
        return [each for each in self.run.lacking if each.rule.id in card.rules]

    def certainly_lacking(self, card: Card, day: date) -> Mask:
        """The cases on a day to which a rule applies that could not be run."""
        found = np.zeros(len(self.child_of_case), bool)
        for each in self.lacking(card):
            found |= self.concerned(each.rule, day)
        return found

    def concerned(self, rule: RuleBase, day: date) -> Mask:
        """The cases on a day that a rule certainly applies to: those open then, unless it asks for closed ones."""
        if isinstance(rule, JudgedRule) and rule.of_cases != "open":
            return concerned(rule, self.run.facts)
        return decide_for_cases(rule.applies_to, self.run.facts).applies & self.present(day)

    def undecided(self, card: Card, day: date) -> Mask:
        """The cases open on a day of which it cannot be said which timetable applied to them."""
        facts = self.run.facts
        unknown = np.zeros(len(self.child_of_case), bool)
        by_pathway = False
        for rule in self.run.policy.rules:
            if rule.id in card.rules:
                unknown |= decide_for_cases(rule.applies_to, facts).unknown
                by_pathway |= "pathway" in rule.applies_to
        unknown &= ~self._somewhere
        if by_pathway:
            at = np.datetime64(day, "D")
            earlier = ~self.ends.presence.in_current_spell(at)
            unknown |= earlier & (self.ends.presence.pathways(at) == "")
        return unknown & self.present(day)

    @cached_property
    def _somewhere(self) -> Mask:
        """Cases to which a timescale of visits, reviews or supervisions certainly applies."""
        found = np.zeros(len(self.child_of_case), bool)
        for rule in self.run.rules:
            if is_essential(rule):
                found |= decide_for_cases(rule.applies_to, self.run.facts).applies
        return found

    def without_history(self, rules: Sequence[TimescaleRule]) -> tuple[str, ...]:
        """The tables of rules of which the export holds only last dates."""
        tables = {rule.events for rule in rules}
        tables |= {EVENT_TABLE[rule.after_each].name for rule in rules if rule.after_each}
        return tuple(sorted(tables & self.last_only))


def month_ends_before(month_end: date, number: int) -> tuple[date, ...]:
    """The last days of so many months up to one of them, the earliest first."""
    last = month_end.year * 12 + month_end.month - 1
    months = (divmod(last - back, 12) for back in reversed(range(number)))
    return tuple(date(year, month + 1, monthrange(year, month + 1)[1]) for year, month in months)


def _only_later(run: PolicyRun, caseload: Caseload, month_end: date) -> Mapping[str, frozenset[str]]:
    """Children whose only date in a table of last dates is after month end: what was done before is not told."""
    found = {}
    for table in sorted(caseload.last_only & run.facts.tables.keys()):
        child, day = run.facts.children(table), run.facts.days(table, "date")
        later = np.zeros(int(run.facts.child_of_case.max(initial=-1)) + 1, bool)
        later[child[(child >= 0) & (day > np.datetime64(month_end, "D"))]] = True
        later[child[(child >= 0) & (day <= np.datetime64(month_end, "D"))]] = False
        ids = np.asarray(run.facts.words("cases", "case_id"), dtype=object)[later[run.facts.child_of_case]]
        if len(ids):
            found[table] = frozenset(ids.tolist())
    return found
