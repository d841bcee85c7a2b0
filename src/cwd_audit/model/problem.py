"""A fault in the data of an export: collected, all of them, never raised and never holding a cell's value."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """How much of the audit a problem takes away."""

    ERROR = "error"
    """The row was set aside: something is missing from the audit."""
    WARNING = "warning"
    """The row was used, but part of it was not, or it needs a look."""
    NOTE = "note"
    """Nothing is missing; said so that nothing happens in silence."""


class Problem(NamedTuple):
    """One fault at one place: code, place, what is wrong, what to do."""

    file: str
    """Base name of the export; empty when it concerns the whole run."""
    sheet: str
    row: int | None
    """Row number as Excel shows it; None when it concerns the sheet or the file."""
    column: str
    """The heading as the export writes it; empty when it concerns the row."""
    code: str
    """Permanent, kebab-case: `date-impossible`."""
    severity: Severity
    message: str
    hint: str

    @property
    def place(self) -> str:
        """`export.xlsx: sheet "Visits", row 14, column "Visit Date"`."""
        parts = [f'sheet "{self.sheet}"'] if self.sheet else []
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column:
            parts.append(f'column "{self.column}"')
        return f"{self.file}: {', '.join(parts)}" if parts else self.file
