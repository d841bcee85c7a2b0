"""Writes the obligations of `timescale` rules into the ledger (design section 5, points 3 to 7)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.engine.chains import Chains, begin_chains
from cwd_audit.engine.conditions import PATHWAY, decide_for_cases
from cwd_audit.engine.counted import CountedEvents, count_events, what_counts
from cwd_audit.engine.force import asks_the_same, keep_in_force
from cwd_audit.engine.ledger import Ledger, Obligations, join_ledgers
from cwd_audit.engine.limits import PeriodList
from cwd_audit.engine.once import write_after_each, write_once
from cwd_audit.engine.owed import Owed, hand_on, nothing_owed
from cwd_audit.engine.periods import NO_DAY, Days
from cwd_audit.engine.recurring import write_recurring, write_window
from cwd_audit.engine.scope import Scope
from cwd_audit.engine.spells import Spells, find_spells
from cwd_audit.model.kinds.timescale import Shape, TimescaleRule

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Facts, Mask
    from cwd_audit.model.working_calendar import WorkingCalendar


def write_obligations(rules: Sequence[TimescaleRule], facts: Facts, calendar: WorkingCalendar) -> Obligations:
    """The ledger of the rules.

    Rules of one track (the same obligation on different pathways) are written together, spell after spell, so that
    what was owed on the pathway before can carry over.

    Raises:
        CalendarError: a due date in working days lies outside the calendar's span.
    """
    spells, periods = find_spells(facts), PeriodList()
    parts: list[Ledger] = []
    counted: dict[tuple[object, ...], CountedEvents] = {}
    last_events: list[Days] = [np.full(len(facts.cases), NO_DAY) for _ in rules]
    for track in _tracks(rules):
        owed = nothing_owed(len(facts.cases))
        events = {number: _count_once(rules[number], facts, counted) for number in track}
        for ordinal in range(int(spells.ordinal.max(initial=0)) + 1):
            written: list[Ledger] = []
            for number in track:
                rule = rules[number]
                chosen = _spells_of(rule, spells, facts) & (spells.ordinal == ordinal)
                if not chosen.any():
                    continue
                chains = begin_chains(rule, spells, chosen, facts)
                scope = Scope(rule, number, facts, periods, calendar)
                succeeds = any(asks_the_same(rule, rules[other]) for other in track if other != number)
                rows = _write(scope, chains, events[number], owed)
                written.append(keep_in_force(scope, rows, succeeds=succeeds))
            parts += written
            known = np.zeros(len(facts.cases), bool)
            known[spells.case[(spells.ordinal == ordinal) & (spells.pathway != "")]] = True
            owed = hand_on(owed, known, written)
        for number in track:
            last_events[number] = _last_events(events[number], facts)
    return Obligations(join_ledgers(parts), last_events, periods.periods)


def _count_once(rule: TimescaleRule, facts: Facts, counted: dict[tuple[object, ...], CountedEvents]) -> CountedEvents:
    """The events that count for a rule; the same for several rules are counted, and put in order, once."""
    key = what_counts(rule)
    if key not in counted:
        counted[key] = count_events(rule.requirement, facts, rule)
    return counted[key]


def _tracks(rules: Sequence[TimescaleRule]) -> list[list[int]]:
    """Rules that depend on the pathway alone, grouped by what they are about; every other rule by itself."""
    groups: dict[str, list[int]] = {}
    for number, rule in enumerate(rules):
        carries = set(rule.applies_to) == {PATHWAY} and rule.shape is Shape.RECURRING
        groups.setdefault(rule.track if carries else rule.id, []).append(number)
    return list(groups.values())


def _spells_of(rule: TimescaleRule, spells: Spells, facts: Facts) -> Mask:
    """The spells a rule applies to: those on its pathways, or the current one where it depends on no pathway."""
    if PATHWAY not in rule.applies_to:
        return spells.current & decide_for_cases(rule.applies_to, facts).applies[spells.case]
    on_pathway = np.isin(spells.pathway.astype(str), rule.applies_to[PATHWAY])
    if rule.shape is not Shape.RECURRING:
        on_pathway &= spells.current
    return on_pathway & decide_for_cases(rule.applies_to, facts, but=PATHWAY).applies[spells.case]


def _write(scope: Scope, chains: Chains, events: CountedEvents, owed: Owed) -> Ledger:
    match scope.rule.shape:
        case Shape.RECURRING:
            return write_recurring(scope, chains, events, owed)
        case Shape.WINDOW:
            return write_window(scope, chains, events)
        case Shape.ONCE:
            return write_once(scope, chains, events)
        case Shape.AFTER_EACH:
            return write_after_each(scope, chains, events, count_events(scope.rule.after_each, scope.facts))


def _last_events(events: CountedEvents, facts: Facts) -> Days:
    """The last counted event of each case."""
    position = events.end(facts.child_of_case) - 1
    known = position >= 0
    known[known] = events.child[position[known]] == facts.child_of_case[known]
    last = np.full(len(facts.cases), NO_DAY)
    last[known] = events.day[position[known]]
    return last
