"""Exports that Hypothesis draws: one child or two, with everything the rules of the engine look at.

Rows hold every column, so that adding or leaving out a row never changes which columns the export has.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from effort import tried_on
from hypothesis import strategies as st
from rule_books import MADE_UP, open_book

from builders import Row, Standing, facts, standings
from cwd_audit.engine.facts import Facts
from cwd_audit.model.kinds.timescale import TimescaleRule

LAW = tried_on(12, same=True)
"""Modest and the same on every run: in the gate these laws guard, and the comparison with the slow engine searches."""
AS_OF = date(2026, 6, 30)
BOOK = open_book(MADE_UP)
WAYS = {way: way for way in (*BOOK.pathways, "place0", "place1", "place2")}
SPAN = (date(2025, 1, 6), date(2026, 7, 20))


def days_between(first: date, last: date) -> st.SearchStrategy[date]:
    """Days; quicker than `st.dates`."""
    return st.integers(0, (last - first).days).map(lambda number: first + timedelta(number))


days = days_between(*SPAN)
past_days = days_between(SPAN[0], AS_OF)
weeks = st.integers(1, 30)
rules = st.lists(st.sampled_from(BOOK.rules), min_size=1, max_size=4, unique_by=lambda rule: rule.id)


@dataclass(frozen=True)
class Export:
    """The rows of each table."""

    cases: tuple[Row, ...]
    tables: dict[str, tuple[Row, ...]]
    as_of: date = AS_OF

    def facts(self) -> Facts:
        """As the engine takes it."""
        return facts(self.as_of, self.cases, pathway_ids=WAYS, **self.tables)

    def change(self, change: Callable[[str, Sequence[Row]], Sequence[Row]]) -> Export:
        """The export with the rows of each table but the cases changed."""
        return replace(self, tables={name: tuple(change(name, rows)) for name, rows in self.tables.items()})

    def add(self, table: str, *rows: Row) -> Export:
        """The export with more rows at the end of a table."""
        return self.change(lambda name, found: (*found, *rows) if name == table else found)

    def until_today(self) -> Export:
        """The export without the rows that are dated after the day of the audit."""
        return self.change(lambda _, rows: [row for row in rows if all(day <= self.as_of for day in _days_of(row))])


def judge_all(export: Export, judged_by: Sequence[TimescaleRule]) -> list[tuple[Any, ...]]:
    """The standings by child and pathway, in an order of their own."""
    found = standings(export.facts(), *judged_by)
    named = [(export.cases[each.case]["case_id"], export.cases[each.case]["pathway"], *each[1:]) for each in found]
    return sorted(named, key=repr)


def only(export: Export, *judged_by: TimescaleRule) -> Standing:
    """The standing of the only case under the first rule."""
    (found,) = [each for each in standings(export.facts(), *judged_by) if each.rule == judged_by[0].id]
    return found


def an_event(on: date, child: str = "1", **others: str) -> Row:
    """A visit, review, … that counts."""
    return {
        "case_id": child, "date": on, "outcome": "completed", "mode": "face to face", "child_seen": "yes",
        "location": "home", "type": "", "combined_with": "", "chair_role": "", **others,
    }  # fmt: skip


FLAVOURS: tuple[dict[str, str], ...] = (
    {}, {}, {"type": "CIN planning meeting"}, {"location": "school"}, {"outcome": ""}, {"outcome": "cancelled"},
    {"outcome": "planned"}, {"mode": ""}, {"mode": "telephone"}, {"child_seen": "no"}, {"type": "EHC review"},
    {"type": "EHC review", "combined_with": "CIN review"},
)  # fmt: skip


def of(child: str) -> st.SearchStrategy[dict[str, tuple[Row, ...]]]:
    """All rows of a child but its case."""
    event = st.tuples(days, st.sampled_from(FLAVOURS)).map(lambda drawn: an_event(drawn[0], child, **drawn[1]))
    tables = {
        **dict.fromkeys(("visits", "reviews", "supervisions", "meetings"), event),
        "pathways": _rows(child, pathway=_ways, start=days, end=st.none() | days).map(_in_order),
        "stays": _rows(child, start=days, setting=st.sampled_from("AB")),
        "panels": _rows(child, date=days, decision=st.sampled_from(("agreed", "deferred"))),
        "variations": agreements(child),
    }
    return st.fixed_dictionaries({name: st.lists(row, max_size=3).map(tuple) for name, row in tables.items()})


def agreements(child: str = "1") -> st.SearchStrategy[dict[str, Any]]:
    """A manager's agreement that may count."""
    return _rows(
        child, requirement=st.sampled_from(("visit", "visit", "review")), agreed_on=days, expires=st.none() | days,
        interval=st.sampled_from(("4 weeks", "9 weeks", "12 weeks")), agreed_by=st.just("Testmanager One"),
        agreed_by_role=st.sampled_from(("team manager", "social worker")),
    )  # fmt: skip


def _days_of(row: Row) -> list[date]:
    return [day for name in ("date", "start", "agreed_on") if isinstance(day := row.get(name), date)]


_ways = st.sampled_from((*BOOK.pathways, "elsewhere"))


def _rows(child: str, **columns: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({"case_id": st.just(child), **columns})


def _in_order(spell: dict[str, Any]) -> dict[str, Any]:
    end = spell["end"]
    return {**spell, "end": end and max(end, spell["start"])}


def _case_of(child: str) -> st.SearchStrategy[dict[str, Any]]:
    return _rows(
        child, pathway=st.sampled_from(("hub", "hub", "lodge", "quiet", "elsewhere", "")),
        legal_status=st.sampled_from(("s17", "s20", "")), pathway_start=st.none() | days, plan_start=st.none() | days,
        lac_start=st.none() | days, review_interval_months=st.sampled_from((None, 3, 6, 12)),
        visit_interval=st.sampled_from(("", "4 weeks", "3 months")), review_mode=st.sampled_from(("", "telephone")),
        closed_on=st.sampled_from((None, None, None, date(2026, 6, 30), date(2026, 7, 1))),
    )  # fmt: skip


@st.composite
def exports(draw: st.DrawFn) -> Export:
    """One child or two; the first may have two cases."""
    names = ("1", "2")[: draw(st.integers(1, 2))]
    cases = [draw(_case_of(name)) for name in names]
    if draw(st.booleans()):
        cases.append({**draw(_case_of("1")), "review_mode": cases[0]["review_mode"]})
    parts = [draw(of(name)) for name in names]
    return Export(tuple(cases), {table: tuple(row for part in parts for row in part[table]) for table in parts[0]})


@st.composite
def plain_cases(draw: st.DrawFn, *, visited_from_start: bool = False, until: date = AS_OF) -> Export:
    """One child on the hub, and visits that count, up to the day of the audit or another."""
    start = draw(days_between(SPAN[0], until))
    since = days_between(start if visited_from_start else SPAN[0], until)
    visits = tuple(an_event(day) for day in draw(st.lists(since, max_size=4)))
    case = {"case_id": "1", "pathway": "hub", "pathway_start": start}
    return Export((case,), {"visits": visits, "variations": (), "pathways": ()})


def shift(row: Row, by: timedelta) -> Row:
    """A row with all its days moved."""
    return {name: cell + by if isinstance(cell, date) else cell for name, cell in row.items()}
