"""What a monthly report says: figures and no child's record. Made by `audit.month`, shown by `reporting.month`.

Before publication every number is a whole number; `publish` puts a `Shorthand` where one must not be shown, and the
report keeps its shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cwd_audit.model.caseload import Source
    from cwd_audit.model.indicators import Card, Publication
    from cwd_audit.model.policy import Citation
    from cwd_audit.model.report import MatterLine, NotRun, PolicyLine, Silence


class Shorthand(StrEnum):
    """What stands in place of a number, as government statistics write it."""

    CONFIDENTIAL = "[c]"
    """Too small to be shown, or hidden so that a small number does not follow from it."""
    NOT_AVAILABLE = "[x]"
    """The export does not tell."""
    NOT_APPLICABLE = "[z]"
    """There is no such number."""

    @property
    def in_words(self) -> str:
        """For the note that explains it."""
        return {
            Shorthand.CONFIDENTIAL: "confidential: a small number, or one from which a small number would follow",
            Shorthand.NOT_AVAILABLE: "not available: the export does not tell",
            Shorthand.NOT_APPLICABLE: "not applicable",
        }[self]


Number = int | Shorthand


class Rating(StrEnum):
    """How a figure stands against its target; always shown as a word."""

    GREEN = "Green"
    AMBER = "Amber"
    RED = "Red"
    NONE = "Not rated"


class Direction(StrEnum):
    """How a figure moved since the month before."""

    BETTER = "Better"
    WORSE = "Worse"
    HIGHER = "Higher"
    """Where neither way is better."""
    LOWER = "Lower"
    SAME = "No change"
    UNKNOWN = "Not known"


class Figure(NamedTuple):
    """So many of so many, and how many more could not be judged. A count alone has no denominator."""

    numerator: Number
    denominator: Number
    """Numerator and those that fell short; never those that were not assessed."""
    not_assessed: Number = 0

    @property
    def percent(self) -> float | Shorthand:
        """To one decimal, half up; a shorthand where it cannot be shown or there is nothing to divide by."""
        if isinstance(self.denominator, Shorthand):
            return self.denominator
        if isinstance(self.numerator, Shorthand):
            return self.numerator
        if not self.denominator:
            return Shorthand.NOT_APPLICABLE
        return (2000 * self.numerator + self.denominator) // (2 * self.denominator) / 10


class Line(NamedTuple):
    """One group of children: both measures."""

    label: str
    at_month_end: Figure
    """Of the children open at month end, how many were in time."""
    done_in_month: Figure | None
    """Of what fell due in the month, how much was done in time; None where the measure has no due dates."""


class Breakdown(NamedTuple):
    """An indicator by group. Each child is in one group, so that the groups add up to the whole."""

    by: str
    """`Hub or pathway`, `Team`, `Site`."""
    lines: tuple[Line, ...]


class MonthPoint(NamedTuple):
    """An indicator at the end of one month."""

    month_end: date
    line: Line
    stored: bool = False
    """From the history file, and not worked out from this export."""


class Run(NamedTuple):
    """Whether a run chart shows a real change."""

    median: float | None
    """Of the percentages shown; None where there are too few."""
    says: str
    """In one sentence."""


@dataclass(frozen=True)
class IndicatorResult:
    """One indicator in one month."""

    card: Card
    policy: str
    whole: Line
    rating: Rating
    direction: Direction
    history: tuple[MonthPoint, ...]
    """The months up to and including this one, the earliest first; only this one where there is no history."""
    no_history: str
    """Why there is none, in a sentence; "" where there is."""
    run: Run
    breakdowns: tuple[Breakdown, ...]
    longest_overdue: int | Shorthand | None
    """Days; None where nothing is overdue or the measure has no due dates."""


class Load(NamedTuple):
    """What the workers under one limit hold; no worker is named."""

    policy: str
    rule: str
    title: str
    limit: int
    workers: Number
    over: Number
    """Workers who hold more than the limit."""
    least: Number
    middle: Number
    """The median, rounded up."""
    most: Number


class Longest(NamedTuple):
    """How long the case longest overdue has been so."""

    policy: str
    requirement: str
    pathway: str
    overdue: Number
    """Children overdue."""
    days: Number
    """Of the one longest overdue."""


class AgreedExceptions(NamedTuple):
    """Agreements to a longer interval."""

    requirement: str
    in_force: Number
    expiring: Number
    """Those in force that end within the next month."""
    expired: Number
    """Those that ended in the past twelve months."""


class Unassessed(NamedTuple):
    """Children who could not be assessed, by reason."""

    requirement: str
    reason: str
    children: Number


class ProblemCount(NamedTuple):
    """Faults of the export of one kind."""

    code: str
    severity: str
    says: str
    times: int


@dataclass(frozen=True)
class MonthReport:
    """Everything a monthly report may show."""

    month_end: date
    """The last day of the month, for which everything is worked out."""
    policies: tuple[PolicyLine, ...]
    ordered_by: tuple[Citation, ...]
    """The clauses that order the report."""
    results: tuple[IndicatorResult, ...]
    children: Number
    """Open at month end."""
    families: Number
    """With more than one child open at month end: a family's children move a percentage together."""
    sources: tuple[Source, ...]
    longest: tuple[Longest, ...]
    loads: tuple[Load, ...]
    agreed: tuple[AgreedExceptions, ...]
    unassessed: tuple[Unassessed, ...]
    problems: tuple[ProblemCount, ...]
    not_run: tuple[NotRun, ...]
    silences: tuple[Silence, ...]
    matters: tuple[MatterLine, ...]
    notes: tuple[str, ...]
    publication: Publication
    hidden: int = 0
    """How many numbers publication put a shorthand for."""
