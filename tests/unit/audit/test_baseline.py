"""A report laid beside an earlier one: what is new, what is mended, and what must not be called so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from builders_report import AS_OF, a_finding, a_policy, a_report, with_status
from cwd_audit.audit.baseline import Baseline, Then, compare, read_baseline
from cwd_audit.audit.request import Narrowing
from cwd_audit.audit.run import Audit
from cwd_audit.cli.exits import Exit, FailOn, decide
from cwd_audit.model.caseload import Caseload
from cwd_audit.model.policy import Strength
from cwd_audit.model.report import BaselineLine, Finding, Status
from cwd_audit.reporting import RenderOptions, find_reporter
from cwd_audit.reporting.tally import sum_up

EVERYTHING = Narrowing()
DAY = date(2025, 12, 1)
LATE = (Status.OVERDUE, Status.BREACH)


def audit_of(*findings: Finding, narrowing: Narrowing = EVERYTHING) -> Audit:
    """An audit that found these, narrowed down to some teams, workers or requirements."""
    considered = tuple(finding for finding in findings if replace(narrowing, statuses=()).keeps(finding))
    shown = tuple(finding for finding in considered if narrowing.keeps(finding))
    return Audit(a_report(*shown), considered, findings, Caseload({}, frozenset(), (), ()), ())


def baseline_of(*findings: Finding, sha256: str = a_policy().sha256) -> Baseline:
    """An earlier report that found these."""
    then = (
        Then(each.case_id, each.policy, each.rule, each.pathway, each.team, each.worker, each.requirement, each.status)
        for each in findings
    )
    return Baseline("baseline.json", DAY, {"testshire": sha256}, tuple(then))


def since(before: tuple[Finding, ...], *now: Finding, narrowing: Narrowing = EVERYTHING) -> Audit:
    """The audit of these beside a baseline of those."""
    return compare(baseline_of(*before), audit_of(*now, narrowing=narrowing), narrowing)


def line(audit: Audit) -> BaselineLine:
    """What the report says of the changes."""
    assert audit.report.baseline
    return audit.report.baseline


@pytest.mark.parametrize(
    ("then", "now", "counted"),
    [
        (None, Status.OVERDUE, "new"),
        (Status.IN_TIME, Status.OVERDUE, "new"),
        (Status.NOT_ASSESSED, Status.BREACH, "new"),
        (Status.OVERDUE, Status.OVERDUE, "unchanged"),
        (Status.OVERDUE, Status.BREACH, "unchanged"),
        (Status.OVERDUE, Status.IN_TIME, "mended"),
        (Status.OVERDUE, Status.DUE_SOON, "mended"),
        (Status.BREACH, Status.MET, "mended"),
        (Status.OVERDUE, Status.NOT_ASSESSED, "unassessed_now"),
        (Status.BREACH, Status.QUERY, "unassessed_now"),
        (Status.OVERDUE, None, "gone"),
        (Status.IN_TIME, None, ""),
        (Status.IN_TIME, Status.DUE_SOON, ""),
    ],
)
def test_each_change_is_counted_once(then: Status | None, now: Status | None, counted: str) -> None:
    """Gone and not assessed are never mended."""
    audit = since((a_finding(status=then),) if then else (), *((a_finding(status=now),) if now else ()))
    numbers = line(audit)._asdict()
    names = ("new", "mended", "gone", "unassessed_now", "unchanged")

    assert {name: numbers[name] for name in names} == {name: int(name == counted) for name in names}


def test_the_counts_add_up() -> None:
    """Late then = mended + gone + not assessed now + unchanged; late now = new + unchanged; whatever the statuses."""
    pairs = list(enumerate(product((None, *Status), repeat=2)))
    then = tuple(a_finding(case_id=str(number), status=was) for number, (was, _) in pairs if was)
    now = tuple(a_finding(case_id=str(number), status=is_) for number, (_, is_) in pairs if is_)
    found = line(since(then, *now))

    late_then, late_now = (sum(each.status in LATE for each in side) for side in (then, now))
    assert late_then == found.mended + found.gone + found.unassessed_now + found.unchanged
    assert late_now == found.new + found.unchanged
    assert found.mended == len(found.mended_findings)


@pytest.mark.parametrize(
    ("then", "now", "shown"),
    [
        (Status.OVERDUE, Status.OVERDUE, False),
        (Status.IN_TIME, Status.OVERDUE, True),
        (Status.OVERDUE, Status.IN_TIME, True),
        (Status.MET, Status.IN_TIME, False),
        (Status.DUE_SOON, Status.DUE_SOON, False),
        (Status.IN_TIME, Status.DUE_SOON, True),
        (Status.NOT_ASSESSED, Status.NOT_ASSESSED, False),
        (Status.OVERDUE, Status.NOT_ASSESSED, True),
        (Status.NOT_ASSESSED, Status.QUERY, True),
    ],
)
def test_only_what_has_changed_is_shown(then: Status, now: Status, shown: bool) -> None:  # noqa: FBT001 – of a test
    """New, newly unknown, newly due soon, or mended."""
    audit = since((a_finding(status=then),), a_finding(status=now))

    assert bool(audit.report.findings) is shown


@pytest.mark.parametrize(
    ("then", "now", "fail_on", "code"),
    [
        (Status.IN_TIME, Status.OVERDUE, FailOn.OVERDUE, Exit.OVERDUE),
        (Status.OVERDUE, Status.OVERDUE, FailOn.OVERDUE, Exit.CLEAN),
        (Status.OVERDUE, Status.NOT_ASSESSED, FailOn.OVERDUE, Exit.NOT_ASSESSED),
        (Status.IN_TIME, Status.NOT_ASSESSED, FailOn.NOT_ASSESSED, Exit.OVERDUE),
        (Status.NOT_ASSESSED, Status.NOT_ASSESSED, FailOn.OVERDUE, Exit.CLEAN),
        (Status.IN_TIME, Status.DUE_SOON, FailOn.DUE_SOON, Exit.OVERDUE),
        (Status.OVERDUE, Status.DUE_SOON, FailOn.DUE_SOON, Exit.CLEAN),
    ],
)
def test_the_exit_code_goes_by_what_is_new(then: Status, now: Status, fail_on: FailOn, code: Exit) -> None:
    """What is mended fails nothing, even where it is due soon again."""
    audit = since((a_finding(status=then),), a_finding(status=now))

    assert decide(audit.report, audit.considered, fail_on, strict=False) is code


def test_a_weak_rule_decides_nothing() -> None:
    """It is counted as new, and fails no run."""
    audit = since((), a_finding(strength=Strength.MAY))

    assert line(audit).new == 1
    assert decide(audit.report, audit.considered, FailOn.OVERDUE, strict=False) is Exit.CLEAN


def test_a_child_on_two_pathways_is_told_by_the_pathway() -> None:
    """One of the two is mended, the other is still late."""
    one, other = a_finding(pathway="Short Breaks"), a_finding(pathway="Transition")
    audit = since((one, other), one, other._replace(status=Status.IN_TIME))

    assert (line(audit).unchanged, line(audit).mended, line(audit).gone, line(audit).new) == (1, 1, 0, 0)


def test_a_change_of_pathway_alone_is_no_change() -> None:
    """The same child is late under the same rule."""
    audit = since((a_finding(pathway="Short Breaks"),), a_finding(pathway="Transition"))

    assert (line(audit).unchanged, line(audit).new, line(audit).gone) == (1, 0, 0)


def test_a_case_that_another_team_holds_now_is_not_gone() -> None:
    """It was late in Team North, and is late in Team South; the report is asked for Team North."""
    narrowing = Narrowing(teams=("Team North",))
    before = (a_finding(), a_finding(case_id="2"), a_finding(case_id="3", team="Team South"))
    audit = since(before, a_finding(team="Team South"), narrowing=narrowing)

    assert (line(audit).gone, line(audit).mended) == (1, 0)


def test_statuses_left_out_are_counted_all_the_same() -> None:
    """`--status` narrows what is shown and not what is counted."""
    narrowing = Narrowing(statuses=("overdue",))
    audit = since((a_finding(),), a_finding(status=Status.IN_TIME), a_finding(case_id="2"), narrowing=narrowing)

    assert [finding.case_id for finding in audit.report.findings] == ["2"]
    assert (line(audit).mended, audit.report.left_out, line(audit).mended_findings) == (1, 1, ())


def test_the_sentence_says_what_has_changed() -> None:
    """With what nobody can say of any more, and what is gone."""
    before = (a_finding(), *(a_finding(case_id=str(number)) for number in range(4)))
    now = (a_finding(), a_finding(case_id="0", status=Status.MET), a_finding(case_id="1", status=Status.NOT_ASSESSED))
    audit = since(before, *now, a_finding(case_id="new"))

    assert sum_up(audit.report) == (
        "4 open cases as at 5 January 2026, compared with 1 December 2025: 1 newly overdue or in breach, for 1 child; "
        "1 still so; 1 mended; 1 late then and not assessed now; "
        "2 late then and gone from the report, which is not the same as mended; 1 not assessed."
    ).replace("4 open cases", f"{audit.report.cases} open cases")


def test_another_file_of_the_policy_is_said() -> None:
    """What is new may be so by the policy alone."""
    audit = compare(baseline_of(sha256="0" * 64), audit_of(a_finding()), EVERYTHING)

    (note,) = audit.report.notes
    assert note.startswith("The policy testshire is not the same file as on 1 December 2025: what is new or mended may")


def test_a_written_report_is_read_back(tmp_path: Path) -> None:
    """Compared with itself it shows no change; text in it that is hostile stays what it is."""
    report = a_report(a_finding(case_id="=1+1"), with_status(Status.MET))
    path = tmp_path / "baseline.json"
    path.write_bytes(find_reporter("json").render(report, RenderOptions()))
    audit = compare(read_baseline(path, AS_OF), audit_of(*report.findings), EVERYTHING)

    assert audit.report.findings == ()
    assert line(audit).unchanged == 1


def test_what_windows_makes_of_a_redirected_report_is_read(tmp_path: Path) -> None:
    """`>` in PowerShell 5 writes UTF-16."""
    path = tmp_path / "baseline.json"
    written = find_reporter("json").render(a_report(a_finding()), RenderOptions()).decode()
    path.write_bytes(written.encode("utf-16"))

    assert len(read_baseline(path, AS_OF).findings) == 1


def test_the_changes_are_in_the_json() -> None:
    """Under a key that other reports do not have."""
    audit = since((a_finding(),), a_finding(), a_finding(case_id="2"))
    read = json.loads(find_reporter("json").render(audit.report, RenderOptions()))

    assert read["baseline"] == {
        "as_of": "2025-12-01", "new": 1, "mended": 0, "gone": 0, "unassessed_now": 0, "unchanged": 1, "not_assessed": 0,
    }  # fmt: skip
