"""Each kind of rule without a due date: kept, not kept, not owed, not to be judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from pydantic import ValidationError

from builders import CASE, facts, frame
from cwd_audit.engine.facts import Facts
from cwd_audit.engine.judgement import STATUSES
from cwd_audit.engine.verdicts import Ground, Verdicts
from cwd_audit.model.policy import RuleBase
from cwd_audit.policies.calendars import load_calendar
from cwd_audit.policies.kinds import rule_kinds

AS_OF = date(2026, 10, 31)
MAY = date(2026, 5, 1)
Row = Mapping[str, object]


def rule_of(kind: str, terms: Mapping[str, Any]) -> RuleBase:
    """A rule of a kind with these terms."""
    written = {
        "id": "test.all.rule", "kind": kind, "requirement": "test", "title": "Test", "applies_to": {},
        "strength": "must", "cites": {"section": "1", "quote": "as written"}, **terms,
    }  # fmt: skip
    return rule_kinds()[kind].model_validate(written)


def judge(kind: str, terms: Mapping[str, Any], cases: Sequence[Row] = ({},), **tables: Sequence[Row]) -> Verdicts:
    """What a rule of a kind finds of these cases."""
    return judge_facts(rule_of(kind, terms), facts(AS_OF, cases, pathway_ids=None, **tables))


def judge_facts(rule: RuleBase, known: Facts) -> Verdicts:
    """What a rule finds of what is known."""
    module = import_module(f"cwd_audit.engine.kinds.{rule.kind}")
    return module.judge(rule, known, load_calendar())  # type: ignore[no-any-return]  # found by name


def said(verdicts: Verdicts) -> list[tuple[str, str]]:
    """Status and ground of each verdict."""
    return [
        (STATUSES[status].value, Ground(ground).name)
        for status, ground in zip(verdicts.status.tolist(), verdicts.ground.tolist(), strict=True)
    ]


MET = ("met", "NONE")
PLAN = {"filled": ("plan_type", "plan_start")}
PANEL_AGREES = {"rows": {"table": "panels", "where": {"decision": ["agreed"]}}}
ASSESSED_AFTER = {"after_each": {"table": "concerns"}, "rows": {"table": "assessments", "dated": "end"}}
EITHER = {"rows": {"table": "panels"}, "or_rows": {"table": "meetings"}}
SIGNED = {"after_each": {"table": "plans"}, "filled": ("signed_parent",)}


@pytest.mark.parametrize(
    ("terms", "case", "tables", "expected"),
    [
        (PLAN, {"plan_type": "CIN", "plan_start": MAY}, {}, [MET]),
        (PLAN, {"plan_type": "CIN", "plan_start": None}, {}, [("breach", "NOT_RECORDED")]),
        ({**PLAN, "fails_as": "query"}, {"plan_type": "", "plan_start": MAY}, {}, [("query", "NOT_RECORDED")]),
        (PANEL_AGREES, {}, {"panels": [{"date": MAY, "decision": "agreed"}]}, [MET]),
        (PANEL_AGREES, {}, {"panels": [{"date": MAY, "decision": "agreed"}, {"date": AS_OF, "decision": "agreed"}]}, [MET]),
        (PANEL_AGREES, {}, {"panels": [{"date": MAY, "decision": "declined"}]}, [("breach", "NOT_RECORDED")]),
        (PANEL_AGREES, {}, {"panels": [{"date": AS_OF + timedelta(1), "decision": "agreed"}]}, [("breach", "NOT_RECORDED")]),
        ({**PANEL_AGREES, "at_least": 2}, {}, {"panels": [{"date": MAY, "decision": "agreed"}]}, [("breach", "NOT_RECORDED")]),
        ({**PANEL_AGREES, "counted_since": "pathway_start"}, {"pathway_start": MAY}, {"panels": [{"date": MAY, "decision": "agreed"}]}, [MET]),
        ({**PANEL_AGREES, "counted_since": "pathway_start"}, {"pathway_start": MAY - timedelta(1)}, {"panels": [{"date": MAY, "decision": "agreed"}]}, [MET]),
        ({**PANEL_AGREES, "counted_since": "pathway_start"}, {"pathway_start": AS_OF}, {"panels": [{"date": MAY, "decision": "agreed"}]}, [("breach", "NOT_RECORDED")]),
        ({**PANEL_AGREES, "counted_since": "pathway_start"}, {"pathway_start": None}, {"panels": [{"date": MAY, "decision": "agreed"}]}, [("not_assessed", "BLANK")]),
        (EITHER, {}, {"panels": [], "meetings": []}, [("breach", "NOT_RECORDED")]),
        (EITHER, {}, {"panels": [{"date": MAY}], "meetings": []}, [MET]),
        (EITHER, {}, {"panels": [], "meetings": [{"date": MAY}]}, [MET]),
        ({**EITHER, "when_rows": {"table": "packages"}}, {}, {"packages": [{"start": MAY}]}, [("breach", "NOT_RECORDED")]),
        ({**EITHER, "when_rows": {"table": "packages"}}, {}, {"packages": []}, []),
        (ASSESSED_AFTER, {}, {"concerns": [{"date": MAY}], "assessments": [{"start": MAY, "end": MAY}]}, [MET]),
        (ASSESSED_AFTER, {}, {"concerns": [{"date": MAY}], "assessments": [{"start": MAY, "end": MAY - timedelta(1)}]}, [("breach", "NOTHING_AFTER")]),
        (ASSESSED_AFTER, {}, {"concerns": [{"date": MAY}], "assessments": []}, [("breach", "NOTHING_AFTER")]),
        (ASSESSED_AFTER, {}, {"concerns": [], "assessments": []}, []),
        ({**ASSESSED_AFTER, "within": "1 year"}, {}, {"concerns": [{"date": MAY}], "assessments": []}, []),
        ({**ASSESSED_AFTER, "within": "1 month"}, {}, {"concerns": [{"date": MAY}], "assessments": []}, [("breach", "NOTHING_AFTER")]),
        ({**ASSESSED_AFTER, "within": "7 days"}, {}, {"concerns": [{"date": AS_OF - timedelta(7)}], "assessments": []}, []),
        ({**ASSESSED_AFTER, "within": "7 days"}, {}, {"concerns": [{"date": AS_OF - timedelta(8)}], "assessments": []}, [("breach", "NOTHING_AFTER")]),
        (SIGNED, {}, {"plans": [{"date": MAY, "signed_parent": "yes"}]}, [MET]),
        (SIGNED, {}, {"plans": [{"date": None, "signed_parent": ""}]}, [("breach", "NOT_RECORDED")]),
        (SIGNED, {}, {"plans": [{"date": MAY, "signed_parent": ""}]}, [("breach", "NOT_RECORDED")]),
    ],
)  # fmt: skip
def test_present(terms: Row, case: Row, tables: Mapping[str, Sequence[Row]], expected: list[tuple[str, str]]) -> None:
    """Columns filled, rows there, rows after each of others, rows filled."""
    assert expected == said(judge("present", terms, [case], **tables))


def test_present_for_each_child() -> None:
    """The assessment of the second child is not that of the first or the third, nor its signature theirs.

    Where the third has one too, it is found behind that of the second.
    """
    cases = [{"case_id": name} for name in ("1", "2", "3")]
    concerns = [{**case, "date": MAY} for case in cases]
    plans = [
        {**case, "date": day, "signed_parent": "yes" if case["case_id"] == "2" else ""}
        for case in cases
        for day in (MAY, AS_OF)
    ]

    assessed = judge(
        "present", ASSESSED_AFTER, cases, concerns=concerns, assessments=[{"case_id": "2", "start": MAY, "end": AS_OF}]
    )
    both = judge(
        "present", ASSESSED_AFTER, cases, concerns=concerns,
        assessments=[{"case_id": name, "start": MAY, "end": AS_OF} for name in ("2", "3")],
    )  # fmt: skip
    signed = judge("present", SIGNED, cases, plans=plans)

    assert [("breach", "NOTHING_AFTER"), MET, ("breach", "NOTHING_AFTER")] == said(assessed)
    assert [("breach", "NOTHING_AFTER"), MET, MET] == said(both)
    assert [("breach", "NOT_RECORDED"), MET, ("breach", "NOT_RECORDED")] == said(signed)
    assert [[(0, 2)], [], [(0, 6)]] == signed.places()
    assert [MAY, None, MAY] == signed.first_day.tolist()


SOCIAL_WORKER = {"column": "worker_role", "one_of": ("social worker",)}
CHILD_IN_NEED = {"table": "assessments", "where": {"outcome": ["child in need plan"]}, "dated": "start", "latest": True}
CHAIRED = {"of": {"table": "reviews"}, "column": "chair_role", "one_of": ("social worker",)}


@pytest.mark.parametrize(
    ("terms", "case", "tables", "expected"),
    [
        (SOCIAL_WORKER, {"worker_role": "social worker"}, {}, [MET]),
        (SOCIAL_WORKER, {"worker_role": "team manager"}, {}, [("breach", "WRONG_WORD")]),
        (SOCIAL_WORKER, {"worker_role": ""}, {}, [("not_assessed", "BLANK")]),
        (SOCIAL_WORKER, {"worker_role": "?Wizard"}, {}, [("not_assessed", "BLANK")]),
        ({**SOCIAL_WORKER, "blank": "breach"}, {"worker_role": ""}, {}, [("breach", "NOT_RECORDED")]),
        ({**SOCIAL_WORKER, "blank": "met"}, {"worker_role": ""}, {}, [MET]),
        ({"column": "worker_role", "none_of": ("family support worker",)}, {"worker_role": "family support worker"}, {}, [("breach", "WRONG_WORD")]),
        ({"column": "worker_role", "none_of": ("family support worker",)}, {"worker_role": "social worker"}, {}, [MET]),
        ({"column": "legal_status", "one_of": ("s17",)}, {"legal_status": "s17"}, {}, [MET]),
        (CHAIRED, {}, {"reviews": [{"date": MAY, "chair_role": "team manager"}, {"date": AS_OF, "chair_role": "social worker"}]}, [MET]),
        ({**CHAIRED, "each": True}, {"pathway_start": MAY}, {"reviews": [{"date": MAY, "chair_role": "team manager"}, {"date": AS_OF, "chair_role": "social worker"}]}, [("breach", "WRONG_WORD")]),
        (CHAIRED, {}, {"reviews": []}, []),
        ({**SOCIAL_WORKER, "open_rows": {"table": "packages", "where": {"overnight": ["yes"], "end": ["absent"]}}}, {"worker_role": "team manager"}, {"packages": [{"start": MAY, "overnight": "yes", "end": None}]}, [("breach", "WRONG_WORD")]),
        ({**SOCIAL_WORKER, "open_rows": {"table": "packages", "where": {"overnight": ["yes"], "end": ["absent"]}}}, {"worker_role": "team manager"}, {"packages": [{"start": MAY, "overnight": "yes", "end": AS_OF}]}, []),
        ({**SOCIAL_WORKER, "open_rows": {"table": "packages"}}, {"worker_role": "team manager"}, {"packages": [{"start": MAY, "end": AS_OF + timedelta(1)}]}, [("breach", "WRONG_WORD")]),
        ({**SOCIAL_WORKER, "open_rows": {"table": "packages"}}, {"worker_role": "team manager"}, {"packages": [{"start": MAY, "end": AS_OF}]}, []),
        ({**SOCIAL_WORKER, "open_rows": {"table": "packages"}}, {"worker_role": "team manager"}, {"packages": [{"start": MAY, "end": AS_OF - timedelta(1)}]}, []),
        ({**SOCIAL_WORKER, "when_rows": {"table": "packages"}}, {"worker_role": "team manager"}, {"packages": [{"start": MAY, "end": AS_OF}]}, [("breach", "WRONG_WORD")]),
        ({**SOCIAL_WORKER, "when_rows": CHILD_IN_NEED}, {"worker_role": "team manager"}, {"assessments": [{"start": MAY, "outcome": "child in need plan"}]}, [("breach", "WRONG_WORD")]),
        ({**SOCIAL_WORKER, "when_rows": CHILD_IN_NEED}, {"worker_role": "team manager"}, {"assessments": [{"start": MAY, "outcome": "child in need plan"}, {"start": AS_OF, "outcome": "short breaks only"}]}, []),
    ],
)  # fmt: skip
def test_holder(terms: Row, case: Row, tables: Mapping[str, Sequence[Row]], expected: list[tuple[str, str]]) -> None:
    """Who holds the case, who chaired, and what a blank means."""
    assert expected == said(judge("holder", terms, [case], **tables))


def test_a_rule_about_each_row_rests_on_all_that_fail() -> None:
    """Of three reviews the two that nobody allowed chaired; the first of them is in row 2."""
    reviews = [
        {"date": MAY, "chair_role": "team manager"},
        {"date": MAY + timedelta(30), "chair_role": "social worker"},
        {"date": MAY + timedelta(60), "chair_role": "team manager"},
    ]
    found = judge("holder", {**CHAIRED, "each": True}, [{"pathway_start": MAY}], reviews=reviews)

    assert [[(0, 2), (0, 4)]] == found.places()


def test_a_verdict_rests_on_the_rows_that_decide_it() -> None:
    """A chair who was not allowed decides, and not the review beside it that names none; each child has its own rows."""
    reviews = [
        {"case_id": "1", "date": MAY, "chair_role": ""},
        {"case_id": "2", "date": MAY, "chair_role": "team manager"},
        {"case_id": "3", "date": MAY, "chair_role": ""},
        {"case_id": "3", "date": AS_OF, "chair_role": "team manager"},
    ]
    cases = [{"case_id": name, "pathway_start": MAY} for name in ("1", "2", "3")]
    found = judge("holder", {**CHAIRED, "each": True}, cases, reviews=reviews)

    assert [("not_assessed", "BLANK"), ("breach", "WRONG_WORD"), ("breach", "WRONG_WORD")] == said(found)
    assert [[(0, 2)], [(0, 3)], [(0, 5)]] == found.places()


def test_a_rule_about_open_rows_needs_to_know_when_they_end() -> None:
    """Without the end of a package nobody knows whether it is open; a table without an end has no open rows."""
    rule = rule_of("holder", {**SOCIAL_WORKER, "open_rows": {"table": "packages"}})

    assert "packages.end" in rule.needs()
    with pytest.raises(ValidationError, match='panels has no column "end"'):
        rule_of("holder", {**SOCIAL_WORKER, "open_rows": {"table": "panels"}})


@pytest.mark.parametrize(("ways", "expected"), [({"Hub A": "hub"}, [MET]), ({}, [("breach", "WRONG_WORD")])])
def test_holder_knows_a_pathway_by_its_id(ways: Mapping[str, str], expected: list[tuple[str, str]]) -> None:
    """However the export writes it."""
    rule = rule_of("holder", {"column": "pathway", "one_of": ("hub",)})

    assert expected == said(judge_facts(rule, facts(AS_OF, [{"pathway": "Hub A"}], pathway_ids=ways)))


def test_holder_of_siblings() -> None:
    """Siblings with two workers differ; a child alone, a family with one worker, and one whom nobody holds, do not."""
    cases = [
        {"case_id": "1", "family_id": "F1", "worker": "Lee"},
        {"case_id": "2", "family_id": "F1", "worker": "Kim"},
        {"case_id": "3", "family_id": "F2", "worker": "Lee"},
        {"case_id": "4", "family_id": "F2", "worker": "Lee"},
        {"case_id": "5", "family_id": "F3", "worker": "Lee"},
        {"case_id": "6", "family_id": "", "worker": "Kim"},
        {"case_id": "7", "family_id": "F3", "worker": ""},
        {"case_id": "8", "family_id": "F4", "worker": ""},
    ]
    found = judge("holder", {"column": "worker", "same_in_family": True}, cases)

    assert [0, 1, 2, 3] == found.case.tolist()
    assert [("breach", "DIFFERS_IN_FAMILY")] * 2 + [MET] * 2 == said(found)


def test_siblings_whom_nobody_holds_do_not_differ() -> None:
    """There is no worker to compare."""
    cases = [{"case_id": name, "family_id": "F1", "worker": ""} for name in ("1", "2")]

    assert [] == said(judge("holder", {"column": "worker", "same_in_family": True}, cases))


def test_holder_concerns_cases_with_such_a_sibling() -> None:
    """The rule is about the siblings of a child with a severe disability, not about that child.

    A case that is closed is no such sibling, and two whose family is not recorded are none of each other.
    """
    cases: list[Row] = [
        {"case_id": "1", "family_id": "F1", "disability_severity": "severe", "team": "CWD"},
        {"case_id": "2", "family_id": "F1", "disability_severity": "", "team": "Area"},
        {"case_id": "3", "family_id": "F2", "disability_severity": "", "team": "Area"},
        {"case_id": "4", "family_id": "F3", "disability_severity": "severe", "team": "CWD", "closed_on": MAY},
        {"case_id": "5", "family_id": "F3", "disability_severity": "", "team": "Area"},
        {"case_id": "6", "family_id": "", "disability_severity": "severe", "team": "CWD"},
        {"case_id": "7", "family_id": "", "disability_severity": "", "team": "Area"},
    ]
    terms = {"column": "team", "one_of": ("CWD",), "family": {"disability_severity": ["severe"]}}

    found = judge("holder", terms, cases)

    assert ([1], [("breach", "WRONG_WORD")]) == (found.case.tolist(), said(found))


PANEL_FIRST = {"earlier": {"table": "panels"}, "later": {"table": "packages"}}


@pytest.mark.parametrize(
    ("terms", "case", "panel", "package", "expected"),
    [
        (PANEL_FIRST, {}, MAY, MAY, [MET]),
        (PANEL_FIRST, {}, MAY + timedelta(1), MAY, [("breach", "NOTHING_BEFORE")]),
        (PANEL_FIRST, {}, None, MAY, [("breach", "NOTHING_BEFORE")]),
        (PANEL_FIRST, {}, MAY, None, []),
        ({**PANEL_FIRST, "at_least": "5 days"}, {}, MAY - timedelta(5), MAY, [MET]),
        ({**PANEL_FIRST, "at_least": "5 days"}, {}, MAY - timedelta(4), MAY, [("breach", "NOTHING_BEFORE")]),
        ({**PANEL_FIRST, "or_within": "10 days"}, {}, MAY - timedelta(90), MAY, [MET]),
        ({**PANEL_FIRST, "or_within": "10 days"}, {}, MAY + timedelta(10), MAY, [MET]),
        ({**PANEL_FIRST, "or_within": "10 days"}, {}, MAY + timedelta(11), MAY, [("breach", "NOTHING_BEFORE")]),
        ({**PANEL_FIRST, "or_within": "10 days"}, {}, None, AS_OF - timedelta(9), []),
        ({**PANEL_FIRST, "or_within": "10 days"}, {}, None, AS_OF - timedelta(10), []),
        ({**PANEL_FIRST, "or_within": "10 days"}, {}, None, AS_OF - timedelta(11), [("breach", "NOTHING_BEFORE")]),
        ({**PANEL_FIRST, "or_within": "10 days"}, {}, AS_OF, AS_OF - timedelta(1), [MET]),
        ({**PANEL_FIRST, "not_older_than": "1 month"}, {}, date(2026, 4, 1), MAY, [MET]),
        ({**PANEL_FIRST, "not_older_than": "1 month"}, {}, date(2026, 3, 31), MAY, [("breach", "NOTHING_BEFORE")]),
        ({"earlier": {"table": "panels"}, "later": "plan_start"}, {"plan_start": MAY}, MAY, None, [MET]),
        ({"earlier": {"table": "panels"}, "later": "plan_start"}, {"plan_start": MAY}, AS_OF, None, [("breach", "NOTHING_BEFORE")]),
        ({"earlier": {"table": "panels"}, "later": "plan_start"}, {"plan_start": AS_OF}, None, None, [("breach", "NOTHING_BEFORE")]),
        ({"earlier": {"table": "panels"}, "later": "plan_start"}, {"plan_start": AS_OF + timedelta(1)}, None, None, []),
        ({"earlier": "plan_start", "later": {"table": "packages"}}, {"plan_start": MAY}, None, MAY, [MET]),
        ({"earlier": "plan_start", "later": {"table": "packages"}}, {"plan_start": AS_OF}, None, MAY, [("breach", "NOTHING_BEFORE")]),
        ({"earlier": {"table": "packages"}, "later": {"table": "panels"}}, {}, AS_OF, MAY, [MET]),
    ],
)  # fmt: skip
def test_order(
    terms: Row, case: Row, panel: date | None, package: date | None, expected: list[tuple[str, str]]
) -> None:
    """The panel before the package, so long before, or not too long before."""
    panels = [{"date": panel}] if panel else []
    packages = [{"start": package}] if package else []

    assert expected == said(judge("order", terms, [case], panels=panels, packages=packages))


@pytest.mark.parametrize(
    ("which", "expected"),
    [("latest", [MET]), ("first", [("breach", "NOTHING_BEFORE")]), ("each", [("breach", "NOTHING_BEFORE")])],
)
def test_order_of_several(which: str, expected: list[tuple[str, str]]) -> None:
    """The latest package came after the panel; the first did not."""
    found = judge(
        "order", {**PANEL_FIRST, "which": which}, panels=[{"date": MAY}],
        packages=[{"start": MAY - timedelta(9)}, {"start": MAY + timedelta(9)}],
    )  # fmt: skip

    assert expected == said(found)


@pytest.mark.parametrize(
    ("which", "expected"), [("latest", [MET]), ("first", [MET]), ("each", [("breach", "NOTHING_BEFORE")])]
)
def test_order_of_each(which: str, expected: list[tuple[str, str]]) -> None:
    """Of three packages the second came more than a month after a panel."""
    found = judge(
        "order", {**PANEL_FIRST, "not_older_than": "1 month", "which": which},
        panels=[{"date": MAY}, {"date": date(2026, 8, 3)}],
        packages=[{"start": MAY}, {"start": date(2026, 7, 1)}, {"start": date(2026, 8, 3)}],
    )  # fmt: skip

    assert expected == said(found)


def test_order_of_several_children() -> None:
    """The child whose packages came first, and the first of those packages."""
    found = judge(
        "order", {**PANEL_FIRST, "which": "each"}, [{"case_id": name} for name in ("1", "2", "3")],
        panels=[{"case_id": "2", "date": MAY}, {"case_id": "3", "date": MAY}],
        packages=[{"case_id": name, "start": day} for name in ("1", "2", "3") for day in (MAY, AS_OF)],
    )  # fmt: skip

    assert [("breach", "NOTHING_BEFORE"), MET, MET] == said(found)
    assert [MAY, None, None] == found.first_day.tolist()
    assert [[(0, 2), (0, 3)], [], []] == found.places()


PAPERS = {
    "earlier": {"table": "panels", "dated": "papers_received_on"},
    "later": {"table": "panels", "dated": "date"},
    "which": "each",
}
AGENDA = {**PAPERS, "earlier": {"table": "panels", "dated": "agenda_sent_on"}}


@pytest.mark.parametrize(
    ("terms", "panels", "expected"),
    [
        (PAPERS, [{"date": MAY, "papers_received_on": MAY}], [MET]),
        (PAPERS, [{"date": MAY, "papers_received_on": MAY - timedelta(1)}], [MET]),
        (PAPERS, [{"date": MAY, "papers_received_on": MAY + timedelta(1)}], [("breach", "NOTHING_BEFORE")]),
        ({**PAPERS, "at_least": "5 days"}, [{"date": MAY, "papers_received_on": MAY - timedelta(6)}], [MET]),
        ({**PAPERS, "at_least": "5 days"}, [{"date": MAY, "papers_received_on": MAY - timedelta(5)}], [MET]),
        ({**PAPERS, "at_least": "5 days"}, [{"date": MAY, "papers_received_on": MAY - timedelta(4)}], [("breach", "NOTHING_BEFORE")]),
        (PAPERS, [{"date": MAY, "papers_received_on": None}, {"date": AS_OF, "papers_received_on": MAY}], [("breach", "NOTHING_BEFORE")]),
        (AGENDA, [{"date": MAY, "agenda_sent_on": None}, {"date": AS_OF, "agenda_sent_on": MAY}], [("breach", "NOTHING_BEFORE")]),
    ],
)  # fmt: skip
def test_order_of_two_dates_of_a_row(terms: Row, panels: Sequence[Row], expected: list[tuple[str, str]]) -> None:
    """The papers of a panel before that panel; those that were sent for another do not count for it."""
    assert expected == said(judge("order", terms, panels=panels))


NIGHTS = {"take": "nights", "of": {"table": "stays"}, "in_any": "12 months"}
LONGEST = {"take": "longest stay in nights", "of": {"table": "stays"}}


def nights(*lengths: int) -> list[Row]:
    """Stays of so many nights, one a month."""
    return [
        {"start": date(2026, month, 1), "end": date(2026, month, 1) + timedelta(length)}
        for month, length in enumerate(lengths, start=1)
    ]


@pytest.mark.parametrize(
    ("terms", "stays", "expected"),
    [
        ({"measure": NIGHTS, "at_most": 75}, nights(25, 25, 20), [MET]),
        ({"measure": NIGHTS, "at_most": 75}, nights(25, 25, 26), [("breach", "TOO_MUCH")]),
        ({"measure": NIGHTS, "at_most": 75}, nights(25, 25, 25), [("query", "AT_THE_BOUNDARY")]),
        ({"measure": NIGHTS, "at_most": 75, "query_at": 70}, nights(25, 25, 20), [("query", "AT_THE_BOUNDARY")]),
        ({"measure": NIGHTS, "at_most": 75, "query_at": 70}, nights(25, 25, 19), [MET]),
        ({"measure": NIGHTS, "at_most": 75, "query_at": 70}, nights(25, 25, 26), [("breach", "TOO_MUCH")]),
        ({"measure": NIGHTS, "at_most": 75}, [], [MET]),
        ({"measure": LONGEST, "at_most": 17}, nights(16), [MET]),
        ({"measure": LONGEST, "at_most": 17}, nights(17), [("query", "AT_THE_BOUNDARY")]),
        ({"measure": LONGEST, "at_most": 17}, nights(18), [("breach", "TOO_MUCH")]),
        ({"measure": LONGEST, "at_most": 17, "unless_rows": {"table": "stays"}}, nights(18), []),
    ],
)
def test_limit(terms: Row, stays: Sequence[Row], expected: list[tuple[str, str]]) -> None:
    """Nights decide; where the days touched lie on the other side of the limit, it is a query (A-25)."""
    assert expected == said(judge("limit", terms, stays=stays))


AGE = {"measure": {"take": "age in years"}, "at_most": 17}
CASELOAD = {"measure": {"take": "cases of the worker"}, "at_most": 20}


@pytest.mark.parametrize(
    ("terms", "case", "expected"),
    [
        (AGE, {"dob": date(2008, 11, 1)}, [MET]),
        (AGE, {"dob": date(2008, 10, 31)}, [("breach", "TOO_MUCH")]),
        (AGE, {"dob": None}, [("not_assessed", "BLANK")]),
        ({**AGE, "unless": {"legal_status": ["s20"]}}, {"dob": date(2008, 10, 31), "legal_status": "s20"}, []),
        ({**AGE, "unless": {"legal_status": ["s20"]}}, {"dob": date(2008, 10, 31), "legal_status": "s17"}, [("breach", "TOO_MUCH")]),
        (CASELOAD, {"worker": "Testworker One"}, [MET]),
        (CASELOAD, {"worker": ""}, []),
    ],
)  # fmt: skip
def test_limit_of_an_age_and_of_a_caseload(terms: Row, case: Row, expected: list[tuple[str, str]]) -> None:
    """An age that is not recorded cannot be judged; a case that nobody holds is in nobody's caseload."""
    assert expected == said(judge("limit", terms, [case]))


