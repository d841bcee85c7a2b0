"""What loading hands to the engine: typed tables whose rows know the cell they came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from cwd_audit.model.problem import Problem

SOURCE = "source"
"""Column of every canonical frame: position in `Caseload.sources`."""
ROW = "row"
"""Column of every canonical frame: the row number as Excel shows it."""
UNKNOWN_SPELLING = "?"
"""First character of a CHOICE value that the vocabulary does not know; the words of the export follow it."""


@dataclass(frozen=True, slots=True)
class Source:
    """One sheet, or one text file, that was recognised as one table. rows = rows_used + rows_set_aside."""

    file: str
    sheet: str
    layout: str
    table: str
    rows: int
    rows_used: int
    rows_set_aside: int


@dataclass(frozen=True)
class Caseload:
    """Canonical tables, typed and checked.

    Each frame holds the columns of `model.canonical` that the export gave, plus `source` and `row`; dates are
    `datetime64[s]`, everything else text with "" for blank, except whole numbers (float, NaN for blank). A table that
    the export lacks is absent; a table with no rows left is present and empty.
    """

    tables: Mapping[str, pd.DataFrame]
    provided: frozenset[str]
    """`table.column` for every column the export gave, even where all its cells are blank."""
    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    contested: Mapping[str, str] = field(default_factory=dict)
    """Cases that cannot be judged whatever the rule, by case_id, with the reason in words."""
    untold: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Table, or column as `cases.plan_start` -> the case_id of cases of which the export cannot hold it."""
    last_only: frozenset[str] = frozenset()
    """Tables that hold no more than the last event of each case, so that nothing earlier can be told from them."""
    headings: Mapping[tuple[int, str], str] = field(default_factory=dict)
    """(number of the source, canonical column) -> the heading as the export writes it."""
    notes: tuple[str, ...] = ()
    """What the reader of a report should know about the export as a whole, in sentences."""
    set_aside: Mapping[tuple[int, int], str] = field(default_factory=dict)
    """(number of the source, row) -> the child's ID, of rows that were set aside after it was read."""
