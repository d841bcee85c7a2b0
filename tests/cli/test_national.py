"""A national policy beside the council's own: asked for by name, told apart, and in none of the council's figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commands import AS_OF, run_command

CASES = """\
Case ID,Authority,Pathway,Pathway Start,Legal Status,Plan Start,LAC Start,Worker
00101,Bromley,CIN,2026-09-01,s20,2026-09-01,2026-09-01,Testworker One
00102,Bromley,CIN,2026-10-20,s17,2026-10-20,,Testworker One
"""
EVENTS = "Case ID,Date,Child Seen\n00102,2026-10-22,yes\n"


def _check(folder: Path, policy: str) -> tuple[int, dict[str, Any]]:
    (folder / "cases.csv").write_text(CASES, encoding="utf-8")
    for table in ("visits", "reviews", "supervisions"):
        (folder / f"{table}.csv").write_text(EVENTS, encoding="utf-8")
    ran = run_command(["check", ".", "--policy", policy, "--as-of", AS_OF, "--format", "json"], folder)
    return ran.code, json.loads(ran.out)


def test_it_changes_no_figure_of_the_council(tmp_path: Path) -> None:
    """With it and without it, the council's counts and findings are the same."""
    _, alone = _check(tmp_path, "bromley")
    _, both = _check(tmp_path, "bromley,england-statutory")
    apart = both["summary"].pop("national")

    assert alone["summary"] == both["summary"]
    assert alone["findings"] == [each for each in both["findings"] if each["policy"] == "bromley"]
    assert apart["england-statutory"]["overdue"] >= 2


def test_it_fills_what_the_council_leaves_to_the_regulations(tmp_path: Path) -> None:
    """Bromley sets no review of its own for a child looked after; the regulations do, within 20 working days."""
    code, both = _check(tmp_path, "bromley,england-statutory")
    found = {(each["rule"], each["case_id"]): each for each in both["findings"]}
    review = found["england-statutory.lac.review", "00101"]

    assert code == 1
    assert (review["status"], review["due_on"], review["authority"]) == ("overdue", "2026-09-29", "England (statutory)")
    assert ("england-statutory.lac.review", "00102") not in found
    assert review["pathway"] == found["bromley.cin.visit", "00101"]["pathway"]


def test_alone_it_is_a_policy_like_any_other(tmp_path: Path) -> None:
    """Its figures are then the figures; cases it says nothing of are not lost."""
    _, alone = _check(tmp_path, "england-statutory")

    assert "national" not in alone["summary"]
    assert alone["policies"][0]["national"] is True
    assert {each["case_id"] for each in alone["findings"]} == {"00101", "00102"}


def test_it_is_never_chosen_by_itself(tmp_path: Path) -> None:
    """What nobody asked for is not laid over a council's cases."""
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    ran = run_command(["check", "cases.csv", "--as-of", AS_OF, "--format", "json"], tmp_path)

    assert [policy["id"] for policy in json.loads(ran.out)["policies"]] == ["bromley"]
