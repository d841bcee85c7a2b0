"""Names and headings are compared by what they say."""

import pytest

from cwd_audit.model.wording import nearest, normalise

ALIKE = {
    "case id": (
        "Case ID",
        "case_id",
        "CASE-ID",
        "  Case   ID ",
        "Case\u00a0ID",
        "Case ID:",
        "Case_ID?",
        "Case\u2013ID",
        "Case ID *",
        "Case\nID",
    ),
    "safeguarding and support hub": (
        "Safeguarding & Support Hub",
        "SAFEGUARDING AND SUPPORT HUB",
        "Safeguarding&Support Hub",
        "Safeguarding & Support\u00a0Hub",
    ),
    "child's legal status": ("Child’s Legal Status", "Child's legal status.", "\ufeffChild‘s Legal-Status"),
    "child in need": (
        "Child in Need",
        "child-in-need",
        "Child_in_Need",
        "Child\u2011in\u2011Need",
        "Child\u200b in\u00ad Need",
    ),
    "s17(6)": ("S17(6)", "s17(6):"),
    "": ("", "   ", "?", " : ", "\u200b"),
}


@pytest.mark.parametrize(("expected", "text"), [(said, text) for said, texts in ALIKE.items() for text in texts])
def test_what_says_the_same_is_the_same(expected: str, text: str) -> None:
    """Case, gaps, dashes, quotation marks, `&`, invisible characters and a closing mark make no difference."""
    actual = normalise(text)

    assert expected == actual


@pytest.mark.parametrize("text", [text for texts in ALIKE.values() for text in texts])
def test_what_is_normalised_stays_as_it_is(text: str) -> None:
    """Normalising twice is normalising once."""
    expected = normalise(text)

    actual = normalise(expected)

    assert expected == actual


@pytest.mark.parametrize(
    ("one", "other"),
    [("CIN", "CIN Review"), ("s17", "s17(6)"), ("Start", "Start date"), ("Team 1", "Team 2"), ("s20.4", "s204")],
)
def test_what_says_something_else_differs(one: str, other: str) -> None:
    """Words, figures and brackets do make a difference."""
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(("word", "expected"), [("evry", "every"), ("firts", "first"), ("sausage", ""), ("", "")])
def test_only_a_near_word_is_suggested(word: str, expected: str) -> None:
    """A word unlike all others is no suggestion."""
    actual = nearest(word, ["every", "first", "within"])

    assert expected == actual
