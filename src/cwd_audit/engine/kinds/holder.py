"""Judges `holder` rules: who may hold, chair or do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.engine.conditions import PATHWAY, decide_for_cases
from cwd_audit.engine.facts import Facts, Mask, Positions
from cwd_audit.engine.judgement import open_cases
from cwd_audit.engine.selection import Selected, for_each_case, select
from cwd_audit.engine.spells import find_spells
from cwd_audit.engine.verdicts import Draft, Ground, Verdicts
from cwd_audit.model.kinds.holder import HolderRule
from cwd_audit.model.working_calendar import WorkingCalendar

if TYPE_CHECKING:
    from cwd_audit.model.policy import Conditions


def judge(rule: HolderRule, facts: Facts, calendar: WorkingCalendar) -> Verdicts:  # noqa: ARG001 – all kinds alike
    """One verdict for each case the rule concerns."""
    draft = Draft(rule, facts)
    if rule.family:
        draft.leave_out(~_has_sibling(rule.family, facts))
    if rule.when_rows:
        draft.leave_out(~np.isin(facts.child_of_case, select(rule.when_rows, facts).child))
    if rule.open_rows:
        draft.leave_out(~np.isin(facts.child_of_case, _not_ended(select(rule.open_rows, facts), facts).child))
    if rule.same_in_family:
        _compare_siblings(rule, draft, facts)
    elif rule.of is None:
        _judge_words(rule, np.arange(len(facts.cases)), np.arange(len(facts.cases)), draft, facts)
    else:
        rows = select(rule.of, facts)
        rows = _since_start(rows, facts) if rule.each else rows.latest()
        draft.leave_out(~np.isin(facts.child_of_case, rows.child))
        case, row = for_each_case(rows, facts)
        _judge_words(rule, rows.at[row], case, draft, facts)
    return draft.finish()


def _judge_words(rule: HolderRule, at: Positions, case: Positions, draft: Draft, facts: Facts) -> None:
    """Judge rows of a table, each for one case; one bad row decides."""
    table = rule.of.table if rule.of else "cases"
    unknown = facts.is_unknown(table, rule.column)[at]
    blank = facts.is_one_of(table, rule.column, ("",))[at]
    allowed = np.ones(len(at), bool)
    if rule.one_of:
        allowed &= _is_one_of(rule, rule.one_of, facts)[at]
    if rule.none_of:
        allowed &= ~_is_one_of(rule, rule.none_of, facts)[at]
    withheld = unknown & ~(blank & (rule.blank != "not_assessed"))
    bad = ~withheld & np.where(blank, rule.blank == "breach", ~allowed)
    for chosen, act, ground in (
        (withheld, draft.withhold, Ground.BLANK),
        (bad & blank, draft.fail, Ground.NOT_RECORDED),
        (bad & ~blank, draft.fail, Ground.WRONG_WORD),
    ):
        hit = np.zeros(len(facts.cases), bool)
        hit[case[chosen]] = True
        act(hit, ground)
        draft.show(case[chosen], table, at[chosen], facts)


def _is_one_of(rule: HolderRule, words: tuple[str, ...], facts: Facts) -> Mask:
    """Rows whose word is among these; a pathway is known by its id."""
    if rule.of is None and rule.column == PATHWAY:
        return np.isin(facts.pathways("cases")[0].astype(str), words)
    return facts.is_one_of(rule.of.table if rule.of else "cases", rule.column, words)


def _not_ended(rows: Selected, facts: Facts) -> Selected:
    """The rows whose end is blank, or still to come."""
    return rows.rows(~(facts.days(rows.table, "end")[rows.at] <= facts.today))


def _since_start(rows: Selected, facts: Facts) -> Selected:
    """The rows since the start of the pathway, which the history may tell where the case does not."""
    spells = find_spells(facts)
    start = np.full(facts.child_of_case.max(initial=-1) + 1, np.datetime64("NaT", "D"))
    start[facts.child_of_case[spells.case[spells.current]]] = spells.start[spells.current]
    return rows.rows(~(rows.day < start[rows.child]))


def _families(facts: Facts) -> tuple[Positions, Mask]:
    """For each case the number of its family, and whether it has one."""
    family = facts.words("cases", "family_id")
    known = ~facts.is_one_of("cases", "family_id", ("",)) & open_cases(facts)
    return family.codes.astype(np.int64), known


def _has_sibling(conditions: Conditions, facts: Facts) -> Mask:
    """Cases with an open sibling, another than the child, who meets the conditions."""
    family, known = _families(facts)
    like = decide_for_cases(conditions, facts).applies & known
    size = int(family.max(initial=0)) + 1
    others = np.bincount(family[like], minlength=size)[family] - like
    return known & (others > 0)


def _compare_siblings(rule: HolderRule, draft: Draft, facts: Facts) -> None:
    family, known = _families(facts)
    word = facts.words("cases", rule.column).codes.astype(np.int64)
    named = known & draft.judged & ~facts.is_one_of("cases", rule.column, ("",))
    if rule.one_of:
        named &= facts.is_one_of("cases", rule.column, rule.one_of)
    pairs = np.unique(np.column_stack([family[named], word[named]]), axis=0)
    size = int(family.max(initial=0)) + 1
    different = np.bincount(pairs[:, 0], minlength=size)[family]
    several = np.bincount(family[named], minlength=size)[family] > 1
    draft.leave_out(~(named & several))
    draft.fail(named & (different > 1), Ground.DIFFERS_IN_FAMILY)
