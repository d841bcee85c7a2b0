"""`junit`: one test case for each rule and case, for programs that show the results of scripted runs.

A run of test cases is red where `check` would not end with 0. Late is a failure; what could not be assessed or run is
an error, so that nothing unknown is shown green; a query, and whatever rests on a rule that says no more than
"usually" or "may", is skipped with its words. The shape is that of `schemas/meta/junit.xsd`, which the common readers
of such files take. There is no clock in it: each test case took 0 seconds, on the day of the audit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple
from xml.etree import ElementTree as ET

from cwd_audit.model.report import AuditReport, Finding, Status
from cwd_audit.reporting.options import RenderOptions
from cwd_audit.reporting.safe import clip, safe_text
from cwd_audit.reporting.selection import LATE
from cwd_audit.reporting.tally import sum_up
from cwd_audit.reporting.words import (
    NO_PATHWAY,
    NO_TEAM,
    UNALLOCATED,
    say_count,
    say_date,
    say_evidence,
    say_first_capital,
    say_list,
    say_policy,
)

BINARY = False
_LONGEST_NAME = 300
_LONGEST_TEXT = 2000
_NO_POLICY = "no policy"
_NOT_RUN = "rule not run"


class Outcome(StrEnum):
    """What a test case ended with: the name of the element that says so; a passed one has none."""

    PASSED = ""
    FAILED = "failure"
    ERROR = "error"
    SKIPPED = "skipped"


class _TestCase(NamedTuple):
    suite: str
    rule: str
    name: str
    outcome: Outcome
    type: str
    message: str = ""
    text: tuple[str, ...] = ()


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """The document: a suite for each policy that was applied, and one for the audit itself where it is in doubt."""
    cases = [*(_judged(finding, options) for finding in report.everything), *_not_judged(report)]
    suites: dict[str, list[_TestCase]] = {policy.id: [] for policy in report.policies}
    for case in cases:
        suites.setdefault(case.suite, []).append(case)
    root = ET.Element("testsuites", {"name": "cwd-audit", **_count(cases, but="skipped"), "time": "0"})
    for suite, within in suites.items():
        _write_suite(root, suite, within, report)
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def decide_outcome(finding: Finding) -> Outcome:
    """What a finding is to whoever runs the check in a script; the same as the exit code has it."""
    match finding.status:
        case Status.OVERDUE | Status.BREACH:
            return Outcome.FAILED if finding.strength.decides else Outcome.SKIPPED
        case Status.NOT_ASSESSED:
            return Outcome.ERROR if finding.strength.decides else Outcome.SKIPPED
        case Status.QUERY:
            return Outcome.SKIPPED
        case Status.DUE_SOON | Status.IN_TIME | Status.MET:
            return Outcome.PASSED


def _judged(finding: Finding, options: RenderOptions) -> _TestCase:
    """One finding. The pathway is in the name, since a child on two pathways is under some rules twice."""
    child = f"{finding.case_id} ({finding.name})" if options.names and finding.name else finding.case_id
    name = f"{child}: {finding.title} – {finding.pathway or NO_PATHWAY}"
    outcome = decide_outcome(finding)
    if outcome is Outcome.PASSED:
        return _TestCase(finding.policy, finding.rule, name, outcome, finding.status.value)
    text = (
        f"Worker: {finding.worker or UNALLOCATED}. Team: {finding.team or NO_TEAM}.",
        f"Clause: {finding.citation}" if finding.citation else "",
        f"Recorded at: {say_evidence(finding.evidence)}" if finding.evidence else "",
    )
    message = _say(finding)
    return _TestCase(
        finding.policy, finding.rule, name, outcome, finding.status.value, message, tuple(filter(None, text))
    )


def _say(finding: Finding) -> str:
    """What is wrong, in a sentence or two."""
    told = finding.status.in_words
    if finding.status is Status.OVERDUE and finding.due_on and finding.days_overdue:
        told += f" by {say_count(finding.days_overdue, 'day')}: due {say_date(finding.due_on)}"
        told += f", last done {say_date(finding.last_on)}" if finding.last_on else ""
    if finding.reason:
        told += f". {say_first_capital(finding.reason).rstrip('.')}"
    if finding.status in LATE | {Status.NOT_ASSESSED} and not finding.strength.decides:
        told += f'. The policy says no more than "{finding.strength.value}", which does not oblige'
    return f"{told.rstrip('.')}."


def _not_judged(report: AuditReport) -> Iterator[_TestCase]:
    """What keeps the audit from being whole: no finding tells of it."""
    for rule in report.not_run:
        outcome = Outcome.ERROR if rule.decides and rule.cases else Outcome.SKIPPED
        wants = f"The export lacks {say_list(rule.needs) if rule.needs else 'columns'}."
        applies = (f"The rule applies to {say_count(rule.cases, 'case')}.",) if rule.cases else ()
        yield _TestCase(rule.policy, rule.rule, _NOT_RUN, outcome, "not_run", wants, applies)
    if not report.cases:
        yield _of_the_audit("open cases", Outcome.ERROR, "no_cases", "No open case was audited.")
    if report.lost_cases:
        lost = f"{say_count(report.lost_cases, 'row')} of lists of children set aside: a child may be missing."
        yield _of_the_audit("rows of children", Outcome.ERROR, "lost_cases", lost)
    if report.left_out:
        left_out = f"{say_count(report.left_out, 'finding')} of other statuses left out."
        yield _of_the_audit("other statuses", Outcome.SKIPPED, "left_out", left_out)


def _of_the_audit(name: str, outcome: Outcome, kind: str, message: str) -> _TestCase:
    return _TestCase("cwd-audit", "audit", name, outcome, kind, message)


def _write_suite(root: ET.Element, name: str, cases: Iterable[_TestCase], report: AuditReport) -> None:
    within = list(cases)
    stamp = {"time": "0", "timestamp": f"{report.as_of.isoformat()}T00:00:00"}
    suite = ET.SubElement(root, "testsuite", {"name": _name(name) or _NO_POLICY, **_count(within), **stamp})
    titles = {policy.id: say_policy(policy) for policy in report.policies}
    told = {"as_of": report.as_of.isoformat(), "summary": sum_up(report), "policy": titles.get(name, "")}
    properties = ET.SubElement(suite, "properties")
    for key, value in told.items():
        if value:
            ET.SubElement(properties, "property", {"name": key, "value": _name(value)})
    for case in within:
        own = case.rule.startswith(f"{case.suite}.") or not case.suite
        rule = case.rule if own else f"{case.suite}.{case.rule}"
        element = ET.SubElement(suite, "testcase", {"classname": _name(rule), "name": _name(case.name), "time": "0"})
        if case.outcome:
            said = {"message": _name(case.message)}
            kind = {} if case.outcome is Outcome.SKIPPED else {"type": case.type}
            outcome = ET.SubElement(element, case.outcome.value, {**kind, **said})
            outcome.text = "\n".join(clip(safe_text(line), _LONGEST_TEXT) for line in (case.message, *case.text))


def _count(cases: Iterable[_TestCase], *, but: str = "") -> dict[str, str]:
    """The totals of a suite, as attributes."""
    outcomes = Counter(case.outcome for case in cases)
    totals = {
        "tests": outcomes.total(),
        "failures": outcomes[Outcome.FAILED],
        "errors": outcomes[Outcome.ERROR],
        "skipped": outcomes[Outcome.SKIPPED],
    }
    return {name: str(number) for name, number in totals.items() if name != but}


def _name(text: str) -> str:
    return clip(safe_text(text), _LONGEST_NAME)
