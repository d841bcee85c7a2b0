"""`validate`: the problems of the records alone, in every form.

`CWD_AUDIT_GOLDEN=1 pytest tests/cli/test_validate.py` writes the kept text anew.
"""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import jsonschema
import pytest
from openpyxl import load_workbook

from commands import AS_OF, CANARY, SAMPLES, run_command
from cwd_audit.resources import schemas
from exports import write_export
from goldens import is_golden
from processes import run_and_write

TROUBLED = ["validate", str(SAMPLES / "troubled.xlsx"), "--as-of", AS_OF]
VISITS = """\
case_id,name,date
00101,Canaria Testchild,20/10/2026
00101,Canaria Testchild,31/02/2026
00102,Canaria Testchild,Tuesday
"""
SEEN = {"last_visit": "20/10/2026", "last_review": "20/10/2026"}


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A folder with two children, one of whom nobody can assess, and two visits without a day."""
    write_export(
        tmp_path, {"last_review": "20/10/2026"}, {"case_id": "00102", "pathway_start": "", "team": "Team South"}
    )
    (tmp_path / "visits.csv").write_text(VISITS, encoding="utf-8")
    return tmp_path


def validate(folder: Path, *args: str) -> list[str]:
    """The command on a folder."""
    return ["validate", str(folder), "--policy", "warks", "--as-of", AS_OF, *args]


def test_the_table(spoilt: Path, tmp_path: Path) -> None:
    """What it hides, by kind, team and worker, completeness, what was read, and how the score is counted."""
    ran = run_command(validate(spoilt), tmp_path)

    assert (ran.code, ran.err) == (1, "")
    assert is_golden("validate.txt", ran.out)


@pytest.mark.parametrize("ending", ["txt", "csv", "json", "xlsx"])
def test_no_value_of_a_cell_is_shown(ending: str, spoilt: Path, tmp_path: Path) -> None:
    """No name of a child, and nothing of what was written where a date should be."""
    ran = run_command(validate(spoilt, "--output", f"quality.{ending}"), tmp_path)
    written = (tmp_path / f"quality.{ending}").read_bytes()
    if ending == "xlsx":
        cells = [str(cell) for sheet in load_workbook(io.BytesIO(written)) for row in sheet.values for cell in row]
        written = "\n".join(cells).encode()

    assert ran.code == 1
    assert ran.err.endswith(f"Written to quality.{ending}.\n")
    assert b"Team South" in written
    for value in (CANARY, CANARY.partition(" ")[0], "Tuesday", "31/02/2026"):
        assert value.encode() not in written
        assert value not in ran.err


def test_every_form_tells_the_same(tmp_path: Path) -> None:
    """The problems of the workbook, the CSV and the JSON are the same, one for one."""
    for ending in ("csv", "json", "xlsx"):
        run_command([*TROUBLED, "--output", f"quality.{ending}"], tmp_path)
    document = json.loads((tmp_path / "quality.json").read_text(encoding="ascii"))
    lines = list(csv.DictReader(io.StringIO((tmp_path / "quality.csv").read_text(encoding="utf-8-sig"), newline="")))
    book = load_workbook(tmp_path / "quality.xlsx")
    told = [problem["code"] for problem in document["problems"]]

    assert told == [line["code"] for line in lines]
    assert told == [row[-1] for row in book["Problems"].iter_rows(min_row=5, values_only=True)]
    assert [line["team"] for line in lines] == [problem["team"] for problem in document["problems"]]
    assert book.sheetnames == ["Summary", "Problems", "By team", "Completeness", "What it hides"]
    assert sum(kind["number"] for kind in document["kinds"]) == len(told)
    assert all(each["rows"] == each["rows_used"] + each["rows_set_aside"] for each in document["sources"])


@pytest.mark.parametrize("sample", ["troubled.xlsx", "clean.xlsx", "bromley-mosaic.xlsx", "stoke-on-trent-plain-csv"])
def test_the_document_is_what_the_schema_says(sample: str, tmp_path: Path) -> None:
    """Every key is there and no other is."""
    schema = json.loads((schemas() / "meta" / "validate.schema.json").read_text(encoding="utf-8"))
    ran = run_command(["validate", SAMPLES / sample, "--as-of", AS_OF, "--format", "json"], tmp_path)

    jsonschema.validate(json.loads(ran.out), schema, format_checker=jsonschema.FormatChecker())


def test_how_a_run_ends(tmp_path: Path) -> None:
    """0 where every child can be assessed and no row was lost; 1 otherwise; 2 where it could not run."""
    clean, lost, unknown, nobody = (tmp_path / name for name in ("clean", "lost", "unknown", "nobody"))
    for folder in (clean, lost, unknown, nobody):
        folder.mkdir()
    write_export(clean, SEEN)
    write_export(lost, SEEN, SEEN | {"case_id": ""})
    write_export(unknown, SEEN | {"pathway": ""})
    write_export(nobody, SEEN | {"closed_on": "01/10/2026"})

    assert [run_command(validate(folder), tmp_path).code for folder in (clean, lost, unknown, nobody)] == [0, 1, 1, 1]
    assert run_command(["validate", "missing.xlsx"], tmp_path).code == 2


def test_a_workbook_is_not_poured_into_a_terminal(tmp_path: Path) -> None:
    """It says what to do instead."""
    refused = run_command([*TROUBLED, "--format", "xlsx"], tmp_path, out_terminal=True)

    assert (refused.code, refused.content) == (2, b"")
    assert refused.err == "cwd-audit: --format: a report of format xlsx is a file\n  Add --output report.xlsx.\n"


def test_only_its_own_formats(tmp_path: Path) -> None:
    """A format of `check` alone is refused; one that the team is used to for reports is passed over."""
    write_export(tmp_path, SEEN)
    (tmp_path / "cwd-audit.toml").write_text('format = "plain"\npolicy = "warks"\n', encoding="utf-8")
    refused = run_command(["validate", "cases.csv", "--as-of", AS_OF, "--format", "plain"], tmp_path)
    usual = run_command(["validate", "cases.csv", "--as-of", AS_OF], tmp_path)

    assert (refused.code, usual.code) == (2, 0)
    assert usual.out.startswith("Data quality: ")


def test_a_terminal_gets_a_table_that_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the width that it has."""
    monkeypatch.setenv("COLUMNS", "70")
    monkeypatch.setenv("NO_COLOR", "1")
    ran = run_command(TROUBLED, tmp_path, out_terminal=True)

    assert max(map(len, ran.out.splitlines())) <= 70


