"""`pseudonymise` lets nothing through that tells who is who, and writes all or nothing."""

from __future__ import annotations

import stat
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from builders_containers import Cell, workbook
from commands import AS_OF, SAMPLES, Ran, run_command
from cwd_audit.loading.words import load_lookup
from cwd_audit.model.canonical import TABLES, Column, Kind
from folders import content

EXPORT = SAMPLES / "stoke-on-trent-plain.xlsx"
LABEL = "Pseudonymised: still personal data"
MADE = {"pseudonymised.xlsx", "READ-ME-FIRST.txt"}
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")


def pseudonymise(folder: Path, *args: str | Path, export: Path = EXPORT, least: str = "0") -> Ran:
    """Run it with the key and the output in a folder."""
    shared = ["--key-file", "key", "--output", "out", "--as-of", AS_OF, "--least-k", least]
    return run_command(["pseudonymise", export, *shared, *args], folder)


def everything() -> dict[str, list[list[Cell]]]:
    """One row in every table, with a canary in every cell that takes words, and in numbers of children."""
    return {table.name: [list(table.by_name), list(_cells(table.columns))] for table in TABLES.values()}


def _cells(columns: tuple[Column, ...]) -> Iterator[Cell]:
    events: dict[str, str] = {entry.table: entry.type for entry in load_lookup().events.values()}
    for column in columns:
        match column.kind:
            case Kind.DATE:
                yield date(2014, 5, 17) if column.name == "dob" else date(2026, 3, 4)
            case Kind.WHOLE_NUMBER | Kind.AMOUNT:
                yield 6
            case Kind.PERIOD:
                yield "6 weeks"
            case Kind.EVENT:
                yield events[f"{column.vocabulary}s"]
            case Kind.ID:
                yield f"CANARY{column.name.upper()}0017"
            case _:
                yield f"Canary {column.name} Testchild"


def test_no_word_of_the_export_gets_out(tmp_path: Path) -> None:
    """Neither names nor numbers nor free text nor birthdays: not in a part of the workbook, and not on the console."""
    export = tmp_path / "Canary Testchild.xlsx"
    export.write_bytes(workbook(everything()))
    ran = pseudonymise(tmp_path, "--policy", "warks", export=export)
    written = content(tmp_path / "out")
    said = {"out": ran.content, "err": ran.err.encode(), **written}

    assert ran.code == 0, ran.err
    assert {f"pseudonymised.xlsx/xl/worksheets/sheet{at}.xml" for at in range(1, len(TABLES) + 2)} < written.keys()
    assert [name for name, text in said.items() if b"canary" in text.lower() or b"testchild" in text.lower()] == []
    assert b"2014" not in written["READ-ME-FIRST.txt"]
    key = (tmp_path / "key").read_bytes().strip()
    assert [name for name, text in said.items() if key in text] == []


def test_what_is_written_is_read_back_and_labelled(tmp_path: Path) -> None:
    """Every sheet says what it is; the first is no table, which is said, and the run has no other problem of it."""
    assert pseudonymise(tmp_path, "--shift", "0", "--dob", "exact").code == 0
    columns = run_command(["columns", "out"], tmp_path).out
    before, after = (
        run_command(["check", path, "--as-of", AS_OF, "--format", "csv"], tmp_path) for path in (EXPORT, "out")
    )
    strings = content(tmp_path / "out")["pseudonymised.xlsx/xl/sharedStrings.xml"].decode()
    sheets = [name for name in content(tmp_path / "out") if "/worksheets/sheet" in name]

    assert 'sheet "About": not recognised' in columns
    assert "not known" not in columns
    assert before.code == after.code == 1
    assert before.out.count("\n") == after.out.count("\n")
    assert before.err.splitlines()[0] == after.err.splitlines()[0]
    assert strings.count(LABEL) == 1  # stands once, and every sheet refers to it
    assert [
        name for name in sheets if '<c r="A1" s="1" t="s"><v>0</v>' not in content(tmp_path / "out")[name].decode()
    ] == []
    assert (tmp_path / "out" / "READ-ME-FIRST.txt").read_text(encoding="utf-8").startswith(f"{LABEL}\n")


def test_the_same_key_gives_the_same_bytes_and_another_key_others(tmp_path: Path) -> None:
    """Whatever the day; and the key is as it was."""
    pseudonymise(tmp_path)
    first, key = content(tmp_path / "out"), (tmp_path / "key").read_bytes()
    again = pseudonymise(tmp_path)
    assert (content(tmp_path / "out"), (tmp_path / "key").read_bytes()) == (first, key)
    assert "The key was not changed" in again.err

    (tmp_path / "key").unlink()
    assert "The key was made" in pseudonymise(tmp_path).err
    assert content(tmp_path / "out") != first


@posix
def test_only_the_owner_can_read_what_is_written(tmp_path: Path) -> None:
    """Folder, files and key; nothing else is left."""
    pseudonymise(tmp_path)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.rglob("*")}

    assert modes == {"key": 0o600, "out": 0o700, **dict.fromkeys(MADE, 0o600)}


def test_small_groups_are_refused_and_what_would_help_is_named(tmp_path: Path) -> None:
    """It does help; and neither key nor folder was made before."""
    refused = pseudonymise(tmp_path, least="5")
    drops = refused.err.partition("--drop ")[2].partition(" or")[0].rstrip(",")
    assert refused.code == 2
    assert list(tmp_path.iterdir()) == []

    done = pseudonymise(tmp_path, "--drop", drops, least="5")
    assert done.code == 0, done.err
    assert f"cases.{drops.partition(',')[0]}" in done.err.partition("Left out: ")[2]


def test_columns_can_be_left_out_in_one_table_or_in_all(tmp_path: Path) -> None:
    """A table without a column that it must have goes too; what cannot be run then is named."""
    ran = pseudonymise(tmp_path, "--drop", "Plan Type,pathways.pathway,visits.mode", "--dob", "none")
    columns = run_command(["columns", "out"], tmp_path).out
    found = {line.split()[-1] for line in columns.splitlines() if line.startswith("  ") and "not found" not in line}

    assert 'sheet "pathways"' not in columns
    assert not found & {"plan_type", "dob"}
    assert "stoke.sb.plan-exists" in ran.err.partition("Not run, since their columns are left out: ")[2]


def test_what_moves_is_said(tmp_path: Path) -> None:
    """On the console in short, in the label with every rule; and that no one day fits any more."""
    ran = pseudonymise(tmp_path)
    label = " ".join((tmp_path / "out" / "READ-ME-FIRST.txt").read_text(encoding="utf-8").split())

    assert "up to 26 either way" in ran.err
    assert "more." in ran.err.partition("so that days move: ")[2]
    assert "No --as-of fits all children any more" in label
    assert "stoke.sb.review" in label.partition("so that days move: ")[2]
    assert "Each date of birth stands on the first day of its quarter." in label


def test_a_birth_to_come_is_left_out(tmp_path: Path) -> None:
    """Made coarser it might seem past; told exactly it stays."""
    rows: list[list[Cell]] = [
        ["case_id", "dob", "pathway", "pathway_start"],
        ["00101", date(2026, 11, 20), "SSH", date(2026, 9, 1)],
    ]
    export = tmp_path / "in.xlsx"
    export.write_bytes(workbook({"cases": rows}))
    coarse = pseudonymise(tmp_path, "--shift", "0", "--policy", "warks", export=export)
    exact = pseudonymise(tmp_path, "--shift", "0", "--dob", "exact", "--policy", "warks", export=export)

    assert "Dates of birth still to come are left out: 1." in coarse.err
    assert "still to come" not in exact.err
