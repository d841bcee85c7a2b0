"""Whether a rule applies to a case: yes, no, or not known."""

from __future__ import annotations

from datetime import date

import pytest

from builders import Row, facts
from cwd_audit.engine.conditions import decide_for_cases, rows_meeting
from cwd_audit.model.policy import Conditions

AS_OF = date(2026, 6, 30)
YES, NO, UNKNOWN = (True, False), (False, False), (False, True)


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        ({"pathway": "Hub", "legal_status": "s17"}, YES),
        ({"pathway": "Hub", "legal_status": "s17(6)"}, YES),  # any of the words
        ({"pathway": "Lodge", "legal_status": "s17"}, NO),
        ({"pathway": "Hub", "legal_status": "s20"}, NO),
        ({"pathway": "", "legal_status": "s17"}, UNKNOWN),
        ({"pathway": "elsewhere", "legal_status": "s17"}, UNKNOWN),  # a word the policy does not know
        ({"pathway": "Hub", "legal_status": ""}, UNKNOWN),
        ({"pathway": "Hub", "legal_status": "?s.17"}, UNKNOWN),  # a word the vocabulary does not know
        ({"pathway": "Lodge", "legal_status": ""}, NO),  # one that is false decides
        ({"pathway": "", "legal_status": "s20"}, NO),
        ({"pathway": "", "legal_status": ""}, UNKNOWN),
    ],
)
def test_a_case(case: Row, expected: tuple[bool, bool]) -> None:
    """Applies, and not known whether it does."""
    known = facts(AS_OF, [case], pathway_ids={"Hub": "hub", "Lodge": "lodge"})
    answer = decide_for_cases({"pathway": ("hub",), "legal_status": ("s17", "s17(6)")}, known)

    assert expected == (bool(answer.applies[0]), bool(answer.unknown[0]))


def test_without_one_of_the_conditions() -> None:
    """Past spells are judged by the pathway of then and by what else is known now."""
    known = facts(AS_OF, [{"pathway": "elsewhere", "legal_status": "s17"}], pathway_ids={})
    answer = decide_for_cases({"pathway": ("hub",), "legal_status": ("s17",)}, known, but="pathway")

    assert answer.applies.all()


def test_without_conditions_a_rule_applies() -> None:
    """To every case."""
    assert decide_for_cases({}, facts(AS_OF, [{}])).applies.all()


def test_rows_of_a_table() -> None:
    """All conditions hold; a blank meets none; a column the export lacks is no condition where it only refines."""
    known = facts(
        AS_OF, meetings=[{"date": AS_OF, "type": kind} for kind in ("CIN planning meeting", "core group", "")]
    )
    conditions: Conditions = {"type": ("CIN planning meeting",), "chair_role": ("social worker",)}

    assert rows_meeting(conditions, "meetings", known, only_recorded=True).tolist() == [True, False, False]
    assert rows_meeting(conditions, "meetings", known, only_recorded=False).tolist() == [False, False, False]
