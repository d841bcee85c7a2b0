"""A manager's agreement to a longer interval (catalogue A-17; design section 3, table `variations`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.counted import count_events, key_of
from cwd_audit.engine.facts import Facts, Mask, Positions
from cwd_audit.engine.obligations import days_of
from cwd_audit.engine.periods import Days
from cwd_audit.engine.scope import Scope
from cwd_audit.model.period import Period

if TYPE_CHECKING:
    from cwd_audit.model.kinds.timescale import TimescaleRule

TABLE = "variations"


def usable_agreements(rule: TimescaleRule, facts: Facts) -> Mask:
    """Rows that may vary the rule: its requirement, a date, a signatory, and a role it accepts, if one is given."""
    assert rule.variation is not None
    usable = facts.is_one_of(TABLE, "requirement", (rule.requirement,)) & (facts.children(TABLE) >= 0)
    usable &= ~np.isnat(facts.days(TABLE, "agreed_on")) & (facts.days(TABLE, "agreed_on") <= facts.today)
    usable &= ~facts.is_one_of(TABLE, "interval", ("",))
    signed = ~facts.is_one_of(TABLE, "agreed_by", ("",)) | ~facts.is_one_of(TABLE, "agreed_by_role", ("",))
    return usable & signed & facts.is_one_of(TABLE, "agreed_by_role", ("", *rule.variation.by_role))


def vary(
    scope: Scope, case: Positions, counted_from: Days, due_on: Days, limit: NDArray[np.int64]
) -> tuple[Days, NDArray[np.int64]]:
    """The due dates and limits with agreements applied.

    An agreement holds for an obligation that was not yet overdue when it was made and that it had not outlived. Where
    it ends before the longer interval does, the standard interval runs again from its end, as at a change of pathway;
    it never makes a due date earlier. Without an end it holds until the next review. A limit of −1 is not varied.
    """
    facts, rule, periods = scope.facts, scope.rule, scope.periods
    if TABLE not in facts.tables or not len(facts.tables[TABLE]):
        return due_on, limit
    chosen = np.flatnonzero(usable_agreements(rule, facts))
    agreed_on = facts.days(TABLE, "agreed_on")[chosen]
    order = np.argsort(key_of(facts.children(TABLE)[chosen], agreed_on), kind="stable")
    chosen, agreed_on = chosen[order], agreed_on[order]
    child = facts.children(TABLE)[chosen]
    expires = _expiry(chosen, child, agreed_on, facts)

    wanted = facts.child_of_case[case]
    at = np.searchsorted(key_of(child, agreed_on), key_of(wanted, due_on), side="right") - 1
    valid = (at >= 0) & ~np.isnat(due_on) & (limit >= 0)
    valid[valid] = child[at[valid]] == wanted[valid]
    valid[valid] = np.isnat(expires[at[valid]]) | (expires[at[valid]] >= counted_from[valid])
    if not valid.any():
        return due_on, limit

    words = facts.words(TABLE, "interval")
    agreed = np.array([periods.position(Period.parse(word)) if word else -1 for word in words.categories])[words.codes]
    longer = agreed[chosen][at[valid]]
    varied = scope.due(counted_from[valid], longer)
    ends = expires[at[valid]]
    cut = ~np.isnat(ends) & (varied > ends)
    after_end = np.minimum(varied, scope.due(ends, limit[valid]))
    varied = np.where(cut, after_end, varied)
    gains = varied > due_on[valid]
    due_on, limit = due_on.copy(), limit.copy()
    where = np.flatnonzero(valid)[gains]
    due_on[where], limit[where] = varied[gains], longer[gains]
    return due_on, limit


def _expiry(chosen: Positions, child: Positions, agreed_on: Days, facts: Facts) -> Days:
    """The stated end, or else the first review after the agreement (A-17), or NaT."""
    stated = facts.days(TABLE, "expires")[chosen]
    if "reviews" not in facts.tables:
        return stated
    reviews = count_events("review", facts)
    following = reviews.position(child, agreed_on + np.timedelta64(1, "D"))
    next_review = days_of(np.where(following < reviews.end(child), following, -1), reviews)
    return np.where(np.isnat(stated), next_review, stated)
