"""Dates, counts and states in the plain English of a council office."""

from __future__ import annotations

from datetime import date

import pytest

from builders_report import a_policy
from cwd_audit.model.report import Evidence, NotRun, PolicyLine
from cwd_audit.reporting import words


def test_dates_are_written_out() -> None:
    """Day without a nought, month in full, no comma."""
    assert words.say_date(date(2026, 9, 5)) == "5 September 2026"


@pytest.mark.parametrize(("number", "said"), [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (1200, "1,200 cases")])
def test_counts_agree_with_their_word(number: int, said: str) -> None:
    """One case, two cases."""
    assert said == words.say_count(number, "case")


@pytest.mark.parametrize(("parts", "said"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_lists_read_as_a_sentence(parts: list[str], said: str) -> None:
    """The last is joined by a word."""
    assert said == words.say_list(parts)


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        (a_policy(), "past its own review date, 31 October 2024"),
        (a_policy(past_review=False), "due for review by 31 October 2024"),
        (a_policy(past_review=False, review_due=None), "the document states no review date"),
    ],
)
def test_every_review_state_is_said(policy: PolicyLine, said: str) -> None:
    """Past, to come, or not stated."""
    assert said == words.say_review_state(policy)


def test_evidence_names_file_sheet_and_row() -> None:
    """A text file has no sheet, and none is named."""
    said = words.say_evidence((Evidence("a.xlsx", "Visits", 3), Evidence("b.csv", "", 4)))

    assert said == "a.xlsx, sheet Visits, row 3; b.csv, row 4"


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (NotRun("r", "p", ("stays.start",), 1, decides=True), "r: wants stays.start; applies to 1 case"),
        (NotRun("r", "p", (), 0, decides=True), "r: wants more columns; no case is known to need it"),
    ],
)
def test_a_rule_not_run_says_what_it_wants(rule: NotRun, said: str) -> None:
    """The columns, and how many cases go without."""
    assert said == words.say_not_run(rule)
