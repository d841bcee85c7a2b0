"""Export layouts and the vocabulary: which headings and words of an export mean which canonical ones.

Both are data (`schemas/exports/*.toml`, `schemas/vocabulary.toml`); a layout is added by adding a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from functools import cache, cached_property
from pathlib import Path
from typing import Literal, Self, TypeVar

from pydantic import Field, ValidationError, model_validator

from cwd_audit.loading.layout_parts import Children, Lead, Lifted, Part, Untold
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.errors import ConfigError, Fault
from cwd_audit.model.wording import normalise
from cwd_audit.resources import schemas

STEPS = "steps"
"""The table name of a sheet whose rows belong to the table that their type says."""
KEYS = "keys"
"""The table name of a sheet that only says which number stands for what; other sheets lead through it."""
UNUSED = "unused"
"""The table name of a sheet that is known and holds nothing of an audit."""
NO_TABLES = (KEYS, UNUSED)

TIMETABLE = ("pathway", "legal_status")
"""A sheet with neither is the list of cases only if it is called so: any list about children has their IDs."""


class SheetLayout(Part):
    """One kind of sheet of an export."""

    title: str
    """The name of the sheet in the samples."""
    table: str
    """The canonical table, or `steps`, `keys` or `unused`."""
    names: tuple[str, ...] = ()
    """Words of sheet or file names that tell this sheet from others with the same headings."""
    columns: dict[str, tuple[str, ...]]
    """Canonical column -> headings as exports write them, the usual one first; `visits.date`: a column of a table that
    is lifted out of the sheet."""
    ignore: tuple[str, ...] = ()
    """Headings that are known and not used."""
    fixed: dict[str, str] = Field(default_factory=dict)
    """Canonical column -> the value it has in every row of such a sheet."""
    needs: tuple[str, ...] = ()
    """Canonical columns without which a sheet is not of this kind, beside those the table requires."""
    one_of: tuple[str, ...] = ()
    """Canonical columns of which at least one is needed."""
    several: bool = False
    """A file may hold other sheets of the same table beside it."""
    children: Children = ""
    decides: tuple[str, ...] = ()
    """Columns of a case that this sheet decides against those before it, by a blank too."""
    own_words: dict[str, dict[str, str]] = Field(default_factory=dict)
    """Canonical column -> a word that means something else on this sheet -> the word it stands for; "" for none."""
    closed: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Canonical column -> words that say that the case is closed, whether a closing date is recorded or not."""
    goes_on: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    """Canonical column -> words of rows whose end is not the end of the case."""
    run_of: str = ""
    """A date column of which the first of rows that follow on each other without a gap holds for all of them."""
    lifted: tuple[Lifted, ...] = Field(default=(), alias="lift")
    leads: tuple[Lead, ...] = Field(default=(), alias="lead")

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.table in NO_TABLES:
            return self
        named = {*self.columns, *self.fixed, *self.needs, *self.one_of, *self.decides, *self.own_words}
        unknown = sorted(named - self.known_columns)
        for each in self.lifted:
            unknown += sorted({*each.takes, *each.fixed} - TABLES[each.table].by_name.keys())
        if unknown:
            msg = f"{self.table} has no column {', '.join(unknown)}"
            raise ValueError(msg)
        return self

    @property
    def known_columns(self) -> frozenset[str]:
        """The columns that a sheet of this kind may have."""
        if self.table in NO_TABLES:
            return frozenset(self.columns)
        own = {"case_id", "type", *event_columns()} if self.table == STEPS else TABLES[self.table].by_name.keys()
        return frozenset(own) | {
            f"{each.table}.{column}" for each in self.lifted for column in TABLES[each.table].by_name
        }

    @property
    def is_plain(self) -> bool:
        """Whether headings, fixed values and what is ignored say all of it."""
        own = (self.lifted, self.leads, self.own_words, self.closed, self.goes_on, self.run_of, self.decides)
        return self.slot == self.table and not any(own)

    @property
    def slot(self) -> str:
        """What a file may hold once only."""
        return f"{self.table}: {self.title}" if self.several or self.children or self.table in NO_TABLES else self.table

    @property
    def required(self) -> frozenset[str]:
        """The columns that must be found for a sheet to be of this kind."""
        if self.table in NO_TABLES:
            return frozenset(self.columns)
        if self.table == STEPS:
            return frozenset({"case_id", "type", "date", *self.needs})
        required = {column.name for column in TABLES[self.table].columns if column.required}
        return frozenset(required - set(self.fixed) | set(self.needs))

    def fits(self, found: Collection[str]) -> bool:
        """Whether a sheet in which these columns were found is of this kind."""
        return self.required <= set(found) and (not self.one_of or any(column in found for column in self.one_of))

    @cached_property
    def aliases(self) -> dict[str, str]:
        """Normalised heading -> canonical column; "" for headings that are known and not used."""
        known = {normalise(heading): "" for heading in self.ignore}
        for column, names in self.columns.items():
            known.update((normalise(heading), column) for heading in names)
        return known


