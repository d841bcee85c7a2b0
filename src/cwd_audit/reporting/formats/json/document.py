"""The shape of the JSON report. The published JSON Schema is generated from these types (`reporting.schema`)."""

from __future__ import annotations

from datetime import date
from typing import Literal, NotRequired

from typing_extensions import TypedDict  # pydantic reads no other before Python 3.12

from cwd_audit.model.policy import Strength
from cwd_audit.model.problem import Severity
from cwd_audit.model.report import Status

SCHEMA_VERSION: Literal["1"] = "1"


class Part(TypedDict):
    """Base of every part, by which the generator of the schema knows them."""


class Tool(Part):
    """The program that wrote the report."""

    name: Literal["cwd-audit"]
    version: str


class Policy(Part):
    """One policy that was applied."""

    id: str
    title: str
    issued: date | None
    review_due: date | None
    """The document's own review date."""
    past_review: bool
    """Whether `as_of` is after it."""
    sha256: str
    """Of the policy file."""
    national: NotRequired[bool]
    """Present, and true, where it is a statute and no council's policy."""


class Source(Part):
    """One sheet or text file that was read. rows = rows_used + rows_set_aside."""

    file: str
    """Base name."""
    sheet: str
    layout: str
    table: str
    rows: int
    rows_used: int
    rows_set_aside: int


class Counts(Part):
    """How many findings have each status."""

    overdue: int
    due_soon: int
    in_time: int
    breach: int
    met: int
    query: int
    not_assessed: int


class Summary(Part):
    """Counts of cases and of findings."""

    cases: int
    """Open cases that were audited or should have been."""
    assessed: int
    """Cases with no finding `not_assessed` and at least one that is not a `query`."""
    overdue: int
    due_soon: int
    in_time: int
    breach: int
    met: int
    query: int
    not_assessed: int
    by_requirement: dict[str, Counts]
    national: NotRequired[dict[str, Counts]]
    """By policy, for national ones laid beside the council's own; in none of the other counts."""


class Evidence(Part):
    """A row of an export, numbered as Excel shows it."""

    file: str
    sheet: str
    row: int


class Finding(Part):
    """One case under one rule."""

    case_id: str
    name: NotRequired[str]
    """The child's name; present only where the report was asked to show names."""
    authority: str
    pathway: str
    team: str
    worker: str
    """Empty where the case is unallocated."""
    policy: str
    rule: str
    requirement: str
    kind: str
    strength: Strength
    """The document's own verb; `usually` and `may` never decide the exit code."""
    status: Status
    due_on: date | None
    """The last day in time."""
    last_on: date | None
    """The last event that counted."""
    days_overdue: int | None
    """as_of - due_on where overdue."""
    reason: str
    citation: str
    evidence: list[Evidence]


class Problem(Part):
    """One fault of the export."""

    code: str
    severity: Severity
    file: str
    sheet: str
    row: int | None
    column: str
    message: str
    hint: str


class NotRun(Part):
    """A rule whose columns the export lacks."""

    rule: str
    policy: str
    needs: list[str]
    """As `table.column`."""


class Silence(Part):
    """A requirement for which a policy sets no interval; not checked, so never in time."""

    policy: str
    pathway: str
    """Empty for the whole document."""
    requirement: str
    cases: int
    """Open cases concerned."""


class Baseline(Part):
    """What has changed since an earlier report; late is overdue or in breach.

    Late then = mended + gone + unassessed_now + unchanged; late now = new + unchanged.
    """

    as_of: date
    """The day of the earlier report."""
    new: int
    """Late now, and not late then or not there."""
    mended: int
    """Late then, and known not to be late now."""
    gone: int
    """Late then, and not in the report any more; never counted as mended."""
    unassessed_now: int
    """Late then, and now nobody can say; never counted as mended."""
    unchanged: int
    """Late then and now."""
    not_assessed: int
    """Not assessed now, whether new or not."""


class Report(Part):
    """The report of `cwd-audit check --format json`."""

    schema_version: Literal["1"]
    tool: Tool
    as_of: date
    policies: list[Policy]
    sources: list[Source]
    summary: Summary
    findings: list[Finding]
    problems: list[Problem]
    not_run: list[NotRun]
    silences: list[Silence]
    notes: list[str]
    """What the export cannot carry, in sentences."""
    baseline: NotRequired[Baseline]
    """Present where the run was given `--baseline`; findings and summary then hold only what has changed since."""
