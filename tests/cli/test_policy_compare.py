"""`policy compare`: who becomes overdue, who stops being overdue, and how many visits a month it takes.

Visits on CIN every four weeks under `testshire`, every six under `testshire-six`, which drops the rule on workers and
asks for a review at home once a year. As at 31 October 2026, a Saturday.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from commands import CANARY, run_command
from goldens import is_golden
from policy_files import PARENT, write_policies

AS_OF = "2026-10-31"
CASES = f"""\
case_id,name,pathway,pathway_start,plan_start,worker,worker_role,team
00101,{CANARY},CIN,01/01/2026,,Testworker Alpha,social worker,Team North
00102,{CANARY},CIN,01/01/2026,,Testworker Alpha,social worker,Team North
00103,{CANARY},CIN,01/01/2026,,,,
00104,{CANARY},Short Breaks,01/02/2026,01/02/2026,Testworker Bravo,family support worker,Team South
"""
VISITS = """\
case_id,date
00101,26/09/2026
00102,10/10/2026
00103,01/09/2026
"""
REVIEWS = """\
case_id,date
00104,01/09/2026
"""
"""00101: due 24 October or 7 November; 00102: 7 or 21 November; 00103: 29 September or 13 October. 00104: 1 March."""


def compared(folder: Path, first: str, second: str) -> str:
    """What the comparison of two of the policies prints."""
    write_policies(folder)
    for name, text in {"cases": CASES, "visits": VISITS, "reviews": REVIEWS}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    args = ["policy", "compare", first, second, "cases.csv", "visits.csv", "reviews.csv", "--as-of", AS_OF]
    ran = run_command(args, folder)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_a_longer_interval(tmp_path: Path) -> None:
    """One child stops being overdue, one stays so, and a third of the visits is saved."""
    shown = compared(tmp_path, "testshire.toml", "testshire-six.toml")

    assert is_golden("policy-compare.txt", shown)
    assert CANARY not in shown


def section(text: str, beginning: str) -> list[str]:
    """The lines under a heading."""
    (found,) = [part for part in text.split("\n== ") if part.startswith(beginning)]
    return [line for line in found.splitlines()[1:] if line]


def test_a_shorter_interval(tmp_path: Path) -> None:
    """The other way round the same child becomes overdue."""
    shown = compared(tmp_path, "testshire-six.toml", "testshire.toml")
    (child,) = section(shown, "Becomes overdue or in breach: 1")

    assert child.split("  ")[1:3] == ["00101", "Visit"]
    assert "due soon -> overdue by 7 days" in child
    assert section(shown, "Stops being overdue or in breach: 0") == ["  nobody"]


def test_visits_a_month_are_counted_by_hand(tmp_path: Path) -> None:
    """Three children: 365.25 / 7 / 4 / 12 = 1.087 each a month, and two thirds of it."""
    (heading, review, visit, _) = section(compared(tmp_path, "testshire.toml", "testshire-six.toml"), "Events a month")

    assert heading.split() == ["testshire", "testshire-six", "change"]
    assert visit.split() == ["Visit", "3.3", "2.2", "-1.1"]
    assert review.split() == ["Review", "0.2", "0.2", "+0.0"]  # six-monthly; one of them is the one at home


@pytest.mark.parametrize("policy", ["testshire.toml", "bromley"])
def test_a_policy_against_itself_changes_nothing(policy: str, tmp_path: Path) -> None:
    """Whatever stands in it."""
    shown = compared(tmp_path, policy, policy)

    assert section(shown, "Becomes overdue or in breach: 0") == ["  nobody"]
    assert section(shown, "Stops being overdue or in breach: 0") == ["  nobody"]
    assert section(shown, "Other changes: 0") == ["  none"]


def test_what_cannot_be_assessed_is_no_good_news(tmp_path: Path) -> None:
    """The pathways of one council are not those of another: nobody stops being overdue by that."""
    shown = compared(tmp_path, "testshire.toml", "warks")

    assert section(shown, "Stops being overdue or in breach: 0") == ["  nobody"]
    assert "  2 cases: visit overdue -> not assessed" in section(shown, "Cannot be told under warks")
    assert ["Visit", "0", "4", "+4"] in [line.split() for line in section(shown, "Cases that could not be assessed")]


def test_rules_that_cannot_be_run_are_counted(tmp_path: Path) -> None:
    """What neither policy could look at is not passed over in silence."""
    lines = compared(tmp_path, "bromley", "testshire.toml").splitlines()

    assert re.search(r"  bromley: .*; \d\d of its \d\d rules are not compared, since the export lacks", lines[1])
    assert lines[2] == "  testshire: Short breaks (Testshire Council)"


def test_two_versions_of_one_file_are_told_apart(tmp_path: Path) -> None:
    """Somebody copies the policy and changes a number."""
    (tmp_path / "proposed").mkdir()
    write_policies(tmp_path / "proposed", testshire=PARENT.replace("4 weeks", "6 weeks"))
    shown = compared(tmp_path, "testshire.toml", "proposed/testshire.toml")

    assert shown.startswith("testshire (B) against testshire (A), 4 open cases")
    assert section(shown, "What testshire (B) says otherwise")[:3] == [
        "  rule testshire.cin.visit",
        "    was   every 4 weeks",
        "    is    every 6 weeks",
    ]
    assert "Stops being overdue or in breach: 1" in shown
