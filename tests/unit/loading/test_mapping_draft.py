"""A draft of a mapping reads what was recognised without it; its gaps are comments."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from commands import SAMPLES, run_command
from cwd_audit.cli.exits import Exit
from cwd_audit.loading.layouts import load_layouts
from cwd_audit.loading.load import begin, load_caseload, recognise_sheets
from cwd_audit.loading.mapping import MappingFile, read_mapping
from cwd_audit.loading.mapping_draft import draft_mapping

AS_OF = date(2026, 10, 31)


def written(tmp_path: Path, name: str, text: str) -> Path:
    """A file with this text."""
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("sample", ["bromley-liquidlogic.xlsx", "stoke-on-trent-mosaic.xlsx"])
def test_the_draft_finds_the_columns_that_were_found_without_it(sample: str, tmp_path: Path) -> None:
    """What a draft says is what was recognised."""
    exports = [SAMPLES / sample]
    before = recognise_sheets(begin(exports))
    mapping = read_mapping(written(tmp_path, "map.toml", draft_mapping(before, load_layouts())))
    after = recognise_sheets(begin(exports), mapping)
    assert before.recognised
    assert {(match.sheet.name, match.spec.table): match.columns for match in before.recognised} == {
        (match.sheet.name, match.spec.table): match.columns for match in after.recognised
    }
    assert [match.unknown for match in before.recognised] == [match.unknown for match in after.recognised]
    assert {match.layout for match in after.recognised} == {"mapping"}
    assert "file = " not in draft_mapping(before, load_layouts()), "next month's export has another name"


def test_what_was_not_used_or_not_recognised_stands_in_comments(tmp_path: Path) -> None:
    """Nothing that needs a decision is decided by the draft."""
    cases = written(tmp_path, "cases.csv", 'case_id,pathway,allocated_workr,"a ""quoted"" one"\n0012,CIN,x,y\n')
    other = written(tmp_path, "other.csv", "case_id,date of tea\n0012,x\n")
    text = draft_mapping(recognise_sheets(begin([cases, other])), load_layouts())
    entries = tomllib.loads(text)["sheet"]
    assert [entry["table"] for entry in entries] == ["cases"]
    assert entries[0]["columns"] == {"case_id": "case_id", "pathway": "pathway"}
    assert r'# not used: "a \"quoted\" one"' in text
    assert "# This sheet was not recognised." in text
    assert '# file = "other.csv"' in text


def test_the_command_writes_a_new_file_only(tmp_path: Path) -> None:
    """A mapping that somebody edited is never replaced."""
    target = tmp_path / "map.toml"
    args = ("columns", SAMPLES / "bromley-liquidlogic.xlsx", "--write", target)
    ran = run_command(args, tmp_path)
    assert (ran.code, ran.out) == (0, "")
    assert "Written to map.toml." in ran.err
    assert read_mapping(target).sheets
    edited = written(tmp_path, "map.toml", "# mine\n")
    refused = run_command(args, tmp_path)
    assert refused.code == Exit.COULD_NOT_RUN
    assert "it exists already" in refused.err
    assert edited.read_text(encoding="utf-8") == "# mine\n"


def test_the_draft_of_a_layout_that_says_more_than_headings_names_it(tmp_path: Path) -> None:
    """Lists that are one list of cases stay so, and what leads to a child goes on leading there."""
    (tmp_path / "in").mkdir()
    episodes = "cine_person_id,cine_referral_date\n17,2025-06-01\n"
    plans = "cppl_cp_plan_id,cppl_person_id,cppl_cp_plan_start_date\n50,17,2026-03-01\n"
    visits = "cppv_cp_plan_id,cppv_cp_visit_date\n50,2026-04-01\n"
    for name, text in (("ssd_cin_episodes", episodes), ("ssd_cp_plans", plans), ("ssd_cp_visits", visits)):
        written(tmp_path / "in", f"{name}.csv", text)
    before = recognise_sheets(begin([tmp_path / "in"]))
    text = draft_mapping(before, load_layouts())
    mapping = read_mapping(written(tmp_path, "map.toml", text))
    caseloads = [load_caseload(begin([tmp_path / "in"]), AS_OF, each) for each in (MappingFile(), mapping)]

    assert 'as = "ssd: ssd_cp_visits by plan"' in text
    assert [each.tables["visits"]["case_id"].tolist() for each in caseloads] == [["17"], ["17"]]
    assert [len(each.tables["cases"]) for each in caseloads] == [1, 1]
    assert caseloads[0].notes == caseloads[1].notes
    assert caseloads[0].untold == caseloads[1].untold