def test_limit_shows_the_stretch_it_measured() -> None:
    """The finding can say which nights."""
    found = judge("limit", {"measure": LONGEST, "at_most": 17}, stays=nights(3, 20))

    assert (20.0, date(2026, 2, 1), date(2026, 2, 21)) == (
        found.number[0], found.first_day[0].astype(object), found.last_day[0].astype(object),
    )  # fmt: skip


FULL = {"measure": NIGHTS, "more_than": 75, "then": {"legal_status": ["s20"]}}


@pytest.mark.parametrize(
    ("terms", "legal_status", "stays", "expected"),
    [
        (FULL, "s20", nights(26, 26, 26), [MET]),
        (FULL, "s17(6)", nights(26, 26, 26), [("breach", "NOT_AS_THE_FACTS")]),
        (FULL, "", nights(26, 26, 26), [("not_assessed", "BLANK")]),
        (FULL, "s17(6)", nights(10), []),
        ({**FULL, "query_at": 70}, "s17(6)", nights(25, 25, 20), [("query", "AT_THE_BOUNDARY")]),
        ({**FULL, "query_at": 70}, "s20", nights(25, 25, 20), []),
        ({**FULL, "query_at": 70}, "s17(6)", nights(25, 25, 25), []),
        ({**FULL, "query_at": 70}, "s17(6)", nights(25, 25, 19), []),
        (FULL, "s17(6)", nights(25, 25, 25), [("query", "AT_THE_BOUNDARY")]),
        ({"measure": LONGEST, "less_than": 10, "then": {"legal_status": ["s17(6)"]}}, "s20", nights(5), [("breach", "NOT_AS_THE_FACTS")]),
        ({"measure": LONGEST, "less_than": 10, "then": {"legal_status": ["s17(6)"]}}, "s20", nights(9), [("query", "AT_THE_BOUNDARY")]),
        ({"measure": LONGEST, "less_than": 10, "then": {"legal_status": ["s17(6)"]}}, "s20", nights(10), []),
        ({"when_rows": {"table": "stays"}, "then": {"legal_status": ["s20"]}}, "s17(6)", nights(1), [("breach", "NOT_AS_THE_FACTS")]),
        ({"when_rows": {"table": "stays"}, "then": {"legal_status": ["s20"]}}, "s17(6)", [], []),
    ],
)  # fmt: skip
def test_decide(terms: Row, legal_status: str, stays: Sequence[Row], expected: list[tuple[str, str]]) -> None:
    """The status that follows from the stays, against the one recorded."""
    assert expected == said(judge("decide", terms, [{"legal_status": legal_status}], stays=stays))


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("present", PANEL_AGREES),
        ("present", {**PANEL_AGREES, "counted_since": "pathway_start"}),
        ("holder", {**CHAIRED, "each": True}),
        ("holder", {"column": "worker", "same_in_family": True}),
        ("holder", {**SOCIAL_WORKER, "family": {"disability_severity": ["severe"]}}),
    ],
)
def test_without_a_case_there_is_no_verdict(kind: str, terms: Mapping[str, Any]) -> None:
    """An export may have its headings and nothing below them."""
    names = {"cases": ["case_id"], "panels": ["case_id", "date", "decision"], "reviews": ["case_id", "date"]}
    known = Facts(
        {table: frame(table, [], columns) for table, columns in names.items()}, frozenset({"cases.case_id"}), AS_OF, {}
    )

    assert [] == said(judge_facts(rule_of(kind, terms), known))


