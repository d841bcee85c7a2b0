"""A mapping: which heading of which sheet is which canonical column, where no layout knows it. Written by people."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from pydantic import Field, ValidationError

from cwd_audit.loading.headings import TITLE_ROWS, Found, headings, place, say_column
from cwd_audit.loading.layout_parts import Part
from cwd_audit.loading.layouts import STEPS, EventWords, SheetLayout, event_columns, find_kind, list_kinds
from cwd_audit.loading.recognition import Recognised, find_repeated
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.loading.words import load_lookup
from cwd_audit.model.canonical import TABLES
from cwd_audit.model.errors import ConfigError, Fault
from cwd_audit.model.wording import nearest, normalise

MAPPING = "mapping"
"""Stands for the layout of a sheet that a mapping alone describes."""


class MappedSheet(Part):
    """One sheet of the export, by name."""

    sheet: str = ""
    """Name of the sheet; "" for a text file."""
    file: str = ""
    """Base name of the file; "" for any."""
    table: str
    like: str = Field(default="", alias="as")
    """`annex-a: List 7`: what else the layout says of such a sheet holds too; "" for nothing else."""
    columns: dict[str, str]
    """Canonical column -> heading."""
    ignore: tuple[str, ...] = ()
    """Headings that are known and not used."""
    fixed: dict[str, str] = Field(default_factory=dict)
    """Canonical column -> the value it has in every row of the sheet."""

    @property
    def spec(self) -> SheetLayout:
        """The kind of sheet that the entry describes."""
        headings = {column: (heading,) for column, heading in self.columns.items()}
        if kind := self.kind:
            own = {"columns": headings, "ignore": self.ignore, "fixed": {**kind.fixed, **self.fixed}}
            return SheetLayout.model_validate(kind.model_dump(by_alias=True) | own)
        return SheetLayout(title=self.sheet, table=self.table, columns=headings, ignore=self.ignore, fixed=self.fixed)

    @property
    def kind(self) -> SheetLayout | None:
        """The kind of sheet of a layout that the entry is read as, where it names one that there is."""
        return find_kind(self.like)


class MappingFile(Part):
    """A mapping file."""

    sheets: tuple[MappedSheet, ...] = Field(default=(), alias="sheet")
    events: dict[str, str] = Field(default_factory=dict)
    """Words of an event's type in the export -> a type of the vocabulary."""


def read_mapping(path: Path | None) -> MappingFile:
    """Read a mapping file; where there is none, a mapping of nothing.

    Raises:
        ConfigError: it is missing, is not TOML, or names an unknown key, table or column; all faults at once.
    """
    if path is None:
        return MappingFile()
    try:
        written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise ConfigError(
            Fault(path.name, "the mapping cannot be read", "check --map, or the `map` of cwd-audit.toml")
        ) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise ConfigError(Fault(path.name, f"it is not valid TOML: {fault}", "correct the line")) from None
    try:
        mapping = MappingFile.model_validate(written)
    except ValidationError as error:
        keys = "`sheet`, `file`, `table`, `as`, `ignore`, `fixed` and [sheet.columns]"
        remedy = f"a mapping has [[sheet]] with {keys}, and [events]"
        raise ConfigError(
            *(
                Fault(f"{path.name}, {_say_key(each['loc'])}", _in_words(each["type"]), remedy)
                for each in error.errors()
            )
        ) from None
    faults = [*_unknown_names(path.name, mapping)]
    if faults:
        raise ConfigError(*faults)
    return mapping


def _say_key(loc: tuple[int | str, ...]) -> str:
    """`sheet 2, key columns.date`: entries are counted from 1, as in the other faults of a mapping."""
    match loc:
        case ("sheet", int(number), *keys) if keys:
            return f"sheet {number + 1}, key {'.'.join(map(str, keys))}"
        case _:
            return f"key {'.'.join(map(str, loc))}"


def _in_words(kind: str) -> str:
    return {"extra_forbidden": "there is no such key", "missing": "it is missing"}.get(
        kind, "it is not written as it should be"
    )


def _unknown_names(file: str, mapping: MappingFile) -> Iterator[Fault]:
    for number, entry in enumerate(mapping.sheets, start=1):
        at = f"{file}, sheet {number}"
        if wrong := _wrong_kind(at, entry):
            yield wrong
            continue
        if entry.table not in {*TABLES, STEPS} and entry.kind is None:
            yield Fault(at, f'there is no table "{entry.table}"', f"the tables are {', '.join(TABLES)}, {STEPS}")
            continue
        known = _columns_of(entry)
        written = entry.columns.keys() | entry.fixed.keys()
        for column in sorted(written - known):
            near = nearest(column, known)
            yield Fault(
                at,
                f'{entry.table} has no column "{column}"',
                f'did you mean "{near}"?' if near else f"it has {', '.join(known)}",
            )
        if not written - known:
            lacking = sorted(entry.spec.required - entry.columns.keys())
            if lacking:
                what = f"it does not say which heading is {', '.join(map(say_column, lacking))}"
                yield Fault(at, what, f"add {', '.join(lacking)} to its [sheet.columns]")
        if (entry.file, entry.sheet) in {(other.file, other.sheet) for other in mapping.sheets[: number - 1]}:
            yield Fault(at, "the same sheet stands in an earlier entry", "keep one of the two entries")
    types = load_lookup().events
    for word in mapping.events.values():
        if word and normalise(word) not in types:
            yield Fault(
                f"{file}, [events]", f'there is no type of event "{word}"', "the types are in schemas/vocabulary.toml"
            )


