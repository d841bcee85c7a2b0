"""Obligations that follow one another: `every` after the last event, or so many in any stretch of time."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.chains import Chains
from cwd_audit.engine.counted import CountedEvents
from cwd_audit.engine.facts import Mask, Positions
from cwd_audit.engine.ledger import Ledger, Opening
from cwd_audit.engine.limits import find_limits
from cwd_audit.engine.obligations import NO_EVENT, Draft, days_of, enter, spread
from cwd_audit.engine.owed import Owed
from cwd_audit.engine.periods import NO_DAY, Days
from cwd_audit.engine.scope import Scope
from cwd_audit.engine.variations import vary


def write_recurring(scope: Scope, chains: Chains, events: CountedEvents, owed: Owed) -> Ledger:
    """One row per interval: the event that closes one opens the next.

    Args:
        scope: a rule of shape RECURRING.
        chains: where its obligations begin.
        events: what counts for it.
        owed: what was still open when each case left the pathway before.
    """
    limits = find_limits(scope.rule, scope.facts, scope.periods)
    first, end = _events_within(chains, events)
    undated = np.isnat(chains.counted_from)
    chain, place = spread(np.maximum(end - first, 0) + ~undated)
    place += undated[chain]  # without a day to count from, the first obligation opens with the first event
    at_start = place == 0
    meeting = np.where(first[chain] + place < end[chain], first[chain] + place, NO_EVENT)
    opening = np.where(at_start, _carried_event(scope, chains, events, first)[chain], first[chain] + place - 1)

    case = chains.case[chain]
    limit = limits.at(case, np.where(at_start & chains.fallback[chain], 1, place))
    opened_on = np.where(at_start, chains.start[chain], days_of(opening, events))
    counted_from = np.where(at_start, chains.counted_from[chain], opened_on)
    due_on = scope.due(counted_from, limit)
    opened_by = np.where(at_start, Opening.START, Opening.EVENT).astype(np.int8)

    carried = np.where(at_start, days_of(opening, events), NO_DAY)
    runs_on = _runs_on(scope, carried, opened_on, limit)
    counted_from = np.where(runs_on, carried, counted_from)
    due_on = np.where(runs_on, scope.due(counted_from, limit), due_on)
    opened_by[runs_on] = Opening.CARRIED
    old, changed_on, standing = _still_owed(chains, events, owed, first)
    kept = (place == standing[chain]) & _is_kept(old[chain], due_on, changed_on[chain], at_start & ~runs_on)
    due_on = np.where(kept, old[chain], due_on)
    opened_by[kept] = np.where(due_on < changed_on[chain], Opening.OVERDUE, Opening.KEPT)[kept]

    opening = np.where(at_start & ~runs_on & ~kept, NO_EVENT, opening)
    longest = np.where(kept, -1, limits.latest[case])
    due_latest = np.fmax(due_on, scope.due(counted_from, longest))
    if scope.rule.variation:
        due_on, varied = vary(scope, case, counted_from, due_on, np.where(kept, -1, limit))
        limit = np.where(kept, limit, varied)
        due_latest = np.maximum(due_latest, due_on)
    draft = Draft(
        case, opened_on, opened_by, opening, chains.source[chain], chains.row[chain], counted_from, limit, due_on,
        due_latest, meeting, chains.end[chain],
    )  # fmt: skip
    ledger = enter(scope.number, draft, events)
    asked = ~(ledger.met_on < chains.not_before[chain])  # what was met before the child came was not yet asked for
    if scope.rule.only_for:
        asked &= due_on <= scope.due_after(chains.start[chain], scope.rule.only_for)
    return ledger.rows(asked)


def write_window(scope: Scope, chains: Chains, events: CountedEvents) -> Ledger:
    """At least n events in any stretch: due a stretch after the n-th latest event, or after the start before that.

    One row from the start until the n-th event, and one for each event from then on. A rolling year is tested only
    once a year has run (A-02), so events before the start do not count.
    """
    rule = scope.rule
    assert rule.at_least is not None
    assert rule.in_any is not None
    first, end = _events_within(chains, events)
    chain, place = spread(np.where(np.isnat(chains.start), 0, np.maximum(end - first - rule.at_least + 2, 1)))
    later = place > 0
    latest = first[chain] + place + rule.at_least - 2
    opening = np.where(later, latest, NO_EVENT)
    meeting = np.where(latest + 1 < end[chain], latest + 1, NO_EVENT)
    opened_on = np.where(later, days_of(opening, events), chains.start[chain])
    nth_latest = days_of(np.where(later, first[chain] + place - 1, NO_EVENT), events)
    counted_from = np.where(later, nth_latest, chains.start[chain])
    due_on = scope.due_after(counted_from, rule.in_any)
    limit = np.full(len(chain), scope.periods.position(rule.in_any))
    draft = Draft(
        chains.case[chain], opened_on, np.where(later, Opening.EVENT, Opening.START).astype(np.int8), opening,
        chains.source[chain], chains.row[chain], counted_from, limit, due_on, due_on, meeting, chains.end[chain],
    )  # fmt: skip
    return enter(scope.number, draft, events)


def _events_within(chains: Chains, events: CountedEvents) -> tuple[Positions, Positions]:
    """For each chain its first event on or after the start, and the one after its last before the end."""
    before_end = events.position(chains.child, np.fmax(chains.end, chains.start))
    end = np.where(np.isnat(chains.end), events.end(chains.child), before_end)
    return events.position(chains.child, chains.start), end


def _carried_event(scope: Scope, chains: Chains, events: CountedEvents, first: Positions) -> Positions:
    """For each chain the last event before its start, where the rule lets earlier events carry over."""
    before = first - 1
    same_child = before >= 0
    same_child[same_child] = events.child[before[same_child]] == chains.child[same_child]
    return np.where(same_child & ~np.isnat(chains.start) & (scope.rule.first is None), before, NO_EVENT)


def _runs_on(scope: Scope, carried: Days, start: Days, limit: NDArray[np.int64]) -> Mask:
    """Design section 5, point 4: the last event + the new interval decides, if that is after the day of the change."""
    return scope.due(carried, limit) > start


def _still_owed(chains: Chains, events: CountedEvents, owed: Owed, first: Positions) -> tuple[Days, Days, Positions]:
    """For each chain what was owed on the pathway before, the day of the change, and the place of the row open then.

    An event between leaving the old pathway and the start met what was owed: the place is then below 0, where there is
    no row. Where the start lies before the change (the plan is older than the move), events up to the change met what
    the new rule asks for, but not what was owed on leaving: that takes the place of the row open on that day.
    """
    left_on = owed.left_on[chains.case]
    standing = events.position(chains.child, left_on) - first
    return owed.due_on[chains.case], np.fmax(left_on, chains.start), standing


def _is_kept(owed: Days, due_on: Days, changed_on: Days, anew: Mask) -> Mask:
    """Design section 5, point 4: otherwise the earlier of the old due date and the day of the change + the interval.

    What was overdue on the day of the change stays overdue, whatever the new interval.

    Args:
        owed: the old due date.
        due_on: the day by the new rule.
        changed_on: the day of the change.
        anew: where the new interval runs from the start, and not from an event.
    """
    return (owed < due_on) & (anew | (owed < changed_on))