class Layout(Part):
    """One export layout."""

    id: str
    title: str
    sheets: tuple[SheetLayout, ...] = Field(alias="sheet")
    says: tuple[str, ...] = ()
    """What a reader of a report should know of every export in this layout, in sentences: above all what it lacks."""
    untold: tuple[Untold, ...] = ()

    def kind(self, title: str) -> SheetLayout | None:
        """The kind of sheet of this title."""
        return next((sheet for sheet in self.sheets if sheet.title == title), None)


class EventWords(Part):
    """One type of event, as exports write it, and the table it belongs to."""

    table: Literal["visits", "reviews", "supervisions", "meetings", "panels", ""]
    """ "" for entries that are known and never an event of this audit."""
    type: str
    spellings: tuple[str, ...]
    says: dict[str, str] = Field(default_factory=dict)
    """What the words themselves say: `child_seen = "yes"`."""


class Vocabulary(Part):
    """The words of exports for canonical values."""

    events: tuple[EventWords, ...] = Field(alias="event")
    words: dict[str, dict[str, tuple[str, ...]]]
    """Vocabulary -> canonical word -> spellings."""


EVENT_TABLES = tuple(
    name for name, table in TABLES.items() if any(column.kind is Kind.EVENT for column in table.columns)
)
"""The tables whose rows are events with a type."""


@cache
def event_columns() -> frozenset[str]:
    """All columns of the tables of events."""
    return frozenset(column.name for name in EVENT_TABLES for column in TABLES[name].columns)


@cache
def load_layouts() -> tuple[Layout, ...]:
    """Every layout of `schemas/exports`, by id.

    Raises:
        ConfigError: a layout file is wrong.
    """
    return tuple(_read(path, Layout) for path in sorted((schemas() / "exports").glob("*.toml")))


def find_kind(named: str) -> SheetLayout | None:
    """The kind of sheet that is named with its layout, as `annex-a: List 7`; None where there is none."""
    if not named:
        return None
    wanted, _, title = named.partition(": ")
    return next((layout.kind(title) for layout in load_layouts() if layout.id == wanted), None)


def list_kinds() -> list[str]:
    """The names of all kinds of sheets."""
    return list(dict.fromkeys(f"{layout.id}: {sheet.title}" for layout in load_layouts() for sheet in layout.sheets))


@cache
def load_vocabulary() -> Vocabulary:
    """The words of exports.

    Raises:
        ConfigError: the vocabulary is wrong.
    """
    return _read(schemas() / "vocabulary.toml", Vocabulary)


_Read = TypeVar("_Read", Layout, Vocabulary)


def _read(path: Path, model: type[_Read]) -> _Read:
    remedy = "mend the file, or install cwd-audit again"
    try:
        return model.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as fault:
        raise ConfigError(Fault(path.name, f"it is not valid TOML: {fault}", remedy)) from None
    except ValidationError as error:
        faults = (
            Fault(f"{path.name}, key {'.'.join(map(str, each['loc']))}", each["msg"], remedy) for each in error.errors()
        )
        raise ConfigError(*faults) from None
