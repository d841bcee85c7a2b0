"""Every fault has its words: place, what is wrong, what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cwd_audit
from cwd_audit.loading.faults import FAULTS, say
from cwd_audit.model.problem import Severity

SOURCE = "\n".join(
    path.read_text(encoding="utf-8")
    for path in Path(cwd_audit.__file__).parent.rglob("*.py")
    if path.name != "faults.py"
)
JARGON = re.compile(r"\b(?:NaN|NaT|null|dtype|parse|pandas|pandera|regex|schema|exception|string|boolean|int|float)\b")


@pytest.mark.parametrize("code", FAULTS)
def test_every_fault_is_found_by_something(code: str) -> None:
    """No words are kept for what never happens."""
    assert f'"{code}"' in SOURCE


@pytest.mark.parametrize("code", FAULTS)
def test_faults_are_said_in_plain_words(code: str) -> None:
    """What is wrong and what to do, without the words of programmers."""
    problem = say(code, file="export.xlsx")

    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert problem.message
    assert problem.hint
    assert not JARGON.search(f"{problem.message} {problem.hint}")


def test_a_fault_that_costs_a_cell_alone_is_a_warning() -> None:
    """The same fault is an error where it costs the row; a note stays a note."""
    severities = [
        say(code, file="a.csv", kept=kept).severity
        for code in ("date-impossible", "totals-row")
        for kept in (False, True)
    ]

    assert severities == [Severity.ERROR, Severity.WARNING, Severity.NOTE, Severity.NOTE]


def test_a_better_hint_comes_before_the_usual_one() -> None:
    """Where more is known of the place."""
    assert say("pathway-not-known", file="a.csv", hint="Write Hub A.").hint == "Write Hub A."
