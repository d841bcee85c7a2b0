"""What an audit found, ready to be shown: the only thing reporters know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cwd_audit.model.caseload import Source
    from cwd_audit.model.policy import Strength
    from cwd_audit.model.problem import Problem


class Status(StrEnum):
    """The standing of one case under one rule on one day."""

    OVERDUE = "overdue"
    BREACH = "breach"
    NOT_ASSESSED = "not_assessed"
    QUERY = "query"
    DUE_SOON = "due_soon"
    IN_TIME = "in_time"
    MET = "met"

    @property
    def in_words(self) -> str:
        """`Not assessed`."""
        return self.value.replace("_", " ").capitalize()


class Evidence(NamedTuple):
    """The row of an export that a finding rests on."""

    file: str
    sheet: str
    row: int


class Finding(NamedTuple):
    """One case under one rule."""

    case_id: str
    name: str
    """The child's name, for reports asked to show it; never in a machine format unless asked."""
    authority: str
    pathway: str
    """The policy's title of the pathway, or the words of the export where the policy does not know it."""
    team: str
    worker: str
    """As exported; "" where the case is unallocated."""
    family_id: str
    policy: str
    rule: str
    requirement: str
    title: str
    """What is owed, in words: "Visit", "Home visit"."""
    kind: str
    strength: Strength
    status: Status
    due_on: date | None
    last_on: date | None
    """The last event that counted, if any."""
    days_overdue: int | None
    """as_of − due_on, where positive and the finding is overdue; else None."""
    reason: str
    """Why the finding is what it is, in a sentence; "" where the dates say it all."""
    citation: str
    """Section and quote."""
    evidence: tuple[Evidence, ...]
    counted_from: date | None = None
    """The day to which the interval is added to make the due date; None where no such sum makes it."""
    interval: str = ""
    """`4 weeks`; "" where `counted_from` is None."""


class PolicyLine(NamedTuple):
    """One policy that was applied."""

    id: str
    authority: str
    title: str
    issued: date | None
    review_due: date | None
    past_review: bool
    sha256: str
    document: str
    missing_sources: tuple[str, ...]
    national: bool = False
    """A statute, and no council's policy."""


class RuleLine(NamedTuple):
    """One rule of an applied policy, for the Policy sheet."""

    policy: str
    rule: str
    pathways: str
    title: str
    requirement: str
    timescale: str
    strength: Strength
    section: str
    quote: str
    reading: str


class UncheckedLine(NamedTuple):
    """A statement of an applied policy that no data can decide."""

    policy: str
    statement: str
    section: str
    quote: str
    why: str


class MatterLine(NamedTuple):
    """A contradiction or a gap in an applied policy, for the council to settle."""

    policy: str
    title: str
    says: str


class NotRun(NamedTuple):
    """A rule whose columns the export lacks."""

    rule: str
    policy: str
    needs: tuple[str, ...]
    """`table.column`."""
    cases: int
    """How many open cases it certainly applies to. If it decides, and there are any, the run is not green."""
    decides: bool
    """Whether it is a timescale of visits, reviews or supervisions, of a strength that obliges."""
    requirement: str = ""


class Silence(NamedTuple):
    """A requirement for which the policy sets no interval."""

    policy: str
    pathway: str
    """Title of the pathway; "" for the whole document."""
    requirement: str
    cases: int


class BaselineLine(NamedTuple):
    """What has changed since an earlier report, in findings; late is overdue or in breach.

    What was late then is mended, gone, not assessed now or unchanged; what is late now is new or unchanged.
    """

    as_of: date
    """The day of the earlier report."""
    new: int
    """Late now, and not late then or not there."""
    mended: int
    """Late then, and known not to be late now."""
    gone: int
    """Late then, and not in the report any more: the case is closed or not exported, or the rule was not run."""
    unassessed_now: int
    """Late then, and now nobody can say."""
    unchanged: int
    """Late then and now."""
    not_assessed: int
    """Not assessed now, whether new or not."""
    mended_findings: tuple[Finding, ...] = ()
    """Those of the report's findings that are there because they are mended."""


@dataclass(frozen=True)
class AuditReport:
    """Everything a reporter may show. Findings stand in the order they are shown in."""

    as_of: date
    due_within_days: int
    policies: tuple[PolicyLine, ...]
    rules: tuple[RuleLine, ...]
    sources: tuple[Source, ...]
    cases: int
    """Open cases that were audited or should have been."""
    closed_cases: int
    findings: tuple[Finding, ...]
    """Under the policies of councils, or under the only policy asked for."""
    problems: tuple[Problem, ...]
    not_run: tuple[NotRun, ...]
    silences: tuple[Silence, ...]
    notes: tuple[str, ...]
    filtered: str = ""
    """How the findings were narrowed down ("team Team North"), or ""."""
    lost_cases: int = 0
    """Rows of the lists of children that were set aside, so that a child may be missing from the audit; the rows that
    are hidden on one list count as one."""
    left_out: int = 0
    """Findings of statuses that were not asked for."""
    national: tuple[Finding, ...] = ()
    """Under national policies laid beside the council's own; counted in none of its figures."""
    unchecked: tuple[UncheckedLine, ...] = ()
    matters: tuple[MatterLine, ...] = ()
    baseline: BaselineLine | None = None
    """Where the report was laid beside an earlier one: its findings are then only those that have changed since."""

    @property
    def everything(self) -> tuple[Finding, ...]:
        """All findings, the national ones last: what machines read, each with its policy."""
        return (*self.findings, *self.national)

    def counts(self, findings: tuple[Finding, ...] | None = None) -> Mapping[Status, int]:
        """How many findings have each status."""
        totals = dict.fromkeys(Status, 0)
        for finding in self.findings if findings is None else findings:
            totals[finding.status] += 1
        return totals
