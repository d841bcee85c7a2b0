"""What a timescale needs of an export, and how it is said."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from builders import timescale
from cwd_audit.model.kinds.timescale import Anchor

HUB = {"cases.pathway", "visits.date"}
PER_CASE = "review_interval_months"


@pytest.mark.parametrize(
    ("terms", "needs"),
    [
        ({"every": "6 weeks"}, HUB),
        ({"every": "6 weeks", "from": "plan_start"}, {*HUB, "cases.plan_start"}),
        ({"every": "6 weeks", "from": "plan_start", "else_from": "worker_start"}, HUB),
        ({"every": "6 weeks", "from": ["plan_start", "worker_start"]}, HUB),
        ({"every": "6 weeks", "counts": {"mode": ["face to face"]}}, {*HUB, "visits.mode"}),
        ({"within": "5 days", "after_each": "review"}, {*HUB, "reviews.date"}),
    ],
)
def test_what_it_needs(terms: dict[str, Any], needs: set[str]) -> None:
    """Without these columns the rule is not run; of several days to count from one is enough."""
    assert needs == timescale(**terms).needs()


@pytest.mark.parametrize(
    ("terms", "given", "lacking"),
    [
        ({}, HUB, ()),
        ({}, {"cases.pathway"}, ("visits.date",)),
        ({"from": "plan_start"}, HUB, ("cases.plan_start",)),
        ({"from": ["plan_start", "worker_start"]}, HUB, ("cases.plan_start", "cases.worker_start")),
        ({"from": ["plan_start", "worker_start"]}, {*HUB, "cases.worker_start"}, ()),
        ({"from": "plan_start", "else_from": "worker_start"}, HUB, ("cases.plan_start", "cases.worker_start")),
        ({"from": "plan_start", "else_from": "worker_start"}, {*HUB, "cases.plan_start"}, ()),
        ({"from": "plan_start", "else_from": "worker_start"}, {*HUB, "cases.worker_start"}, ()),
    ],
)
def test_what_an_export_lacks(terms: dict[str, Any], given: set[str], lacking: tuple[str, ...]) -> None:
    """Of several days to count from all are named, but only where the export has none of them."""
    assert lacking == timescale(every="6 weeks", **terms).missing(frozenset(given))


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("plan_start", Anchor("cases", "plan_start")),
        ("first stays.start", Anchor("stays", "start")),
        ("first stays.start per setting", Anchor("stays", "start", per="setting")),
        ("each panels.date", Anchor("panels", "date", each=True)),
        ("each school move", Anchor("cases", "dob", each=True, per="each school move")),
    ],
)
def test_a_day_to_count_from(text: str, anchor: Anchor) -> None:
    """Of the case, or the first or each of a table; the moves of school are told by the date of birth."""
    assert anchor == Anchor.parse(text)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        ({"from": "each assessments.start"}, True),
        ({"from": "each panels.date"}, True),
        ({"from": ["each panels.date", "plan_start"]}, False),
        ({"from": "each panels.date", "else_from": "plan_start"}, False),
        ({"from": "first panels.date"}, False),
        ({"from": "each school move"}, False),
        ({"after_each": "review"}, True),
    ],
)
def test_whether_rows_open_it(terms: dict[str, Any], expected: bool) -> None:  # noqa: FBT001 – the answer of the case
    """Only where each row of another table opens an obligation is nothing owed without one."""
    assert expected is timescale(within="5 days", **terms).opens_by_rows


@pytest.mark.parametrize(
    ("every", "words"),
    [
        ("6 weeks", "every 6 weeks"),
        (["3 months", "6 months", "1 year"], "every 3 months, then every 6 months, then every 1 year"),
        (
            {"per_case": PER_CASE, "choices": ["6 months", "12 months"]},
            "every 6 months or 12 months, as chosen for the child",
        ),
        ({"per_case": PER_CASE, "otherwise": "6 months"}, "as the plan says, otherwise every 6 months"),
    ],
)
def test_how_it_is_said(every: object, words: str) -> None:
    """The last of several intervals goes on; one that is chosen for each child is said to be."""
    assert words == timescale(every=every).in_words()


def test_a_sequence_of_no_intervals_is_refused() -> None:
    """It would owe nothing, and look like a rule."""
    with pytest.raises(ValidationError, match="at least 1 item"):
        timescale(every=[])


def test_a_rule_must_say_that_a_distant_event_counts() -> None:
    """One that says nothing of modes counts neither any mode nor the one agreed with the family."""
    rule = timescale(every="6 weeks")

    assert (rule.counts_any_mode, rule.counts_mode_agreed) == (False, False)
