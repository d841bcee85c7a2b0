"""Terms of `timescale` rules: an event by a day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationInfo, field_validator, model_validator

from cwd_audit.model.canonical import EVENT_TABLE, TABLES, find_column
from cwd_audit.model.policy import Conditions, Interval, Part, RuleBase, Variation
from cwd_audit.model.wording import nearest

_ANCHOR = re.compile(
    r"(?:(?P<which>first|each) )?(?:(?P<table>[a-z_]+)\.)?(?P<column>[a-z_]+)(?: per (?P<per>[a-z_]+))?"
)


SCHOOL_MOVE = "each school move"
"""The last day of August a year before the child usually moves to primary school, to high school and to college."""


class Shape(StrEnum):
    """How the obligations of a rule follow one another."""

    RECURRING = "recurring"
    """`every` after the last counted event; `first` after the anchor before any."""
    ONCE = "once"
    """`within` of an anchor, and then no more."""
    AFTER_EACH = "after each"
    """`within` after each event of another table."""
    WINDOW = "window"
    """`at_least` so many events `in_any` stretch of a length."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A day to count from: a date of the case row, or the first or each date of a table, or the first per group."""

    table: str
    column: str
    each: bool = False
    per: str = ""

    @classmethod
    def parse(cls, text: str) -> Anchor:
        """Read `plan_start`, `first stays.start`, `first stays.start per setting`, `each panels.date`.

        Raises:
            ValueError: the text has another form, or names an unknown table or column.
        """
        if text == SCHOOL_MOVE:
            return cls("cases", "dob", each=True, per=SCHOOL_MOVE)
        written = _ANCHOR.fullmatch(text)
        if written is None:
            msg = f'an anchor is written "pathway_start", "first stays.start" or "each panels.date", not "{text}"'
            raise ValueError(msg)
        anchor = cls(written["table"] or "cases", written["column"], written["which"] == "each", written["per"] or "")
        for column in filter(None, (anchor.column, anchor.per)):
            if find_column(f"{anchor.table}.{column}") is None:
                known = TABLES[anchor.table].by_name if anchor.table in TABLES else TABLES
                near = nearest(column if anchor.table in TABLES else anchor.table, known)
                msg = f'there is no column "{anchor.table}.{column}"{f" (the nearest is {near})" if near else ""}'
                raise ValueError(msg)
        if (anchor.table == "cases") == bool(written["which"]):
            msg = 'a date of the case row stands alone; a date of another table takes "first" or "each"'
            raise ValueError(msg)
        return anchor

    @property
    def needs(self) -> str:
        """The column, as `table.column`."""
        return f"{self.table}.{self.column}"


class PerCase(Part):
    """An interval chosen for each child and recorded in a column."""

    per_case: Literal["review_interval_months", "visit_interval"]
    choices: tuple[Interval, ...] = ()
    """The intervals the text allows, shortest first; where none is recorded, all that lies between is not judged."""
    otherwise: Interval | None = None
    """The interval where none is recorded."""

    @model_validator(mode="after")
    def _either(self) -> Self:
        if bool(self.choices) == (self.otherwise is not None):
            msg = "an interval per case states either its choices or what holds otherwise"
            raise ValueError(msg)
        return self


def _as_tuple(written: object) -> object:
    return written if isinstance(written, (list, tuple)) else (written,)


def _how_every_is_written(written: object) -> str:
    return "per case" if isinstance(written, (dict, PerCase)) else "intervals"


Intervals = Annotated[
    tuple[Interval, ...],
    BeforeValidator(_as_tuple, json_schema_input_type=Interval | tuple[Interval, ...]),
    Field(min_length=1),
]
Every = Annotated[
    Annotated[PerCase, Tag("per case")] | Annotated[Intervals, Tag("intervals")], Discriminator(_how_every_is_written)
]


def _refuse_unknown(columns: Conditions, *tables: str) -> None:
    """Raise unless each column belongs to one of the tables."""
    if columns and not tables:
        msg = "`where` is about the rows of a table, and `from` names none"
        raise ValueError(msg)
    unknown = [name for name in columns if not any(name in TABLES[table].by_name for table in tables)]
    if unknown:
        owner = " or ".join(tables)
        known = [name for table in tables for name in TABLES[table].by_name]
        near = ", ".join(filter(None, (nearest(name, known) for name in unknown)))
        msg = f"{owner} has no column {', '.join(unknown)}{f' (the nearest is {near})' if near else ''}"
        raise ValueError(msg)


