"""One rule at work: the rule, its number, the cases, the periods used as limits, and the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from numpy.typing import NDArray

from cwd_audit.engine.facts import Facts
from cwd_audit.engine.limits import PeriodList
from cwd_audit.engine.periods import Days, add, add_each
from cwd_audit.model.kinds.timescale import TimescaleRule

if TYPE_CHECKING:
    import numpy as np

    from cwd_audit.model.period import Period
    from cwd_audit.model.working_calendar import WorkingCalendar


@dataclass(frozen=True)
class Scope:
    """What writing the obligations of one rule needs to know beside its events."""

    rule: TimescaleRule
    number: int
    """The rule's position among the rules of the ledger."""
    facts: Facts
    periods: PeriodList
    calendar: WorkingCalendar

    def due(self, days: Days, limit: NDArray[np.int64]) -> Days:
        """The last day in time for days and limits, the limits being positions in the periods."""
        return add_each(days, limit, self.periods.periods, self.calendar)

    def due_after(self, days: Days, period: Period) -> Days:
        """The last day in time for days and one period."""
        return add(days, period, self.calendar)
