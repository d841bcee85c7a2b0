"""The ledger of obligations: one row = this case, this rule, opened on this day, due on this day, met on this day.

Nothing in it depends on the day of the audit, except that later events are left out; every report is a view of it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.periods import NO_DAY, Days
from cwd_audit.model.period import Period

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Mask, Positions


class Opening(IntEnum):
    """What opened an obligation."""

    START = 0
    """The start of the pathway, of the plan, or whatever the rule counts from."""
    EVENT = 1
    """The event before."""
    CARRIED = 2
    """An event held before the child came onto the pathway."""
    KEPT = 3
    """A due date kept from the pathway before: a move buys no time."""
    OVERDUE = 4
    """What was overdue on the pathway before, and so fell due there."""


FROM_BEFORE = (Opening.KEPT, Opening.OVERDUE)
"""Openings of what is owed by the rule of the pathway before, to which no interval of the new rule leads."""


@dataclass(frozen=True)
class Ledger:
    """Parallel columns, one row an obligation, in no particular order."""

    case: Positions
    """Position in the cases."""
    rule: NDArray[np.int64]
    """Position in the rules."""
    opened_on: Days
    opened_by: NDArray[np.int8]
    """An `Opening`."""
    opened_source: NDArray[np.int32]
    """Source and row of the event or the record that opened it; −1 where none."""
    opened_row: NDArray[np.int32]
    counted_from: Days
    """The day the limit runs from: the opening day, or the day of the event that was carried over."""
    limit: NDArray[np.int64]
    """Position in the periods."""
    due_on: Days
    """The last day in time."""
    due_latest: Days
    """The last day that could be in time where the interval is not recorded; elsewhere `due_on`."""
    met_on: Days
    """NaT while it is not met."""
    met_source: NDArray[np.int32]
    met_row: NDArray[np.int32]
    ended_on: Days
    """The day it ceased unmet: the child left the pathway, or the case closed."""

    def __len__(self) -> int:
        return len(self.case)

    def rows(self, chosen: Mask | Positions) -> Ledger:
        """Some of the rows."""
        return Ledger(*(getattr(self, column.name)[chosen] for column in fields(self)))

    def with_blank(self) -> Ledger:
        """The ledger with a last row of nothing, for position −1 to point at."""
        blank: dict[str, Any] = {"M": NO_DAY, "i": -1}
        return Ledger(*(np.append(column, blank[column.dtype.kind]) for column in self.columns()))

    def columns(self) -> list[NDArray[np.generic]]:
        """The columns in order."""
        return [getattr(self, column.name) for column in fields(self)]

    def open_on(self, day: np.datetime64) -> Mask:
        """Rows that are open on a day: opened by then, and neither met nor ended by then."""
        met = ~np.isnat(self.met_on) & (self.met_on <= day)
        ended = ~np.isnat(self.ended_on) & (self.ended_on <= day)
        return (self.opened_on <= day) & ~met & ~ended


class Obligations(NamedTuple):
    """The ledger of some rules and what is needed to read it."""

    ledger: Ledger
    last_events: list[Days]
    """For each rule the last event of each case that counted."""
    periods: list[Period]
    """What `limit` points at."""


def join_ledgers(parts: Sequence[Ledger]) -> Ledger:
    """One ledger of several; of none, an empty one."""
    return Ledger(
        *(
            np.concatenate([getattr(part, column.name) for part in parts] or [np.empty(0, _EMPTY[column.name])])
            for column in fields(Ledger)
        )
    )


_EMPTY: dict[str, str] = {
    "case": "i8", "rule": "i8", "opened_on": "M8[D]", "opened_by": "i1", "opened_source": "i4", "opened_row": "i4",
    "counted_from": "M8[D]", "limit": "i8", "due_on": "M8[D]", "due_latest": "M8[D]", "met_on": "M8[D]",
    "met_source": "i4", "met_row": "i4", "ended_on": "M8[D]",
}  # fmt: skip
