"""Judges `present` rules: something must be recorded."""

from __future__ import annotations

import numpy as np

from cwd_audit.engine.facts import Facts, Mask, Positions
from cwd_audit.engine.measures import ages
from cwd_audit.engine.periods import NO_DAY, Days, add
from cwd_audit.engine.selection import Selected, filled, select
from cwd_audit.engine.verdicts import Draft, Ground, Verdicts
from cwd_audit.model.kinds.present import PresentRule
from cwd_audit.model.working_calendar import WorkingCalendar


def judge(rule: PresentRule, facts: Facts, calendar: WorkingCalendar) -> Verdicts:
    """One verdict for each case that owes something."""
    draft = Draft(rule, facts)
    if rule.when_rows:
        draft.leave_out(~np.isin(facts.child_of_case, select(rule.when_rows, facts).child))
    if rule.after_each:
        _after_each(rule, draft, facts, calendar)
    elif rule.rows:
        _rows_exist(rule, draft, facts)
    else:
        missing = ~_all_filled("cases", rule.filled, facts)
        draft.fail(missing, Ground.NOT_RECORDED)
    if rule.from_age:
        age = ages(facts)
        draft.leave_out(age < rule.from_age)
        draft.withhold(np.isnan(age), Ground.BLANK)
    return draft.finish()


def _all_filled(table: str, columns: tuple[str, ...], facts: Facts) -> Mask:
    whole = np.ones(len(facts.tables[table]), bool)
    for column in columns:
        whole &= filled(table, column, facts)
    return whole


def _rows_exist(rule: PresentRule, draft: Draft, facts: Facts) -> None:
    assert rule.rows
    rows = select(rule.rows, facts)
    if rule.filled:
        rows = rows.rows(_all_filled(rows.table, rule.filled, facts)[rows.at])
    if rule.counted_since:
        since = facts.days("cases", rule.counted_since)
        draft.withhold(np.isnat(since), Ground.BLANK)
        start = np.full(facts.child_of_case.max(initial=-1) + 1, NO_DAY)
        start[facts.child_of_case] = since
        rows = rows.rows(rows.day >= start[rows.child])
    enough = rows.counts(facts.child_of_case.max(initial=-1) + 1)[facts.child_of_case] >= rule.at_least
    if rule.or_rows:
        enough |= np.isin(facts.child_of_case, select(rule.or_rows, facts).child)
    draft.fail(~enough & (draft.ground == Ground.NONE), Ground.NOT_RECORDED)


def _after_each(rule: PresentRule, draft: Draft, facts: Facts, calendar: WorkingCalendar) -> None:
    assert rule.after_each
    triggers = select(rule.after_each, facts)
    if rule.within:
        triggers = triggers.rows(add(triggers.day, rule.within, calendar) < facts.today)
    if rule.rows:
        failing = triggers.rows(~(_last(select(rule.rows, facts), triggers.child) >= triggers.day))
        ground = Ground.NOTHING_AFTER
    else:
        failing = triggers.rows(~_all_filled(triggers.table, rule.filled, facts)[triggers.at])
        ground = Ground.NOT_RECORDED
    draft.leave_out(~np.isin(facts.child_of_case, triggers.child))
    # Nothing can be looked for after a day that is not recorded; a column can be blank without one.
    first = failing.first() if rule.rows else failing
    at = np.searchsorted(first.child, facts.child_of_case)
    hit = np.isin(facts.child_of_case, first.child)
    case = np.flatnonzero(hit)
    draft.fail(hit, ground)
    draft.first_day[case] = first.day[at[case]]
    draft.show(case, first.table, first.at[at[case]], facts)


def _last(rows: Selected, child: Positions) -> Days:
    """The day of the last of these rows of each child."""
    latest = rows.latest()
    found = np.full(len(child), NO_DAY)
    if len(latest.child):
        at = np.minimum(np.searchsorted(latest.child, child), len(latest.child) - 1)
        same = latest.child[at] == child
        found[same] = latest.day[at[same]]
    return found