def test_no_two_grounds_are_one() -> None:
    """Two with one number would be told in the words of the first."""
    assert list(Ground.__members__) == [ground.name for ground in Ground]


def test_closed_cases_and_others_are_left_alone() -> None:
    """A rule judges the open cases it applies to."""
    cases: list[Row] = [
        {"case_id": CASE, "worker_role": "team manager", "closed_on": MAY, "legal_status": "s17"},
        {"case_id": "2", "worker_role": "team manager", "closed_on": None, "legal_status": "s20"},
        {"case_id": "3", "worker_role": "team manager", "closed_on": None, "legal_status": "s17"},
    ]
    terms = {**SOCIAL_WORKER, "applies_to": {"legal_status": ["s17"]}}

    assert [2] == judge("holder", terms, cases).case.tolist()
    assert [0] == judge("holder", {**terms, "of_cases": "closed"}, cases).case.tolist()
    assert [0, 2] == judge("holder", {**terms, "of_cases": "any"}, cases).case.tolist()


@pytest.mark.parametrize(
    ("dob", "expected"),
    [
        (date(2012, 10, 31), [("breach", "NOT_RECORDED")]),
        (date(2012, 11, 1), []),
        (None, [("not_assessed", "BLANK")]),
    ],
)
def test_present_from_a_birthday(dob: date | None, expected: list[tuple[str, str]]) -> None:
    """From the 14th birthday on, that day included."""
    assert expected == said(judge("present", {**PANEL_AGREES, "from_age": 14}, [{"dob": dob}], panels=[]))


