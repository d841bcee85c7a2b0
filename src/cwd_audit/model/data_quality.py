"""What is wrong with the records of an export and what that hides from the audit: all that its reporters know."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cwd_audit.model.caseload import Source
    from cwd_audit.model.problem import Problem, Severity


class Hindrance(StrEnum):
    """What keeps cases from being assessed."""

    BLANK = "blank"
    """No rule can count from anything: all of these columns are blank, and no event counts."""
    UNDECIDED = "undecided"
    """What decides is blank or not known to the policy, so it cannot be said which timetable applies."""
    UNANSWERED = "unanswered"
    """Something that a rule without a due date asks about is blank."""
    INTERVAL = "interval"
    """The interval is chosen for each child and is not recorded: on some days nobody can say."""
    LATER = "later"
    """The day to count from is after the day of the audit."""
    CONTESTED = "contested"
    """The child is recorded in two ways that cannot both be right."""
    UNTOLD = "untold"
    """The kind of export cannot hold such records of these cases."""
    NOT_EXPORTED = "not_exported"
    """The export has no such column, so the rules were not run."""


class Hidden(NamedTuple):
    """Cases that cannot be assessed for one requirement, for one cause."""

    essential: bool
    """Whether it is a timescale of visits, reviews or supervisions: only these count in the score."""
    requirement: str
    """"any" where it cannot be said what the cases owe."""
    hindrance: Hindrance
    columns: tuple[str, ...]
    """As `table.column`; none where no column is to blame."""
    headings: tuple[str, ...]
    """The same columns as the export heads them; the canonical name of those it lacks."""
    rules: tuple[str, ...]
    """The rules concerned, by id; none where it is the choice of the rules that fails."""
    cases: int


class ProblemKind(NamedTuple):
    """All problems of one code and severity."""

    code: str
    severity: Severity
    number: int
    rows_set_aside: int
    first: str
    """Where the first of them is."""
    message: str
    hint: str


class HeldProblem(NamedTuple):
    """One problem, and who holds the case that its row is about."""

    problem: Problem
    team: str
    worker: str
    of_a_case: bool
    """Whether the row is about a child in the list of children; else nobody can be named."""


class Holding(NamedTuple):
    """How many problems the cases of one team, or of one worker of it, have."""

    team: str
    worker: str
    """"" in the counts of a whole team."""
    of_a_case: bool
    errors: int
    warnings: int
    notes: int


class Filled(NamedTuple):
    """How complete one column is. A row set aside for an error has no value in any column."""

    table: str
    column: str
    heading: str
    """As the export writes it."""
    filled: int
    rows: int
    rules: int
    """How many rules of the policies want it."""


class Score(NamedTuple):
    """How many cases can be assessed, and out of how many. The number is the score; the share is only for reading."""

    assessable: int
    open_cases: int
    without_rule: int
    """Open cases for which the policy sets nothing; counted neither way."""
    rows_lost: int
    """Rows of lists of children that were set aside, each of which may be a child."""

    @property
    def out_of(self) -> int:
        """Open cases with a rule, and the rows that may be children."""
        return self.open_cases - self.without_rule + self.rows_lost


@dataclass(frozen=True)
class DataQuality:
    """The data-quality view of one export under the policies in use."""

    as_of: date
    policies: tuple[tuple[str, str], ...]
    """Id, and authority with title."""
    sources: tuple[Source, ...]
    notes: tuple[str, ...]
    score: Score
    hidden: tuple[Hidden, ...]
    """What counts in the score first, then by the number of cases."""
    lost: tuple[tuple[str, int], ...]
    """Table, and how many rows of sheets of it were set aside for an error; lists of children last."""
    kinds: tuple[ProblemKind, ...]
    """Errors first."""
    problems: tuple[HeldProblem, ...]
    teams: tuple[Holding, ...]
    workers: tuple[Holding, ...]
    columns: tuple[Filled, ...]
    """The least complete first."""

    @property
    def is_clean(self) -> bool:
        """Whether every case can be assessed and no row was set aside for an error."""
        has_errors = any(holding.errors for holding in self.teams)
        return bool(self.score.out_of) and self.score.assessable == self.score.out_of and not has_errors
