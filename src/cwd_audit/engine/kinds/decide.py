"""Judges `decide` rules: the status that follows from the facts, against the one recorded."""

from __future__ import annotations

import numpy as np

from cwd_audit.engine.conditions import decide_for_cases
from cwd_audit.engine.facts import Facts, Mask
from cwd_audit.engine.measures import Measured, both_sides, measure, rows_behind
from cwd_audit.engine.selection import select
from cwd_audit.engine.verdicts import Draft, Ground, Verdicts
from cwd_audit.model.kinds.decide import DecideRule
from cwd_audit.model.working_calendar import WorkingCalendar


def judge(rule: DecideRule, facts: Facts, calendar: WorkingCalendar) -> Verdicts:
    """One verdict for each case whose facts call for something; a query where they lie on the boundary."""
    draft = Draft(rule, facts)
    unsettled = np.zeros(len(facts.cases), bool)
    if rule.when_rows:
        draft.leave_out(~np.isin(facts.child_of_case, select(rule.when_rows, facts).child))
    if rule.unless_rows:
        draft.leave_out(np.isin(facts.child_of_case, select(rule.unless_rows, facts).child))
    if rule.measure:
        found = measure(rule.measure, facts, draft.judged, calendar)
        calls = _calls(rule, found)
        unsettled = found.number == rule.query_at if rule.query_at is not None else unsettled
        # A rule that names its own boundary says that nights alone count.
        other = both_sides(rule.measure) if rule.query_at is None else None
        if other:
            touched = measure(other, facts, draft.judged, calendar)
            straddles = calls != _calls(rule, touched)
            unsettled |= straddles
            draft.touched, found = touched.number, found.where(straddles, touched)
        draft.number, draft.first_day, draft.last_day = found
        draft.leave_out(~calls & ~unsettled)
    agrees, blank = np.ones(len(facts.cases), bool), np.zeros(len(facts.cases), bool)
    for column, words in rule.then.items():
        said = decide_for_cases({column: words}, facts)  # a pathway is known by its id
        agrees &= said.applies
        blank |= said.unknown
    draft.fail(~agrees, Ground.NOT_AS_THE_FACTS)
    draft.withhold(~agrees & blank, Ground.BLANK)
    draft.ask(unsettled & ~agrees, Ground.AT_THE_BOUNDARY)
    draft.leave_out(unsettled & agrees)
    if rule.measure and rule.measure.of:
        draft.show_rows(rows_behind(rule.measure, found, facts), facts)
    elif rule.when_rows:
        draft.show_rows(select(rule.when_rows, facts), facts)
    return draft.finish()


def _calls(rule: DecideRule, found: Measured) -> Mask:
    """Where the quantity is what the rule speaks of."""
    more = found.number > rule.more_than if rule.more_than is not None else np.ones(len(found.number), bool)
    less = found.number < rule.less_than if rule.less_than is not None else np.ones(len(found.number), bool)
    return more & less
