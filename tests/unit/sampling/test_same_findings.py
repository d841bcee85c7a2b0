"""The same caseload gives the same findings, whichever system it was exported from."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit
from cwd_audit.model.report import Finding, Status
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.sampling.samples import make_sample

pytestmark = pytest.mark.no_cover  # whole audits, of lines that the tests of the parts show
AS_OF = date(2026, 10, 31)
POLICIES = [policy for policy in list_policies() if load_policy(policy).pathways]


@cache
def findings(policy: str, layout: str, *, clean: bool = False) -> tuple[Finding, ...]:
    """What is found in a sample of 120 children; the export itself says which policy is meant."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"{layout}.xlsx"
        make_sample(policy, 120, 3, layout, AS_OF, path, clean=clean)
        return audit(AuditRequest((path,), AS_OF)).report.findings


@pytest.mark.parametrize("policy", POLICIES)
def test_every_layout_gives_the_same_findings(policy: str) -> None:
    """Case for case and rule for rule: status, due date, last event."""
    plain, liquidlogic, mosaic = (
        {
            (found.case_id, found.rule, found.status, found.due_on, found.last_on, found.days_overdue, found.reason)
            for found in findings(policy, layout)
        }
        for layout in ("plain", "liquidlogic", "mosaic")
    )

    assert plain == liquidlogic
    assert plain == mosaic


@pytest.mark.parametrize("policy", POLICIES)
def test_a_clean_sample_gives_no_cause_for_concern(policy: str) -> None:
    """Nothing is overdue, in breach, asked or left open, under the very rules the sample was drawn by."""
    statuses = {found.status for found in findings(policy, "plain", clean=True)}

    assert statuses == {Status.IN_TIME, Status.DUE_SOON, Status.MET}


@pytest.mark.parametrize("policy", POLICIES)
def test_a_lived_in_sample_gives_something_to_do(policy: str) -> None:
    """About one timescale in ten is overdue, and people keep to most of the rules on who may do what."""
    found = findings(policy, "plain")
    timed = [each.status for each in found if each.kind == "timescale"]
    judged = [each.status for each in found if each.kind != "timescale"]
    amiss = sum(status in {Status.BREACH, Status.QUERY} for status in judged)

    assert 0.05 <= timed.count(Status.OVERDUE) / len(timed) <= 0.25
    assert 0 < amiss / len(judged) <= 0.08