def test_the_same_bytes(tmp_path: Path) -> None:
    """In another process, and another order of hashing."""
    written = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        written.append(run_and_write(TROUBLED, ("json", "xlsx"), folder, {"PYTHONHASHSEED": seed}))

    assert written[0] == written[1]


def test_national_policies_set_no_score(tmp_path: Path) -> None:
    """Laid beside the council's own they change nothing of what counts."""
    write_export(tmp_path, SEEN)
    alone, beside = (
        run_command(["validate", "cases.csv", "--as-of", AS_OF, "--format", "json", "--policy", policy], tmp_path)
        for policy in ("warks", "warks,england-statutory")
    )

    assert json.loads(alone.out)["score"] == json.loads(beside.out)["score"]
    assert (alone.code, beside.code) == (0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="the names of files hold what Windows does not allow")
def test_hostile_names_do_nothing(tmp_path: Path) -> None:
    """A file, a heading, a team and a worker that are formulas or codes of a terminal."""
    head = "case_id,pathway,team,worker,=1+1\n"
    row = '00101,\x1b[31mred,=cmd|"/c calc"!A1,+worker,x\n'.replace('"', "")
    (tmp_path / "=1+1.csv").write_text(head + row, encoding="utf-8")
    ran = run_command(["validate", ".", "--policy", "warks", "--as-of", AS_OF], tmp_path)
    lines = run_command(["validate", ".", "--policy", "warks", "--as-of", AS_OF, "--format", "csv"], tmp_path).out

    assert "\x1b" not in ran.out + lines
    assert not {cell[:1] for line in csv.reader(io.StringIO(lines)) for cell in line} & set("=+-@")
