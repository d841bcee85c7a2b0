"""What a timescale needs of an export, and how it is said."""

from __future__ import annotations

from typing import Any

import pytest

from builders import timescale

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
