"""What a run ends with."""

from __future__ import annotations

from collections.abc import Collection
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from cwd_audit.model.problem import Severity

if TYPE_CHECKING:
    from cwd_audit.model.report import AuditReport, Finding


class Exit(IntEnum):
    """Exit codes; scripts depend on them."""

    CLEAN = 0
    """Ran; nothing overdue or in breach, every case assessed."""
    OVERDUE = 1
    """Something is overdue or in breach, or whatever `--fail-on` names."""
    PROBLEMS = 1
    """Of `validate`: a row was set aside for an error, or some case cannot be assessed."""
    COULD_NOT_RUN = 2
    """Usage, configuration, policy or input."""
    NOT_ASSESSED = 3
    """Nothing overdue, but some case could not be assessed: never green."""
    FAULT = 101
    """A fault of the program's own."""
    INTERRUPTED = 130


class FailOn(StrEnum):
    """What makes a run end with 1."""

    OVERDUE = "overdue"
    DUE_SOON = "due-soon"
    NOT_ASSESSED = "not-assessed"
    NEVER = "never"


def decide(report: AuditReport, considered: Collection[Finding], fail_on: FailOn, *, strict: bool) -> Exit:
    """The exit code of a run. Rules of strength `usually` and `may` never decide it.

    Args:
        report: the report.
        considered: its findings before they were narrowed down to some statuses.
        fail_on: what ends a run with 1.
        strict: count rows set aside for an error, and queries, as not assessed.
    """
    if fail_on is FailOn.NEVER:
        return Exit.CLEAN
    kinds = {(finding.status, finding.strength) for finding in considered}
    standing = {status.value for status, strength in kinds if strength.decides}
    failing = {"overdue", "breach"}
    failing |= {"due_soon"} if fail_on is FailOn.DUE_SOON else set()
    unassessed = "not_assessed" in standing or not report.cases or bool(report.lost_cases)
    unassessed |= any(line.decides and line.cases for line in report.not_run)
    if strict:
        unassessed |= "query" in standing or any(problem.severity is Severity.ERROR for problem in report.problems)
    if standing & failing or (fail_on is FailOn.NOT_ASSESSED and unassessed):
        return Exit.OVERDUE
    return Exit.NOT_ASSESSED if unassessed else Exit.CLEAN
