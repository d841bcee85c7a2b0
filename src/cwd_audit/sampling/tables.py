"""A synthetic caseload: the canonical tables as plain rows of values, before any layout is chosen."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

Value = str | float | date
"""Text, a number or a date; blank is ""."""
Row = dict[str, Value]
"""Canonical column -> value; a column left out is blank."""

NON_EVENTS = "non-events"
"""Rows that some systems list among visits or steps and that are no event of this audit: calls, notes."""


@dataclass
class SampleCaseload:
    """Canonical tables by name, and the day they were drawn up."""

    authority: str
    as_of: date
    tables: dict[str, list[Row]] = field(default_factory=dict)

    def of_case(self, table: str, case_id: Value) -> list[Row]:
        """The rows of one child in a table, in the table's order."""
        return [row for row in self.tables.get(table, ()) if row["case_id"] == case_id]


def day_in(row: Row, column: str) -> date | None:
    """The date in a column; None where it is blank."""
    value = row.get(column, "")
    return value if isinstance(value, date) else None