def _wrong_kind(at: str, entry: MappedSheet) -> Fault | None:
    """What is wrong with the kind of sheet that an entry is read as."""
    if entry.like and entry.kind is None:
        near = nearest(entry.like, list_kinds())
        remedy = f'did you mean "{near}"?' if near else f"there are {', '.join(list_kinds())}"
        return Fault(at, f'no layout has a kind of sheet "{entry.like}"', remedy)
    if entry.kind is not None and entry.kind.table != entry.table:
        return Fault(at, f'"{entry.like}" is not of this table', f'write table = "{entry.kind.table}"')
    return None


def _columns_of(entry: MappedSheet) -> AbstractSet[str]:
    """The columns that an entry may name."""
    if entry.kind is not None:
        return entry.kind.known_columns
    return {"case_id", "type", *event_columns()} if entry.table == STEPS else TABLES[entry.table].by_name.keys()


def map_sheets(mapping: MappingFile, sheets: Sequence[RawSheet]) -> tuple[list[Recognised], list[RawSheet]]:
    """Take the sheets a mapping names, and give them and the rest; hidden sheets are not read even then.

    A sheet of a table that the mapping gives to another sheet of the same file is left out.

    Raises:
        ConfigError: a sheet or a heading that the mapping names is not there.
    """
    mapped: list[Recognised] = []
    faults: list[Fault] = []
    rest = list(sheets)
    for entry in mapping.sheets:
        named = [sheet for sheet in rest if _is_named(entry, sheet)]
        if not named:
            remedy = "correct the mapping, or leave the entry out"
            faults.append(Fault("mapping", f"there is no {_name(entry)} in the export", remedy))
        for sheet in named:
            match, missing = _match(entry, sheet)
            rest.remove(sheet)
            if match:
                mapped.append(match)
                faults += find_repeated(match)
            faults += [
                Fault(
                    place(sheet),
                    f'the mapping names the heading "{heading}", which is not there',
                    "correct the mapping",
                )
                for heading in missing
            ]
    if faults:
        raise ConfigError(*faults)
    return mapped, rest


def map_alone(mapping: MappingFile, sheet: RawSheet) -> Recognised | None:
    """The sheet as a mapping has it, whatever else the export holds; None where no entry names it or fits it."""
    matches = (_match(entry, sheet)[0] for entry in mapping.sheets if _is_named(entry, sheet))
    return next(filter(None, matches), None)


def _is_named(entry: MappedSheet, sheet: RawSheet) -> bool:
    return sheet.visible and sheet.name == entry.sheet and entry.file in {"", sheet.file}


def _name(entry: MappedSheet) -> str:
    kind = f'visible sheet "{entry.sheet}"' if entry.sheet else "text file"
    return f'{kind} in a file "{entry.file}"' if entry.file else kind


def _match(entry: MappedSheet, sheet: RawSheet) -> tuple[Recognised | None, list[str]]:
    """The sheet with its columns, or the headings that are missing from the row that has most of them."""
    best: list[str] = list(entry.columns.values())
    for index in range(min(sheet.rows, TITLE_ROWS)):
        cells = headings(sheet, index)
        written = [normalise(cell) for cell in cells]
        missing = [heading for heading in entry.columns.values() if normalise(heading) not in written]
        if not missing:
            places = {column: written.index(normalise(heading)) for column, heading in entry.columns.items()}
            columns = {column: Found(at, cells[at]) for column, at in places.items()}
            known = entry.spec.aliases
            rest = [(cell, name) for cell, name in zip(cells, written, strict=True) if name]
            ignored = tuple(cell for cell, name in rest if known.get(name) == "")
            unknown = tuple(cell for cell, name in rest if name not in known)
            layout = entry.like.partition(":")[0] or MAPPING
            return Recognised(sheet, layout, entry.spec, index, columns, ignored, unknown), []
        if len(missing) < len(best):
            best = missing
    return None, best


def event_words(mapping: MappingFile) -> Mapping[str, EventWords]:
    """The event words of a mapping, by normalised spelling."""
    types = load_lookup().events
    never = EventWords(table="", type="", spellings=())
    return {normalise(said): types[normalise(meant)] if meant else never for said, meant in mapping.events.items()}
