"""A day laid over the ledger: the standing of each case under each rule that applies to it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.chains import begin_chains
from cwd_audit.engine.conditions import decide_for_cases
from cwd_audit.engine.force import asks_the_same, is_in_force
from cwd_audit.engine.ledger import FROM_BEFORE, Ledger, Obligations, Opening
from cwd_audit.engine.periods import NO_DAY, Days, add, add_each
from cwd_audit.engine.spells import find_spells
from cwd_audit.model.kinds.timescale import SCHOOL_MOVE, Shape, TimescaleRule
from cwd_audit.model.period import Period
from cwd_audit.model.report import Status
from cwd_audit.model.working_calendar import WorkingCalendar

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Facts, Mask, Positions

STATUSES = tuple(Status)
_NO_CALENDAR = WorkingCalendar("none", "", date.min, date.min, frozenset())
"""A horizon is never in working days."""
_LAST_DAY = np.datetime64("9999-12-31", "D")
_CODE = {status: code for code, status in enumerate(STATUSES)}


class Reason(IntEnum):
    """Why a judgement is what it is, where dates alone do not say it."""

    NONE = 0
    NOTHING_RECORDED = 1
    """No event has counted since the day it counts from."""
    CARRIED = 2
    """Counted from an event before the change of pathway."""
    KEPT = 3
    """The due date of the pathway before still holds."""
    INTERVAL_NOT_RECORDED = 4
    NO_DAY_TO_COUNT_FROM = 5
    STARTS_LATER = 6
    NOW_SILENT = 7
    """The rule held for a time only, and that time is over."""
    MET = 8
    MET_LATE = 9
    CONTESTED = 10
    """The case is recorded in two ways that cannot both be right."""
    UNTOLD = 11
    """The export cannot hold such events of the case."""


@dataclass(frozen=True)
class Judgements:
    """Parallel columns, one row for each case and rule that applies to it."""

    case: Positions
    rule: Positions
    status: NDArray[np.int8]
    """Position in `STATUSES`."""
    due_on: Days
    last_on: Days
    reason: NDArray[np.int8]
    limit: NDArray[np.int64]
    """Position in the periods, −1 where there is no due date."""
    source: NDArray[np.int32]
    """Source and row of the record the judgement rests on."""
    row: NDArray[np.int32]
    counted_from: Days
    """The day from which the limit runs to the due date; NaT where the two do not make it."""

    def __len__(self) -> int:
        return len(self.case)

    def rows(self, chosen: Mask | Positions) -> Judgements:
        """Some of the rows, or all of them in another order."""
        return Judgements(*(getattr(self, column.name)[chosen] for column in fields(self)))


def open_cases(facts: Facts) -> Mask:
    """Cases that are not closed on the day of the audit."""
    closed = facts.days("cases", "closed_on")
    return np.isnat(closed) | (closed > facts.today)


def judge(
    rules: Sequence[TimescaleRule], written: Obligations, facts: Facts, due_within_days: int, contested: Collection[str]
) -> Judgements:
    """One judgement for each open case and rule that certainly applies to it.

    Args:
        rules: the rules of the ledger, in its order.
        written: the obligations of these cases.
        facts: the cases.
        due_within_days: up to so many days ahead an obligation is due soon.
        contested: the case_id of cases that cannot be judged.
    """
    ledger = written.ledger.with_blank()
    case, rule = _applicable(rules, facts)
    key = rule * len(facts.cases) + case
    at, found = _decisive_rows(rules, ledger, key, facts)
    due_on, due_latest = (np.where(found, column[at], NO_DAY) for column in (ledger.due_on, ledger.due_latest))
    opened_by, met_on = ledger.opened_by[at], np.where(found, ledger.met_on[at], NO_DAY)
    last_on = np.full(len(case), NO_DAY)
    for number in range(len(rules)):
        last_on[rule == number] = written.last_events[number][case[rule == number]]
    first_only = np.array([each.first is not None for each in rules], dtype=bool)
    last_on = np.where(found & first_only[rule] & (last_on < ledger.opened_on[at]), NO_DAY, last_on)

    met = ~np.isnat(met_on)
    late = found & ~met & (facts.today > due_latest)
    unsure = found & ~met & ~late & (facts.today > due_on)
    status = np.full(len(case), _CODE[Status.IN_TIME], np.int8)
    horizon = _horizons(rules, due_within_days, facts)[rule]
    status[found & ~met & (due_on <= horizon)] = _CODE[Status.DUE_SOON]
    status[unsure] = _CODE[Status.NOT_ASSESSED]
    status[late] = _CODE[Status.OVERDUE]

    reason = np.zeros(len(case), np.int8)
    reason[found & np.isnat(last_on)] = Reason.NOTHING_RECORDED
    reason[found & (opened_by == Opening.CARRIED)] = Reason.CARRIED
    reason[found & (np.isin(opened_by, FROM_BEFORE))] = Reason.KEPT
    reason[unsure] = Reason.INTERVAL_NOT_RECORDED
    reason[met] = np.where(met_on[met] > due_on[met], Reason.MET_LATE, Reason.MET)
    _explain_missing(rules, ledger, (case, rule, key, found), facts, (status, reason))
    disputed = facts.is_one_of("cases", "case_id", contested)[case]
    status[disputed], reason[disputed] = _CODE[Status.NOT_ASSESSED], Reason.CONTESTED

    source, row = facts.origin("cases")
    judged = Judgements(
        case, rule, status, np.where(late, due_latest, due_on), last_on, reason, np.where(found, ledger.limit[at], -1),
        np.where(found, ledger.opened_source[at], source[case]), np.where(found, ledger.opened_row[at], row[case]),
        np.where(found & ~np.isin(opened_by, FROM_BEFORE), ledger.counted_from[at], NO_DAY),
    )  # fmt: skip
    by_rows = np.isin(rule, [n for n, each in enumerate(rules) if each.opens_by_rows])
    at_moves = np.isin(rule, [n for n, each in enumerate(rules) if SCHOOL_MOVE in each.starts_from])
    # Between two moves of school nothing is owed, unless the birthday is missing that tells the moves.
    never_opened = ~found & (by_rows | (at_moves & ~np.isnat(facts.days("cases", "dob")[case])))
    kept: Mask = found | (~never_opened & ~_asks_nothing_now(judged, rules, facts))
    return judged.rows(kept & ~_yet_to_come(judged, rules, found & kept, facts))


def keep_sums(judged: Judgements, periods: Sequence[Period], calendar: WorkingCalendar) -> Judgements:
    """The judgements, with a day counted from only where that day and the limit make the due date.

    They do not where an agreement ended on the way, where a rule came into force, or where no interval is recorded.

    Raises:
        CalendarError: a working day outside the calendar's span is needed.
    """
    adds_up = add_each(judged.counted_from, judged.limit, periods, calendar) == judged.due_on
    return replace(judged, counted_from=np.where(adds_up, judged.counted_from, NO_DAY))


def _asks_nothing_now(judged: Judgements, rules: Sequence[TimescaleRule], facts: Facts) -> Mask:
    """Rows whose rule is not in force on the day, or ends before what counts from a known day falls due."""
    over = np.array([not is_in_force(rule, facts.today) for rule in rules], dtype=bool)[judged.rule]
    ends = np.array([rule.until is not None for rule in rules], dtype=bool)
    known = ~np.isnat(judged.last_on) | _began(rules, ends, facts, _LAST_DAY)[judged.rule, judged.case]
    asks_nothing: Mask = (over & (judged.reason != Reason.STARTS_LATER)) | (ends[judged.rule] & known)
    return asks_nothing


def _yet_to_come(judged: Judgements, rules: Sequence[TimescaleRule], found: Mask, facts: Facts) -> Mask:
    """Rows of a rule not yet in force, where the version of it that is in force has something open for the case."""
    later = np.zeros(len(judged), bool)
    for number, rule in enumerate(rules):
        if rule.since and np.datetime64(rule.since, "D") > facts.today:
            others = [other for other, each in enumerate(rules) if other != number and asks_the_same(each, rule)]
            open_now = judged.case[found & np.isin(judged.rule, others)]
            later |= (judged.rule == number) & np.isin(judged.case, open_now)
    return later


def _horizons(rules: Sequence[TimescaleRule], due_within_days: int, facts: Facts) -> Days:
    """For each rule the last due date that counts as soon."""
    today = np.array([facts.today])
    usual = today + np.timedelta64(due_within_days, "D")
    own = (np.maximum(add(today, rule.soon, _NO_CALENDAR), usual) if rule.soon else usual for rule in rules)
    return np.concatenate([*own, usual])


def _applicable(rules: Sequence[TimescaleRule], facts: Facts) -> tuple[Positions, Positions]:
    still_open = open_cases(facts)
    grid = [decide_for_cases(rule.applies_to, facts).applies & still_open for rule in rules]
    rule, case = np.nonzero(np.array(grid).reshape(len(rules), len(still_open)))
    return case, rule


def _decisive_rows(
    rules: Sequence[TimescaleRule], ledger: Ledger, key: Positions, facts: Facts
) -> tuple[Positions, Mask]:
    """For each case and rule the open obligation longest overdue; where none is open, the last one that was met.

    Of several due on one day, the one that opened first. Where there is none of either: −1, the blank row. An
    obligation that recurs is never done with.
    """
    ends = np.array([each.shape in {Shape.ONCE, Shape.AFTER_EACH} for each in rules], dtype=bool)
    of_row = ledger.rule * len(facts.cases) + ledger.case
    is_open = ledger.open_on(facts.today)
    met = np.flatnonzero(~np.isnat(ledger.met_on) & (ledger.opened_on <= facts.today))
    usable = np.union1d(np.flatnonzero(is_open), met[ends[ledger.rule[met]]])
    due = ledger.due_latest.astype(np.int64)
    urgency = np.where(is_open, due, -due)
    order = np.lexsort((ledger.opened_on[usable], urgency[usable], ~is_open[usable], of_row[usable]))
    usable = usable[order]
    keys, first = np.unique(of_row[usable], return_index=True)
    if not len(keys):
        return np.full(len(key), -1), np.zeros(len(key), bool)
    place = np.minimum(np.searchsorted(keys, key), len(keys) - 1)
    return np.where(keys[place] == key, usable[first[place]], -1), keys[place] == key


def _explain_missing(
    rules: Sequence[TimescaleRule], ledger: Ledger, pairs: tuple[Positions, Positions, Positions, Mask], facts: Facts,
    verdict: tuple[NDArray[np.int8], NDArray[np.int8]],
) -> None:  # fmt: skip
    """Where nothing is open and nothing was met: say why, and never call it in time."""
    case, rule, key, found = pairs
    status, reason = verdict
    later = ledger.opened_on > facts.today
    written = np.isin(key, (ledger.rule * len(facts.cases) + ledger.case)[later])
    status[~found], reason[~found] = _CODE[Status.NOT_ASSESSED], Reason.NO_DAY_TO_COUNT_FROM
    reason[~found & written] = Reason.STARTS_LATER
    for_a_time = np.array([each.only_for is not None for each in rules], dtype=bool)
    over = ~found & ~written & _began(rules, for_a_time, facts, facts.today)[rule, case]
    status[over], reason[over] = _CODE[Status.QUERY], Reason.NOW_SILENT


def _began(rules: Sequence[TimescaleRule], chosen: Mask, facts: Facts, by: np.datetime64) -> NDArray[np.bool_]:
    """Rule by case: whether one of the rules chosen counts from a day that is recorded and not after another."""
    began = np.zeros((len(rules), len(facts.cases)), bool)
    for number in np.flatnonzero(chosen).tolist():
        spells = find_spells(facts)
        chains = begin_chains(rules[number], spells, spells.current, facts)
        began[number] = np.isin(np.arange(len(facts.cases)), chains.case[chains.start <= by])
    return began