@pytest.mark.parametrize(
    ("kind", "terms", "words"),
    [
        ("present", PLAN, "plan type and plan start recorded"),
        ("present", PANEL_AGREES, "panels (decision agreed) recorded"),
        ("present", EITHER, "panels or meetings recorded"),
        ("present", ASSESSED_AFTER, "after each of the concerns one of the assessments"),
        ("present", SIGNED, "for each of the plans signed parent recorded"),
        ("present", {**PLAN, "from_age": 14}, "plan type and plan start recorded, from the age of 14"),
        ("holder", CHAIRED, "reviews: chair role is social worker"),
        ("holder", {**SOCIAL_WORKER, "open_rows": {"table": "packages", "where": {"overnight": ["yes"]}}}, "worker role is social worker, where there are open packages (overnight yes)"),
        ("order", {**PANEL_FIRST, "at_least": "5 days"}, "date of panels before start of packages by at least 5 days"),
        ("order", {**PANEL_FIRST, "or_within": "10 working days"}, "date of panels before start of packages, or within 10 working days of it"),
        ("limit", {"measure": NIGHTS, "at_most": 75}, "nights in any 12 months: at most 75"),
        ("decide", FULL, "where more than 75 nights in any 12 months: legal status s20"),
    ],
)  # fmt: skip
def test_a_rule_in_words(kind: str, terms: Mapping[str, Any], words: str) -> None:
    """As timetables and reasons say it."""
    assert words == rule_of(kind, terms).in_words()


