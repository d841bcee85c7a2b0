"""Rules that are in force for a time: an obligation is judged by the rule in force when it fell due."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from cwd_audit.engine.ledger import Ledger, Opening
from cwd_audit.engine.scope import Scope
from cwd_audit.model.policy import RuleBase


def is_in_force(rule: RuleBase, day: np.datetime64) -> bool:
    """Whether a rule is in force on a day."""
    begun = rule.since is None or np.datetime64(rule.since, "D") <= day
    return bool(begun and (rule.until is None or day <= np.datetime64(rule.until, "D")))


def asks_the_same(rule: RuleBase, other: RuleBase) -> bool:
    """Whether two rules are versions of one: the same owed to the same cases, each for a time of its own."""
    return (rule.requirement, rule.title, rule.applies_to) == (other.requirement, other.title, other.applies_to)


def keep_in_force(scope: Scope, ledger: Ledger, *, succeeds: bool) -> Ledger:
    """The rows that fall due while the rule is in force.

    Nobody is late for a rule that did not yet apply: what is still open on the day the rule comes into force, and by
    its interval was due before, is due one interval after that day. What was overdue on the pathway before is late by
    the rule of that pathway, and stays so.

    Args:
        scope: the rule.
        ledger: its rows, as if it had always been in force.
        succeeds: whether it takes the place of an older version, whose rows say what is still owed from before.
    """
    since, until = scope.rule.since, scope.rule.until
    if since:
        begins = np.datetime64(since, "D")
        early = ledger.due_on < begins
        still_open = early & ~(ledger.met_on < begins) & ~(ledger.ended_on < begins)
        anew = still_open & (succeeds | (ledger.opened_by != Opening.OVERDUE))
        moved = np.where(anew, scope.due(np.full(len(ledger), begins), ledger.limit), ledger.due_on)
        ledger = replace(ledger, due_on=moved, due_latest=np.maximum(ledger.due_latest, moved))
        ledger = ledger.rows(~early | still_open)
    if until:
        ledger = ledger.rows(~(ledger.due_on > np.datetime64(until, "D")))
    return ledger
