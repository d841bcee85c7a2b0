"""Obligations that do not recur: once within so long of a day, or within so long after each event of another kind."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.chains import Chains
from cwd_audit.engine.counted import CountedEvents
from cwd_audit.engine.facts import Positions
from cwd_audit.engine.ledger import Ledger, Opening
from cwd_audit.engine.obligations import NO_EVENT, Draft, enter, spread
from cwd_audit.engine.periods import Days
from cwd_audit.engine.scope import Scope


def write_once(scope: Scope, chains: Chains, events: CountedEvents) -> Ledger:
    """One row per anchor: due `within` of it, met by the first event on or after it."""
    dated = np.flatnonzero(~np.isnat(chains.start))
    opened = _Opened(Opening.START, chains.start[dated], chains.source[dated], chains.row[dated])
    return _write(scope, chains, dated, opened, events)


def write_after_each(scope: Scope, chains: Chains, events: CountedEvents, triggers: CountedEvents) -> Ledger:
    """One row per trigger since the start: due `within` of it, met by the first event on or after it."""
    first = triggers.position(chains.child, chains.start)
    chain, place = spread(triggers.end(chains.child) - first)
    trigger = first[chain] + place
    opened = _Opened(Opening.EVENT, triggers.day[trigger], triggers.source[trigger], triggers.row[trigger])
    return _write(scope, chains, chain, opened, events)


class _Opened(NamedTuple):
    """What opens the obligations: parallel columns of days and places."""

    by: Opening
    on: Days
    source: NDArray[np.int32]
    row: NDArray[np.int32]


def _write(scope: Scope, chains: Chains, chain: Positions, opened: _Opened, events: CountedEvents) -> Ledger:
    within = scope.rule.within
    assert within is not None
    child, count = chains.child[chain], len(chain)
    meeting = events.position(child, opened.on)
    due_on = scope.due_after(opened.on, within)
    draft = Draft(
        chains.case[chain], opened.on, np.full(count, opened.by, np.int8), np.full(count, NO_EVENT), opened.source,
        opened.row, opened.on, np.full(count, scope.periods.position(within)), due_on, due_on,
        np.where(meeting < events.end(child), meeting, NO_EVENT), chains.end[chain],
    )  # fmt: skip
    return enter(scope.number, draft, events)
