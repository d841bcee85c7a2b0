"""The canonical tables and columns: the one home of their names, kinds and meanings.

The plain layout, the pandera models, the policy checker and the mapping of every export layout are made from these.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds once it has been tidied. A blank is "" in text and NaT in dates, never a guess."""

    ID = "id"
    """Text that is never read as a number: `00123` stays `00123`."""
    TEXT = "text"
    DATE = "date"
    FLAG = "flag"
    """`yes`, `no` or ""."""
    CHOICE = "choice"
    """A word of the vocabulary of the same name (`schemas/vocabulary.toml`); other words are kept and reported."""
    EVENT = "event"
    """The type of an event; words outside the vocabulary set the row aside, since they may not be visits at all."""
    PERIOD = "period"
    """A length of time: `6 weeks`."""
    WHOLE_NUMBER = "whole number"


@dataclass(frozen=True, slots=True)
class Column:
    """One canonical column."""

    name: str
    kind: Kind
    meaning: str
    required: bool = False
    """A row without it is set aside; a sheet without it is not this table."""
    personal: bool = False
    """Never shown in a machine format or a message unless the user asks."""
    vocabulary: str = ""
    """The list of words of a CHOICE or EVENT column."""


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table."""

    name: str
    one_row_is: str
    columns: tuple[Column, ...]
    requirement: str = ""
    """The requirement (visit, review, …) that rows of this table satisfy; "" when they satisfy none."""
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})


def _case_id() -> Column:
    return Column("case_id", Kind.ID, "the child's number in the case-management system", required=True)


def _date(name: str, meaning: str, *, required: bool = False) -> Column:
    return Column(name, Kind.DATE, meaning, required=required)


def _text(name: str, meaning: str) -> Column:
    return Column(name, Kind.TEXT, meaning)


def _choice(name: str, vocabulary: str, meaning: str) -> Column:
    return Column(name, Kind.CHOICE, meaning, vocabulary=vocabulary)


_CHILD = (
    _text("authority", "the council, where an export holds several"),
    Column("name", Kind.TEXT, "the child's name; shown only when asked for", personal=True),
    Column("dob", Kind.DATE, "date of birth, or expected date of birth", personal=True),
    Column("family_id", Kind.ID, "what siblings share"),
    _text("site", "the office or area of the team"),
)
_TIMETABLE = (
    _text("pathway", "the hub, pathway, level or situation whose timetable applies"),
    _date("pathway_start", "the day the child came onto that pathway"),
    _choice("legal_status", "legal_status", "s17, s17(6), s20 reg 48, s20, CSDPA s2, CP, …"),
    _text("plan_type", "the kind of plan in force"),
    _date("plan_start", "the day the plan began"),
    _date("lac_start", "the day the child became looked after: the first placement day"),
    Column("review_interval_months", Kind.WHOLE_NUMBER, "the review interval agreed for this child, in months"),
    Column("visit_interval", Kind.PERIOD, "the visit interval written in this child's plan"),
    _choice("review_mode", "mode", "how this child's reviews are held, as agreed with the family"),
    _date("closed_on", "the day the case closed; blank while open"),
)
CASE_FACTS = (*_CHILD, *_TIMETABLE)
"""What is known of a case beside its worker. An allocation carries it too, in exports without a list of cases."""

_ALL = (
    Table(
        "cases",
        "a child on a pathway now",
        (
            _case_id(),
            *_CHILD,
            _text("team", "the team that holds the case"),
            _text("worker", "the worker the case is allocated to"),
            _choice("worker_role", "role", "that worker's role"),
            _date("worker_start", "the day that worker took the case"),
            *_TIMETABLE,
            _date("last_visit", "the last visit, where the export holds no list of visits"),
            _date("last_review", "the last review, where the export holds no list of reviews"),
            _date("last_supervision", "the last case supervision, where the export holds no list of them"),
            _date("next_visit", "the next planned visit; planned events never count"),
            _date("next_review", "the next planned review; planned events never count"),
            _date("next_supervision", "the next planned supervision; planned events never count"),
        ),
    ),
    Table(
        "pathways",
        "one spell of a child on one pathway",
        (
            _case_id(),
            Column("pathway", Kind.TEXT, "the hub, pathway, level or situation", required=True),
            _date("start", "the first day of the spell", required=True),
            _date("end", "the day the spell ended; blank while it lasts"),
        ),
    ),
    Table(
        "visits",
        "a visit",
        (
            _case_id(),
            _date("date", "the day of the visit", required=True),
            Column("type", Kind.EVENT, "the kind of visit", vocabulary="visit"),
            _choice("mode", "mode", "face to face, telephone, video"),
            _choice("location", "location", "where: home, school, short break, …"),
            _text("visitor", "who visited"),
            _choice("visitor_role", "role", "the visitor's role"),
            Column("child_seen", Kind.FLAG, "whether the child was seen; where exported, a visit counts only if yes"),
            _choice("outcome", "outcome", "completed, cancelled, attempted, planned"),
        ),
        requirement="visit",
    ),
    Table(
        "reviews",
        "a review",
        (
            _case_id(),
            _date("date", "the day the review was held", required=True),
            Column("type", Kind.EVENT, "the kind of review", vocabulary="review"),
            _choice("mode", "mode", "face to face, telephone, video, online, paper"),
            _choice("chair_role", "role", "the role of the person who chaired"),
            _text("combined_with", "the other review it was held with, if it was combined"),
            _choice("outcome", "outcome", "completed, cancelled, planned"),
        ),
        requirement="review",
    ),
    Table(
        "supervisions",
        "a case supervision",
        (
            _case_id(),
            _date("date", "the day the case was discussed in supervision", required=True),
            Column("type", Kind.EVENT, "the kind of supervision", vocabulary="supervision"),
            _text("supervisor", "who supervised"),
            _choice("supervisor_role", "role", "the supervisor's role"),
            _choice("outcome", "outcome", "completed, cancelled, planned"),
        ),
        requirement="supervision",
    ),
    Table(
        "meetings",
        "a planning meeting",
        (
            _case_id(),
            _date("date", "the day of the meeting", required=True),
            Column("type", Kind.EVENT, "the kind of meeting", vocabulary="meeting"),
            _choice("chair_role", "role", "the role of the person who chaired"),
            _choice("outcome", "outcome", "completed, cancelled, planned"),
        ),
        requirement="planning meeting",
    ),
    Table(
        "panels",
        "a panel's decision on a child",
        (
            _case_id(),
            _date("date", "the day of the panel", required=True),
            Column("type", Kind.EVENT, "which panel", vocabulary="panel"),
            _choice("decision", "decision", "agreed, declined, deferred"),
        ),
    ),
    Table(
        "stays",
        "an overnight stay",
        (
            _case_id(),
            _date("start", "the first day of the stay", required=True),
            _date("end", "the day the child came home"),
            _text("setting", "the carer or home"),
            _text("funded_by", "direct payment, council, health"),
        ),
    ),
    Table(
        "allocations",
        "a worker's spell on a case",
        (
            _case_id(),
            _text("worker", "the worker"),
            _choice("role", "role", "the worker's role"),
            _choice("type", "allocation", "allocated, assigned, attached"),
            _text("team", "the worker's team"),
            _date("start", "the first day of the allocation", required=True),
            _date("end", "the last day; blank while it lasts"),
            *CASE_FACTS,
        ),
    ),
    Table(
        "variations",
        "a manager's agreement to a longer interval for one child",
        (
            _case_id(),
            Column("requirement", Kind.TEXT, "visit, review or supervision", required=True),
            Column("interval", Kind.PERIOD, "the interval agreed", required=True),
            _text("agreed_by", "who agreed"),
            _choice("agreed_by_role", "role", "that person's role"),
            _date("agreed_on", "the day it was agreed", required=True),
            _text("reason", "why"),
            _date("expires", "the last day it holds; blank: until the next review"),
        ),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _ALL}
EVENT_TABLE: dict[str, Table] = {table.requirement: table for table in _ALL if table.requirement}
"""The table whose rows satisfy a requirement."""
LAST_DATES: dict[str, str] = {"last_visit": "visits", "last_review": "reviews", "last_supervision": "supervisions"}
"""Columns of a wide case row that are lifted into a table of one event each."""


def find_column(qualified: str) -> Column | None:
    """The column `table.column`, or None when there is no such table or column."""
    table, _, column = qualified.partition(".")
    return TABLES[table].by_name.get(column) if table in TABLES else None