@pytest.mark.parametrize(
    ("kind", "terms", "needs"),
    [
        ("limit", AGE, {"cases.dob"}),
        ("limit", {"measure": NIGHTS, "at_most": 75, "unless": {"legal_status": ["s20"]}, "unless_rows": {"table": "panels"}}, {"stays.start", "stays.end", "cases.legal_status", "panels.date"}),
        ("holder", SOCIAL_WORKER, {"cases.worker_role"}),
        ("holder", {**CHAIRED, "family": {"disability_severity": ["severe"]}, "when_rows": {"table": "packages"}}, {"reviews.date", "reviews.chair_role", "cases.family_id", "cases.disability_severity", "packages.start"}),
        ("order", PAPERS, {"panels.date", "panels.papers_received_on"}),
        ("order", {"earlier": "plan_start", "later": {"table": "packages"}}, {"cases.plan_start", "packages.start"}),
        ("present", {**PANEL_AGREES, "counted_since": "pathway_start"}, {"panels.date", "panels.decision", "cases.pathway_start"}),
        ("present", SIGNED, {"plans.date", "plans.signed_parent"}),
        ("decide", FULL, {"stays.start", "stays.end", "cases.legal_status"}),
    ],
)  # fmt: skip
def test_what_a_rule_needs(kind: str, terms: Mapping[str, Any], needs: set[str]) -> None:
    """Without these columns it is not run, and said not to be; with them it is. Its own conditions come on top."""
    rule = rule_of(kind, {**terms, "applies_to": {"pathway": ["hub"]}})

    assert {*needs, "cases.pathway"} == rule.needs()


