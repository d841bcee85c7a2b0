"""The month from the command line."""

from __future__ import annotations

import json
import stat
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from commands import SAMPLES, Ran, run_command
from cwd_audit.cli.months import read_month
from cwd_audit.reporting.month import month_formats
from cwd_audit.resources import schemas

REPORT: list[str | Path] = ["report", SAMPLES / "bromley-plain.xlsx", "--month", "2026-10", "--output"]
SMALL: list[str | Path] = ["report", "small.csv", "--policy", "bromley", "--month", "2026-10", "--output"]
FILES = sorted(f"report.{ending}" for ending in month_formats())
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")


def write_small(folder: Path) -> None:
    """An export of one child, which is quickly read."""
    (folder / "small.csv").write_text("case_id,pathway,pathway_start\n1,CIN,01/06/2026\n", encoding="utf-8")


def files_in(folder: Path) -> list[str]:
    """The names of what is in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A report of October, and what its run said."""
    folder = tmp_path_factory.mktemp("made")
    return folder / "pack", run_command([*REPORT, "pack"], folder)


def test_all_files_are_in_a_folder_that_was_made(made: tuple[Path, Ran]) -> None:
    """Nothing on standard output; on standard error the message, what is hidden, and where it is."""
    folder, ran = made

    assert (0, b"") == (ran.code, ran.content)
    assert FILES == files_in(folder)
    assert ran.err.startswith("October 2026: ")
    assert " children open at 31 October 2026" in ran.err.splitlines()[0]
    assert "Written to the folder pack: " in ran.err.splitlines()[-1]
    assert all(name in ran.err.splitlines()[-1] for name in FILES)


@posix
def test_its_owner_alone_may_read_it(made: tuple[Path, Ran]) -> None:
    """The folder too, since the run made it."""
    folder, _ = made

    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_the_json_fits_the_published_schema(made: tuple[Path, Ran]) -> None:
    """And gives the percentage beside its numbers."""
    folder, _ = made
    document: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    schema = json.loads((schemas() / "meta" / "month.schema.json").read_text(encoding="utf-8"))
    faults = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(document)

    assert [fault.message for fault in faults] == []
    assert document["indicators"]
    assert {"numerator", "denominator", "not_assessed", "percent"} == set(
        document["indicators"][0]["whole"]["at_month_end"]
    )


def test_the_same_input_makes_the_same_bytes(made: tuple[Path, Ran], tmp_path: Path) -> None:
    """Of every file."""
    folder, _ = made
    run_command([*REPORT, "again"], tmp_path)

    assert FILES == [name for name in FILES if (folder / name).read_bytes() == (tmp_path / "again" / name).read_bytes()]


def test_an_earlier_report_is_replaced_and_nothing_else(tmp_path: Path) -> None:
    """What a person put beside it stays."""
    for name in (FILES[0], "commentary.docx"):
        (tmp_path / name).write_text("old", encoding="utf-8")
    write_small(tmp_path)
    ran = run_command([*SMALL, "."], tmp_path)

    assert ran.code == 0
    assert sorted([*FILES, "commentary.docx", "small.csv"]) == files_in(tmp_path)
    assert (tmp_path / "commentary.docx").read_text(encoding="utf-8") == "old"
    assert (tmp_path / FILES[0]).read_bytes() != b"old"


@pytest.mark.parametrize(
    ("written", "month_end"),
    [("2026-10", date(2026, 10, 31)), ("2024-02", date(2024, 2, 29)), ("", date(2026, 10, 31))],
)
def test_a_month_is_its_last_day(written: str, month_end: date) -> None:
    """Without one, the last that is over."""
    assert month_end == read_month(written, date(2026, 11, 22))


def test_a_month_is_over_on_its_last_day() -> None:
    """The report of a month may be made that evening."""
    assert date(2026, 11, 30) == read_month("", date(2026, 11, 30)) == read_month("2026-11", date(2026, 11, 30))


def test_a_history_file_fills_the_months_that_an_export_cannot_tell(tmp_path: Path) -> None:
    """September is stored, and October's report of last dates then has it; hidden numbers are stored as they are."""
    for month, seen in (("2026-09", "15/09/2026"), ("2026-10", "15/10/2026")):
        rows = "".join(f"{child},CIN,01/06/2026,{seen}\n" for child in range(1, 31))
        (tmp_path / "cases.csv").write_text(f"case_id,pathway,pathway_start,last_visit\n{rows}", encoding="utf-8")
        args = ["report", "cases.csv", "--policy", "bromley", "--month", month, "--history", "months.sqlite"]
        ran = run_command([*args, "--output", "pack"], tmp_path)
        assert ran.code == 0
    document = json.loads((tmp_path / "pack" / "report.json").read_text(encoding="utf-8"))
    visits = next(each for each in document["indicators"] if each["card"]["id"] == "bromley.visits")

    assert [("2026-09-30", True), ("2026-10-31", False)] == [
        (each["month_end"], each["stored"]) for each in visits["history"]
    ]
    assert visits["history"][0]["at_month_end"]["denominator"] == 30


def test_a_history_file_that_is_none_stops_the_run_before_anything_is_written(tmp_path: Path) -> None:
    """And is left as it was."""
    write_small(tmp_path)
    (tmp_path / "months.sqlite").write_text("no history", encoding="utf-8")
    ran = run_command([*SMALL, "pack", "--history", "months.sqlite"], tmp_path)

    assert ran.code == 2
    assert ran.err.startswith("cwd-audit: months.sqlite: it is no history file of cwd-audit\n")
    assert ["months.sqlite", "small.csv"] == files_in(tmp_path)
