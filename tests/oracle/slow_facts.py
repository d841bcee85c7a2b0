"""What the slow engine knows of a child: the spells, the events that count, and the days to count from.

Rows are plain dictionaries of canonical columns, blank where a key is missing; pathways are ids of the policy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from cwd_audit.model.canonical import EVENT_TABLE
from cwd_audit.model.kinds.timescale import SCHOOL_MOVE, Anchor, TimescaleRule
from cwd_audit.model.policy import Conditions
from cwd_audit.model.working_calendar import WorkingCalendar

Row = Mapping[str, object]


@dataclass(frozen=True)
class World:
    """An export, as one reads it on paper."""

    as_of: date
    cases: Sequence[Row]
    tables: Mapping[str, Sequence[Row]]
    """Tables beside the cases; one that the export lacks is absent."""
    provided: frozenset[str]
    pathways: frozenset[str]
    """The ids that the policy knows."""
    calendar: WorkingCalendar

    def rows(self, table: str, case: Row) -> list[Row]:
        """The rows of a child."""
        return [row for row in self.tables.get(table, ()) if row["case_id"] == case["case_id"]]


class Spell(NamedTuple):
    """A time on a pathway."""

    pathway: str
    start: date | None
    end: date | None
    """The first day no longer on it."""
    current: bool


def day(row: Row, column: str) -> date | None:
    """A date of a row."""
    found = row.get(column)
    assert found is None or isinstance(found, date)
    return found


def text(row: Row, column: str) -> str:
    """A word of a row."""
    return str(row.get(column) or "")


def known_pathway(row: Row, world: World) -> str:
    """The id of a row's pathway, or "" where the policy does not know it."""
    return text(row, "pathway") if text(row, "pathway") in world.pathways else ""


def find_spells(case: Row, world: World) -> list[Spell]:
    """The spells of a case in order, the last being the one of the case row."""
    pathway, start, closed = known_pathway(case, world), day(case, "pathway_start"), day(case, "closed_on")
    past = _history(case, world)
    if start is None and pathway:
        fills = [spell.start for spell in past if spell.pathway == pathway and spell.end is None and spell.start]
        start = max(fills, default=None)
    if start is None:
        earlier = [spell for spell in past if spell.pathway != pathway]
    else:
        earlier = [spell for spell in past if spell.start and spell.start < start]
    earlier.sort(key=lambda spell: (spell.start or date.max, spell.end or date.max, spell.pathway))
    spells = [*earlier, Spell(pathway, start, closed, current=True)]
    for place, (spell, following) in enumerate(pairwise(spells)):
        if following.start and (spell.end is None or spell.end > following.start):
            spells[place] = spell._replace(end=following.start)
    return _join(spell for spell in spells if spell.current or spell.start != spell.end)


def _history(case: Row, world: World) -> list[Spell]:
    """Rows of the history that say something; of a child with two cases none does."""
    if sum(other["case_id"] == case["case_id"] for other in world.cases) > 1:
        return []
    rows = [(row, day(row, "start"), day(row, "end")) for row in world.rows("pathways", case)]
    return [
        Spell(known_pathway(row, world), start, end, current=False)
        for row, start, end in rows
        if start is not None and start <= world.as_of and start != end
    ]


def _join(spells: Iterable[Spell]) -> list[Spell]:
    """Two spells on one pathway without a gap are one."""
    joined: list[Spell] = []
    for spell in spells:
        before = joined[-1] if joined else None
        if before and spell.pathway and before.pathway == spell.pathway and spell.start and before.end == spell.start:
            joined[-1] = Spell(spell.pathway, before.start, spell.end, spell.current)
        else:
            joined.append(spell)
    return joined


def meets(row: Row, table: str, conditions: Conditions, world: World, *, only_recorded: bool) -> bool:
    """Whether a row meets conditions; where the export lacks a column, a refinement of it is no condition."""
    return all(
        text(row, column) in accepted
        for column, accepted in conditions.items()
        if not only_recorded or f"{table}.{column}" in world.provided
    )


