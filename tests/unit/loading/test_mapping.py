"""A mapping says which heading is which column, where no layout knows it."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders_sheets import Rows, sheet, text_file
from cwd_audit.loading.mapping import MappedSheet, MappingFile, event_words, map_sheets, read_mapping
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.errors import ConfigError

SOUND = """
[[sheet]]
sheet = "Our list"
table = "visits"
[sheet.columns]
case_id = "Ref"
date = "When"
[events]
"Trip out" = "home visit"
"Chat" = ""
"""
BROKEN: tuple[tuple[str, str, list[str]], ...] = (
    ("not TOML", "[[sheet", ["it is not valid TOML"]),
    ("an unknown key", '[[tables]]\ntable = "visits"', ["key tables: there is no such key"]),
    (
        "an unknown key of a sheet",
        '[[sheet]]\ntable = "visits"\nname = "x"\ncolumns = {case_id = "a", date = "b"}',
        ["sheet 1, key name: there is no such key"],
    ),
    ("a key that is missing", '[[sheet]]\nsheet = "x"\ntable = "visits"', ["sheet 1, key columns: it is missing"]),
    (
        "a key of another kind",
        "[[sheet]]\ntable = 7\ncolumns = {}",
        ["sheet 1, key table: it is not written as it should be"],
    ),
    ("an unknown table", '[[sheet]]\ntable = "vists"\ncolumns = {}', ['sheet 1: there is no table "vists"']),
    (
        "an unknown column",
        '[[sheet]]\ntable = "visits"\ncolumns = {case_id = "a", dat = "b"}',
        ['sheet 1: visits has no column "dat"'],
    ),
    (
        "an unknown column of steps",
        '[[sheet]]\ntable = "steps"\ncolumns = {case_id = "a", dob = "b"}',
        ['sheet 1: steps has no column "dob"'],
    ),
    (
        "no ID and no date",
        '[[sheet]]\ntable = "visits"\ncolumns = {type = "a"}',
        ["sheet 1: it does not say which heading is the child's ID, date"],
    ),
    (
        "no type of step",
        '[[sheet]]\ntable = "steps"\ncolumns = {case_id = "a", date = "b"}',
        ["sheet 1: it does not say which heading is type"],
    ),
    (
        "the same sheet twice",
        '[[sheet]]\ntable = "cases"\ncolumns = {case_id = "a"}\n' * 2,
        ["sheet 2: the same sheet stands in an earlier entry"],
    ),
    ("an unknown type of event", '[events]\nTrip = "moon visit"', ['[events]: there is no type of event "moon visit"']),
    (
        "everything at once",
        (
            '[[sheet]]\ntable = "vists"\ncolumns = {}\n[[sheet]]\nsheet = "y"\ntable = "visits"\n'
            'columns = {case_id = "a", dat = "b"}\n'
            '[[sheet]]\nsheet = "x"\ntable = "reviews"\ncolumns = {case_id = "a"}\n[events]\na = "b"\nc = "d"'
        ),
        [
            'there is no table "vists"',
            'visits has no column "dat"',
            "which heading is date",
            'type of event "b"',
            'type of event "d"',
        ],
    ),
)


def write(folder: Path, text: str) -> Path:
    """A mapping file of this text."""
    path = folder / "map.toml"
    path.write_text(text, encoding="utf-8")
    return path


def mapping(sheet_name: str = "Our list", table: str = "visits", file: str = "", **columns: str) -> MappingFile:
    """A mapping of one sheet."""
    return MappingFile(sheets=(MappedSheet(sheet=sheet_name, file=file, table=table, columns=columns),))


def faults(entries: MappingFile, *sheets: RawSheet) -> list[str]:
    """What stops the run."""
    with pytest.raises(ConfigError) as stopped:
        map_sheets(entries, sheets)
    assert all(fault.remedy for fault in stopped.value.faults)
    return [f"{fault.where}: {fault.what}" for fault in stopped.value.faults]


def test_a_mapping_is_read(tmp_path: Path) -> None:
    """Sheets with their columns, and words of events; blank means never an event."""
    read = read_mapping(write(tmp_path, "\ufeff" + SOUND))

    assert (MappedSheet(sheet="Our list", table="visits", columns={"case_id": "Ref", "date": "When"}),) == read.sheets
    assert {said: (meant.table, meant.type) for said, meant in event_words(read).items()} == {
        "trip out": ("visits", "home visit"),
        "chat": ("", ""),
    }


@pytest.mark.parametrize(("text", "expected"), [each[1:] for each in BROKEN], ids=[each[0] for each in BROKEN])
def test_all_that_is_wrong_with_a_mapping_is_said_at_once(text: str, expected: list[str], tmp_path: Path) -> None:
    """With the place and the remedy."""
    with pytest.raises(ConfigError) as stopped:
        read_mapping(write(tmp_path, text))
    said = [f"{fault.where}: {fault.what}" for fault in stopped.value.faults]

    assert len(expected) == len(said)
    assert [part for part, fault in zip(expected, said, strict=True) if part not in fault] == []
    assert all(fault.where.startswith("map.toml") and fault.remedy for fault in stopped.value.faults)


def test_a_near_miss_of_a_column_is_suggested(tmp_path: Path) -> None:
    """Rather than the list of all."""
    with pytest.raises(ConfigError) as stopped:
        read_mapping(write(tmp_path, SOUND.replace("date =", "dat =")))

    assert [fault.remedy.casefold() for fault in stopped.value.faults] == ['did you mean "date"?']


@pytest.mark.parametrize("content", [None, b"\xff\xfe[\x00"], ids=["missing", "not text"])
def test_a_mapping_that_cannot_be_read(content: bytes | None, tmp_path: Path) -> None:
    """It is named by its file alone."""
    path = tmp_path / "map.toml"
    if content:
        path.write_bytes(content)

    with pytest.raises(ConfigError) as stopped:
        read_mapping(path)

    assert [fault.where for fault in stopped.value.faults] == ["map.toml"]


def test_headings_are_found_wherever_the_header_stands() -> None:
    """In any case and with any gaps; the rest of the sheets is given back."""
    ours, other = sheet("Our list", [["Visits"], [], ["Mood", "WHEN", "ref:"]]), sheet("Visits", [["LCS ID"]])
    (match,), rest = map_sheets(mapping(case_id="Ref", date="When"), [ours, other])

    assert (match.layout, match.spec.table, match.header_row) == ("mapping", "visits", 3)
    assert {name: found.position for name, found in match.columns.items()} == {"case_id": 2, "date": 1}
    assert match.unknown == ("Mood",)
    assert [other] == rest


def test_one_heading_may_be_two_columns() -> None:
    """A list of visits by supervisors, say."""
    header: Rows = [["Ref", "When", "Who"]]
    (match,), _ = map_sheets(
        mapping(case_id="Ref", date="When", visitor="Who", type="Who"), [sheet("Our list", header)]
    )

    assert match.columns["visitor"] == match.columns["type"]
    assert {"case_id", "date", "visitor", "type"} == set(match.columns)


def test_text_files_and_files_are_named() -> None:
    """A text file has no sheet; `file` tells files of the same sheets apart."""
    header: Rows = [["Ref", "When"]]
    sheets = [text_file("a.csv", header), text_file("b.csv", header), sheet("Our list", header)]
    both, rest = map_sheets(mapping("", case_id="Ref", date="When"), sheets)
    one, _ = map_sheets(mapping("", file="b.csv", case_id="Ref", date="When"), sheets)

    assert [match.sheet.file for match in both] == ["a.csv", "b.csv"]
    assert [match.sheet.file for match in one] == ["b.csv"]
    assert [sheets[2]] == rest


def test_what_is_not_there_is_named() -> None:
    """Sheets and headings, those of the row that has most of them; hidden sheets are as good as absent."""
    entries = MappingFile(
        sheets=(
            *mapping(case_id="Ref", date="When", visitor="Who").sheets,
            *mapping("Hidden", case_id="Ref", date="When").sheets,
            *mapping("", case_id="Ref", date="When").sheets,
            *mapping("Gone", file="old.xlsx", case_id="Ref", date="When").sheets,
        )
    )
    header = ["Ref", "When"]
    raw = sheet("Our list", [["Ref"], header, ["00123", "05/01/2026"]])

    assert faults(entries, raw, sheet("Hidden", [header], visible=False)) == [
        'export.xlsx: sheet "Our list": the mapping names the heading "Who", which is not there',
        'mapping: there is no visible sheet "Hidden" in the export',
        "mapping: there is no text file in the export",
        'mapping: there is no visible sheet "Gone" in a file "old.xlsx" in the export',
    ]


def test_a_mapped_heading_that_stands_twice_stops_the_run() -> None:
    """As it does in a layout."""
    (fault,) = faults(mapping(case_id="Ref", date="When"), sheet("Our list", [["Ref", "When", "when"]]))

    assert fault.startswith('export.xlsx: sheet "Our list", row 1, column "When": two columns have this heading')
