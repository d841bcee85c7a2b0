"""`explain`: one case from the beginning, with clause and arithmetic; or one rule.

`CWD_AUDIT_GOLDEN=1 pytest tests/cli/test_explain.py` writes the texts anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import AS_OF, CANARY, SAMPLES, run_command
from cwd_audit.loading.faults import FAULTS
from cwd_audit.model.wording import as_sentence
from exports import write_export
from goldens import is_golden

PATHWAYS = """\
case_id,pathway,start,end
00101,Strengthening Families Hub,01/03/2026,01/06/2026
00101,Safeguarding and Support Hub,01/06/2026,
"""
VISITS = """\
case_id,name,date,child_seen
00101,Canaria Testchild,02/04/2026,yes
00101,Canaria Testchild,20/06/2026,yes
00101,Canaria Testchild,01/08/2026,yes
00101,Canaria Testchild,20/08/2026,no
00101,Canaria Testchild,20/09/2026,yes
"""
REVIEWS = """\
case_id,name,date
00101,Canaria Testchild,01/07/2026
"""


@pytest.fixture
def one_child(tmp_path: Path) -> Path:
    """A folder with a child who changed hubs, was seen early, late and not at all, and whose review is overdue."""
    write_export(tmp_path, {})
    for name, text in (("pathways", PATHWAYS), ("visits", VISITS), ("reviews", REVIEWS)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def test_the_timeline_of_a_case(one_child: Path) -> None:
    """Each obligation: what opened it, the arithmetic, what met it and how early or late."""
    ran = run_command(["explain", ".", "--case", "00101", "--policy", "warks", "--as-of", AS_OF], one_child)

    assert ran.code == 0
    assert ran.err == ""
    assert CANARY not in ran.out
    assert is_golden("explain-case.txt", ran.out)


@pytest.mark.parametrize(
    "rule", ["warks.ssh.visit", "stoke.sb.supervision.after-review", "bromley.s2.review", "notts.s176.cin-meeting"]
)
def test_a_rule_in_words(rule: str, tmp_path: Path) -> None:
    """Whom it concerns, the timescale, the clause in its own words, and the reading taken."""
    ran = run_command(["explain", rule], tmp_path)

    assert (ran.code, ran.err) == (0, "")
    assert is_golden(f"explain-{rule}.txt", ran.out)


def test_a_case_that_cannot_be_judged_says_why(tmp_path: Path) -> None:
    """It has no obligations to tell, and is not passed over."""
    write_export(tmp_path, {"pathway": "Purple"})
    ran = run_command(["explain", ".", "--case", "00101", "--policy", "warks", "--as-of", AS_OF], tmp_path)

    assert ran.code == 0
    assert "not assessed. It cannot be said which timetable applies" in ran.out


def test_blanks_around_an_id_make_no_difference(one_child: Path) -> None:
    """They come along when it is copied from a cell; leading zeros are kept."""
    explain = ["explain", ".", "--policy", "warks", "--as-of", AS_OF, "--case"]

    assert run_command([*explain, " 00101 "], one_child).code == 0
    assert run_command([*explain, "101"], one_child).code == 2


@pytest.mark.parametrize("indicator", ["warks.visits", "warks.exceptions", "bromley.panel-papers"])
def test_an_indicator_in_words(indicator: str, tmp_path: Path) -> None:
    """What it counts of what, the target and who set it, or that there is none."""
    ran = run_command(["explain", indicator], tmp_path)

    assert (ran.code, ran.err) == (0, "")
    assert is_golden(f"explain-{indicator}.txt", ran.out)


def test_every_overdue_case_can_be_explained(tmp_path: Path) -> None:
    """The last words of the timeline are the finding of the report."""
    sample = str(SAMPLES / "torbay-plain.xlsx")
    check = run_command(["check", sample, "--as-of", AS_OF, "--status", "overdue"], tmp_path)
    rows = [line.split("\t") for line in check.out.splitlines()]
    at = {name: rows[0].index(name) for name in ("case_id", "days_overdue", "rule")}
    assert len(rows) > 1
    for row in rows[1:4]:
        told = run_command(["explain", sample, "--as-of", AS_OF, "--case", row[at["case_id"]]], tmp_path).out

        assert f"Now: Overdue by {row[at['days_overdue']]} day" in told
        assert row[at["rule"]] in told


@pytest.mark.parametrize("code", ["date-impossible", "totals-row", "rows-hidden"])
def test_a_problem_in_words(code: str, tmp_path: Path) -> None:
    """When it is said, what is wrong, what to do, what becomes of the row, and an example."""
    ran = run_command(["explain", code], tmp_path)

    assert (ran.code, ran.err) == (0, "")
    assert is_golden(f"explain-{code}.txt", ran.out)


def test_every_code_can_be_explained(tmp_path: Path) -> None:
    """With the words that a report has for it."""
    for code, words in FAULTS.items():
        told = " ".join(run_command(["explain", code], tmp_path).out.split())

        assert told.startswith(f"{code} ({words.severity.value}) ")
        assert as_sentence(words.message) in told
        assert as_sentence(words.hint) in told


def test_a_slip_of_the_keyboard_finds_a_code(tmp_path: Path) -> None:
    """As it finds a rule."""
    ran = run_command(["explain", "date-imposible"], tmp_path)

    assert (ran.code, ran.out) == (2, "")
    assert 'Did you mean "date-impossible"?' in ran.err
