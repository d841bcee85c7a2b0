"""Findings are picked and put in the order in which somebody acts on them, and counted the same way everywhere."""

from __future__ import annotations

import pytest

from builders_report import a_finding, a_problem, a_report, every_status, late_by, many, with_status
from cwd_audit.model.problem import Severity
from cwd_audit.model.report import AuditReport, NotRun, Status
from cwd_audit.reporting import selection, tally


def test_siblings_stand_together_by_the_worst_of_the_family() -> None:
    """A brother ten days overdue follows his sister of three hundred, before a child of twenty."""
    findings = (
        a_finding(case_id="other", **late_by(20)),
        a_finding(case_id="brother", family_id="F1", **late_by(10)),
        a_finding(case_id="sister", family_id="F1", **late_by(300)),
        with_status(Status.DUE_SOON, case_id="other"),
        with_status(Status.DUE_SOON, case_id="brother", family_id="F1"),
    )
    ordered = [(finding.case_id, finding.status) for finding in selection.by_family(findings)]

    assert ordered == [
        ("sister", Status.OVERDUE),
        ("brother", Status.OVERDUE),
        ("other", Status.OVERDUE),
        ("other", Status.DUE_SOON),
        ("brother", Status.DUE_SOON),
    ]


def test_children_without_a_family_are_no_siblings() -> None:
    """A blank family is nobody's family."""
    findings = (
        a_finding(case_id="a", **late_by(9)),
        a_finding(case_id="b", **late_by(5)),
        a_finding(case_id="a", rule="second", **late_by(2)),
    )

    assert [finding.case_id for finding in selection.by_family(findings)] == ["a", "a", "b"]


def test_ties_keep_the_order_of_the_report() -> None:
    """Equally overdue cases stay as the report has them."""
    findings = tuple(a_finding(case_id=case) for case in ("c", "a", "b"))

    assert findings == selection.find_late(findings)


def test_workers_with_nothing_to_do_have_no_list() -> None:
    """Somebody whose cases are all in time is not called to supervision for it."""
    findings = (
        with_status(Status.IN_TIME, worker="Testworker One"),
        with_status(Status.MET, worker="Testworker Two"),
        with_status(Status.NOT_ASSESSED, worker=""),
        with_status(Status.DUE_SOON, worker="Testworker Three"),
    )

    assert [worker for worker, _ in selection.by_worker(findings)] == ["", "Testworker Three"]


def test_reasons_are_grouped_commonest_first() -> None:
    """One line a reason, its cases each once."""
    findings = [with_status(Status.NOT_ASSESSED, case_id=case, reason=reason) for case, reason in
                (("1", "rare"), ("2", "common"), ("3", "common"), ("2", "common"), ("4", ""))]  # fmt: skip
    groups = [(group.label, group.cases) for group in selection.by_reason(findings, Status.NOT_ASSESSED)]

    assert groups == [("common", ("2", "3")), (selection.NO_REASON, ("4",)), ("rare", ("1",))]


def test_errors_come_before_notes() -> None:
    """What was set aside is read before what is only said."""
    problems = [a_problem(code=severity.value, severity=severity) for severity in reversed(Severity)]

    assert [group[0].code for group in selection.by_code(problems)] == ["error", "warning", "note"]


@pytest.mark.parametrize(
    ("statuses", "assessed"),
    [
        ((Status.IN_TIME,), 1),
        ((Status.OVERDUE, Status.QUERY), 1),
        ((Status.MET, Status.NOT_ASSESSED), 0),
        ((Status.QUERY,), 0),
        ((Status.NOT_ASSESSED,), 0),
        ((), 0),
    ],
)
def test_a_case_is_assessed_only_as_a_whole(statuses: tuple[Status, ...], assessed: int) -> None:
    """One rule that could not be judged, and the case is not assessed; a query alone judges nothing."""
    assert assessed == tally.count_assessed(with_status(status) for status in statuses)


@pytest.mark.parametrize("groups", [tally.by_requirement, tally.by_team, tally.by_worker])
def test_totals_add_up_to_the_findings(groups: type) -> None:
    """Whatever findings are counted by, none is counted twice or left out."""
    report = every_status()
    summed = {status: sum(group.counts[status] for group in groups(report)) for status in Status}

    assert report.counts() == summed


def test_breach_and_met_have_columns_only_where_they_occur() -> None:
    """A report of timescales alone is not widened by columns of noughts."""
    assert {Status.BREACH, Status.MET}.isdisjoint(tally.statuses_counted(many()))
    assert {Status.BREACH, Status.MET} <= set(tally.statuses_counted(every_status()))


@pytest.mark.parametrize(
    ("report", "sentence"),
    [
        (
            a_report(a_finding()),
            "1 overdue, for 1 child; 0 due within 28 days; 0 not assessed; 0 in time.",
        ),
        (
            a_report(with_status(Status.IN_TIME), not_run=(NotRun("r", "p", (), 1, decides=True),)),
            (
                "nothing found overdue; 0 due within 28 days; 0 not assessed;"
                " 1 rule of visits, reviews or supervisions not run; 1 in time."
            ),
        ),
    ],
)
def test_the_sentence_leaves_nothing_out(report: AuditReport, sentence: str) -> None:
    """What was not assessed and not run stands beside what is overdue."""
    assert f"1 open case as at 5 January 2026: {sentence}" == tally.sum_up(report)
