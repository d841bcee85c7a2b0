"""Which words the rules on who may hold, chair and visit let a sample have."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from cwd_audit.model.kinds.holder import HolderRule
from cwd_audit.model.kinds.order import OrderRule
from cwd_audit.model.kinds.present import PresentRule
from cwd_audit.model.policy import JudgedRule
from cwd_audit.policies.library import load_policy
from cwd_audit.sampling.fitting import Fitting, meets
from cwd_audit.sampling.tables import Row

SOCIAL_WORKERS = ("social worker", "advanced social worker")


def rule(kind: type[JudgedRule], **terms: Any) -> JudgedRule:  # noqa: ANN401 – terms of several types
    """A rule about children on the pathway `hub`."""
    written = {
        "id": "test.hub.rule",
        "kind": {HolderRule: "holder", PresentRule: "present", OrderRule: "order"}[kind],
        "requirement": "holder",
        "title": "Rule",
        "applies_to": {"pathway": ("hub",)},
        "strength": "must",
        "cites": {"section": "1", "quote": "as written"},
    }
    return kind.model_validate({**written, **terms})


def fitting(*rules: JudgedRule) -> Fitting:
    """Under these rules alone."""
    return Fitting(load_policy("stoke").model_copy(update={"rules": rules}))


HOLDS = rule(HolderRule, column="worker_role", one_of=SOCIAL_WORKERS)
VISITS = rule(HolderRule, of={"table": "visits"}, column="visitor_role", one_of=("advanced social worker",))
BARS = rule(HolderRule, column="legal_status", none_of=("s20",))
CHAIRS = rule(
    HolderRule,
    of={"table": "reviews", "where": {"type": ("CIN review",)}},
    column="chair_role",
    one_of=("team manager",),
)
CASES: list[tuple[str, tuple[JudgedRule, ...], Row, tuple[str, ...]]] = [
    ("a role that is barred is changed", (HOLDS,), {"pathway": "hub", "worker_role": "assistant"}, SOCIAL_WORKERS),
    ("one that will do stays", (HOLDS,), {"pathway": "hub", "worker_role": "social worker"}, ("social worker",)),
    ("elsewhere nothing is asked", (HOLDS,), {"pathway": "other", "worker_role": "assistant"}, ("assistant",)),
    (
        "who holds the case visits, and has to be one who may",
        (HOLDS, VISITS),
        {"pathway": "hub", "worker_role": "social worker"},
        ("advanced social worker",),
    ),
    ("a status that is barred is changed", (BARS,), {"pathway": "hub", "legal_status": "s20"}, ("s17", "CSDPA s2")),
]


@pytest.mark.parametrize(("fact", "rules", "case", "accepted"), CASES, ids=[row[0] for row in CASES])
def test_cases_are_put_right(fact: str, rules: tuple[JudgedRule, ...], case: Row, accepted: tuple[str, ...]) -> None:
    """The last column of the case holds a word that the rules accept."""
    column = list(case)[-1]
    fitting(*rules).fit_case(case, Random(1))

    assert case[column] in accepted, fact


def test_only_rows_a_rule_speaks_of_are_put_right() -> None:
    """A review of another type may be chaired by anybody; what is not in the row is not added."""
    fit, case = fitting(CHAIRS), {"pathway": "hub"}
    reviews = [{"type": kind, "chair_role": "social worker"} for kind in ("CIN review", "EHC review")]
    fitted = [fit.fit_row("reviews", dict(row), dict(case), Random(1)) for row in (*reviews, {"type": "CIN review"})]

    assert ["team manager", "social worker", None] == [row.get("chair_role") for row in fitted]


def test_what_must_be_recorded_is_wanted() -> None:
    """Rows a rule looks for whatever their day, and rows before a day of the case; not those after each of others."""
    meeting = {"table": "meetings"}
    exists, after = (rule(PresentRule, rows=meeting, **terms) for terms in ({}, {"after_each": {"table": "reviews"}}))
    before = rule(OrderRule, earlier={"table": "supervisions"}, later="worker_start")
    fit = fitting(exists, after, before)

    assert ["meetings"] == [rows.table for rows in fit.wanted({"pathway": "hub"})]
    assert [("supervisions", "worker_start")] == [
        (rows.table, column) for rows, column in fit.wanted_before({"pathway": "hub"})
    ]


def test_rules_that_need_other_reports_are_left_alone() -> None:
    """A sample has no assessments, and so nothing to put right for a rule about them."""
    other = rule(HolderRule, of={"table": "assessments"}, column="assessor_role", one_of=SOCIAL_WORKERS)
    row: Row = {"assessor_role": "assistant"}

    assert row == fitting(other).fit_row("assessments", row, {"pathway": "hub"}, Random(1))


@pytest.mark.parametrize(("accepted", "expected"), [(("present",), [True, False]), (("absent",), [False, True])])
def test_filled_or_blank(accepted: tuple[str, ...], expected: list[bool]) -> None:
    """The two words that ask whether a column is filled."""
    assert expected == [meets({"combined_with": word}, {"combined_with": accepted}) for word in ("EHC review", "")]
