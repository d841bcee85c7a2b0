"""Which days are working days in England and Wales, and over which span that is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cwd_audit.model.errors import CalendarError, Fault

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Bank holidays with the span they cover.

    A working day is "any day other than a Saturday or a Sunday, Christmas Day, Good Friday or a bank holiday in
    England and Wales" (SI 2011/1010 reg 2).
    """

    title: str
    source: str
    first: date
    """First day of the span; before it nothing is known."""
    last: date
    """Last day of the span, itself included."""
    holidays: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Say whether a day is a working day.

        Raises:
            CalendarError: the day lies outside the span.
        """
        if not self.first <= day <= self.last:
            raise CalendarError(self.outside(day))
        return day.weekday() < SATURDAY and day not in self.holidays

    def outside(self, day: date) -> Fault:
        """The fault of asking for a day outside the span."""
        return Fault(
            f"calendar {self.title}",
            f"bank holidays are known from {self.first} to {self.last}, and {day} is needed",
            "add the missing years to schemas/calendars, with their source",
        )
