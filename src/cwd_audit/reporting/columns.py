"""The columns of a report: the one list that every tabular reporter shows findings by."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import repeat
from operator import attrgetter

from cwd_audit.model.report import Finding
from cwd_audit.reporting.words import NO_PATHWAY, NO_TEAM, UNALLOCATED, say_evidence

Value = str | date | int | None


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """One column of a report."""

    name: str
    """For machines."""
    heading: str
    """For people."""
    get: Callable[[Finding], Value]
    """The value for machines."""
    say: Callable[[Finding], Value]
    """The value for people: a blank has a name, a status is words."""
    kind: Kind = Kind.TEXT
    priority: int = 9
    """1 is never left out of a narrow terminal; the highest number goes first."""
    width: int = 16
    """A comfortable width in characters; longer text is wrapped."""
    personal: bool = False
    """Shown only when names are asked for."""


def _plain(name: str, heading: str, kind: Kind = Kind.TEXT, *, priority: int = 9, width: int = 16) -> ReportColumn:
    get: Callable[[Finding], Value] = attrgetter(name)
    return ReportColumn(name, heading, get, get, kind, priority, width)


def say_owed(finding: Finding) -> str:
    """`Visit`, or `Visit (usually)` where the policy's verb does not oblige."""
    return finding.title if finding.strength.decides else f"{finding.title} ({finding.strength.value})"


def _evidence(finding: Finding) -> str:
    return say_evidence(finding.evidence)


COLUMNS: tuple[ReportColumn, ...] = (
    _plain("case_id", "Child ID", priority=1, width=12),
    ReportColumn("name", "Name", lambda f: f.name, lambda f: f.name, priority=2, width=20, personal=True),
    _plain("authority", "Authority", width=20),
    ReportColumn("pathway", "Pathway", attrgetter("pathway"), lambda f: f.pathway or NO_PATHWAY, priority=6, width=20),
    ReportColumn("team", "Team", attrgetter("team"), lambda f: f.team or NO_TEAM, priority=5, width=16),
    ReportColumn("worker", "Worker", attrgetter("worker"), lambda f: f.worker or UNALLOCATED, priority=3, width=18),
    _plain("family_id", "Family", width=12),
    _plain("policy", "Policy", width=16),
    _plain("rule", "Rule", width=28),
    _plain("requirement", "Requirement", width=13),
    ReportColumn("title", "What is owed", attrgetter("title"), say_owed, priority=1, width=20),
    _plain("kind", "Kind", width=11),
    _plain("strength", "Strength", width=10),
    ReportColumn("status", "Status", attrgetter("status.value"), lambda f: f.status.in_words, priority=1, width=13),
    _plain("due_on", "Due", Kind.DATE, priority=1, width=13),
    _plain("last_on", "Last done", Kind.DATE, priority=7, width=13),
    _plain("days_overdue", "Days overdue", Kind.NUMBER, priority=1, width=9),
    _plain("reason", "Why", width=34),
    _plain("citation", "Clause", width=44),
    ReportColumn("evidence", "Recorded at", _evidence, _evidence, width=30),
)
_AS_THEY_STAND = {
    column.name for column in COLUMNS if column.name in Finding._fields and isinstance(column.get, attrgetter)
}
"""Columns whose value is what the finding holds; a status is a text already."""
_BY_NAME = {column.name: column for column in COLUMNS}


def columns_shown(*, names: bool) -> tuple[ReportColumn, ...]:
    """Every column, the children's names only when asked for."""
    return tuple(column for column in COLUMNS if names or not column.personal)


def read_columns(columns: Iterable[ReportColumn], findings: Sequence[Finding]) -> Iterator[Iterable[Value]]:
    """The values for machines of each of these columns, for all of some findings at once."""
    parts = zip(*findings, strict=True) if findings else repeat(())
    values: dict[str, Iterable[Value]] = dict(zip(Finding._fields, parts, strict=False))
    for column in columns:
        yield values[column.name] if column.name in _AS_THEY_STAND else map(column.get, findings)


def pick_columns(wanted: Iterable[str], *, names: bool) -> tuple[ReportColumn, ...]:
    """The columns of these names, in that order, the children's names only when asked for."""
    return tuple(_BY_NAME[name] for name in wanted if names or not _BY_NAME[name].personal)
