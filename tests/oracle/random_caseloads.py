"""Seeded random exports that seek out trouble: equal days, days around due dates, blanks, moves, gaps and overlaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Any, NamedTuple

import pandas as pd
from slow_facts import Row, World

from builders import frame
from cwd_audit.engine.facts import Facts
from cwd_audit.model.canonical import EVENT_TABLE, TABLES
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.working_calendar import WorkingCalendar

MODES = ("", "face to face", "face to face", "telephone", "video")
OUTCOMES = ("", "", "completed", "completed", "cancelled", "attempted", "planned")
ROLES = ("", "team manager", "service manager", "social worker", "independent reviewing officer")
TYPES = {
    "reviews": ("", "CIN review", "EHC review"),
    "referrals": ("", "assessment", "panel"),
    "transitions": ("", "adult referral", "transition assessment"),
}
INTERVALS = ("4 weeks", "6 weeks", "3 months", "12 weeks", "6 months", "10 working days")
OPTIONAL = (
    "visits.child_seen", "visits.mode", "visits.location", "visits.outcome", "reviews.outcome", "reviews.type",
    "reviews.combined_with", "reviews.chair_role", "meetings.type", "panels.decision", "pathways.pathway",
    "variations.requirement", "cases.plan_start", "cases.review_mode", "stays.start", "cases.pathway_start",
)  # fmt: skip
"""Left out of some exports; with the column that a table cannot do without, the table goes too."""


class Terms(NamedTuple):
    """What all the caseloads that one run takes have in common."""

    as_of: date
    absent: frozenset[str]
    kept: dict[str, tuple[str, ...]]
    """The columns of each table that the export has, the cases apart."""
    provided: frozenset[str]


def make_world(
    rules: Sequence[TimescaleRule], pathways: Sequence[str], random: Random, calendar: WorkingCalendar, children: int
) -> World:
    """An export of so many children, under rules and pathways of one policy."""
    terms = _draw_terms(random)
    return _fill(_Maker(rules, pathways, terms.as_of, random), terms, [f"{number:05}" for number in range(children)],
                 calendar)  # fmt: skip


def make_worlds(
    rules: Sequence[TimescaleRule],
    pathways: Sequence[str],
    random: Random,
    calendar: WorkingCalendar,
    sizes: Sequence[int],
) -> list[World]:
    """Exports of so many children each that one run can take together: of one day and with the same columns.

    No child of one bears the number of a child of another.
    """
    terms = _draw_terms(random)
    maker = _Maker(rules, pathways, terms.as_of, random)
    return [
        _fill(maker, terms, [f"{caseload:03}{number:05}" for number in range(children)], calendar)
        for caseload, children in enumerate(sizes)
    ]


def join(worlds: Sequence[World], random: Random) -> World:
    """All the rows of these exports, mixed, as one export."""
    cases = [case for world in worlds for case in world.cases]
    tables = {name: [row for world in worlds for row in world.tables[name]] for name in worlds[0].tables}
    for mixed in (cases, *tables.values()):
        random.shuffle(mixed)
    return replace(worlds[0], cases=cases, tables=tables)


def _draw_terms(random: Random) -> Terms:
    as_of = date(2025, 6, 1) + timedelta(days=random.randrange(560))
    absent = frozenset(column for column in OPTIONAL if random.random() < 0.07)
    kept = {
        table.name: tuple(column for column in table.by_name if f"{table.name}.{column}" not in absent)
        for table in TABLES.values()
        if table.name not in {"allocations", "cases"}
    }
    kept = {name: columns for name, columns in kept.items() if _is_whole(name, columns)}
    provided = {f"{name}.{column}" for name, columns in kept.items() for column in columns}
    provided |= {f"cases.{column}" for column in TABLES["cases"].by_name} - absent
    return Terms(as_of, absent, kept, frozenset(provided))


def _fill(maker: _Maker, terms: Terms, children: Sequence[str], calendar: WorkingCalendar) -> World:
    cases: list[Row] = []
    tables: dict[str, list[Row]] = {name: [] for name in terms.kept}
    for child in children:
        of_child = maker.cases(child)
        cases += [{name: case[name] for name in case if f"cases.{name}" not in terms.absent} for case in of_child]
        for table, rows in maker.events(child).items():
            if table in terms.kept:
                tables[table] += [{name: row[name] for name in row if name in terms.kept[table]} for row in rows]
    for mixed in (cases, *tables.values()):
        maker.random.shuffle(mixed)
    return World(terms.as_of, cases, tables, terms.provided, frozenset(maker.pathways), calendar)


def _is_whole(table: str, columns: tuple[str, ...]) -> bool:
    return all(column.name in columns for column in TABLES[table].columns if column.required)


def lay_out(world: World) -> Facts:
    """The export as the engine takes it."""
    columns: dict[str, tuple[str, ...]] = {"cases": (), **dict.fromkeys(world.tables, ())}
    for each in sorted(world.provided):
        table, _, column = each.partition(".")
        columns[table] += (column,)
    rows = {**world.tables, "cases": world.cases}
    tables = {
        name: frame(name, rows[name], columns[name]) if rows[name] else _blank(name, columns[name]) for name in rows
    }
    return Facts(tables, world.provided, world.as_of, {pathway: pathway for pathway in world.pathways})


@cache
def _blank(table: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """A table without rows, as most are in every export."""
    return frame(table, (), columns)


class _Maker:
    """Rows of one export."""

    def __init__(self, rules: Sequence[TimescaleRule], pathways: Sequence[str], as_of: date, random: Random) -> None:
        self.pathways, self.as_of, self.random = pathways, as_of, random
        anchored = {anchor.table for rule in rules for anchor in rule.anchors} - {"", "cases", "stays", "panels"}
        self.wanted = sorted({EVENT_TABLE[rule.requirement].name for rule in rules} | {"reviews"} | anchored)
        self.words = {
            column: sorted({word for rule in rules for word in rule.applies_to.get(column, ())})
            for column in ("legal_status", "worker_role", "ehcp_flag")
        }
        self.landmarks: list[date] = []

    def cases(self, child: str) -> list[dict[str, Any]]:
        """The case of a child; of some children two, on two pathways."""
        pick = self.random.choice
        self.landmarks = [self.as_of]
        mode = pick(MODES)
        born = self._birthday() if self.random.random() < 0.9 else None
        found = []
        for _ in range(2 if self.random.random() < 0.08 else 1):
            start = self._some_day(900) if self.random.random() < 0.9 else None
            if start and self.random.random() < 0.95:
                start = min(start, self.as_of)
            found.append({
                "case_id": child,
                "pathway": pick((*self.pathways, *self.pathways, "", "elsewhere")),
                "pathway_start": start,
                "plan_start": self._maybe_day(0.6),
                "lac_start": self._maybe_day(0.5),
                "worker_start": self._maybe_day(0.5),
                "legal_status": pick((*self.words["legal_status"] * 2, "s99", "")),
                "worker_role": pick((*self.words["worker_role"] * 2, "social worker", "")),
                "review_interval_months": pick((6, 12, 3, None, None)),
                "visit_interval": pick(("", "", "4 weeks", "2 months")),
                "review_mode": mode,
                "closed_on": self._maybe_day(0.07),
                "ehcp_flag": pick((*self.words["ehcp_flag"] * 2, "no", "")),
                "dob": born,
            })  # fmt: skip
            self.landmarks += [start] * 3 if start else []
        return found

    def events(self, child: str) -> dict[str, list[dict[str, Any]]]:
        """All other rows of the child made last."""
        rows = {"pathways": self._history(child)}
        rows["stays"] = [
            {"case_id": child, "start": self._some_day(900), "setting": self.random.choice(("A", "B", "C"))}
            for _ in range(self._few())
        ]
        rows["panels"] = [
            {"case_id": child, "date": self._some_day(700), "decision": self.random.choice(("agreed", "deferred", ""))}
            for _ in range(self._few())
        ]
        self.landmarks += [row["start"] for row in rows["stays"]] + [row["date"] for row in rows["panels"]]
        for table in dict.fromkeys((*self.wanted, "meetings")):
            rows[table] = [self._event(child, table) for _ in range(self.random.choice((0, 1, 1, 2, 3, 4, 6)))]
        rows["variations"] = [self._variation(child) for _ in range(self.random.choice((0, 0, 1, 1, 2, 3)))]
        return rows

    def _event(self, child: str, table: str) -> dict[str, Any]:
        pick = self.random.choice
        on = self._some_day(700)
        self.landmarks.append(on)
        row = {
            "case_id": child, "date": on, "outcome": pick(OUTCOMES), "mode": pick(MODES),
            "child_seen": pick(("yes", "yes", "yes", "yes", "no", "")), "location": pick(("home", "school", "")),
            "chair_role": pick(ROLES), "combined_with": pick(("", "", "CIN review")),
            "type": pick(TYPES.get(table, ("", "CIN planning meeting", "CIN planning meeting"))),
            "issue_date": self._some_day(900), "review_date": self._some_day(700), "end": on,
        }  # fmt: skip
        outcome = TABLES[table].by_name.get("outcome")
        if outcome and outcome.vocabulary != "outcome":
            row["outcome"] = pick(("", "accepted"))
        return {name: cell for name, cell in row.items() if name in TABLES[table].by_name}

    def _variation(self, child: str) -> dict[str, Any]:
        pick = self.random.choice
        agreed_on = self._some_day(500)
        return {
            "case_id": child, "requirement": pick(("visit", "visit", "visit", "review")), "interval": pick(INTERVALS),
            "agreed_by": pick(("Testmanager One", "Testmanager One", "")), "agreed_by_role": pick(ROLES),
            "agreed_on": agreed_on,
            "expires": pick((None, None, agreed_on + timedelta(days=self.random.randrange(300)), self._some_day(300))),
        }  # fmt: skip

    def _birthday(self) -> date:
        """About the ages that rules speak of, some on the days on which years of school turn."""
        pick = self.random.choice
        year = self.as_of.year - pick((3, 4, 10, 11, 12, 15, 16, 17))
        turning = (date(year, 8, 31), date(year, 9, 1), date(year, self.as_of.month, min(self.as_of.day, 28)))
        return pick((*turning, date(2012, 2, 29), date(year, 1, 1) + timedelta(days=self.random.randrange(365))))

    def _history(self, child: str) -> list[dict[str, Any]]:
        """Spells that mostly follow one another, some with a gap, an overlap, no end, or no length."""
        rows: list[dict[str, Any]] = []
        end = self.random.choice(self.landmarks)
        for _ in range(self.random.choice((0, 0, 1, 1, 2, 3))):
            start = end - timedelta(days=self.random.choice((0, 20, 60, 150, 200, 400)))
            shown = self.random.choice((end, end, end, end, None))
            pathway = self.random.choice((*self.pathways, *self.pathways, "elsewhere"))
            rows.append({"case_id": child, "pathway": pathway, "start": start, "end": shown})
            end = start + timedelta(days=self.random.choice((0, 0, 0, 0, 10, -1, -30)))
        self.landmarks += [row["start"] for row in rows]
        return rows

    def _some_day(self, back: int) -> date:
        """A day about something that is a day already, or any day."""
        near = self.random.random()
        if near < 0.45:
            gap = self.random.choice((0, 0, 1, -1, 7, 20, 28, 42, 43, 41, 84, 90, 92, 181, 184, 365, 366))
            return self.random.choice(self.landmarks) - timedelta(days=gap)
        if near < 0.55:
            return self.random.choice(self.landmarks)
        return self.as_of - timedelta(days=self.random.randrange(-30, back))

    def _maybe_day(self, chance: float) -> date | None:
        return self._some_day(900) if self.random.random() < chance else None

    def _few(self) -> int:
        return self.random.choice((0, 0, 1, 1, 2, 3))
