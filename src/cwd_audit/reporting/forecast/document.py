"""The shape of the JSON document of `check --forecast`. The published JSON Schema is generated from these types."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cwd_audit.reporting.data_quality.document import AppliedPolicy
from cwd_audit.reporting.formats.json.document import Part, Tool

SCHEMA_VERSION: Literal["1"] = "1"


class Week(Part):
    """What falls due in one week."""

    begins: date
    """Its Monday. Only days of the forecast count, so that the first and the last week may be a part of one."""
    due: int


class Line(Part):
    """One worker and one requirement."""

    worker: str
    """Empty where the cases are unallocated."""
    requirement: str
    """`any` for children of whom it cannot be said what they are owed."""
    overdue_now: int
    """Children overdue on the day of the audit; in none of the weeks."""
    weeks: list[Week]
    due: int
    """In all the weeks together."""
    made: int | None
    """Of the same children in as many past weeks; null where the export cannot tell, which is not 0."""
    made_per_week: float | None
    """With one decimal."""
    children_not_forecast: int
    """For whom something of it cannot be forecast."""


class ForecastDocument(Part):
    """The document of `cwd-audit check --forecast 12w --format json`."""

    schema_version: Literal["1"]
    tool: Tool
    as_of: date
    """The first day of the forecast."""
    weeks: int
    """How many weeks ahead, and how many back."""
    policies: list[AppliedPolicy]
    cases: int
    """Open cases."""
    children_not_forecast: int
    lines: list[Line]
    """By worker, then by requirement."""
    says: list[str]
    """Where more is wanted than was made, in sentences."""
    counted: list[str]
    """How it is counted, in sentences."""
    notes: list[str]
    """What keeps the forecast from being whole, in sentences."""
