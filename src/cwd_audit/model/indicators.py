"""Indicator cards as data: what a monthly report measures. Read from `schemas/indicators/<policy>.toml`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from cwd_audit.model.policy import Citation, Identifier, Part, Sentence

Percent = Annotated[int, Field(ge=0, le=100)]


class Measure(StrEnum):
    """How an indicator is worked out; each is one module of `audit.month.measures`."""

    TIMESCALE = "timescale"
    """Of the children open at month end, how many were in time; of what fell due in the month, how much was."""
    KEPT = "kept"
    """Of the children judged under rules without a due date, how many meet them."""
    OPEN = "open"
    """How many children are open at month end."""
    CASELOAD = "caseload"
    """How many workers hold no more children than the limit."""
    AGREEMENTS = "agreements"
    """How many agreed exceptions are in force."""


class Polarity(StrEnum):
    """Which way is better."""

    HIGH = "high"
    LOW = "low"
    INFORMATION = "information"
    """Neither: the figure informs and is not rated."""


class TargetAuthority(StrEnum):
    """Who set a target."""

    NATIONAL = "national"
    LOCAL = "local"


class Target(Part):
    """What the council wants to reach, and from where on it is green or amber; all else is red."""

    percent: Percent
    """The percentage wanted."""
    authority: TargetAuthority
    """Whether the law sets it, or the council."""
    source: Sentence
    """The clause or decision that sets it; where no document does, who is to confirm it."""
    green: Percent
    """The least percentage that is green; the greatest where low is better."""
    amber: Percent
    """The least percentage that is amber; the greatest where low is better."""


class Card(Part):
    """One indicator."""

    id: Identifier
    """Permanent: `<policy>.<what>`."""
    title: Sentence
    """What is measured, in a few words; it heads tables and charts."""
    question: Sentence
    """What a leader asks, in plain words."""
    measure: Measure
    """How it is worked out; see the measures."""
    rules: tuple[Identifier, ...] = ()
    """The rules of the policy that are measured; empty for `open` and `agreements`."""
    requirement: str = ""
    """Of `agreements`: what the exception is from; empty means any."""
    numerator: Sentence
    """What is counted, in words."""
    denominator: Sentence
    """What it is counted out of, in words."""
    cohort: Sentence
    """Which children are counted."""
    excludes: tuple[Sentence, ...] = ()
    """Which children are left out, and why, each as part of a list."""
    target: Target | None = None
    """What to reach; without it the figure is not rated."""
    polarity: Polarity = Polarity.HIGH
    """Which way is better."""
    minimum_denominator: Annotated[int, Field(ge=1)] = 10
    """Below it the figure is shown and not rated, since one child moves it too far."""
    cites: Citation | None = None
    """The clause that asks for the indicator, where one does."""
    caution: str = ""
    """What a reader should bear in mind, in one sentence."""


class Publication(Part):
    """How small numbers are kept from identifying a child in what is published: the council's own decision."""

    suppress_below: Annotated[int, Field(ge=0, le=100)] = 6
    """Counts from 1 to one less than this are not shown; 0 or 1 shows all."""
    suppress_not_assessed: bool = True
    """Whether that goes for how many could not be assessed, too: that tells of the records, and not of the care."""
    secondary: bool = True
    """Whether further figures are hidden, so that no hidden one follows from those shown."""
    round_to: Literal[1, 5, 10] = 1
    """Counts are shown to the nearest multiple."""
    source: Sentence
    """Whose decision it is, or which release it follows."""


class Indicators(Part):
    """The cards of one policy, in the order of the report."""

    policy: Identifier
    """Id of the policy whose rules are measured."""
    ordered_by: Citation | None = None
    """The clause that orders a monthly report, where the document has one."""
    verified_on: date
    """The day somebody last compared the cards with the document."""
    expected_children: int | None = None
    """The number of children that the document itself expects, for comparison."""
    publication: Publication
    """How small numbers are treated."""
    indicator: tuple[Card, ...]
    """The cards."""
