"""The timeline of one case: every obligation it has had, the clause, and the arithmetic."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.engine.ledger import Opening
from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.model.report import Evidence, Finding

if TYPE_CHECKING:
    from cwd_audit.audit.policy_run import PolicyRun
    from cwd_audit.audit.run import Audit
    from cwd_audit.model.kinds.timescale import TimescaleRule


@dataclass(frozen=True)
class Step:
    """One obligation."""

    opened_on: date
    opened_by: Opening
    opened_at: Evidence | None
    counted_from: date
    limit: str
    """The period in words; "" where an old due date was kept."""
    due_on: date
    due_latest: date
    met_on: date | None
    met_at: Evidence | None
    ended_on: date | None


@dataclass(frozen=True)
class RuleTimeline:
    """One rule as it has applied to the case, and its standing now."""

    rule: TimescaleRule
    steps: tuple[Step, ...]
    findings: tuple[Finding, ...]
    """None where the rule applied on an earlier pathway only; one for each pathway the child is on now."""


@dataclass(frozen=True)
class CaseTimeline:
    """One case."""

    case_id: str
    as_of: date
    described: Finding
    """Any of its findings: it tells pathway, team and worker."""
    rules: tuple[RuleTimeline, ...]
    unjudged: tuple[Finding, ...]
    """Findings without a timeline: of rules without dates, and of cases that no rule judged."""


def tell(audit: Audit, case_id: str) -> CaseTimeline:
    """The timeline of one case.

    Raises:
        UsageError: there is no open case of this number in the export.
    """
    findings = [finding for finding in audit.considered if finding.case_id == case_id]
    if not findings:
        raise UsageError(
            Fault(
                "--case",
                "there is no open case with this ID in the export",
                "write the ID as the export does, with leading zeros",
            )
        )
    rules = [timeline for run in audit.runs for timeline in _of_run(run, audit, case_id, findings)]
    judged = {timeline.rule.id for timeline in rules}
    unjudged = tuple(finding for finding in findings if finding.rule not in judged)
    return CaseTimeline(case_id, audit.report.as_of, findings[0], tuple(rules), unjudged)


def _of_run(run: PolicyRun, audit: Audit, case_id: str, findings: list[Finding]) -> Iterator[RuleTimeline]:
    ledger = run.obligations.ledger
    cases = np.flatnonzero(run.facts.is_one_of("cases", "case_id", (case_id,)))
    rows = np.flatnonzero(np.isin(ledger.case, cases))
    for number, rule in enumerate(run.rules):
        ours = rows[ledger.rule[rows] == number]
        ours = ours[np.lexsort((ledger.due_on[ours], ledger.opened_on[ours]))]
        standing = tuple(finding for finding in findings if finding.rule == rule.id)
        steps = tuple(_step(run, audit, at) for at in ours.tolist())
        if steps or standing:
            yield RuleTimeline(rule, steps, standing)


def _step(run: PolicyRun, audit: Audit, at: int) -> Step:
    ledger, sources = run.obligations.ledger, audit.caseload.sources

    def place(source: int, row: int) -> Evidence | None:
        return Evidence(sources[source].file, sources[source].sheet, row) if source >= 0 else None

    limit = int(ledger.limit[at])
    return Step(
        ledger.opened_on[at].astype(object),
        Opening(int(ledger.opened_by[at])),
        place(int(ledger.opened_source[at]), int(ledger.opened_row[at])),
        ledger.counted_from[at].astype(object),
        str(run.obligations.periods[limit]) if limit >= 0 else "",
        ledger.due_on[at].astype(object),
        ledger.due_latest[at].astype(object),
        ledger.met_on[at].astype(object),
        place(int(ledger.met_source[at]), int(ledger.met_row[at])),
        ledger.ended_on[at].astype(object),
    )
