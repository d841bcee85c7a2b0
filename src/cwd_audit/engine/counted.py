"""Which events count for a rule (design section 5, point 5; catalogue A-34 to A-36)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.conditions import rows_meeting
from cwd_audit.engine.facts import Facts, Mask, Positions
from cwd_audit.model.canonical import EVENT_TABLE, TABLES

if TYPE_CHECKING:
    from cwd_audit.engine.periods import Days
    from cwd_audit.model.kinds.timescale import TimescaleRule

NOT_IN_PERSON: dict[str, tuple[str, ...]] = {"visit": ("telephone", "video"), "review": ("telephone",)}
"""Modes that do not count unless the text allows them (A-34)."""
SEPARATE_REVIEW = ("EHC review",)
"""A review of another plan counts only where it is recorded as combined with this one (A-35)."""
_DAY_BITS = 20
_EPOCH_SHIFT = 1 << (_DAY_BITS - 1)


def key_of(child: Positions, day: Days) -> Positions:
    """One number that sorts by child and then by day."""
    return (child << _DAY_BITS) + day.astype(np.int64) + _EPOCH_SHIFT


@dataclass(frozen=True)
class CountedEvents:
    """Events that count, by child and day, one a day; the arrays are parallel."""

    child: Positions
    day: Days
    source: NDArray[np.int32]
    row: NDArray[np.int32]
    key: Positions

    def position(self, child: Positions, day: Days) -> Positions:
        """For each pair, the position of the child's first event on or after the day; its first for NaT."""
        wanted = np.where(np.isnat(day), child << _DAY_BITS, key_of(child, day))
        return np.searchsorted(self.key, wanted)

    def end(self, child: Positions) -> Positions:
        """For each child, the position after its last event."""
        return np.searchsorted(self.key, (child + 1) << _DAY_BITS)


def not_cancelled(table: str, facts: Facts) -> Mask:
    """Rows not said to be cancelled, attempted or planned; the outcome of an assessment says no such thing."""
    outcome = TABLES[table].by_name.get("outcome")
    if outcome is None or outcome.vocabulary != "outcome":
        return np.ones(len(facts.tables[table]), bool)
    return facts.is_one_of(table, "outcome", ("", "completed"))


def happened(requirement: str, facts: Facts) -> Mask:
    """Events of a requirement that took place up to `as_of` with a child under audit, whatever their kind or mode."""
    table = EVENT_TABLE[requirement].name
    day = facts.days(table, TABLES[table].dated)
    done = (facts.children(table) >= 0) & ~np.isnat(day) & (day <= facts.today)
    done &= not_cancelled(table, facts)
    if f"{table}.child_seen" in facts.provided:
        done &= facts.is_one_of(table, "child_seen", ("yes",))
    else:  # the words of its type may say of a visit that the child was not seen
        done &= ~facts.is_one_of(table, "child_seen", ("no",))
    if requirement == "review":
        separate = facts.is_one_of(table, "type", SEPARATE_REVIEW)
        done &= ~separate | ~facts.is_one_of(table, "combined_with", ("",))
    return done


def count_events(requirement: str, facts: Facts, rule: TimescaleRule | None = None) -> CountedEvents:
    """The events that count for a rule; without one, those that would count for any rule of the requirement."""
    table = EVENT_TABLE[requirement].name
    counts = happened(requirement, facts)
    if rule is None or not rule.counts_any_mode:
        distant = facts.is_one_of(table, "mode", NOT_IN_PERSON.get(requirement, ()))
        if rule is not None and rule.counts_mode_agreed:
            distant &= ~_as_agreed(table, facts)
        counts = counts & ~distant
    if rule is not None:
        counts = counts & rows_meeting(rule.counts, table, facts, only_recorded=False)
        counts &= rows_meeting(rule.counts_where_recorded, table, facts, only_recorded=True)
    return _in_order(table, counts, facts)


def what_counts(rule: TimescaleRule) -> tuple[object, ...]:
    """What of a rule decides which events count: where it is the same for two rules, so are the events."""
    where = (tuple(each.items()) for each in (rule.counts, rule.counts_where_recorded))
    return (rule.requirement, rule.counts_any_mode, rule.counts_mode_agreed, *where)


def _as_agreed(table: str, facts: Facts) -> Mask:
    """Events held in the mode recorded for the child as agreed with the family."""
    agreed = facts.words("cases", "review_mode")
    first_case = np.unique(facts.child_of_case, return_index=True)[1]
    agreed_words = np.asarray(agreed, dtype=object)[first_case]
    modes = np.asarray(facts.words(table, "mode"), dtype=object)
    child = facts.children(table)
    same = np.zeros(len(child), bool)
    known = child >= 0
    same[known] = (agreed_words[child[known]] == modes[known]) & (modes[known] != "")
    return same


def _in_order(table: str, counts: Mask, facts: Facts) -> CountedEvents:
    chosen = np.flatnonzero(counts)
    child, day = facts.children(table)[chosen], facts.days(table, TABLES[table].dated)[chosen]
    key = key_of(child, day)
    # Of several events on a day the first in the export stands for all; they count once.
    key, first = np.unique(key, return_index=True)
    source, row = facts.origin(table)
    chosen, child, day = chosen[first], child[first], day[first]
    return CountedEvents(child, day, source[chosen], row[chosen], key)
