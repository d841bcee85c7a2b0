"""`--team`, `--worker`, `--requirement` and `--status` show less, and never hide how the run ends."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from commands import AS_OF, Ran, run_command
from cwd_audit.cli.options import choose, split
from cwd_audit.model.canonical import EVENT_TABLE
from cwd_audit.model.errors import UsageError
from exports import write_export

CHILDREN = (
    {"case_id": "00101", "last_visit": "01/09/2026", "last_review": "20/10/2026"},
    {"case_id": "00102", "last_visit": "20/10/2026", "last_review": "01/09/2026", "team": "Team South"},
    {"case_id": "00103", "last_visit": "20/10/2026", "last_review": "20/10/2026", "worker": ""},
)
"""One visit overdue, one review overdue elsewhere, and an unallocated child in time."""


def check(folder: Path, *args: str) -> Ran:
    """A check of the three children."""
    write_export(folder, *CHILDREN)
    return run_command(["check", ".", "--policy", "warks", "--as-of", AS_OF, *args], folder)


def rows_of(ran: Ran) -> list[dict[str, str]]:
    """The findings as a pipe gets them."""
    return list(csv.DictReader(ran.out.splitlines(), delimiter="\t"))


@pytest.mark.parametrize(
    ("args", "cases", "code"),
    [
        ([], {"00101", "00102", "00103"}, 1),
        (["--team", "team north"], {"00101", "00103"}, 1),
        (["--team", "Team North", "--team", "Team South"], {"00101", "00102", "00103"}, 1),
        (["--worker", "unallocated"], {"00103"}, 0),
        (["--worker", "Testworker One", "--team", "Team South"], {"00102"}, 1),
        (["--requirement", "visit", "--team", "Team South"], {"00102"}, 0),
        (["--requirement", "Reviews,visits"], {"00101", "00102", "00103"}, 1),
        (["--status", "overdue"], {"00101", "00102"}, 1),
        (["--status", "due-soon,not-assessed"], {"00101", "00102", "00103"} - {"00101", "00102", "00103"}, 1),
        (["--status", "due_soon", "--requirement", "visit"], set(), 1),
    ],
)
def test_only_what_is_asked_for_is_shown(args: list[str], cases: set[str], code: int, tmp_path: Path) -> None:
    """A team, worker or requirement narrows the audit itself; a status narrows what is shown of it."""
    ran = check(tmp_path, "--due-within", "7", *args)

    assert cases == {row["case_id"] for row in rows_of(ran)}
    assert code == ran.code


def test_a_report_says_how_it_was_narrowed(tmp_path: Path) -> None:
    """Nobody takes a part for the whole."""
    write_export(tmp_path, *CHILDREN)
    table = ["--format", "table", "--output", "report.txt", "--team", "Team North"]
    run_command(["check", ".", "--policy", "warks", "--as-of", AS_OF, *table], tmp_path)

    assert "team Team North" in (tmp_path / "report.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("visit", "visit"),
        ("Visits", "visit"),
        ("planning meeting", "planning meeting"),
        ("planning-meetings", "planning meeting"),
        ("PLANNING_MEETING", "planning meeting"),
    ],
)
def test_words_are_known_however_they_are_typed(written: str, meant: str) -> None:
    """A shell is no place for spaces."""
    assert choose("--requirement", [written], EVENT_TABLE) == (meant,)


def test_all_unknown_words_are_told_at_once() -> None:
    """Each with its own remedy."""
    with pytest.raises(UsageError) as caught:
        choose("--requirement", ["visti", "visit", "xyz"], EVENT_TABLE)

    assert [fault.what for fault in caught.value.faults] == ['"visti" is not known', '"xyz" is not known']
    assert caught.value.faults[0].remedy == 'did you mean "visit"?'


def test_commas_and_repetition_are_one() -> None:
    """Blanks around a comma, and a comma too many, make no difference."""
    assert split(["a, b,", "c"]) == ("a", "b", "c")


@pytest.mark.parametrize("status", ["overdue", "in_time", "query"])
def test_what_was_not_asked_for_is_not_called_none(tmp_path: Path, status: str) -> None:
    """The sentence that sums up counts what was left out, and says of nothing left out that there is none of it."""
    said = check(tmp_path, "--status", status).err

    assert "of other statuses left out" in said
    assert "nothing found overdue" not in said
    assert "0 " not in said.split(": ", maxsplit=1)[1]


def test_any_requirement_of_a_policy_may_be_asked_for(tmp_path: Path) -> None:
    """Beside visits, reviews and supervisions also what rules without dates are about."""
    (tmp_path / "cases.csv").write_text("Case ID,Pathway,Pathway Start,DOB\n00101,CIN,2026-09-01,2000-01-01\n", "utf-8")
    asked = ["check", "cases.csv", "--policy", "bromley", "--as-of", AS_OF, "--format", "json"]
    panels = json.loads(run_command([*asked, "--requirement", "panels"], tmp_path).out)
    refused = run_command([*asked, "--requirement", "pannel"], tmp_path)

    assert {each["rule"] for each in panels["findings"]} == {"bromley.panel.age"}
    assert (refused.code, 'did you mean "panel"?' in refused.err.casefold()) == (2, True)
