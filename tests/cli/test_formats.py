"""The form of a report: asked for, by the ending of the file, as the team is used to, or by where it goes."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

from commands import AS_OF, CANARY, SAMPLES, run_command
from cwd_audit.cli.formats import choose_format
from cwd_audit.reporting import reporter_names
from cwd_audit.reporting.columns import COLUMNS
from cwd_audit.resources import schemas
from exports import write_export

COLUMN_NAMES = [column.name for column in COLUMNS if not column.personal]
CHECK: list[str | Path] = ["check", SAMPLES / "bromley-plain.xlsx", "--as-of", AS_OF]


@pytest.mark.parametrize(
    ("asked", "output", "usual", "expected"),
    [
        ("", "", "", "table"),
        ("", "", "csv", "csv"),
        ("json", "", "csv", "json"),
        ("JSON", "report.csv", "xlsx", "json"),
        ("", "report.csv", "xlsx", "csv"),
        ("", "report.XLSX", "csv", "xlsx"),
        ("", "report.json", "", "json"),
        ("", "report.txt", "xlsx", "table"),
        ("", "report.tsv", "xlsx", "plain"),
        ("", "summary.md", "xlsx", "markdown"),
        ("", "report.XML", "", "junit"),
        ("", "report", "csv", "csv"),
        ("", "report", "", "table"),
    ],
)
def test_what_decides(asked: str, output: str, usual: str, expected: str) -> None:
    """`--format` comes first, then the ending of `--output`, then the configuration."""
    assert expected == choose_format(asked, Path(output) if output else None, usual)


def test_a_pipe_loses_no_column(tmp_path: Path) -> None:
    """Tab-separated, the names of the columns first, each line as long as the first."""
    lines = run_command(CHECK, tmp_path).out.splitlines()

    assert lines[0].split("\t") == COLUMN_NAMES
    assert {line.count("\t") for line in lines} == {len(COLUMN_NAMES) - 1}
    assert len(lines) > 100


def test_every_format_tells_the_same(tmp_path: Path) -> None:
    """Whatever the form, the findings are those of the pipe, line for line."""
    piped = [line.split("\t") for line in run_command(CHECK, tmp_path).out.splitlines()]
    for ending in ("csv", "json", "xlsx", "tsv"):
        run_command([*CHECK, "--output", f"report.{ending}"], tmp_path)
    written = csv.reader(io.StringIO((tmp_path / "report.csv").read_text(encoding="utf-8-sig")))
    findings = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["findings"]
    sheet = load_workbook(tmp_path / "report.xlsx")["All findings"]

    assert piped == list(written)
    assert piped == [line.split("\t") for line in (tmp_path / "report.tsv").read_text(encoding="utf-8").splitlines()]
    assert [row[0] for row in piped[1:]] == [finding["case_id"] for finding in findings]
    assert sheet.max_row >= len(piped)


def test_json_is_what_the_schema_says(tmp_path: Path) -> None:
    """With every trouble an export can have."""
    schema = json.loads((schemas() / "meta" / "report.schema.json").read_text(encoding="utf-8"))
    for sample in ("troubled.xlsx", "torbay-mosaic.xlsx", "bromley-wide-liquidlogic.xlsx"):
        ran = run_command(["check", SAMPLES / sample, "--as-of", AS_OF, "--format", "json"], tmp_path)
        jsonschema.validate(json.loads(ran.out), schema, format_checker=jsonschema.FormatChecker())


def test_a_workbook_is_not_poured_into_a_terminal(tmp_path: Path) -> None:
    """It says what to do instead; a pipe gets the bytes."""
    refused = run_command([*CHECK, "--format", "xlsx"], tmp_path, out_terminal=True)
    piped = run_command([*CHECK, "--format", "xlsx"], tmp_path)

    assert (refused.code, refused.content) == (2, b"")
    assert refused.err == "cwd-audit: --format: a report of format xlsx is a file\n  Add --output report.xlsx.\n"
    assert piped.content.startswith(b"PK")


@pytest.mark.parametrize("ending", ["csv", "json", "xlsx", "txt", "tsv", "md", "xml"])
def test_names_are_shown_only_when_asked_for(ending: str, tmp_path: Path) -> None:
    """In no form and no message, unless `--names` is given."""
    write_export(tmp_path, {"last_visit": "01/09/2026"})
    check = ["check", "cases.csv", "--policy", "warks", "--as-of", AS_OF, "--output", f"report.{ending}"]
    without = run_command(check, tmp_path)
    silent = (tmp_path / f"report.{ending}").read_bytes()
    run_command([*check, "--names"], tmp_path)
    named = (tmp_path / f"report.{ending}").read_bytes()

    assert CANARY not in without.out + without.err
    if ending == "xlsx":
        assert CANARY not in texts_of(silent)
        assert CANARY in texts_of(named)
    else:
        assert CANARY.encode() not in silent
        assert CANARY.encode() in named


@pytest.mark.parametrize("form", sorted({*reporter_names()} - {"xlsx"}))
def test_the_exit_code_is_the_same_in_every_format(form: str, tmp_path: Path) -> None:
    """Nothing is overdue in this export, and one visit is due soon: `--fail-on` alone decides."""
    write_export(tmp_path, {"last_visit": "01/10/2026"})
    check = ["check", "cases.csv", "--policy", "warks", "--as-of", AS_OF, "--requirement", "visit", "--format", form]

    assert run_command([*check, "--fail-on", "due-soon"], tmp_path).code == 1


def texts_of(workbook: bytes) -> set[object]:
    """Every cell of a workbook."""
    book = load_workbook(io.BytesIO(workbook))
    return {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row}


def test_a_table_in_a_file_leaves_no_column_out(tmp_path: Path) -> None:
    """A file has no width that something could fail to fit."""
    export = SAMPLES / "bromley-liquidlogic.xlsx"
    run_command(["check", export, "--as-of", AS_OF, "--output", "report.txt"], tmp_path)
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")

    assert "Too narrow" not in text
    heads = text.splitlines()[3]
    assert all(
        head in heads for head in ("Child ID", "Pathway", "What is owed", "Due", "Days overdue", "Worker", "Team")
    )
