"""The report as test cases: what a program that shows scripted runs makes of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from lxml import etree

from builders_report import REPORTS, a_finding, a_report, with_status
from cwd_audit.cli.exits import Exit, FailOn, decide
from cwd_audit.model.policy import Strength
from cwd_audit.model.report import AuditReport, NotRun, Status
from cwd_audit.reporting import RenderOptions, find_reporter
from cwd_audit.resources import schemas

LOST = a_report(with_status(Status.IN_TIME), lost_cases=2)
NOT_RUN = NotRun("testshire.sb.visit", "testshire", ("visits.date",), 4, decides=True)
WHOLE = a_report(with_status(Status.IN_TIME), with_status(Status.MET))
EVERY = {name: build() for name, build in REPORTS.items()} | {
    "whole": WHOLE,
    "rows lost": LOST,
    "rule not run": replace(WHOLE, not_run=(NOT_RUN,)),
    "rule not run for nobody": replace(WHOLE, not_run=(NOT_RUN._replace(cases=0),)),
    "late by a weak rule": a_report(a_finding(strength=Strength.MAY)),
    "not assessed by a weak rule": a_report(with_status(Status.NOT_ASSESSED, strength=Strength.USUALLY)),
    "only a query": a_report(with_status(Status.QUERY)),
    "statuses left out": replace(WHOLE, left_out=3),
}


def render(report: AuditReport, *, names: bool = False) -> bytes:
    """The document."""
    return find_reporter("junit").render(report, RenderOptions(names=names))


def outcomes(element: etree._Element) -> Counter[str]:
    """How many test cases below an element hold each kind of element; "" for those that hold none."""
    return Counter(str(case[0].tag) if len(case) else "" for case in element.iter("testcase"))


@pytest.mark.parametrize("report", EVERY)
def test_every_document_is_what_its_schema_says(report: str) -> None:
    """With hostile text in every field too."""
    schema = etree.XMLSchema(etree.parse(schemas() / "meta" / "junit.xsd"))

    schema.assertValid(etree.fromstring(render(EVERY[report], names=True)))


@pytest.mark.parametrize("report", EVERY)
def test_totals_are_those_of_the_test_cases(report: str) -> None:
    """Of each suite, and of all."""
    root = etree.fromstring(render(EVERY[report]))
    for element in (root, *root):
        counted = outcomes(element)
        said = {name: int(element.get(name, "-1")) for name in ("tests", "failures", "errors")}

        assert said == {"tests": counted.total(), "failures": counted["failure"], "errors": counted["error"]}
        assert element.get("skipped") in {None, str(counted["skipped"])}
    assert sum(int(suite.get("tests", "0")) for suite in root) == int(root.get("tests", "-1"))


@pytest.mark.parametrize("report", EVERY)
def test_it_is_as_red_as_the_exit_code(report: str) -> None:
    """A failure where the run ends with 1; an error and no failure where it ends with 3; neither where with 0."""
    found = outcomes(etree.fromstring(render(EVERY[report])))
    shown = Exit.OVERDUE if found["failure"] else Exit.NOT_ASSESSED if found["error"] else Exit.CLEAN

    assert decide(EVERY[report], EVERY[report].everything, FailOn.OVERDUE, strict=False) is shown


def test_every_finding_is_a_test_case() -> None:
    """Under its rule, with the child's number, what is owed and the pathway, in the order of the report."""
    report = REPORTS["every status"]()
    cases = [case for case in etree.fromstring(render(report)).iter("testcase") if case.get("name") != "rule not run"]
    expected = [(each.rule, f"{each.case_id}: {each.title} – {each.pathway}") for each in report.everything]

    assert expected == [(case.get("classname"), case.get("name")) for case in cases]


def test_one_failure_in_full() -> None:
    """Message, kind, and whose it is; no clock but the day of the audit."""
    suite = etree.fromstring(render(a_report(a_finding(reason="counted from a visit before."))))[0]
    failure = suite.find("testcase/failure")

    assert failure is not None
    assert suite.get("timestamp") == "2026-01-05T00:00:00"
    assert failure.get("type") == "overdue"
    message = "Overdue by 10 days: due 26 December 2025, last done 26 September 2025. Counted from a visit before."
    assert failure.get("message") == message
    assert (failure.text or "").splitlines() == [
        message,
        "Worker: Testworker One. Team: Team North.",
        'Clause: 4.2 "The child should be visited every three months."',
        "Recorded at: export.xlsx, sheet Visits, row 12",
    ]


def test_a_weak_rule_says_why_it_is_skipped() -> None:
    """It obliges nobody, so it fails no run, and says that."""
    skipped = etree.fromstring(render(EVERY["late by a weak rule"])).find("testsuite/testcase/skipped")

    assert skipped is not None
    assert str(skipped.get("message")).endswith('The policy says no more than "may", which does not oblige.')
