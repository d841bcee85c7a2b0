"""Judgements that an export gives no right to: of what it cannot hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.engine.judgement import STATUSES, Judgements, Reason
from cwd_audit.engine.periods import NO_DAY
from cwd_audit.engine.verdicts import Ground, Verdicts
from cwd_audit.model.report import Status

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Facts, Mask
    from cwd_audit.model.kinds.timescale import TimescaleRule
    from cwd_audit.model.policy import JudgedRule

Untold = Mapping[str, frozenset[str]]
"""Table, or column of the cases as `cases.plan_start` -> the case_id of cases of which the export cannot hold it."""
_NOT_ASSESSED = STATUSES.index(Status.NOT_ASSESSED)


def withhold(judged: Judgements, rules: Sequence[TimescaleRule], facts: Facts, untold: Untold) -> Judgements:
    """The judgements, with those not assessed that rest on events the export cannot hold.

    Args:
        judged: the judgements of these rules.
        rules: the rules.
        facts: the cases.
        untold: what the export cannot hold.
    """
    withheld = np.zeros(len(judged), bool)
    for what in untold:
        of_rule = np.array([rule.events == what for rule in rules], dtype=bool)
        withheld |= of_rule[judged.rule] & _concerned(what, facts, untold)[judged.case]
    if not withheld.any():
        return judged
    return replace(
        judged,
        status=np.where(withheld, _NOT_ASSESSED, judged.status).astype(np.int8),
        reason=np.where(withheld, Reason.UNTOLD, judged.reason).astype(np.int8),
        due_on=np.where(withheld, NO_DAY, judged.due_on),
        last_on=np.where(withheld, NO_DAY, judged.last_on),
    )


def withhold_verdicts(found: Verdicts, rule: JudgedRule, facts: Facts, untold: Untold) -> Verdicts:
    """The verdicts of a rule without a due date, with those not assessed that rest on what the export cannot hold."""
    rests_on = {*rule.needs(), *(name.partition(".")[0] for name in rule.needs())}
    withheld = np.zeros(len(found.case), bool)
    for what in rests_on & untold.keys():
        withheld |= _concerned(what, facts, untold)[found.case]
    return _not_assessed(found, withheld, Ground.UNTOLD)


def contest_verdicts(found: Verdicts, facts: Facts, contested: Collection[str]) -> Verdicts:
    """The verdicts, with those not assessed that are of cases (by case_id) that cannot be judged."""
    return _not_assessed(found, facts.is_one_of("cases", "case_id", contested)[found.case], Ground.CONTESTED)


def _not_assessed(found: Verdicts, withheld: Mask, ground: Ground) -> Verdicts:
    if not withheld.any():
        return found
    return replace(
        found,
        status=np.where(withheld, _NOT_ASSESSED, found.status).astype(np.int8),
        ground=np.where(withheld, ground, found.ground).astype(np.int8),
    )


def _concerned(what: str, facts: Facts, untold: Untold) -> Mask:
    return facts.is_one_of("cases", "case_id", untold[what])
