"""What the rules without a due date need of an export, how they are said, and which terms make none."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from pydantic import ValidationError

from cwd_audit.model.kinds.decide import DecideRule
from cwd_audit.model.kinds.holder import HolderRule
from cwd_audit.model.kinds.present import PresentRule
from cwd_audit.model.policy import JudgedRule

Terms = Mapping[str, Any]
KINDS: Mapping[str, type[JudgedRule]] = {"decide": DecideRule, "holder": HolderRule, "present": PresentRule}
PANELS = {"rows": {"table": "panels"}}
S20 = {"then": {"legal_status": ["s20"]}}


def rule_of(kind: str, terms: Terms) -> JudgedRule:
    """A rule of a kind about every case."""
    written = {
        "id": "test.all.rule", "kind": kind, "requirement": "test", "title": "Test", "applies_to": {},
        "strength": "must", "cites": {"section": "1", "quote": "as written"}, **terms,
    }  # fmt: skip
    return KINDS[kind].model_validate(written)


@pytest.mark.parametrize(
    ("kind", "terms", "needs"),
    [
        ("decide", {**S20, "when_rows": {"table": "stays"}}, {"cases.legal_status", "stays.start"}),
        (
            "decide",
            {**S20, "when_rows": {"table": "stays"}, "unless_rows": {"table": "panels"}},
            {"cases.legal_status", "stays.start", "panels.date"},
        ),
    ],
)
def test_what_it_needs(kind: str, terms: Terms, needs: set[str]) -> None:
    """The rows that say when a status follows, and those where none does, must be in the export."""
    assert needs == rule_of(kind, terms).needs()


@pytest.mark.parametrize(
    ("at_least", "words"),
    [(1, "panels recorded"), (2, "at least 2 panels recorded"), (3, "at least 3 panels recorded")],
)
def test_how_many_is_said(at_least: int, words: str) -> None:
    """Where one will do no number is said."""
    assert words == rule_of("present", {**PANELS, "at_least": at_least}).in_words()


@pytest.mark.parametrize(
    ("kind", "terms", "fault"),
    [
        ("holder", {"column": "worker_role"}, "`holder` says who"),
        ("holder", {"column": "worker_role", "blank": "met"}, "`holder` says who"),
        (
            "present",
            {**PANELS, "or_rows": {"table": "meetings"}, "after_each": {"table": "concerns"}},
            "`or_rows` stands beside `rows` alone",
        ),
        (
            "present",
            {"filled": ["plan_type"], "or_rows": {"table": "meetings"}},
            "`or_rows` stands beside `rows` alone",
        ),
    ],
)
def test_terms_that_leave_it_open_are_refused(kind: str, terms: Terms, fault: str) -> None:
    """Who may hold a case is said, and rows that would do as well stand beside those that must be there."""
    with pytest.raises(ValidationError, match=fault):
        rule_of(kind, terms)


def test_that_a_blank_is_a_breach_says_enough() -> None:
    """Anybody may hold it, but somebody must."""
    assert rule_of("holder", {"column": "worker", "blank": "breach"}).in_words() == "worker recorded"
