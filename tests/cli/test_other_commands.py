"""`columns`, `sample`, `--help` and `--version`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands import AS_OF, CANARY, SAMPLES, run_command
from cwd_audit import __version__
from exports import write_export


def test_columns_says_what_was_recognised(tmp_path: Path) -> None:
    """Sheet by sheet: the table, the layout, the row of the header, each heading; no value of a cell."""
    write_export(tmp_path, {"Favourite colour": "green"})
    (tmp_path / "notes.csv").write_text("Remember\nthe milk\n", encoding="utf-8")
    ran = run_command(["columns", "."], tmp_path)
    lines = ran.out.splitlines()

    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"cases\.csv: cases \(\w+ layout\), header in row 1", lines[0])
    assert any(line.split() == ["pathway_start", "pathway_start"] for line in lines)
    assert any(line.split() == ["Favourite", "colour", "not", "known,", "not", "used"] for line in lines)
    assert any(line.startswith("notes.csv: not recognised") for line in lines)
    assert CANARY not in ran.out
    assert "green" not in ran.out


def test_columns_says_what_is_missing_for_which_rules(tmp_path: Path) -> None:
    """Sheet by sheet, then what no sheet has, and how many rules of the policy can be run."""
    write_export(tmp_path, {"pathway": "CIN"})
    (tmp_path / "reviews.csv").write_text("case_id,date\n00101,01/09/2026\n", encoding="utf-8")
    lines = run_command(["columns", ".", "--policy", "bromley"], tmp_path).out.splitlines()
    lacking = [line for line in lines if line.startswith("  not found ") and "legal_status" in line]
    (elsewhere,) = [line for line in lines if line.startswith("  supervisions ")]

    assert len(lacking) == 1
    assert re.search(r"legal_status, wanted by \d+ rules: bromley\.", lacking[0])
    assert "date" in elsewhere
    assert "bromley.cin.supervision" in elsewhere
    assert re.fullmatch(r"bromley: \d+ of \d+ rules can be run on this export", lines[-1])
    assert run_command(["columns", "."], tmp_path).out.splitlines()[-1].startswith("Name a policy (--policy ID)")


def test_columns_names_hidden_sheets(tmp_path: Path) -> None:
    """They are not read in silence."""
    assert "the sheet is hidden" in run_command(["columns", SAMPLES / "troubled.xlsx"], tmp_path).out


def test_columns_obeys_a_mapping(tmp_path: Path) -> None:
    """What a mapping says is shown as recognised by it."""
    (tmp_path / "list.csv").write_text("Number,Where\n00101,CIN\n", encoding="utf-8")
    mapping = '[[sheet]]\ntable = "cases"\n[sheet.columns]\ncase_id = "Number"\npathway = "Where"\n'
    (tmp_path / "map.toml").write_text(mapping, encoding="utf-8")
    ran = run_command(["columns", "list.csv", "--map", "map.toml"], tmp_path)

    assert "list.csv: cases (mapping layout), header in row 1" in ran.out


@pytest.mark.parametrize("layout", ["plain", "liquidlogic", "mosaic"])
def test_a_sample_can_be_checked(layout: str, tmp_path: Path) -> None:
    """What the command writes is an export like any other, the same bytes for the same seed."""
    sample = ["sample", "--policy", "stoke", "--cases", "15", "--seed", "7", "--layout", layout, "--as-of", AS_OF]
    first = run_command([*sample, "--output", "try.xlsx"], tmp_path)
    run_command([*sample, "--output", "again.xlsx"], tmp_path)
    ran = run_command(["check", "try.xlsx", "--as-of", AS_OF], tmp_path)

    assert (first.code, first.content, first.err) == (0, b"", "Written to try.xlsx.\n")
    assert (tmp_path / "try.xlsx").read_bytes() == (tmp_path / "again.xlsx").read_bytes()
    assert ran.code in {0, 1}
    assert " open cases as at 31 October 2026" in ran.err


def test_a_sample_may_be_a_folder_of_text_files(tmp_path: Path) -> None:
    """A name without an ending is a folder."""
    sample = ["sample", "--policy", "warks", "--cases", "5", "--as-of", AS_OF, "--clean", "--output", "ours"]
    run_command(sample, tmp_path)

    assert run_command(["check", "ours", "--as-of", AS_OF], tmp_path).code == 0


def test_the_version_is_said(tmp_path: Path) -> None:
    """On standard output, alone."""
    ran = run_command(["--version"], tmp_path)

    assert (ran.code, ran.out, ran.err) == (0, f"cwd-audit {__version__}\n", "")


POLICY = [f"policy {name}" for name in ("list", "show", "check", "new", "compare")]


@pytest.mark.parametrize("command", ["check", "explain", "columns", "sample", "policy", *POLICY])
def test_every_command_has_help(command: str, tmp_path: Path) -> None:
    """It goes to standard output and fits a terminal of 80 columns."""
    ran = run_command([*command.split(), "--help"], tmp_path)

    assert ran.code == 0
    assert ran.out.startswith(f"Usage: cwd-audit {command}")
    assert max(map(len, ran.out.splitlines())) <= 80


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    """On standard error, since nothing was asked for; it begins with how to start."""
    ran = run_command([], tmp_path)

    assert (ran.code, ran.content) == (2, b"")
    assert "Start with: cwd-audit check export.xlsx" in ran.err
