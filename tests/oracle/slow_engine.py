"""A second engine, slow and plain: one case and one rule at a time, in dates and loops, after design section 5.

It shares with the product only the terms of rules (`model.kinds.timescale`) and `Period.after`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from slow_facts import (
    Row,
    Spell,
    World,
    counted_days,
    day,
    days_of_any,
    find_anchors,
    find_spells,
    known_pathway,
    text,
)

from cwd_audit.model.kinds.timescale import PerCase, Shape, TimescaleRule
from cwd_audit.model.period import Period, Unit

UNKNOWN_SPELLING = "?"


class Verdict(NamedTuple):
    """The standing of a case under a rule."""

    status: str
    due_on: date | None
    last_on: date | None
    days_overdue: int | None


class Duty(NamedTuple):
    """Something owed."""

    opened_on: date
    due_on: date
    due_latest: date
    met: bool = False


class Debt(NamedTuple):
    """What was owed on the pathway before, and when the child left it."""

    due_on: date
    left_on: date


def judge_slowly(
    rule: TimescaleRule, rules: Sequence[TimescaleRule], case: Row, world: World, due_within: int
) -> Verdict | None:
    """The verdict, or None where there is no finding.

    Args:
        rule: the rule.
        rules: all the rules of its policy, for what was owed on the pathway before.
        case: the row of the case.
        world: the export.
        due_within: up to so many days ahead counts as soon.
    """
    closed = day(case, "closed_on")
    if (closed and closed <= world.as_of) or not _applies(rule, case, known_pathway(case, world)):
        return None
    return _Bench(rule, rules, case, world).verdict(due_within)


def _applies(rule: TimescaleRule, case: Row, pathway: str) -> bool:
    for column, accepted in rule.applies_to.items():
        word = pathway if column == "pathway" else text(case, column)
        if word not in accepted:
            return False
    return True


class _Bench:
    """One case under one rule."""

    def __init__(self, rule: TimescaleRule, rules: Sequence[TimescaleRule], case: Row, world: World) -> None:
        self.rule, self.rules, self.case, self.world = rule, rules, case, world
        self.spells = find_spells(case, world)
        self.events = counted_days(rule, case, world)

    def verdict(self, due_within: int) -> Verdict | None:
        """The standing on the day of the audit."""
        today = self.world.as_of
        duties = [duty for duty in self._duties() if duty.opened_on <= today]
        last_on = self.events[-1] if self.events else None
        owing = [duty for duty in duties if not duty.met]
        if not duties:
            if self.rule.after_each or self._owed_for_rows_alone():
                return None
            return Verdict(self._without_a_duty(), None, last_on, None)
        if not owing:
            settled = max(duties, key=lambda duty: duty.due_on)
            return Verdict("in_time", settled.due_on, last_on, None)
        worst = min(owing, key=lambda duty: (duty.due_latest, duty.opened_on))
        if self.rule.first and last_on and last_on < worst.opened_on:
            last_on = None
        if today > worst.due_latest:
            return Verdict("overdue", worst.due_latest, last_on, (today - worst.due_latest).days)
        if today > worst.due_on:
            return Verdict("not_assessed", worst.due_on, last_on, None)
        soon = (worst.due_on - today).days <= due_within
        if self.rule.soon:
            soon = soon or worst.due_on <= self._after(today, self.rule.soon)
        return Verdict("due_soon" if soon else "in_time", worst.due_on, last_on, None)

    def _owed_for_rows_alone(self) -> bool:
        """Once for each row of another table, and for nothing else: without such a row nothing is owed."""
        if self.rule.starts_from == ("each school move",):
            return bool(self.case.get("dob"))  # between two moves
        each_row = [text.startswith("each ") and "." in text for text in self.rule.starts_from]
        return bool(self.rule.within and each_row and all(each_row) and not self.rule.else_from)

    def _without_a_duty(self) -> str:
        """Silent after the time it held for; else there is nothing to count from, or not yet."""
        if self.rule.only_for:
            anchors = find_anchors(self.rule, self.case, self.spells[-1], self.world)
            if any(anchor <= self.world.as_of for anchor in anchors):
                return "query"
        return "not_assessed"

    def _duties(self) -> Iterator[Duty]:
        if self.rule.shape is Shape.RECURRING:
            for place, spell in enumerate(self.spells):
                lasts = spell.end is None or spell.end > self.world.as_of
                if spell.current or (lasts and self._applied(self.rule, spell)):
                    yield from self._standing(place)
            return
        for anchor, _ in self._starts(self.spells[-1]):
            if self.rule.shape is Shape.AFTER_EACH:
                triggers = days_of_any(self.rule.after_each, self.case, self.world)
                yield from (self._once(trigger) for trigger in triggers if anchor is None or trigger >= anchor)
            elif anchor:
                yield self._once(anchor) if self.rule.shape is Shape.ONCE else self._window(anchor)

    def _starts(self, spell: Spell) -> list[tuple[date | None, bool]]:
        """The days a spell's obligations count from, and whether it is the substitute for one not recorded."""
        if not self.rule.starts_from:
            return [(spell.start, False)]
        anchors = find_anchors(self.rule, self.case, spell, self.world)
        if anchors:
            return [(anchor, False) for anchor in anchors]
        if not spell.current:
            return []
        if self.rule.else_from:
            column = self.rule.else_from
            other = spell.start if column == "pathway_start" else day(self.case, column)
            return [(other, other is not None)]
        return [(None, False)]

    def _once(self, opened_on: date) -> Duty:
        assert self.rule.within
        due_on = self._after(opened_on, self.rule.within)
        return Duty(opened_on, due_on, due_on, any(event >= opened_on for event in self.events))

    def _window(self, start: date) -> Duty:
        assert self.rule.at_least
        assert self.rule.in_any
        since = [event for event in self.events if event >= start]
        enough = len(since) >= self.rule.at_least
        due_on = self._after(since[-self.rule.at_least] if enough else start, self.rule.in_any)
        return Duty(start, due_on, due_on)

    def _standing(self, place: int) -> Iterator[Duty]:
        """What is owed at the end of a spell, or on the day of the audit: one duty for each start."""
        spell = self.spells[place]
        for start, substitute in self._starts(spell):
            since = [
                event
                for event in self.events
                if (start is None or event >= start) and (spell.end is None or event < spell.end)
            ]
            duty = None
            if since:
                duty = self._after_event(place, since)
            elif start is not None:
                duty = self._opening(place, start, substitute=substitute)
            limit = self.rule.only_for
            if duty and not (limit and (start is None or duty.due_on > self._after(start, limit))):
                yield duty

    def _after_event(self, place: int, since: Sequence[date]) -> Duty:
        """The interval since the last event, unless that is older than the change and what was owed then is overdue."""
        debt = self._debt(place)
        standard = self._limited(since[-1], len(since))[0]
        if debt and since[-1] < debt.left_on and debt.due_on < min(debt.left_on, standard):
            return Duty(since[-1], debt.due_on, debt.due_on)
        return self._running(since[-1], since[-1], len(since))

    def _opening(self, place: int, start: date, *, substitute: bool) -> Duty:
        """Before any event since the start: the first limit, an earlier event carried over, or what was owed before."""
        rule, spell = self.rule, self.spells[place]
        step = 1 if substitute else 0
        before = [event for event in self.events if event < start]
        plan = day(self.case, "plan_start")
        base = start
        if not rule.starts_from and rule.requirement == "review" and spell.current and plan:
            base = max(start, plan)
        duty = self._running(start, base, step)
        standard = self._limited(base, step)[0]
        carried = False
        if before and rule.first is None and self._limited(before[-1], step)[0] > start:
            duty, carried = self._running(start, before[-1], step), True
            standard = self._limited(before[-1], step)[0]
        debt = self._debt(place)
        if debt and any(debt.left_on <= event < start for event in self.events):
            debt = None
        if debt and debt.due_on < standard and (not carried or debt.due_on < max(debt.left_on, start)):
            return Duty(start, debt.due_on, debt.due_on)
        return duty

    def _debt(self, place: int) -> Debt | None:
        """What the rules of the same track left owing on the spell before."""
        if place == 0 or "pathway" not in self.rule.applies_to:
            return None
        spell = self.spells[place - 1]
        here = [
            _Bench(rule, self.rules, self.case, self.world)
            for rule in self.rules
            if self._same_track(rule) and self._applied(rule, spell)
        ]
        if not any(bench._starts(spell) for bench in here):
            passed_on = self._debt(place - 1)
            overdue = passed_on and passed_on.due_on < passed_on.left_on
            return passed_on if spell.pathway and overdue else None
        if spell.end is None:
            return None
        duties = [duty for bench in here for duty in bench._standing(place - 1) if duty.opened_on < spell.end]
        return Debt(min(duty.due_latest for duty in duties), spell.end) if duties else None

    def _applied(self, rule: TimescaleRule, spell: Spell) -> bool:
        """A rule that depends on no pathway is known to apply to the spell of now alone."""
        return "pathway" in rule.applies_to and _applies(rule, self.case, spell.pathway)

    def _same_track(self, rule: TimescaleRule) -> bool:
        """The same obligation on another pathway; rules that ask for more than a pathway stand by themselves."""
        both = all(each.shape is Shape.RECURRING and set(each.applies_to) == {"pathway"} for each in (rule, self.rule))
        return rule is self.rule or (both and rule.track == self.rule.track)

    def _running(self, opened_on: date, counted_from: date, step: int) -> Duty:
        """A duty whose limit runs from a day, with a manager's agreement applied."""
        due_on, latest = self._limited(counted_from, step)
        if self.rule.variation:
            due_on = self._varied(counted_from, due_on, step)
        return Duty(opened_on, due_on, max(latest, due_on))

    def _limited(self, counted_from: date, step: int) -> tuple[date, date]:
        """The last day in time, and the last that may be where the interval is not recorded."""
        every = self.rule.every
        assert every is not None
        if step == 0 and self.rule.first:
            return (self._after(counted_from, self.rule.first),) * 2
        if not isinstance(every, PerCase):
            period = every[min(max(step, 1), len(every)) - 1]
            return (self._after(counted_from, period),) * 2
        recorded = self._recorded(every) or every.otherwise
        if recorded:
            return (self._after(counted_from, recorded),) * 2
        return self._after(counted_from, every.choices[0]), self._after(counted_from, every.choices[-1])

    def _recorded(self, every: PerCase) -> Period | None:
        written = self.case.get(every.per_case)
        if not written:
            return None
        if every.per_case == "review_interval_months":
            assert isinstance(written, int)
            return Period(written, Unit.MONTHS)
        return Period.parse(str(written))

    def _varied(self, counted_from: date, standard: date, step: int) -> date:
        """The due date under the agreements, one after another as they were made."""
        assert self.rule.variation
        due_on = standard
        rows = [row for row in self.world.rows("variations", self.case) if self._is_agreement(row)]
        rows.sort(key=lambda row: (day(row, "agreed_on") or date.max, text(row, "interval"), str(row.get("expires"))))
        for row in rows:
            agreed_on = day(row, "agreed_on")
            assert agreed_on
            ends = day(row, "expires")
            if ends is None:
                reviews = days_of_any("review", self.case, self.world)
                ends = next((review for review in reviews if review > agreed_on), None)
            if agreed_on > due_on or (ends and ends < counted_from):
                continue
            longer = self._after(counted_from, Period.parse(text(row, "interval")))
            if ends and longer > ends:
                longer = min(longer, self._limited(ends, step)[0])
            due_on = max(standard, longer, due_on if agreed_on > counted_from else standard)
        return due_on

    def _is_agreement(self, row: Row) -> bool:
        """By somebody named, in a role that may agree, on a day, about this requirement."""
        assert self.rule.variation
        agreed_on, role = day(row, "agreed_on"), text(row, "agreed_by_role")
        return bool(
            agreed_on
            and agreed_on <= self.world.as_of
            and text(row, "requirement") == self.rule.requirement
            and text(row, "interval")
            and (text(row, "agreed_by") or role)
            and role in {"", *self.rule.variation.by_role}
        )

    def _after(self, start: date, period: Period) -> date:
        return period.after(start, self.world.calendar)