@pytest.mark.parametrize(
    ("kind", "terms"),
    [
        ("order", {**PANEL_FIRST, "later": "no_such_column"}),
        ("order", {**PANEL_FIRST, "later": "team"}),
        ("order", {**PANEL_FIRST, "at_least": "5 days", "or_within": "5 days"}),
        ("present", {}),
        ("present", {**PANEL_AGREES, "counted_since": "no_such_column"}),
        ("present", {**PANEL_AGREES, "counted_since": "team"}),
        ("present", {**PANEL_AGREES, "at_least": 0}),
        ("present", {**PANEL_AGREES, "from_age": 0}),
        ("present", {**PANEL_AGREES, "from_age": 26}),
        ("decide", {"measure": NIGHTS, "then": {"legal_status": ["s20"]}}),
        ("decide", {"more_than": 75, "then": {"legal_status": ["s20"]}}),
    ],
)  # fmt: skip
def test_terms_that_make_no_rule_are_refused(kind: str, terms: Mapping[str, Any]) -> None:
    """A date that is none, ways to count that exclude each other, a threshold of nothing."""
    with pytest.raises(ValidationError):
        rule_of(kind, terms)


@pytest.mark.parametrize("more", [{"at_least": 1}, {"from_age": 1}, {"from_age": 25}])
def test_the_least_and_the_most_are_terms(more: Mapping[str, Any]) -> None:
    """From 1 on, and ages up to 25."""
    assert rule_of("present", {**PANEL_AGREES, **more}).needs()
