"""What falls due in the coming weeks, beside what was done in the past ones: all that its reporters know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class ForecastLine(NamedTuple):
    """One worker and one requirement."""

    worker: str
    """As exported; "" where the cases are unallocated."""
    requirement: str
    """"any" for children of whom it cannot be said what they are owed."""
    overdue: int
    """Children overdue now."""
    due: tuple[int, ...]
    """How many fall due in each week."""
    made: int | None
    """How many were made in as many past weeks; None where the export cannot tell."""
    not_forecast: int
    """Children for whom something of it cannot be forecast, since they cannot be assessed."""

    @property
    def falls_due(self) -> int:
        """In all the weeks together."""
        return sum(self.due)

    @property
    def shortfall(self) -> int:
        """How many more are wanted than were made in as many weeks; 0 where that is not known or none are."""
        return max(self.overdue + self.falls_due - self.made, 0) if self.made is not None else 0


@dataclass(frozen=True)
class Forecast:
    """The coming weeks of a caseload."""

    as_of: date
    weeks: int
    """As many past weeks are looked at."""
    week_starts: tuple[date, ...]
    """Mondays; the first is on or before the day of the audit, and only its days from then on count."""
    policies: tuple[tuple[str, str], ...]
    """Id and title."""
    cases: int
    """Open cases."""
    lines: tuple[ForecastLine, ...]
    """By worker, then by requirement."""
    not_forecast: int
    """Children for whom something cannot be forecast."""
    notes: tuple[str, ...]
    filtered: str = ""

    @property
    def totals(self) -> tuple[ForecastLine, ...]:
        """For each requirement the sum over the workers, in the order of the lines."""
        grouped: dict[str, list[ForecastLine]] = {}
        for line in self.lines:
            grouped.setdefault(line.requirement, []).append(line)
        return tuple(
            ForecastLine(
                "",
                requirement,
                sum(line.overdue for line in lines),
                tuple(map(sum, zip(*(line.due for line in lines), strict=True))),
                None if any(line.made is None for line in lines) else sum(line.made or 0 for line in lines),
                sum(line.not_forecast for line in lines),
            )
            for requirement, lines in grouped.items()
        )
