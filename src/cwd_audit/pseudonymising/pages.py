"""Sheets of the plain layout as they are written: headings, and rows of values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

Value = str | float | date
"""Text, a number or a date; a blank is ""."""

NOT_KNOWN = "[word not known]"
"""Stands where the export has a word that the vocabulary does not know: it is in no vocabulary either."""
RECORDED = "recorded"
"""Stands where the export has free text."""
NOT_READABLE = "[date not readable]"
"""Stands where the export has a last date that cannot be read: nobody can say then that nothing ever happened."""


@dataclass(frozen=True)
class Page:
    """One sheet. A page of the caseload is named as its table."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def join_pages(title: str, pages: Sequence[Page], order: Sequence[str]) -> Page:
    """Rows of several pages on one, with all their columns in an order; by child, since the old order may be by name.

    Rows of one child stay in the order in which they came.
    """
    headings = tuple(name for name in order if any(name in page.headings for page in pages))
    rows: list[tuple[Value, ...]] = []
    for page in pages:
        at = [page.headings.index(name) if name in page.headings else -1 for name in headings]
        rows += [tuple("" if place < 0 else row[place] for place in at) for row in page.rows]
    child = headings.index("case_id")
    return Page(title, headings, tuple(sorted(rows, key=lambda row: str(row[child]))))
