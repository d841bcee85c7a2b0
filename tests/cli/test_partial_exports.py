"""Exports that cannot hold what a rule needs: said, not assessed, and never in time."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from commands import run_command

LIST_6 = """\
Child Unique ID,Date of Birth,CIN Start Date,Date Child Was Last Seen,CIN Closure Date,Case status,Allocated Team
00101,01/05/2015,01/09/2025,01/10/2026,,c) Child in need plan,Team North
00102,01/05/2016,01/09/2025,01/10/2026,,b) Child Protection plan,Team North
"""
LIST_7 = """\
Child Unique ID,Child Protection Plan Start Date,Date of the Last Statutory Visit,Date of latest review conference
00102,01/01/2026,05/10/2026,01/09/2026
"""
NOT_HELD = (
    "The export does not hold this kind of review, or holds a date that cannot be read: "
    "when the last one was cannot be told from it"
)


def audited(policy: str, folder: Path) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and findings of two lists of Annex A under a policy."""
    for name, text in (("List 6", LIST_6), ("List 7", LIST_7)):
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    ran = run_command(["check", ".", "--policy", policy, "--as-of", "2026-10-31", "--format", "json"], folder)
    findings: list[dict[str, Any]] = json.loads(ran.out)["findings"]
    return ran.code, findings


def test_reviews_are_judged_only_where_the_export_holds_them(tmp_path: Path) -> None:
    """The review of one child's protection plan says nothing of the other's plan."""
    code, findings = audited("england-statutory", tmp_path)
    reviews = {each["case_id"]: each for each in findings if each["requirement"] == "review"}

    assert code == 3
    assert (reviews["00101"]["status"], reviews["00101"]["reason"]) == ("not_assessed", NOT_HELD)
    assert reviews["00101"]["due_on"] is None
    assert (reviews["00102"]["status"], reviews["00102"]["last_on"]) == ("in_time", "2026-09-01")
    assert reviews["00102"]["evidence"][0] == {"file": "List 7.csv", "sheet": "", "row": 2}


def test_nothing_is_missing_that_the_export_could_not_hold(tmp_path: Path) -> None:
    """Annex A has no day on which a plan for a child in need began: its absence is no breach."""
    _, findings = audited("bromley", tmp_path)
    (plan,) = [each for each in findings if each["rule"] == "bromley.s1.cin-plan"]

    assert plan["status"] == "not_assessed"
    assert plan["reason"].startswith("The export does not hold what this is judged by")


def test_a_report_says_what_the_export_cannot_tell(tmp_path: Path) -> None:
    """In sentences, and where a case is on no pathway nothing of it is in time."""
    code, findings = audited("warks", tmp_path)
    ran = run_command(["check", ".", "--policy", "warks", "--as-of", "2026-10-31", "--output", "report.txt"], tmp_path)
    said = " ".join((tmp_path / "report.txt").read_text(encoding="utf-8").split())

    assert (code, ran.code) == (3, 3)
    assert {each["status"] for each in findings} == {"not_assessed"}
    assert "no supervision, and no pathway, hub or level" in said


def test_a_last_date_that_cannot_be_read_is_not_never(tmp_path: Path) -> None:
    """A blank says that nothing happened; an unreadable date says nothing, so the case cannot be judged by it."""
    (tmp_path / "cases.csv").write_text(
        "case_id,pathway,pathway_start,last_visit\n"
        "00101,Safeguarding and Support Hub,01/09/2026,last Tuesday\n"
        "00102,Safeguarding and Support Hub,01/09/2026,\n",
        encoding="utf-8",
    )
    ran = run_command(["check", ".", "--policy", "warks", "--as-of", "2026-10-31", "--format", "json"], tmp_path)
    visits = {each["case_id"]: each for each in json.loads(ran.out)["findings"] if each["requirement"] == "visit"}

    assert (visits["00101"]["status"], visits["00101"]["reason"]) == (
        "not_assessed",
        NOT_HELD.replace("review", "visit"),
    )
    assert visits["00102"]["status"] == "overdue"


def test_a_contested_child_is_not_judged_by_rules_without_a_due_date_either(tmp_path: Path) -> None:
    """Which of the two rows is right, nobody can say."""
    (tmp_path / "cases.csv").write_text(
        "case_id,legal_status,pathway,pathway_start,plan_start\n"
        "00101,s17,CIN,01/09/2026,\n"
        "00101,s17,CIN,02/09/2026,02/10/2026\n"
        "00102,s17,CIN,01/09/2026,\n",
        encoding="utf-8",
    )
    ran = run_command(["check", ".", "--policy", "bromley", "--as-of", "2026-10-31", "--format", "json"], tmp_path)
    plans = {
        each["case_id"]: each["status"]
        for each in json.loads(ran.out)["findings"]
        if each["rule"] == "bromley.s1.cin-plan"
    }

    assert plans == {"00101": "not_assessed", "00102": "breach"}
