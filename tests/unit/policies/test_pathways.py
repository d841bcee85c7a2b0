"""Which pathway the words of an export mean."""

import pytest

from cwd_audit.policies.library import load_policy
from cwd_audit.policies.pathways import match_pathway, suggest_pathway

MEANT = [
    ("warks", "Safeguarding & Support Hub", "ssh"),
    ("warks", "SAFEGUARDING AND SUPPORT", "ssh"),
    ("warks", "strengthening-families", "sfh"),
    ("warks", "“R&I Hub”", "rih"),
    ("warks", " Review\u00a0and\u00a0Intervention Hub. ", "rih"),
    ("bromley", "CIN", "cin"),
    ("bromley", "C.I.N", ""),
    ("bromley", "CIN_Support", "cin-support"),
    ("bromley", "(CIN Review)", "cin-review"),
    ("bromley", "CIN Reviews", ""),
    ("notts", "Short Break Assessment & Review Team", "sbar"),
    ("notts", "Children’s Disability Service", "cds"),
    ("stoke", "Short breaks plan", "short-breaks"),
    ("stoke", "Overnight short breaks", "overnight"),
    ("torbay", "Child in Need (Section 17)", "s17"),
    ("torbay", "Short Breaks", "short-breaks"),
    ("torbay", "", ""),
    ("torbay", " - ", ""),
]


@pytest.mark.parametrize(("name", "text", "expected"), MEANT)
def test_a_name_is_matched_by_what_it_says(name: str, text: str, expected: str) -> None:
    """A near miss is no match: a child on the wrong timetable would be worse than a question."""
    found = match_pathway(load_policy(name), text)

    assert expected == (found.id if found else "")


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("warks", "Strenghtening Families", "Strengthening Families Hub"),
        ("bromley", "CIN Reviews", "CIN Review"),
        ("stoke", "Overnite short breaks", "Overnight short breaks"),
    ],
)
def test_a_near_miss_is_suggested(name: str, text: str, expected: str) -> None:
    """The nearest pathway comes first, by its title."""
    actual = suggest_pathway(load_policy(name), text)

    assert expected == actual[0]
    assert len(set(actual)) == len(actual)


def test_what_is_like_nothing_is_not_suggested() -> None:
    """A guess is no help."""
    assert suggest_pathway(load_policy("warks"), "qqqq zzzz") == []
