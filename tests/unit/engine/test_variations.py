"""A manager's agreement to a longer interval (catalogue A-17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from builders import Row, facts, ledger, obligations, standing, timescale

VISIT = timescale(every="6 weeks", variation={"by_role": ["team manager", "service manager"]})
AGREED: Row = {
    "requirement": "visit", "interval": "12 weeks", "agreed_by": "Testmanager One", "agreed_by_role": "team manager",
    "agreed_on": date(2026, 5, 11), "expires": date(2026, 12, 31),
}  # fmt: skip
VISITED: Sequence[Row] = [{"date": date(2026, 5, 4)}]
STANDARD, LONGER = date(2026, 6, 15), date(2026, 7, 27)
"""Six and twelve weeks after the visit of 4 May."""


def _due(*agreements: Row, reviews: Sequence[Row] = (), visits: Sequence[Row] = VISITED) -> date | None:
    case = {"pathway": "hub", "pathway_start": date(2026, 1, 5)}
    known = facts(date(2026, 9, 1), [case], visits=visits, variations=agreements, reviews=reviews)
    return standing(known, VISIT)[1]


@pytest.mark.parametrize(
    ("changes", "due_on"),
    [
        ({}, LONGER),
        ({"agreed_by_role": "service manager"}, LONGER),
        ({"agreed_by_role": "social worker"}, STANDARD),
        ({"agreed_by_role": ""}, LONGER),  # a name without a role is a signatory
        ({"agreed_by": ""}, LONGER),  # and so is a role without a name
        ({"agreed_by": "", "agreed_by_role": ""}, STANDARD),  # nobody signed
        ({"requirement": "review"}, STANDARD),
        ({"interval": ""}, STANDARD),
        ({"interval": "3 months"}, date(2026, 8, 4)),
        ({"interval": "4 weeks"}, STANDARD),  # never earlier than the standard
        ({"case_id": "99"}, STANDARD),  # another child's
        ({"agreed_on": None}, STANDARD),
        ({"agreed_on": date(2026, 1, 5)}, LONGER),  # before the visit
        ({"agreed_on": STANDARD}, LONGER),  # on the last day in time
        ({"agreed_on": date(2026, 6, 16)}, STANDARD),  # a day too late
        ({"agreed_on": date(2026, 9, 2)}, STANDARD),  # after the day of the audit
        ({"expires": date(2026, 5, 3)}, STANDARD),  # it had run out before the visit
        ({"expires": date(2026, 5, 4)}, STANDARD),  # on the day of the visit: six weeks from then
        ({"expires": date(2026, 6, 1)}, date(2026, 7, 13)),  # six weeks again from its end
        ({"expires": date(2026, 7, 20)}, LONGER),  # its end + 6 weeks would be later than the 12 weeks
        ({"expires": None}, LONGER),  # no end and no review
    ],
)
def test_an_agreement(changes: dict[str, object], due_on: date) -> None:
    """It counts if somebody who may agreed in time, and for as long as it holds."""
    assert due_on == _due({**AGREED, **changes})


@pytest.mark.parametrize(
    ("review", "due_on"),
    [
        (date(2026, 5, 11), LONGER),  # on the day of the agreement: it is the next one that ends it
        (date(2026, 5, 12), date(2026, 6, 23)),
        (date(2026, 6, 1), date(2026, 7, 13)),
        (date(2026, 9, 2), LONGER),  # not yet held
    ],
)
def test_without_an_end_it_holds_until_the_next_review(review: date, due_on: date) -> None:
    """A-17: the default end is the next review."""
    assert due_on == _due({**AGREED, "expires": None}, reviews=[{"date": review}])


def test_a_stated_end_is_not_moved_by_a_review() -> None:
    """What the manager wrote goes before the default."""
    assert LONGER == _due(AGREED, reviews=[{"date": date(2026, 5, 12)}])


@pytest.mark.parametrize(
    ("mode", "outcome", "due_on"),
    [("telephone", "", LONGER), ("face to face", "cancelled", LONGER), ("video", "completed", date(2026, 7, 13))],
)
def test_only_a_review_that_counts_ends_it(mode: str, outcome: str, due_on: date) -> None:
    """A cancelled review, or one by telephone, ends nothing."""
    review = {"date": date(2026, 6, 1), "mode": mode, "outcome": outcome}

    assert due_on == _due({**AGREED, "expires": None}, reviews=[review])


@pytest.mark.parametrize(
    ("second", "due_on"),
    [
        ({"interval": "16 weeks", "agreed_on": date(2026, 6, 1)}, date(2026, 8, 24)),  # the later holds
        ({"interval": "8 weeks", "agreed_on": date(2026, 6, 1)}, LONGER),  # what is owed already is not brought forward
        ({"interval": "8 weeks", "agreed_on": date(2026, 5, 4)}, LONGER),  # made before the other
        ({"interval": "16 weeks", "agreed_on": date(2026, 7, 27)}, date(2026, 8, 24)),  # renewed on the last day
        ({"interval": "16 weeks", "agreed_on": date(2026, 7, 28)}, LONGER),  # a day too late
        ({"interval": "16 weeks", "agreed_on": date(2026, 4, 1), "expires": date(2026, 4, 30)}, LONGER),
    ],
)
def test_two_agreements(second: Row, due_on: date) -> None:
    """One after another as they were made, in whatever order the export lists them."""
    assert due_on == _due(AGREED, {**AGREED, **second})
    assert due_on == _due({**AGREED, **second}, AGREED)


def test_a_shorter_agreement_holds_from_the_next_visit() -> None:
    """Twelve weeks in April, eight in May: what the visit of June opens is due eight weeks after it."""
    visits: list[Row] = [{"date": date(2026, 4, 6)}, {"date": date(2026, 6, 1)}]
    longer, shorter = {"agreed_on": date(2026, 4, 8)}, {"interval": "8 weeks", "agreed_on": date(2026, 5, 18)}
    agreements = ({**AGREED, **longer}, {**AGREED, **shorter})

    assert date(2026, 7, 27) == _due(*agreements, visits=visits)


@pytest.mark.parametrize(("made", "due_on"), [(date(2026, 5, 4), date(2026, 6, 29)), (date(2026, 5, 5), LONGER)])
def test_a_shorter_agreement_on_the_day_of_the_visit(made: date, due_on: date) -> None:
    """It holds for what that visit opens; made the day after, it does not bring forward what is owed already."""
    long_before = {**AGREED, "agreed_on": date(2026, 4, 6)}

    assert due_on == _due(long_before, {**AGREED, "interval": "8 weeks", "agreed_on": made})


def test_two_agreements_of_one_day() -> None:
    """Which of them the export lists first makes no difference."""
    other = {**AGREED, "interval": "9 weeks"}

    assert _due(AGREED, other) == _due(other, AGREED)


def test_the_ledger_says_which_interval_held() -> None:
    """The limit of each obligation is the one it was judged by."""
    known = facts(
        date(2026, 9, 1),
        [{"pathway": "hub", "pathway_start": date(2026, 1, 5)}],
        visits=[{"date": date(2026, 2, 2)}, {"date": date(2026, 5, 4)}],
        variations=[AGREED],
    )
    expected = [date(2026, 2, 16), date(2026, 3, 16), LONGER]

    assert expected == [row.due_on for row in obligations(known, VISIT)]
    assert len(set(ledger(known, VISIT).limit[:2].tolist())) == 1
    assert ledger(known, VISIT).limit[2] != ledger(known, VISIT).limit[1]


def test_no_agreement_where_the_text_allows_none() -> None:
    """A rule without the term is not varied."""
    known = facts(
        date(2026, 9, 1),
        [{"pathway": "hub", "pathway_start": date(2026, 1, 5)}],
        visits=[{"date": date(2026, 5, 4)}],
        variations=[AGREED],
    )

    assert standing(known, timescale(every="6 weeks")) == ("overdue", STANDARD)


@pytest.mark.parametrize("agreed_on", [AGREED["agreed_on"], date(2026, 4, 13)], ids=["after the move", "in time"])
def test_what_was_kept_from_the_pathway_before_is_not_varied(agreed_on: date) -> None:
    """An agreement on the new pathway does not make what was overdue in time, whenever it was made."""
    old = timescale("test.old.visit", applies_to={"pathway": ["old"]}, every="2 weeks")
    known = facts(
        date(2026, 5, 20),
        [{"pathway": "hub", "pathway_start": date(2026, 5, 4)}],
        pathways=[{"pathway": "old", "start": date(2026, 4, 6), "end": date(2026, 5, 4)}],
        visits=[],
        variations=[{**AGREED, "agreed_on": agreed_on}],
    )

    assert standing(known, VISIT, old) == ("overdue", date(2026, 4, 20))