def happened(row: Row, requirement: str, world: World) -> bool:
    """Design section 5, point 5: completed, not after the day of the audit, and the child seen."""
    table, on = EVENT_TABLE[requirement].name, day(row, EVENT_TABLE[requirement].dated)
    if on is None or on > world.as_of or text(row, "outcome") in {"cancelled", "attempted", "planned"}:
        return False
    if f"{table}.child_seen" in world.provided and text(row, "child_seen") != "yes":
        return False
    return not (requirement == "review" and text(row, "type") == "EHC review" and not text(row, "combined_with"))


def in_person(row: Row, requirement: str) -> bool:
    """Not by telephone; a visit not by video either."""
    distant = {"visit": {"telephone", "video"}, "review": {"telephone"}}.get(requirement, set())
    return text(row, "mode") not in distant


def counted_days(rule: TimescaleRule, case: Row, world: World) -> list[date]:
    """The days of the events that count for a rule, in order, each once."""
    table, days = rule.events, set()
    for row in world.rows(table, case):
        agreed = rule.counts_mode_agreed and text(row, "mode") == text(case, "review_mode") != ""
        if (
            happened(row, rule.requirement, world)
            and (in_person(row, rule.requirement) or rule.counts_any_mode or agreed)
            and meets(row, table, rule.counts, world, only_recorded=False)
            and meets(row, table, rule.counts_where_recorded, world, only_recorded=True)
        ):
            days.add(day(row, EVENT_TABLE[rule.requirement].dated))
    return sorted(found for found in days if found)


def days_of_any(requirement: str, case: Row, world: World) -> list[date]:
    """The days of events of a requirement, whatever the rule."""
    rows = world.rows(EVENT_TABLE[requirement].name, case)
    dated = EVENT_TABLE[requirement].dated
    days = {day(row, dated) for row in rows if happened(row, requirement, world) and in_person(row, requirement)}
    return sorted(found for found in days if found)


def find_anchors(rule: TimescaleRule, case: Row, spell: Spell, world: World) -> list[date]:
    """The days the rule counts from: those of the first of its alternatives that gives any.

    Days of the case row other than the start of a spell belong to the spell of now, and so do those of tables.
    """
    for anchor in rule.anchors:
        days = _days_of(anchor, rule, case, spell, world)
        if days:
            return days if spell.current or anchor.column == "pathway_start" else []
    return []


def _days_of(anchor: Anchor, rule: TimescaleRule, case: Row, spell: Spell, world: World) -> list[date]:
    if anchor.per == SCHOOL_MOVE:
        return school_moves(day(case, "dob"), spell.start, world.as_of)
    if anchor.table == "cases":
        only = spell.start if anchor.column == "pathway_start" else day(case, anchor.column)
        return [only] if only else []
    by_group: dict[str, list[date]] = {}
    for row in world.rows(anchor.table, case):
        on = day(row, anchor.column)
        if (
            on is not None
            and on <= world.as_of
            and text(row, "outcome") not in {"cancelled", "attempted", "planned"}
            and meets(row, anchor.table, rule.where, world, only_recorded=True)
        ):
            by_group.setdefault(text(row, anchor.per) if anchor.per else "", []).append(on)
    return [on for group in by_group.values() for on in (group if anchor.each else [min(group)])]


def school_moves(born: date | None, begun: date | None, as_of: date) -> list[date]:
    """The 31 August a year before each usual move of school, of those to come when the spell began and known by now.

    Children move at the start of September after the fourth birthday, and seven and twelve years later.
    """
    if born is None:
        return []
    first = born.year + (4 if (born.month, born.day) < (9, 1) else 5)
    moves = [date(first + more, 9, 1) for more in (0, 7, 12)]
    return [
        date(move.year - 1, 8, 31)
        for move in moves
        if date(move.year - 1, 8, 31) <= as_of and (begun is None or begun <= date(move.year, 8, 31))
    ]
