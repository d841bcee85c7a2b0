"""The shape of the JSON document of `validate`. The published JSON Schema is generated from these types."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cwd_audit.model.data_quality import Hindrance
from cwd_audit.model.problem import Severity
from cwd_audit.reporting.formats.json.document import Part, Problem, Source, Tool

SCHEMA_VERSION: Literal["1"] = "1"


class AppliedPolicy(Part):
    """One policy in use."""

    id: str
    title: str
    """Authority and title."""


class Score(Part):
    """How many cases can be assessed in full, and what that means."""

    assessable: int
    """The score: a number of cases, a case being a child on a pathway."""
    out_of: int
    """open_cases - without_rule + rows_lost."""
    open_cases: int
    without_rule: int
    """Open cases for which the policy sets nothing."""
    rows_lost: int
    """Rows of lists of children that were set aside."""
    definition: str


class Hidden(Part):
    """Cases that cannot be assessed for one requirement, for one cause."""

    requirement: str
    essential: bool
    """Whether it counts in the score: a timescale of visits, reviews or supervisions."""
    hindrance: Hindrance
    columns: list[str]
    """As `table.column`."""
    headings: list[str]
    """The same as the export heads them; empty for one that it lacks."""
    rules: list[str]
    cases: int
    says: str


class Lost(Part):
    """Rows that were set aside for an error."""

    table: str
    rows: int


class ProblemKind(Part):
    """All problems of one code and severity."""

    code: str
    severity: Severity
    number: int
    rows_set_aside: int
    first: str
    message: str
    hint: str


class Holding(Part):
    """Problems of the cases of one worker."""

    team: str
    worker: str
    of_a_case: bool
    """False for the problems whose row tells no child of the list of children."""
    errors: int
    warnings: int
    notes: int


class Filled(Part):
    """How complete one column is."""

    table: str
    column: str
    heading: str
    filled: int
    rows: int
    rules: int
    """How many rules of the policies want it."""


class HeldProblem(Problem):
    """One fault of the export, and who holds the case it is about."""

    team: str
    worker: str


class Validation(Part):
    """The document of `cwd-audit validate --format json`."""

    schema_version: Literal["1"]
    tool: Tool
    as_of: date
    policies: list[AppliedPolicy]
    sources: list[Source]
    score: Score
    hidden: list[Hidden]
    lost: list[Lost]
    kinds: list[ProblemKind]
    teams: list[Holding]
    workers: list[Holding]
    columns: list[Filled]
    problems: list[HeldProblem]
