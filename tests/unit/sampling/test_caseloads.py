"""Drawn caseloads: they look lived in, and every rule of the policy has cases to judge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.sampling.caseloads import draw_caseload
from cwd_audit.sampling.diary import CaseFile, Span, next_due
from cwd_audit.sampling.fitting import meets
from cwd_audit.sampling.profiles import Profiles
from cwd_audit.sampling.tables import NON_EVENTS, Row, SampleCaseload, day_in

AS_OF = date(2026, 10, 31)
POLICIES = [policy for policy in list_policies() if load_policy(policy).pathways]
EVENTS = ("visits", "reviews", "supervisions", "meetings", "panels")


@cache
def lived_in(policy: str) -> SampleCaseload:
    """400 children under a policy."""
    return draw_caseload(load_policy(policy), 400, 5, AS_OF)


@cache
def clean(policy: str) -> SampleCaseload:
    """100 children under a policy, of whom nothing is amiss."""
    return draw_caseload(load_policy(policy), 100, 5, AS_OF, clean=True)


def outstanding(caseload: SampleCaseload, policy: str) -> list[bool]:
    """For each open case and each requirement of its rules: whether it is overdue, events of any kind counting."""
    found = []
    for case in caseload.tables["cases"]:
        if case["closed_on"] or not case["pathway_start"]:
            continue
        rules = [rule for rule in load_policy(policy).rules if isinstance(rule, TimescaleRule)]
        rules = [rule for rule in rules if all(case.get(name) in any_ for name, any_ in rule.applies_to.items())]
        rows = {table: caseload.of_case(table, case["case_id"]) for table in caseload.tables}
        for requirement, table in (("visit", "visits"), ("review", "reviews"), ("supervision", "supervisions")):
            start = day_in(case, "pathway_start")
            assert start is not None
            span = Span(start, AS_OF, tuple(rule for rule in rules if rule.requirement == requirement))
            done = [
                row for row in rows.get(table, ()) if row["outcome"] == "completed" and row.get("child_seen") != "no"
            ]
            held = sorted(day for row in done if (day := day_in(row, "date")) and day <= AS_OF)
            due = next_due(span, held, CaseFile(case, rows))
            if due is not None:
                found.append(due < AS_OF)
    return found


@pytest.mark.parametrize("policy", POLICIES)
def test_some_are_overdue_and_most_are_not(policy: str) -> None:
    """Of all that policies ask, about one in ten is overdue."""
    found = outstanding(lived_in(policy), policy)

    assert 0.06 <= sum(found) / len(found) <= 0.2


@pytest.mark.parametrize("policy", POLICIES)
def test_nothing_is_overdue_in_a_clean_sample(policy: str) -> None:
    """A clean sample asks for nothing."""
    assert not any(outstanding(clean(policy), policy))


@pytest.mark.parametrize("policy", POLICIES)
def test_every_rule_has_cases(policy: str) -> None:
    """No rule that an ordinary export can answer is left without a child to judge."""
    tables = lived_in(policy).tables
    held = {f"{table}.{column}" for table, rows in tables.items() for row in rows for column in row}
    idle = [
        rule.id
        for rule in load_policy(policy).rules
        if rule.needs() <= held and not any(meets(case, rule.applies_to) for case in tables["cases"])
    ]

    assert idle == []


@pytest.mark.parametrize("policy", POLICIES)
def test_every_table_a_rule_looks_at_has_rows(policy: str) -> None:
    """Stays, panels and meetings are there where rules on visits, reviews and supervisions count from them."""
    tables = lived_in(policy).tables
    rules = Profiles.of(load_policy(policy)).rules
    wanted = {need.split(".")[0] for rule in rules for need in rule.needs()}
    wanted |= {anchor.table for rule in rules for anchor in rule.anchors}

    assert wanted <= {name for name, rows in tables.items() if rows}


@pytest.mark.parametrize("policy", POLICIES)
def test_no_event_lies_before_birth_or_carelessly_in_the_future(policy: str) -> None:
    """Sound samples hold only possible dates; what lies ahead is planned."""
    tables = lived_in(policy).tables
    born = {case["case_id"]: case["dob"] for case in tables["cases"]}
    impossible = [
        row
        for table in EVENTS
        for row in tables.get(table, ())
        if (day := day_in(row, "date")) is None
        or str(day) < str(born[row["case_id"]] or "")
        or (day > AS_OF and row.get("outcome") != "planned")
    ]

    assert impossible == []


@pytest.mark.parametrize("policy", POLICIES)
def test_siblings_share_a_family_and_an_office(policy: str) -> None:
    """Some families have several children, who are with one team."""
    teams: dict[object, list[object]] = {}
    for case in lived_in(policy).tables["cases"]:
        teams.setdefault(case["family_id"], []).append(case["team"])

    assert max(map(len, teams.values())) > 1
    assert all(len(set(family)) == 1 for family in teams.values())


LIVED_IN: dict[str, tuple[str, Callable[[Row], bool]]] = {
    "an ID with a leading zero": ("cases", lambda row: str(row["case_id"]).startswith("00")),
    "an unallocated case": ("cases", lambda row: not row["worker"]),
    "a closed case": ("cases", lambda row: bool(row["closed_on"])),
    "a case without its pathway start": ("cases", lambda row: not row["pathway_start"]),
    "a case without its date of birth": ("cases", lambda row: not row["dob"]),
    "a pathway that has ended": ("pathways", lambda row: str(row["end"] or AS_OF) < str(AS_OF)),
    "a cancelled event": ("visits", lambda row: row["outcome"] == "cancelled"),
    "an attempted visit": ("visits", lambda row: row["outcome"] == "attempted"),
    "a visit at which the child was not seen": ("visits", lambda row: row["child_seen"] == "no"),
    "a planned event": ("reviews", lambda row: row["outcome"] == "planned" and str(row["date"]) > str(AS_OF)),
    "a review by telephone": ("reviews", lambda row: row["mode"] == "telephone"),
    "a review combined with another": ("reviews", lambda row: row["combined_with"] == "EHC review"),
    "a record that is no event": (NON_EVENTS, lambda row: row["type"] == "telephone call"),
}


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("what", LIVED_IN)
def test_a_sample_looks_lived_in(what: str, policy: str) -> None:
    """Each thing a real caseload has is in every large sample."""
    table, is_one = LIVED_IN[what]

    assert any(is_one(row) for row in lived_in(policy).tables[table])


@pytest.mark.parametrize("policy", POLICIES)
def test_some_children_were_never_visited(policy: str) -> None:
    """A child of some standing has no visit at all."""
    caseload = lived_in(policy)
    visited = {row["case_id"] for row in caseload.tables["visits"]}
    long_since = [case for case in caseload.tables["cases"] if str(case["pathway_start"] or AS_OF) < "2026-04-01"]

    assert any(case["case_id"] not in visited for case in long_since)


@pytest.mark.parametrize("policy", POLICIES)
def test_allocations_follow_the_pathways(policy: str) -> None:
    """A change of pathway begins a new allocation on the same day, so the history can be read from allocations."""
    tables = lived_in(policy).tables
    begun = {(row["case_id"], row["pathway"], row["start"]) for row in tables["allocations"]}

    assert {(row["case_id"], row["pathway"], row["start"]) for row in tables["pathways"]} <= begun


def test_agreed_exceptions_exist_only_where_the_policy_allows_them() -> None:
    """Warwickshire lets a manager agree a longer interval; Bromley does not."""
    assert sorted({str(row["requirement"]) for row in lived_in("warks").tables["variations"]}) == ["visit"]
    assert "variations" not in lived_in("bromley").tables


def test_the_same_seed_gives_the_same_caseload() -> None:
    """Chance is seeded, and another seed gives another caseload."""
    policy = load_policy("warks")
    one, same, other = (draw_caseload(policy, 30, seed, AS_OF) for seed in (1, 1, 2))

    assert one == same
    assert one != other
