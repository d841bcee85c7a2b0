"""The monthly report as pages: the one arrangement of titles, tables and charts that every format shows.

A page is a sheet of the workbook and a section of the web page and of the Word document. Values are as people read
them in type only: whole numbers, percentages to one decimal, dates, words and shorthands; how each looks is the
format's affair.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from cwd_audit.model.month import Rating, Shorthand

Value = str | int | float | date | Rating | Shorthand
"""A float is a percentage, to one decimal."""


class Kind(StrEnum):
    """What a column holds; shorthands may stand in any but text."""

    TEXT = "text"
    COUNT = "count"
    PERCENT = "percent"
    DATE = "date"


class Column(NamedTuple):
    """One column of a table."""

    heading: str
    """Unique in its table; percentages say so here and not in every cell."""
    kind: Kind = Kind.TEXT
    width: int = 14
    """A comfortable width in characters."""


class Table(NamedTuple):
    """One table: one row of headings, no merged cells, no empty cells."""

    name: str
    """Letters, digits and underscores; unique in the report."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


class Series(NamedTuple):
    """One line of a run chart, or the bars of a bar chart."""

    name: str
    values: tuple[float | None, ...]
    """None where the table beside it shows a shorthand."""


class ChartKind(StrEnum):
    """Run charts show months, bars show groups."""

    RUN = "run"
    BARS = "bars"


class Chart(NamedTuple):
    """A chart of the table of its page."""

    kind: ChartKind
    headline: str
    """What it shows, in a sentence: the message."""
    subtitle: str
    """What is measured, of whom, when."""
    labels: tuple[str, ...]
    """Of the months or groups, as the table has them."""
    series: tuple[Series, ...]
    """At most four; the first is the indicator."""
    target: float | None
    median: float | None
    alternative: str
    """What a reader who cannot see it is told: the same message with its figures."""
    in_percent: bool = True


@dataclass(frozen=True)
class Page:
    """One page."""

    name: str
    """Of the sheet and in the contents; at most 31 characters, unique."""
    title: str
    message: str
    """The headline, in one or two sentences."""
    paragraphs: tuple[str, ...]
    """What to read before the table."""
    table: Table | None
    chart: Chart | None = None
    commentary: bool = False
    """Whether leaders write beside it what happened, why, and what will be done."""


@dataclass(frozen=True)
class Document:
    """The whole report."""

    title: str
    subtitle: str
    """The month and the day of the figures."""
    summary: tuple[str, ...]
    """What a leader should take away, in sentences."""
    cover: tuple[str, ...]
    """Paragraphs of the cover: what it is, whose, how small numbers were treated."""
    notes: tuple[tuple[str, str], ...]
    """Name of a note and what it says; tables refer to them as `[note 1]` in their titles."""
    pages: tuple[Page, ...]
    created: date
    """Of the file's own properties, so that the same report has the same bytes."""
