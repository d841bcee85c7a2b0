"""What an export can answer, and what would bring the rest."""

from __future__ import annotations

import pytest

from cwd_audit.audit.needs import Want, find_needs, tables_of
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.policies.parse import parse_policy_bytes

HEAD = """\
id = "wants"
authority = "Testshire Council"
title = "Short breaks"
[document]
name = "Short breaks"
verified_on = 2026-10-01
"""
RULE = """
[[rule]]
id = "wants.{name}"
kind = "present"
requirement = "plan"
title = "Something"
applies_to = {{}}
rows = {rows}
strength = "must"
cites = {{ section = "1", quote = "something" }}
"""


def wants(*provided: str, **rows: str) -> tuple[tuple[str, ...], tuple[Want, ...]]:
    """What is answered and wanted by rules that look for such rows."""
    rules = "".join(RULE.format(name=name.replace("_", "."), rows=written) for name, written in rows.items())
    needs = find_needs(parse_policy_bytes("wants.toml", (HEAD + rules).encode()), frozenset(provided))
    return needs.answered, needs.wants


def test_what_is_there_is_answered() -> None:
    """Nothing is wanted of it."""
    assert wants("visits.date", a_visit='{ table = "visits" }') == (("wants.a.visit",), ())


def test_the_table_that_brings_most_comes_first() -> None:
    """Two rules for the table of plans, one for the panel; each column with the number of rules that want it."""
    _, found = wants(
        a_panel='{ table = "panels" }',
        a_plan='{ table = "plans" }',
        b_plan='{ table = "plans", where = { type = ["CIN"] } }',
    )

    assert found == (
        Want({"plans.date": 2, "plans.type": 1}, ("wants.a.plan", "wants.b.plan")),
        Want({"panels.date": 1}, ("wants.a.panel",)),
    )


def test_of_equals_the_fewer_columns_come_first() -> None:
    """Then the name decides, so that the order never changes by itself."""
    _, found = wants(
        a_plan='{ table = "plans", where = { type = ["CIN"] } }',
        b_ehcp='{ table = "stays" }',
        c_panel='{ table = "panels" }',
    )

    assert [want.rules for want in found] == [("wants.c.panel",), ("wants.b.ehcp",), ("wants.a.plan",)]


def test_a_column_is_asked_for_once() -> None:
    """The day of the plan came with the first step; what a later rule of the same table lacks stands with it."""
    _, found = wants("plans.type", a_plan='{ table = "plans", where = { type = ["CIN"] } }')

    assert found == (Want({"plans.date": 1}, ("wants.a.plan",)),)


@pytest.mark.parametrize("policy", list_policies())
def test_every_rule_is_answered_or_brought_and_nothing_is_asked_twice(policy: str) -> None:
    """With the columns of every step an export answers every rule."""
    told = load_policy(policy)
    provided = frozenset({"cases.pathway", "cases.legal_status", "visits.date", "reviews.date"})
    needs = find_needs(told, provided)
    asked = [column for want in needs.wants for column in want.columns]

    assert len(asked) == len(set(asked))
    assert not set(asked) & provided
    assert find_needs(told, provided | set(asked)).wants == ()
    assert sorted([*needs.answered, *(rule for want in needs.wants for rule in want.rules)]) == sorted(
        rule.id for rule in told.rules
    )
    assert needs.known_tables == tables_of(provided)
