"""Export layouts and the vocabulary: which headings and words of an export mean which canonical ones.

Both are data (`schemas/exports/*.toml`, `schemas/vocabulary.toml`); a layout is added by adding a file.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from cwd_audit.model.canonical import TABLES, Kind

STEPS = "steps"
"""The table name of a sheet whose rows belong to the table that their type says."""


class Part(BaseModel):
    """Base of all parts of a layout file: unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class SheetLayout(Part):
    """One kind of sheet of an export."""

    title: str
    """The name of the sheet in the samples."""
    table: str
    """The canonical table, or `steps`."""
    names: tuple[str, ...] = ()
    """Words of sheet or file names that tell this sheet from others with the same headings."""
    columns: dict[str, tuple[str, ...]]
    """Canonical column -> headings as exports write them, the usual one first."""
    ignore: tuple[str, ...] = ()
    """Headings that are known and not used."""
    fixed: dict[str, str] = {}
    """Canonical column -> the value it has in every row of such a sheet."""
    needs: tuple[str, ...] = ()
    """Canonical columns without which a sheet is not of this kind, beside those the table requires."""

    @model_validator(mode="after")
    def _known(self) -> Self:
        allowed = {"case_id", "type", *event_columns()} if self.table == STEPS else set(TABLES[self.table].by_name)
        unknown = sorted({*self.columns, *self.fixed, *self.needs} - allowed)
        if unknown:
            msg = f"{self.table} has no column {', '.join(unknown)}"
            raise ValueError(msg)
        return self

    @property
    def required(self) -> frozenset[str]:
        """The columns that must be found for a sheet to be of this kind."""
        if self.table == STEPS:
            return frozenset({"case_id", "type", "date", *self.needs})
        required = {column.name for column in TABLES[self.table].columns if column.required}
        return frozenset(required - set(self.fixed) | set(self.needs))


class Layout(Part):
    """One export layout."""

    id: str
    title: str
    sheets: tuple[SheetLayout, ...] = Field(alias="sheet")


class EventWords(Part):
    """One type of event, as exports write it, and the table it belongs to."""

    table: Literal["visits", "reviews", "supervisions", "meetings", "panels", ""]
    """ "" for entries that are known and never an event of this audit."""
    type: str
    spellings: tuple[str, ...]
    says: dict[str, str] = {}
    """What the words themselves say: `child_seen = "yes"`."""


class Vocabulary(Part):
    """The words of exports for canonical values."""

    events: tuple[EventWords, ...] = Field(alias="event")
    words: dict[str, dict[str, tuple[str, ...]]]
    """Vocabulary -> canonical word -> spellings."""


@cache
def event_columns() -> frozenset[str]:
    """All columns of the tables whose rows are events with a type."""
    tables = [table for table in TABLES.values() if any(column.kind is Kind.EVENT for column in table.columns)]
    return frozenset(column.name for table in tables for column in table.columns)
