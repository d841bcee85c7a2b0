"""The stays, panels, events and agreements of one case."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from cwd_audit.model.canonical import EVENT_TABLE
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.period import Period
from cwd_audit.model.rows import Rows
from cwd_audit.sampling.diary import CaseFile, Span, forget_until_overdue, interval_of, keep_diary, later, next_due
from cwd_audit.sampling.fitting import as_asked, meets
from cwd_audit.sampling.occurrences import Setting, describe
from cwd_audit.sampling.people import MANAGERS, REASONS, SETTINGS
from cwd_audit.sampling.profiles import HELD, Profiles
from cwd_audit.sampling.spans import Spell
from cwd_audit.sampling.tables import NON_EVENTS, Row, SampleCaseload, day_in

_ACCOMMODATED = ("s17(6)", "s20 reg 48", "s20")
_LOOKED_AFTER = ("s20 reg 48", "s20")
_OVERDUE_SHARE, _NEVER_SHARE, _VARIATION_SHARE, _PLANNED_SHARE = 0.13, 0.03, 0.06, 0.05
_USED_SHARE = 0.7
"""Of the agreements, those that are made use of."""
_SETTLED_DAYS = 120
_WEEKEND = timedelta(days=2)
_PANEL_CHAIRS = ("service manager", "group manager")
_LAPSE_SHARE = 0.08
"""Of cases, those in which a kind of record does not keep to the rules on who may do it, or is missing."""
_LAPSE_TABLES = ("visits", "reviews", "supervisions", "meetings", "panels")
_REQUIREMENT_OF = {table.name: requirement for requirement, table in EVENT_TABLE.items() if requirement in HELD}
_NON_EVENT_TYPES = ("telephone call", "file note", "correspondence", "IRO contact", "supervised contact")


def fill_case_tables(
    caseload: SampleCaseload, case: Row, spells: list[Spell], profiles: Profiles, rng: Random, *, clean: bool
) -> None:
    """Add the rows of one case to the tables of stays, panels, events and agreements."""
    writer = _Writer(caseload, case, spells, profiles, rng, clean=clean)
    if profiles.uses("panels"):
        writer.put_to_panel()
    if profiles.uses("stays") and case["legal_status"] in _ACCOMMODATED:
        writer.stay_overnight()
    if not clean:
        writer.agree_exceptions()
    for requirement in HELD:
        writer.hold(requirement)
    writer.complete()
    if not clean:
        writer.note_non_events()


@dataclass
class _Writer:
    caseload: SampleCaseload
    case: Row
    spells: list[Spell]
    profiles: Profiles
    rng: Random
    clean: bool

    def __post_init__(self) -> None:
        self.file = CaseFile(self.case)
        self.lapses = {table for table in _LAPSE_TABLES if not self.clean and self.rng.random() < _LAPSE_SHARE}

    @property
    def start(self) -> date:
        return self.spells[-1].start

    @property
    def last_day(self) -> date:
        closed_on = self.case["closed_on"]
        return closed_on if isinstance(closed_on, date) else self.caseload.as_of

    def add(self, table: str, rows: list[Row]) -> None:
        rows = [{"case_id": self.case["case_id"], **row} for row in rows]
        if table not in self.lapses:
            rows = [self.profiles.fitting.fit_row(table, row, self.case, self.rng) for row in rows]
        self.caseload.tables.setdefault(table, []).extend(rows)
        self.file.rows.setdefault(table, []).extend(rows)

    def put_to_panel(self) -> None:
        """A panel agreed the package as the spell began; now and then an earlier one put it off."""
        usual = "overnight short breaks panel" if self.profiles.uses("stays") else "access to resources panel"
        chair = self.rng.choice(_PANEL_CHAIRS)
        panel: Row = {"type": usual, "date": self.start, "decision": "agreed", "chair_role": chair}
        if not self.clean and self.rng.random() < _PLANNED_SHARE:
            self.add("panels", [{**panel, "date": self.start - timedelta(days=14), "decision": "deferred"}])
        self.add("panels", [panel])

    def stay_overnight(self) -> None:
        """Weekends every few weeks from the first stay on; under s20 in full, one placement that lasts."""
        first = self.start + timedelta(days=self.rng.randint(0, 15))
        setting = self.rng.choice(SETTINGS)
        stays: list[Row] = []
        while first <= self.last_day:
            stay: Row = {"start": first, "end": first + _WEEKEND, "setting": setting, "funded_by": "commissioned"}
            if self.case["legal_status"] == "s20":
                stays.append({**stay, "end": ""})
                break
            stays.append(stay)
            first += timedelta(days=self.rng.randint(24, 40))
        self.add("stays", stays)
        if stays and self.case["legal_status"] in _LOOKED_AFTER:
            self.case["lac_start"] = stays[0]["start"]

    def hold(self, requirement: str) -> None:
        """The events of one requirement."""
        spans = [self._span(spell, requirement) for spell in self.spells]
        if requirement == "planning meeting" and not any(span.rules for span in spans):
            return
        held = keep_diary(spans, self.file, self.rng, punctual=self.clean)
        now = replace(spans[-1], rules=tuple(rule for rule in spans[-1].rules if rule.strength.decides))
        chance = self.rng.random()
        if not self.clean and chance < _NEVER_SHARE:
            held = []
        elif not self.clean and (chance < _NEVER_SHARE + _OVERDUE_SHARE or self._need_not(requirement)):
            held = forget_until_overdue(held, now, self.file, self.caseload.as_of)
        rows = describe(requirement, held, self._setting(spans[-1]), self.rng)
        if not self.clean and self.rng.random() < _PLANNED_SHARE and (due := next_due(now, held, self.file)):
            coming = max(due, self.caseload.as_of + timedelta(days=self.rng.randint(1, 20)))
            rows += [
                {**row, "outcome": "planned", "child_seen": ""} for row in self._one(requirement, coming, spans[-1])
            ]
        self.add(EVENT_TABLE[requirement].name, rows)

    def complete(self) -> None:
        """Add the events that rules on the order of things and on what must be recorded look for."""
        fitting = self.profiles.fitting
        for rows, column in fitting.wanted_before(self.case):
            day = day_in(self.case, column)
            if day and not any(str(row["date"]) <= str(day) for row in self.file.rows.get(rows.table, ())):
                self._add_one(rows, day)
        for rows in fitting.wanted(self.case):
            if not any(meets(row, rows.where) for row in self.file.rows.get(rows.table, ())):
                self._add_one(rows, self.start)

    def _add_one(self, rows: Rows, day: date) -> None:
        requirement = _REQUIREMENT_OF.get(rows.table)
        if requirement and rows.table not in self.lapses:
            (row,) = self._one(requirement, day, self._span(self.spells[-1], requirement))
            self.add(rows.table, [{**row, **as_asked(rows.where)}])

    def _need_not(self, requirement: str) -> bool:
        """Whether a manager agreed that the last event need not take place."""
        agreed = self.file.rows.get("variations", ())
        return any(row["requirement"] == requirement for row in agreed) and self.rng.random() < _USED_SHARE

    def _one(self, requirement: str, day: date, span: Span) -> list[Row]:
        return describe(requirement, [day], replace(self._setting(span), punctual=True), self.rng)

    def _span(self, spell: Spell, requirement: str) -> Span:
        rules = self.profiles.that_apply(self.case, spell.pathway)
        last = spell.end - timedelta(days=1) if spell.end else self.last_day
        return Span(spell.start, last, tuple(rule for rule in rules if rule.requirement == requirement))

    def _setting(self, span: Span) -> Setting:
        return Setting(self.case, "short" in str(self.case["plan_type"]), span.rules, self.clean)

    def agree_exceptions(self) -> None:
        """A manager agreed a longer interval, where the policy lets one."""
        days = (self.last_day - self.start).days
        rules = self.profiles.that_apply(self.case, self.spells[-1].pathway)
        for rule in (rule for rule in rules if rule.variation):
            if days > _SETTLED_DAYS and self.rng.random() < _VARIATION_SHARE:
                agreed_on = self.last_day - timedelta(days=self.rng.randint(30, _SETTLED_DAYS))
                self.add("variations", [self._variation(rule, agreed_on)])

    def _variation(self, rule: TimescaleRule, agreed_on: date) -> Row:
        assert rule.variation is not None
        usual = interval_of(rule, self.case)
        longer = Period(2 * usual.number, usual.unit)
        return {
            "requirement": rule.requirement,
            "interval": str(longer),
            "agreed_by": self.rng.choice(MANAGERS),
            "agreed_by_role": rule.variation.by_role[0],
            "agreed_on": agreed_on,
            "reason": self.rng.choice(REASONS),
            "expires": self.rng.choice(("", later(Period.parse("6 months"), agreed_on))),
        }

    def note_non_events(self) -> None:
        """Calls and notes, which some systems list beside visits."""
        for kind in self.rng.sample(_NON_EVENT_TYPES, self.rng.choice((0, 0, 1, 2))):
            day = self.start + timedelta(days=self.rng.randint(0, (self.last_day - self.start).days))
            self.add(NON_EVENTS, [{"date": day, "type": kind, "visitor": self.case["worker"], "outcome": "completed"}])
