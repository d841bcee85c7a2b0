"""Judges `limit` rules: no more than so much."""

from __future__ import annotations

import numpy as np

from cwd_audit.engine.facts import Facts
from cwd_audit.engine.measures import both_sides, measure, rows_behind
from cwd_audit.engine.selection import select
from cwd_audit.engine.verdicts import Draft, Ground, Verdicts
from cwd_audit.model.kinds.limit import LimitRule
from cwd_audit.model.working_calendar import WorkingCalendar


def judge(rule: LimitRule, facts: Facts, calendar: WorkingCalendar) -> Verdicts:
    """One verdict for each case; where nights and days fall on different sides of the limit, it is a query (A-25)."""
    draft = Draft(rule, facts)
    found = measure(rule.measure, facts, draft.judged, calendar)
    over = found.number > rule.at_most
    draft.fail(over, Ground.TOO_MUCH)
    # A rule that names its own boundary says that nights alone count.
    other = both_sides(rule.measure) if rule.query_at is None else None
    if other:
        touched = measure(other, facts, draft.judged, calendar)
        straddles = ~over & (touched.number > rule.at_most)
        draft.ask(straddles, Ground.AT_THE_BOUNDARY)
        draft.touched, found = touched.number, found.where(straddles, touched)
    draft.number, draft.first_day, draft.last_day = found
    if rule.query_at is not None:
        draft.ask(found.number == rule.query_at, Ground.AT_THE_BOUNDARY)
    free = np.zeros(len(facts.cases), bool)
    if rule.unless_rows:
        free |= np.isin(facts.child_of_case, select(rule.unless_rows, facts).child)
    for column, words in rule.unless.items():
        free |= facts.is_one_of("cases", column, words)
    draft.leave_out(free)
    unknown = np.isnan(found.number)
    if rule.measure.take == "age in years":
        draft.withhold(unknown, Ground.BLANK)
    else:
        draft.leave_out(unknown)
    if rule.measure.of:
        draft.show_rows(rows_behind(rule.measure, found, facts), facts)
    return draft.finish()
