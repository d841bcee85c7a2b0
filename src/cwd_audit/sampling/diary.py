"""When the events of a case take place: by the policy's own rules, mostly in time, now and then late or not yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from cwd_audit.model.canonical import EVENT_TABLE
from cwd_audit.model.kinds.timescale import Anchor, PerCase, Shape, TimescaleRule
from cwd_audit.model.period import Period, Unit
from cwd_audit.model.working_calendar import SATURDAY, WorkingCalendar
from cwd_audit.sampling.tables import Row, Value, day_in

_WITHOUT_HOLIDAYS = WorkingCalendar("sampling", "", date.min, date.max, frozenset())
"""A bank holiday only moves a due date later, so what is in time without them is in time."""
_LATE_SHARE = 0.06
_LATEST_DAYS = 16
_UNRULED_DAYS = (80, 200)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Span:
    """A stretch of a case in which the same rules hold."""

    start: date
    end: date
    """The last day on which events can take place."""
    rules: tuple[TimescaleRule, ...]


@dataclass
class CaseFile:
    """What the rules look at: the case row, and the child's rows in the other tables so far."""

    case: Row
    rows: dict[str, list[Row]] = field(default_factory=dict)

    def dates(self, anchor: Anchor, where: dict[str, tuple[str, ...]]) -> list[date]:
        """The days an anchor names for this child: one, or one per group or event; none where nothing is recorded."""
        if anchor.table == "cases":
            found = day_in(self.case, anchor.column)
            return [found] if found else []
        found_in: dict[Value, list[date]] = {}
        for row in self.rows.get(anchor.table, ()):
            day = day_in(row, anchor.column)
            if day and all(row.get(column, "") in accepted for column, accepted in where.items()):
                found_in.setdefault(row.get(anchor.per, ""), []).append(day)
        if anchor.each:
            return sorted(day for days in found_in.values() for day in days)
        return sorted(min(days) for days in found_in.values())


def next_due(span: Span, held: list[date], file: CaseFile) -> date | None:
    """The day by which the next event is due under all rules of a span; None where none asks for one."""
    return min((due for rule in span.rules for due in _open_dues(rule, span, held, file)), default=None)


def _open_dues(rule: TimescaleRule, span: Span, held: list[date], file: CaseFile) -> list[date]:
    match rule.shape:
        case Shape.RECURRING:
            return [due for start in _starts(rule, span, file) if (due := _recurring(rule, start, held, file))]
        case Shape.ONCE:
            return _unmet(rule, _starts(rule, span, file), held)
        case Shape.AFTER_EACH:
            happened = Anchor(EVENT_TABLE[rule.after_each].name, "date", each=True)
            return _unmet(rule, [day for day in file.dates(happened, {}) if day >= span.start], held)
        case Shape.WINDOW:
            return []


def _starts(rule: TimescaleRule, span: Span, file: CaseFile) -> list[date]:
    if not rule.starts_from:
        return [span.start]
    for anchor in (*rule.anchors, *(Anchor("cases", column) for column in filter(None, (rule.else_from,)))):
        if anchor.table == "cases" and anchor.column == "pathway_start":
            return [span.start]
        if found := file.dates(anchor, rule.where):
            return found
    return []


def _recurring(rule: TimescaleRule, start: date, held: list[date], file: CaseFile) -> date | None:
    counted = [day for day in held if not rule.first or day >= start]
    interval = interval_of(rule, file.case, len(counted))
    due = later(interval, counted[-1]) if counted else later(rule.first or interval, start)
    return None if rule.only_for and due > later(rule.only_for, start) else due


def _unmet(rule: TimescaleRule, starts: list[date], held: list[date]) -> list[date]:
    assert rule.within is not None
    return [later(rule.within, start) for start in starts if not any(day >= start for day in held)]


def interval_of(rule: TimescaleRule, case: Row, number: int = 0) -> Period:
    """The interval of a recurring rule for a case, after so many events."""
    every = rule.every
    if isinstance(every, PerCase):
        chosen = case.get(every.per_case, "")
        if isinstance(chosen, int):
            return Period(chosen, Unit.MONTHS)
        return Period.parse(str(chosen)) if chosen else every.otherwise or every.choices[0]
    assert every is not None
    return every[min(number, len(every) - 1)]


def later(period: Period, day: date) -> date:
    """The day a period after another, never later than the policy's own reckoning."""
    return period.after(day, _WITHOUT_HOLIDAYS)


def keep_diary(spans: list[Span], file: CaseFile, rng: Random, *, punctual: bool) -> list[date]:
    """The days on which the events of one requirement took place, none of them outstanding at the end.

    Args:
        spans: the stretches of the case, in order.
        file: the case and what is recorded of it.
        rng: chance.
        punctual: nothing is ever late.
    """
    held: list[date] = []
    owed: date | None = None
    for span in spans:
        earliest = span.start
        while earliest <= span.end:
            due = next_due(span, held, file)
            if due is None and any(rule.shape is not Shape.WINDOW for rule in span.rules):
                break
            # A change of pathway gives no more time: what was owed before is done by then.
            due = min(due, owed) if due and owed and owed >= span.start else due
            since = max(held[-1], span.start) if held else span.start
            day = _choose(due or since + rng.randint(*_UNRULED_DAYS) * DAY, earliest, span.end, rng, punctual=punctual)
            if day > span.end:
                break
            held.append(day)
            earliest, owed = day + DAY, None
        owed = next_due(span, held, file)
    return held


def _choose(due: date, earliest: date, last: date, rng: Random, *, punctual: bool) -> date:
    if not punctual and rng.random() < _LATE_SHARE:
        late = due + rng.randint(1, _LATEST_DAYS) * DAY
        if earliest <= late <= last:
            return late
    day = due - rng.randint(0, max(0, (due - earliest).days) // 4) * DAY
    day -= max(0, day.weekday() - SATURDAY + 1) * DAY
    return max(day, earliest)


def forget_until_overdue(held: list[date], span: Span, file: CaseFile, as_of: date) -> list[date]:
    """The diary without its last events, so many that the next is overdue; as it was where no rule asks for one."""
    kept = list(held)
    while (due := next_due(span, kept, file)) is not None and due >= as_of:
        if not kept:
            return held
        kept.pop()
    return kept if due is not None else held
