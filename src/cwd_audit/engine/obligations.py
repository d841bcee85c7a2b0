"""Turning chains and counted events into rows of the ledger."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.counted import CountedEvents
from cwd_audit.engine.facts import Positions
from cwd_audit.engine.ledger import Ledger
from cwd_audit.engine.periods import NO_DAY, Days

NO_EVENT = -1


@dataclass(frozen=True)
class Draft:
    """Rows to be: parallel columns. Events are given by their position in the counted events, −1 for none."""

    case: Positions
    opened_on: Days
    opened_by: NDArray[np.int8]
    opening_event: Positions
    start_source: NDArray[np.int32]
    """Source and row of the record that opened it, where no event did."""
    start_row: NDArray[np.int32]
    counted_from: Days
    limit: NDArray[np.int64]
    due_on: Days
    due_latest: Days
    meeting_event: Positions
    ended_on: Days


def days_of(position: Positions, events: CountedEvents) -> Days:
    """The day of each event, NaT for none."""
    known = position >= 0
    day = np.full(len(position), NO_DAY)
    day[known] = events.day[position[known]]
    return day


def enter(rule: int, draft: Draft, events: CountedEvents) -> Ledger:
    """The rows of a draft, with the places of the events that opened and met them."""
    by_event, met = draft.opening_event >= 0, draft.meeting_event >= 0
    opened_source, opened_row = draft.start_source.copy(), draft.start_row.copy()
    opened_source[by_event] = events.source[draft.opening_event[by_event]]
    opened_row[by_event] = events.row[draft.opening_event[by_event]]
    met_source, met_row = np.full(len(met), -1, np.int32), np.full(len(met), -1, np.int32)
    met_source[met] = events.source[draft.meeting_event[met]]
    met_row[met] = events.row[draft.meeting_event[met]]
    return Ledger(
        case=draft.case, rule=np.full(len(met), rule), opened_on=draft.opened_on, opened_by=draft.opened_by,
        opened_source=opened_source, opened_row=opened_row, counted_from=draft.counted_from, limit=draft.limit,
        due_on=draft.due_on, due_latest=draft.due_latest, met_on=days_of(draft.meeting_event, events),
        met_source=met_source, met_row=met_row, ended_on=np.where(met, NO_DAY, draft.ended_on),
    )  # fmt: skip


def spread(counts: Positions) -> tuple[Positions, Positions]:
    """For groups of these sizes, laid end to end: the group of each row, and its place in the group."""
    group = np.repeat(np.arange(len(counts)), counts)
    return group, np.arange(len(group)) - np.repeat(np.append(0, np.cumsum(counts))[:-1], counts)
