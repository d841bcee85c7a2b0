"""What a canonical table and a column are: kinds, meanings, flags."""

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
    AMOUNT = "amount"
    """A number that is not negative: hours, days, pounds."""


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
    dated: str = "date"
    """The column that dates a row."""
    by_name: dict[str, Column] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {column.name: column for column in self.columns})


def case_id() -> Column:
    """The column every table has."""
    return Column("case_id", Kind.ID, "the child's number in the case-management system", required=True)


def date(name: str, meaning: str, *, required: bool = False) -> Column:
    """A date column."""
    return Column(name, Kind.DATE, meaning, required=required)


def text(name: str, meaning: str) -> Column:
    """A text column."""
    return Column(name, Kind.TEXT, meaning)


def choice(name: str, vocabulary: str, meaning: str) -> Column:
    """A column of words of a vocabulary."""
    return Column(name, Kind.CHOICE, meaning, vocabulary=vocabulary)


def flag(name: str, meaning: str) -> Column:
    """A column of yes and no."""
    return Column(name, Kind.FLAG, meaning)


def amount(name: str, meaning: str) -> Column:
    """A column of numbers that are not negative."""
    return Column(name, Kind.AMOUNT, meaning)
