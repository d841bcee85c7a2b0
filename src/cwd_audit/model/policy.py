"""A policy as data: documents, pathways and rules. Read from `schemas/policies/<id>.toml` by `policies.parse`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, StringConstraints, WithJsonSchema

from cwd_audit.model.period import Period

Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$")]


def _read_period(written: object) -> Period:
    if isinstance(written, Period):
        return written
    if isinstance(written, str):
        return Period.parse(written)
    msg = 'a period is written as text: "6 weeks"'
    raise ValueError(msg)


Interval = Annotated[
    Period,
    BeforeValidator(_read_period),
    PlainSerializer(str),
    WithJsonSchema({"type": "string", "pattern": "^[1-9][0-9]{0,3} (working day|day|week|month|year)s?$"}),
]
"""A `Period` that is written as text in a file."""


class Strength(StrEnum):
    """The document's own verb."""

    MUST = "must"
    SHOULD = "should"
    USUALLY = "usually"
    MAY = "may"

    @property
    def decides(self) -> bool:
        """Whether a rule of this strength may decide the exit code."""
        return self in {Strength.MUST, Strength.SHOULD}


class Part(BaseModel):
    """Base of all parts of a file an analyst writes: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True, defer_build=True)


class Document(Part):
    """The document a policy was read from."""

    name: Sentence
    version: str = ""
    issued: date | None = None
    review_due: date | None = None
    """The document's own review date; a date given as a month is its last day."""
    status: str = ""
    verified_on: date
    """The day somebody last compared the rules with the document."""


class Pathway(Part):
    """A hub, pathway, level or situation with a timetable of its own."""

    id: Identifier
    title: Sentence
    names: tuple[Sentence, ...] = ()
    """As exports write it; compared without regard to case, spaces, hyphens and `&`/`and`."""
    silent: tuple[Sentence, ...] = ()
    """Requirements for which the document sets no interval here."""


class Citation(Part):
    """Where a rule stands: the section and the document's own words."""

    section: Sentence
    quote: Sentence


class Variation(Part):
    """Who may agree a longer interval, where the text allows one."""

    by_role: tuple[Sentence, ...]


ESSENTIAL = ("visit", "review", "supervision")
"""What an audit is for: whom have we not seen, reviewed or supervised in time? A timescale of one of these that cannot
be run leaves cases unassessed; what is asked beside them is reported as not run."""

Conditions = dict[str, tuple[Sentence, ...]]
"""Column -> the values any of which will do."""


class RuleBase(Part):
    """What rules of every kind have in common. The terms of a kind are added by `model.kinds`."""

    id: Identifier
    """Permanent: `<policy>.<pathway>.<what>`."""
    kind: str
    """Which kind of rule it is; the kind decides which other keys there are."""
    requirement: Sentence
    """The word reports group by: visit, review, supervision, panel, plan, …; of a timescale, one that a table holds."""
    title: Sentence
    """What is owed, in a few words."""
    applies_to: Conditions
    """Conditions on columns of `cases`, all of which must hold."""
    strength: Strength
    """The document's own verb; `usually` and `may` never decide how a run ends."""
    cites: Citation
    """The section, and a short quote word for word."""
    reading: str = ""
    """Where the text is ambiguous: the reading taken, in one sentence, with its number in the catalogue."""
    also: tuple[Identifier, ...] = ()
    """Ids of other statements of the document that this rule settles too."""
    since: date | None = None
    """The first day it is in force."""
    until: date | None = None
    """The last day it is in force."""

    @property
    def track(self) -> str:
        """What the rule is about, apart from the pathway: obligations of one track carry over a change of pathway."""
        return self.id.split(".", 2)[2]

    def needs(self) -> frozenset[str]:
        """The columns, as `table.column`, without which the rule is not run."""
        return frozenset(f"cases.{column}" for column in self.applies_to)

    def in_words(self) -> str:
        """The rule in words, for timetables and `explain`."""
        return self.title

    def missing(self, provided: frozenset[str]) -> tuple[str, ...]:
        """The columns whose absence from an export keeps the rule from being run; none when it can run."""
        return tuple(sorted(self.needs() - provided))


class JudgedRule(RuleBase):
    """What the kinds without a due date have in common: they are kept, or they are not."""

    fails_as: Literal["breach", "query"] = "breach"
    """What it is called when it is not kept: a breach, or a question for somebody to decide."""
    of_cases: Literal["open", "closed", "any"] = "open"
    """Which cases it judges: those open on the day of the audit, those closed by then, or both."""

    def needs(self) -> frozenset[str]:
        """The columns, as `table.column`, without which the rule is not run."""
        return super().needs() | ({"cases.closed_on"} if self.of_cases == "closed" else frozenset())


class Unchecked(Part):
    """A statement of the document that no data can decide."""

    id: Identifier
    cites: Citation
    why: Sentence
    """Why no data can decide it."""


class Matter(Part):
    """A contradiction or a gap in the document: for the council to settle."""

    title: Sentence
    says: Sentence
    """What the document says, and what does not fit, in a sentence or two."""


class Difference(Part):
    """One thing that a policy says otherwise than the one it extends."""

    what: str
    """`rule bromley.cin.visit`, `key title`."""
    before: str = ""
    after: str = ""
    also: tuple[str, ...] = ()
    """Other keys of it that differ."""


MADE = frozenset({"sha256", "differences"})
"""Fields of a policy that are no keys of its file: they are made in reading it."""


class Policy(Part):
    """One authority's policy, or one statute."""

    id: Identifier
    authority: Sentence
    authority_names: tuple[Sentence, ...] = ()
    """Other ways exports write the authority's name."""
    title: Sentence
    national: bool = False
    """A statute and no council's policy: laid over every case beside the council's own, and never mixed with it."""
    extends: str = ""
    """The policy it takes everything from that it does not say itself; a rule of the same id replaces the other's."""
    without: tuple[Identifier, ...] = ()
    """Ids of rules and unchecked statements of that policy that it drops."""
    document: Document
    pathways: tuple[Pathway, ...] = Field(default=(), alias="pathway")
    silent: tuple[Sentence, ...] = ()
    """Requirements for which the document sets no interval on any pathway."""
    missing_sources: tuple[Sentence, ...] = ()
    """Documents the policy refers to that were not supplied."""
    rules: tuple[Any, ...] = Field(default=(), alias="rule")
    """Rules of every kind, each a subclass of `RuleBase`, in the order of the file."""
    unchecked: tuple[Unchecked, ...] = ()
    """Statements that yield a verdict to a reader, but that no data can decide."""
    matters: tuple[Matter, ...] = Field(default=(), alias="matter")
    """Contradictions and gaps, for the council to settle."""
    sha256: str = ""
    """Of the bytes of the file it was read from, followed by those of the files it extends, nearest first."""
    differences: tuple[Difference, ...] = ()
    """What it says otherwise than the policy it extends."""

    def past_review(self, as_of: date) -> bool:
        """Whether the document is past its own review date."""
        return self.document.review_due is not None and as_of > self.document.review_due
