"""Lengths of time as policies write them, and the one readable rule for adding them to a date.

The engine works on whole columns (`engine.periods`); tests prove it equal to `Period.after`.
"""

from __future__ import annotations

import calendar as months_of
import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cwd_audit.model.working_calendar import WorkingCalendar


class Unit(StrEnum):
    """The units a policy may use. A working day is a different thing from a day."""

    DAYS = "days"
    WORKING_DAYS = "working days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


_WRITTEN = re.compile(r"(?P<number>[1-9][0-9]{0,3}) (?P<unit>day|working day|week|month|year)s?")


@dataclass(frozen=True, slots=True)
class Period:
    """So many days, working days, weeks, months or years; at least one."""

    number: int
    unit: Unit

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read `6 weeks`, `1 month`, `7 working days`.

        Raises:
            ValueError: the text is not a whole number from 1 and one of the units.
        """
        written = _WRITTEN.fullmatch(text)
        if written is None:
            units = ", ".join(Unit)
            msg = f'a period is a whole number from 1 and a unit ({units}), as in "6 weeks"'
            raise ValueError(msg)
        return cls(int(written["number"]), Unit(written["unit"] + "s"))

    def __str__(self) -> str:
        unit = self.unit.value
        return f"{self.number} {unit.removesuffix('s') if self.number == 1 else unit}"

    def after(self, day: date, calendar: WorkingCalendar) -> date:
        """The last day in time when the period runs from `day`, which is day 0.

        Months and years end on the corresponding date, or on the last day of a month without one
        (Dodds v Walker [1981] UKHL); weeks are 7 days; working days are counted strictly after `day`.

        Raises:
            CalendarError: a working day outside the calendar's span is needed.
        """
        match self.unit:
            case Unit.DAYS:
                return day + timedelta(days=self.number)
            case Unit.WEEKS:
                return day + timedelta(days=7 * self.number)
            case Unit.MONTHS:
                return _same_day_later(day, self.number)
            case Unit.YEARS:
                return _same_day_later(day, 12 * self.number)
            case Unit.WORKING_DAYS:
                left = self.number
                while left:
                    day += timedelta(days=1)
                    left -= calendar.is_working_day(day)
                return day


def _same_day_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    month += 1
    return date(year, month, min(day.day, months_of.monthrange(year, month)[1]))
