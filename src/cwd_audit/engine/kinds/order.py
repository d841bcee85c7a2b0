"""Judges `order` rules: one thing before another."""

from __future__ import annotations

import numpy as np

from cwd_audit.engine.facts import Facts, Positions
from cwd_audit.engine.periods import NO_DAY, Days, add
from cwd_audit.engine.selection import Selected, for_each_case, select
from cwd_audit.engine.verdicts import Draft, Ground, Verdicts
from cwd_audit.model.kinds.order import OrderRule
from cwd_audit.model.rows import Rows
from cwd_audit.model.working_calendar import WorkingCalendar


def judge(rule: OrderRule, facts: Facts, calendar: WorkingCalendar) -> Verdicts:
    """One verdict for each case in which the later thing has come; the first late one that fails is shown."""
    draft = Draft(rule, facts)
    case, day, table, at = _later(rule, facts)
    by = add(day, rule.or_within, calendar) if rule.or_within else day
    if isinstance(rule.earlier, Rows) and _of_one_row(rule):
        before = _in_time(facts.days(table, rule.earlier.date)[at], by, rule, calendar)
    else:
        before = _earlier(rule, case, by, facts, calendar)
    waiting = np.isnat(before) & (by >= facts.today) if rule.or_within else np.zeros(len(case), bool)
    late = np.isnat(before) & ~waiting
    if rule.not_older_than:
        late |= add(before, rule.not_older_than, calendar) < day
    came = np.zeros(len(facts.cases), bool)
    came[case[~waiting]] = True
    draft.leave_out(~came)
    hit = np.zeros(len(came), bool)
    hit[case[late]] = True
    draft.fail(hit, Ground.NOTHING_BEFORE)
    draft.first_day[case[late]] = day[late]
    if table:
        draft.show(case[late], table, at[late], facts)
    return draft.finish()


def _later(rule: OrderRule, facts: Facts) -> tuple[Positions, Days, str, Positions]:
    """The later things that are judged: case, day, table ("" for the case row) and position in it."""
    if isinstance(rule.later, str):
        day = facts.days("cases", rule.later)
        case = np.flatnonzero(day <= facts.today)
        return case, day[case], "", case
    rows = select(rule.later, facts)
    if rule.which != "each":
        rows = rows.latest() if rule.which == "latest" else rows.first()
    rows = rows.rows(~np.isnat(rows.day))
    case, row = for_each_case(rows, facts)
    # The latest first: of several that fail the day of the first is told.
    case, row = case[::-1], row[::-1]
    return case, rows.day[row], rows.table, rows.at[row]


def _earlier(rule: OrderRule, case: Positions, day: Days, facts: Facts, calendar: WorkingCalendar) -> Days:
    """For each later thing the last earlier one that came in time; NaT where none did."""
    side, child = rule.earlier, facts.child_of_case[case]
    if isinstance(side, str):
        return _in_time(facts.days("cases", side)[case], day, rule, calendar)
    rows = select(side, facts)
    if rule.at_least:
        # A row is early enough if its day and the gap come to no more than the later day.
        shifted = Selected(rows.table, rows.at, rows.child, add(rows.day, rule.at_least, calendar))
        return shifted.last_on_or_before(child, day)
    return rows.last_on_or_before(child, day)


def _in_time(found: Days, day: Days, rule: OrderRule, calendar: WorkingCalendar) -> Days:
    """The earlier day of each pair, where it came in time."""
    in_time = found <= day if rule.at_least is None else add(found, rule.at_least, calendar) <= day
    return np.where(in_time, found, NO_DAY)


def _of_one_row(rule: OrderRule) -> bool:
    """Whether the rule compares two dates of each row: papers sent for another panel do not count for this one."""
    earlier, later = rule.earlier, rule.later
    return (
        isinstance(earlier, Rows)
        and isinstance(later, Rows)
        and (earlier.table, earlier.where) == (later.table, later.where)
        and earlier.date != later.date
    )
