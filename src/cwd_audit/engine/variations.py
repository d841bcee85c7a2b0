"""A manager's agreement to a longer interval (catalogue A-17; design section 3, table `variations`)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.counted import count_events
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
    """The due dates and limits with agreements applied, one after another as they were made.

    An agreement holds for an obligation that was not yet overdue when it was made and that it had not outlived. Where
    it ends before the longer interval does, the standard interval runs again from its end, as at a change of pathway;
    it never makes a due date earlier than the standard one, nor earlier than the agreement before had made it while
    the obligation was open. Without an end it holds until the next review. A limit of −1 is not varied.
    """
    facts, rule = scope.facts, scope.rule
    if TABLE not in facts.tables or not len(facts.tables[TABLE]):
        return due_on, limit
    agreements = _agreements(scope, np.flatnonzero(usable_agreements(rule, facts)))
    first = np.searchsorted(agreements.child, facts.child_of_case[case], side="left")
    count = np.searchsorted(agreements.child, facts.child_of_case[case], side="right") - first
    count = np.where(np.isnat(due_on) | (limit < 0), 0, count)
    varied_due, varied_limit = due_on.copy(), limit.copy()
    for place in range(int(count.max(initial=0))):
        row = np.flatnonzero(count > place)
        at = first[row] + place
        expires = agreements.expires[at]
        holds = (agreements.agreed_on[at] <= varied_due[row]) & ~(expires < counted_from[row])
        row, at, expires = row[holds], at[holds], expires[holds]
        longer = scope.due(counted_from[row], agreements.limit[at])
        # Where it ends first, the standard interval runs from its end; fmin leaves the others as they are.
        longer = np.where(longer > expires, np.fmin(longer, scope.due(expires, limit[row])), longer)
        before = np.where(agreements.agreed_on[at] > counted_from[row], varied_due[row], due_on[row])
        gains = longer > before
        varied_due[row] = np.maximum(longer, before)
        varied_limit[row[gains]] = agreements.limit[at[gains]]
        back = ~gains & (before == due_on[row])
        varied_limit[row[back]] = limit[row[back]]
    return varied_due, varied_limit


class _Agreements(NamedTuple):
    """Agreements by child and by the day they were made; parallel columns."""

    child: Positions
    agreed_on: Days
    expires: Days
    limit: NDArray[np.int64]


def _agreements(scope: Scope, chosen: Positions) -> _Agreements:
    facts = scope.facts
    words = facts.words(TABLE, "interval")
    limits = np.array([scope.periods.position(Period.parse(word)) if word else -1 for word in words.categories] or [-1])
    child, agreed_on = facts.children(TABLE)[chosen], facts.days(TABLE, "agreed_on")[chosen]
    expires = find_expiry(chosen, child, agreed_on, facts)
    # Of two made on one day, which is written first in the export makes no difference.
    stated, written = facts.days(TABLE, "expires")[chosen], np.asarray(words, dtype=str)[chosen]
    order = np.lexsort((stated, written, agreed_on, child))
    return _Agreements(child[order], agreed_on[order], expires[order], limits[words.codes[chosen]][order])


def find_expiry(chosen: Positions, child: Positions, agreed_on: Days, facts: Facts) -> Days:
    """The stated end, or else the first review after the agreement (A-17), or NaT."""
    stated = facts.days(TABLE, "expires")[chosen]
    if "reviews" not in facts.tables:
        return stated
    reviews = count_events("review", facts)
    following = reviews.position(child, agreed_on + np.timedelta64(1, "D"))
    next_review = days_of(np.where(following < reviews.end(child), following, -1), reviews)
    return np.where(np.isnat(stated), next_review, stated)
