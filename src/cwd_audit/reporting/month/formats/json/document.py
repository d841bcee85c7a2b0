"""The shape of the JSON document of `report`. The published JSON Schema is generated from these types."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cwd_audit.model.indicators import Measure, Polarity, TargetAuthority
from cwd_audit.model.month import Direction, Rating, Shorthand
from cwd_audit.reporting.formats.json.document import Part, Policy, Source, Tool

SCHEMA_VERSION: Literal["1"] = "1"
Number = int | Shorthand
Percent = float | Shorthand


class Publication(Part):
    """How small numbers were treated."""

    suppress_below: int
    """Numbers from 1 to one less are not shown."""
    secondary: bool
    """Whether further numbers are hidden, so that no hidden one follows from those shown."""
    round_to: int
    source: str
    hidden: int
    """How many numbers a shorthand stands for."""


class Clause(Part):
    """A clause of a document."""

    section: str
    quote: str


class Target(Part):
    """What is to be reached; percentages."""

    percent: int
    authority: TargetAuthority
    source: str
    green: int
    amber: int


class Card(Part):
    """What an indicator measures."""

    id: str
    title: str
    question: str
    measure: Measure
    rules: list[str]
    numerator: str
    denominator: str
    cohort: str
    excludes: list[str]
    target: Target | None
    polarity: Polarity
    minimum_denominator: int
    """With fewer the figure is not rated."""
    cites: Clause | None
    caution: str


class Figure(Part):
    """So many of so many."""

    numerator: Number
    denominator: Number
    """Without those not assessed."""
    not_assessed: Number
    percent: Percent
    """To one decimal."""


class Line(Part):
    """A group of children, or all of them: both measures."""

    label: str
    at_month_end: Figure
    done_in_month: Figure | None
    """Of what fell due in the month; null where the measure has no due dates."""


class Month(Line):
    """All children in one month."""

    month_end: date
    stored: bool
    """From the history file, and not worked out from this export."""


class Breakdown(Part):
    """The children in groups, each child in one."""

    by: str
    lines: list[Line]


class Run(Part):
    """Whether the months show a real change."""

    median: float | None
    says: str


class Indicator(Part):
    """One indicator."""

    policy: str
    card: Card
    whole: Line
    rating: Rating
    direction: Direction
    """Against the month before."""
    history: list[Month]
    """Up to and including this month, the earliest first."""
    no_history: str
    """Why there are no earlier months; empty where there are."""
    run: Run
    breakdowns: list[Breakdown]
    longest_overdue: int | Shorthand | None
    """Days; null where nothing is overdue, or the measure has no due dates."""


class Longest(Part):
    """How long the child longest overdue has been so."""

    policy: str
    requirement: str
    pathway: str
    overdue: Number
    days: Number


class Load(Part):
    """What the workers under one limit hold."""

    policy: str
    rule: str
    title: str
    limit: int
    workers: Number
    over: Number
    least: Number
    middle: Number
    """The median, rounded up."""
    most: Number


class Agreed(Part):
    """Agreements to a longer interval."""

    requirement: str
    in_force: Number
    expiring: Number
    """Within a month."""
    expired: Number
    """In the past twelve months."""


class Unassessed(Part):
    """Children who could not be assessed, for one reason."""

    requirement: str
    reason: str
    children: Number


class ProblemCount(Part):
    """Faults of the export of one kind."""

    code: str
    severity: str
    says: str
    times: int


class Silence(Part):
    """A requirement for which a policy sets no interval; not checked, so never in time."""

    policy: str
    pathway: str
    """Empty for the whole document."""
    requirement: str


class NotRun(Part):
    """A rule whose columns the export lacks."""

    rule: str
    policy: str
    requirement: str
    needs: list[str]
    """As `table.column`."""


class Matter(Part):
    """A contradiction or a gap in a policy, for the council to settle."""

    policy: str
    title: str
    says: str


class MonthDocument(Part):
    """The document of `report.json`."""

    schema_version: Literal["1"]
    tool: Tool
    title: str
    month_end: date
    policies: list[Policy]
    ordered_by: list[Clause]
    publication: Publication
    shorthands: dict[str, str]
    """What stands in place of a number, and what it means."""
    children: Number
    """Open at month end."""
    families: Number
    """With more than one child open."""
    indicators: list[Indicator]
    longest: list[Longest]
    loads: list[Load]
    agreed: list[Agreed]
    unassessed: list[Unassessed]
    problems: list[ProblemCount]
    not_run: list[NotRun]
    silences: list[Silence]
    matters: list[Matter]
    sources: list[Source]
    notes: list[str]
