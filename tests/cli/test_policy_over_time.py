"""A rule that changed on a day: each report uses the version in force when an obligation fell due.

Visits every six weeks until 31 March 2026, every four weeks from 1 April 2026; all children on the pathway since
5 January 2026, a Monday.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import run_command
from policy_files import CHANGED, write_policies

OLD, NEW = "changed.cin.visit", "changed.cin2026.visit"


def stands(folder: Path, as_of: str, visits: tuple[str, ...], start: str = "2026-01-05") -> list[tuple[str, str, str]]:
    """The rule, status and due date of each finding of a child with these visits."""
    write_policies(folder, changed=CHANGED)
    (folder / "cases.csv").write_text(f"case_id,pathway,pathway_start\n00101,CIN,{start}\n", encoding="utf-8")
    rows = "".join(f"00101,{day}\n" for day in visits)
    (folder / "visits.csv").write_text(f"case_id,date\n{rows}", encoding="utf-8")
    args = ["check", "cases.csv", "visits.csv", "--policy", "changed.toml", "--as-of", as_of]
    heading, *lines = (line.split("\t") for line in run_command(args, folder).out.splitlines())
    found = [dict(zip(heading, line, strict=True)) for line in lines]
    return [(each["rule"], each["status"], each["due_on"]) for each in found]


@pytest.mark.parametrize(
    ("as_of", "visits", "expected"),
    [
        ("2026-02-10", (), (OLD, "due_soon", "2026-02-16")),
        ("2026-02-20", (), (OLD, "overdue", "2026-02-16")),
        ("2026-02-20", ("2026-02-10",), (OLD, "in_time", "2026-03-24")),
        # Six weeks from 20 March would be 1 May, when the new rule is in force: four weeks count.
        ("2026-03-31", ("2026-02-10", "2026-03-20"), (NEW, "due_soon", "2026-04-17")),
        ("2026-04-18", ("2026-02-10", "2026-03-20"), (NEW, "overdue", "2026-04-17")),
        # Four weeks from 25 February would be before the new rule began: four weeks from its first day.
        ("2026-04-20", ("2026-02-25",), (NEW, "due_soon", "2026-04-29")),
        ("2026-06-30", ("2026-02-10", "2026-03-20", "2026-04-20"), (NEW, "overdue", "2026-05-18")),
    ],
)
def test_the_version_in_force_decides(
    as_of: str, visits: tuple[str, ...], expected: tuple[str, str, str], tmp_path: Path
) -> None:
    """One finding, under one version; nobody is late for a rule that did not yet apply."""
    assert stands(tmp_path, as_of, visits) == [expected]


def test_what_was_overdue_under_the_old_rule_stays_overdue(tmp_path: Path) -> None:
    """Due on 16 March under six weeks and not done since: the new rule does not wipe it out."""
    assert (OLD, "overdue", "2026-03-16") in stands(tmp_path, "2026-04-10", ("2026-02-02",))


def test_a_child_who_comes_later_is_under_the_new_rule_alone(tmp_path: Path) -> None:
    """Four weeks from 4 May."""
    assert stands(tmp_path, "2026-05-20", (), start="2026-05-04") == [(NEW, "due_soon", "2026-06-01")]


def test_the_story_of_a_case_tells_both(tmp_path: Path) -> None:
    """Each obligation stands under the version by which it fell due."""
    stands(tmp_path, "2026-06-30", ("2026-02-10", "2026-03-20", "2026-04-20"))
    args = [
        "explain",
        "cases.csv",
        "visits.csv",
        "--policy",
        "changed.toml",
        "--case",
        "00101",
        "--as-of",
        "2026-06-30",
    ]
    old, _, new = run_command(args, tmp_path).out.partition("Visit – every 4 weeks")

    assert "due 24 March 2026 (visit of 10 February 2026 + 6 weeks); visit on 20 March 2026, 4 days early" in old
    assert "due 17 April 2026 (visit of 20 March 2026 + 4 weeks); visit on 20 April 2026, 3 days late" in new
    assert "Not assessed" not in old


@pytest.mark.parametrize(("as_of", "rules"), [("2026-03-31", {"changed.cin.worker"}), ("2026-04-01", set())])
def test_a_rule_without_a_due_date_is_asked_while_it_is_in_force(as_of: str, rules: set[str], tmp_path: Path) -> None:
    """Its last day is the last on which it can be broken."""
    holder = (
        CHANGED[: CHANGED.index("[[rule]]")]
        + """\
[[rule]]
id = "changed.cin.worker"
kind = "holder"
requirement = "holder"
title = "Held by a social worker"
applies_to = { pathway = ["cin"] }
column = "worker_role"
one_of = ["social worker"]
until = 2026-03-31
strength = "must"
cites = { section = "4", quote = "by a social worker" }
"""
    )
    write_policies(tmp_path, changed=holder)
    (tmp_path / "cases.csv").write_text(
        "case_id,pathway,worker_role\n00101,CIN,family support worker\n", encoding="utf-8"
    )
    args = ["check", "cases.csv", "--policy", "changed.toml", "--status", "breach", "--as-of", as_of]
    _, *lines = run_command(args, tmp_path).out.splitlines()

    assert {line.split("\t")[7] for line in lines} == rules
