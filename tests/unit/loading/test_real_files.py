"""Files that others published, where the environment names their folder; they are no part of the repository."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from commands import run_command

FOLDER = os.environ.get("CWD_AUDIT_REAL_FILES")
pytestmark = pytest.mark.skipif(not FOLDER, reason="CWD_AUDIT_REAL_FILES names no folder")
COULD_NOT_JUDGE, FOUND = 3, 1


def audited(export: str, policy: str, as_of: str, folder: Path) -> tuple[int, dict[str, list[dict[str, Any]]]]:
    """Exit code and report of an export under a policy."""
    path = Path(str(FOLDER)) / export
    ran = run_command(["check", path, "--policy", policy, "--as-of", as_of, "--format", "json"], folder)
    return ran.code, json.loads(ran.out)


def test_annex_a_is_audited_as_far_as_it_carries(tmp_path: Path) -> None:
    """Lists 6, 7 and 8: looked-after children and protection plans are judged, need plans are not; nothing is green."""
    code, report = audited("annex-a/Annex_A.xlsx", "england-statutory", "2021-03-15", tmp_path)
    found = Counter((each["rule"].rpartition(".")[0], each["status"]) for each in report["findings"])

    assert code == FOUND
    assert found == {
        ("england-statutory.lac", "overdue"): 2,
        ("england-statutory.lac", "due_soon"): 3,
        ("england-statutory.lac", "in_time"): 1,
        ("england-statutory.s17", "not_assessed"): 5,
        ("england-statutory.cp", "in_time"): 2,
        ("england-statutory", "query"): 1,
    }
    assert {each["sheet"] for each in report["sources"]} == {"List 4", "List 6", "List 7", "List 8"}


@pytest.mark.parametrize(
    ("export", "policy"),
    [
        ("annex-a/Annex_A.xlsx", "bromley"),
        ("annex-a/Annex_A.xlsx", "warks"),
        ("ssda903-2021", "warks"),
        ("ssda903-2021", "stoke"),
    ],
)
def test_no_case_passes_a_timetable_that_goes_by_the_pathway(export: str, policy: str, tmp_path: Path) -> None:
    """A case whose pathway nobody knows is not assessed, or asked about; never in time."""
    code, report = audited(export, policy, "2021-03-15", tmp_path)
    of_visits = [
        each for each in report["findings"] if each["requirement"] in {"visit", "review", "supervision", "any"}
    ]

    assert code == COULD_NOT_JUDGE
    assert of_visits
    assert {each["status"] for each in of_visits} <= {"not_assessed", "query"}


def test_the_return_on_looked_after_children_is_audited_as_far_as_it_carries(tmp_path: Path) -> None:
    """Reviews and the limits of short breaks; visits are not in it, and the rules about them are not run."""
    code, report = audited("ssda903-2021", "england-statutory", "2021-03-31", tmp_path)
    rules = {each["rule"] for each in report["findings"]}
    rows = {each["file"]: each["rows"] for each in report["sources"] if each["table"] != "stays"}

    assert code == FOUND
    assert rows == {"2021-episodes.csv": 253, "2021-header.csv": 144, "2021-reviews.csv": 1134}
    assert {"england-statutory.lac.review", "england-statutory.reg48.review", "england-statutory.reg48.scope"} <= rules
    assert {"england-statutory.lac.visit", "england-statutory.reg48.visit"} <= {
        each["rule"] for each in report["not_run"]
    }