class TimescaleRule(RuleBase):
    """An event by a day: recurring, once, after each event of another kind, or n in any window."""

    kind: Literal["timescale"]
    every: Every | None = None
    """The interval, or a sequence of intervals of which the last goes on, or an interval chosen per case."""
    first: Interval | None = None
    """The first interval, from the anchor; only events on or after the anchor then count."""
    starts_from: Annotated[
        tuple[str, ...], BeforeValidator(_as_tuple, json_schema_input_type=str | tuple[str, ...])
    ] = Field(default=(), alias="from")
    """The anchor; several are tried in turn for each case. Without it: the start of the pathway."""
    else_from: str = ""
    """Where the anchor is not recorded: one full interval from this day instead."""
    where: Conditions = Field(default_factory=dict)
    """Conditions on the rows that open the obligation, tested where the column is exported."""
    within: Interval | None = None
    """Once, so long after the anchor; or so long after each event of `after_each`."""
    after_each: str = ""
    """The requirement each of whose counted events opens an obligation."""
    at_least: Annotated[int, Field(ge=1)] | None = None
    """So many events in any stretch of the length of `in_any`."""
    in_any: Interval | None = None
    """The length of the stretch: any such stretch, not one year of the calendar."""
    only_for: Interval | None = None
    """The rule holds for so long from the anchor; after that the document is silent."""
    counts: Conditions = Field(default_factory=dict)
    """Conditions without which the rule has no meaning: the columns must be in the export."""
    counts_where_recorded: Conditions = Field(default_factory=dict)
    """Conditions that refine: tested only where the export holds the column."""
    counts_any_mode: bool = False
    """The text allows any mode; else a visit by telephone or video, or a review by telephone, does not count."""
    counts_mode_agreed: bool = False
    """The mode recorded as agreed with the family (`cases.review_mode`) counts too."""
    variation: Variation | None = None
    """Who may agree a longer interval for one child, where the text allows it; it must be on record."""
    soon: Interval | None = None
    """Due soon from so long before the due date on, where a month is too short a warning."""

    @field_validator("requirement", "after_each")
    @classmethod
    def _has_a_table(cls, written: str) -> str:
        if written and written not in EVENT_TABLE:
            msg = f'no table holds events of "{written}"; there are {", ".join(EVENT_TABLE)}'
            raise ValueError(msg)
        return written

    @field_validator("starts_from", "else_from")
    @classmethod
    def _is_an_anchor(cls, written: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for text in written if isinstance(written, tuple) else filter(None, (written,)):
            Anchor.parse(text)
        return written

    @field_validator("where")
    @classmethod
    def _columns_of_the_anchors(cls, written: Conditions, info: ValidationInfo) -> Conditions:
        if "starts_from" in info.data:  # else the anchors are at fault themselves
            tables = {Anchor.parse(text).table for text in info.data["starts_from"]} - {"cases"}
            _refuse_unknown(written, *sorted(tables))
        return written

    @field_validator("counts", "counts_where_recorded")
    @classmethod
    def _columns_of_the_events(cls, written: Conditions, info: ValidationInfo) -> Conditions:
        if "requirement" in info.data:
            _refuse_unknown(written, EVENT_TABLE[info.data["requirement"]].name)
        return written

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        self.shape  # noqa: B018 – raises where the terms make no shape, or more than one
        if self.first and not self.starts_from:
            msg = "`first` needs `from`: the day it runs from"
            raise ValueError(msg)
        return self

    @property
    def shape(self) -> Shape:
        """The shape that the terms make."""
        match (self.every is not None, self.within is not None, bool(self.after_each), self.at_least is not None):
            case (True, False, False, False):
                return Shape.RECURRING
            case (False, True, True, False):
                return Shape.AFTER_EACH
            case (False, True, False, False) if self.starts_from:
                return Shape.ONCE
            case (False, False, False, True) if self.in_any:
                return Shape.WINDOW
        msg = (
            "a timescale states one of: `every`; `within` and `from`; `within` and `after_each`; "
            "`at_least` and `in_any`"
        )
        raise ValueError(msg)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The anchors in the order they are tried; the start of the pathway where the rule states none."""
        return tuple(Anchor.parse(text) for text in self.starts_from) or (Anchor("cases", "pathway_start"),)

    @property
    def opens_by_rows(self) -> bool:
        """Whether each row of another table opens an obligation, so that where there is no such row nothing is owed."""
        each_row = all(anchor.each and anchor.table != "cases" for anchor in self.anchors)
        return self.shape is Shape.AFTER_EACH or (self.shape is Shape.ONCE and each_row and not self.else_from)

    @property
    def events(self) -> str:
        """The name of the table whose rows can meet the rule."""
        return EVENT_TABLE[self.requirement].name

    def needs(self) -> frozenset[str]:
        """The columns without which the rule is not run. One anchor of several, or `else_from`, is enough."""
        always = {f"cases.{column}" for column in self.applies_to} | {
            f"{self.events}.{EVENT_TABLE[self.requirement].dated}"
        }
        always |= {f"{self.events}.{column}" for column in self.counts}
        if self.after_each:
            always.add(f"{EVENT_TABLE[self.after_each].name}.{EVENT_TABLE[self.after_each].dated}")
        elif len(self.starts_from) == 1 and not self.else_from:
            always.add(self.anchors[0].needs)
        return frozenset(always)

    def missing(self, provided: frozenset[str]) -> tuple[str, ...]:
        """As for every rule; and where the rule may count from one of several days, all of them if none is given."""
        anchors = {anchor.needs for anchor in self.anchors} | ({f"cases.{self.else_from}"} if self.else_from else set())
        lacking = self.needs() - provided
        if self.starts_from and not anchors & provided:
            lacking |= anchors
        return tuple(sorted(lacking))

    def in_words(self) -> str:
        """The timescale in words, for timetables and `explain`."""
        match self.shape:
            case Shape.RECURRING if isinstance(self.every, PerCase):
                chosen = " or ".join(map(str, self.every.choices))
                text = (
                    f"every {chosen}, as chosen for the child"
                    if chosen
                    else f"as the plan says, otherwise every {self.every.otherwise}"
                )
            case Shape.RECURRING:
                assert isinstance(self.every, tuple)
                text = ", then ".join(f"every {interval}" for interval in self.every)
            case Shape.ONCE:
                return f"once, within {self.within}"
            case Shape.AFTER_EACH:
                return f"within {self.within} after each {self.after_each}"
            case Shape.WINDOW:
                return f"at least {self.at_least} in any {self.in_any}"
        if self.first:
            text = f"first within {self.first}, then {text}"
        return f"{text}, for the first {self.only_for}" if self.only_for else text
