"""Dates, counts and blanks in words, the same in every report that people read."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cwd_audit.model.report import AuditReport, Evidence, NotRun, PolicyLine, Silence

UNALLOCATED = "Unallocated"
NO_TEAM = "No team recorded"
NO_PATHWAY = "No pathway recorded"
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def say_date(day: date) -> str:
    """`5 January 2026`, whatever the language of the computer."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def say_count(number: int, one: str, several: str = "") -> str:
    """`1 case`, `12 cases`, `1,200 cases`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def say_first_capital(text: str) -> str:
    """`EHC plan` and `Visit`; the other letters stay as they are."""
    return text[:1].upper() + text[1:]


def say_list(parts: Iterable[str]) -> str:
    """`visit, review and supervision`."""
    *others, last = parts
    return f"{', '.join(others)} and {last}" if others else last


def say_evidence(evidence: Iterable[Evidence]) -> str:
    """`export.xlsx, sheet Visits, row 12; export.xlsx, sheet Cases, row 3`."""
    return "; ".join([
        f"{file}, sheet {sheet}, row {row}" if sheet else f"{file}, row {row}" for file, sheet, row in evidence
    ])  # fmt: skip


def say_policy(policy: PolicyLine) -> str:
    """`Testshire County Council: Short Breaks`."""
    named = f"{policy.authority}: {policy.title}" if policy.authority else policy.title
    return f"{named} (national, not the council's own)" if policy.national else named


def say_review_state(policy: PolicyLine) -> str:
    """Whether the document is past its own review date, in a sentence without its full stop."""
    if policy.review_due is None:
        return "the document states no review date"
    if policy.past_review:
        return f"past its own review date, {say_date(policy.review_due)}"
    return f"due for review by {say_date(policy.review_due)}"


def say_silence(silence: Silence) -> str:
    """`Supervision: no rule in the policy (Review Hub, 12 cases)`."""
    where = f"{silence.pathway or 'all pathways'}, {say_count(silence.cases, 'case')}"
    return f"{say_first_capital(silence.requirement)}: no rule in the policy ({where})"


def say_not_run(rule: NotRun) -> str:
    """`testshire.visit: wants visits.date; applies to 12 cases`."""
    concerned = f"applies to {say_count(rule.cases, 'case')}" if rule.cases else "no case is known to need it"
    return f"{rule.rule}: wants {say_list(rule.needs) if rule.needs else 'more columns'}; {concerned}"


def say_sources(report: AuditReport) -> str:
    """How many rows were read, used and set aside."""
    rows, aside = (sum(getattr(source, name) for source in report.sources) for name in ("rows", "rows_set_aside"))
    return f"{say_count(rows, 'row')} read, {rows - aside:,} used, {aside:,} set aside"


def wrap(text: str, width: int) -> Iterator[str]:
    """The text in lines of at most `width` characters."""
    yield from textwrap.wrap(text, width, break_on_hyphens=False)
