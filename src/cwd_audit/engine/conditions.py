"""Whether a rule applies to a case: yes, no, or not known because what decides it is not recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cwd_audit.engine.facts import Facts, Mask

if TYPE_CHECKING:
    from cwd_audit.model.policy import Conditions

PATHWAY = "pathway"


class Answer(NamedTuple):
    """For each case: the rule applies; it is not known whether it does. Neither: it does not."""

    applies: Mask
    unknown: Mask


def decide_for_cases(conditions: Conditions, facts: Facts, *, but: str = "") -> Answer:
    """Test conditions on the cases; one that is false decides, whatever the others are.

    Args:
        conditions: column of `cases` -> words any of which will do; for `pathway`, ids of the policy.
        facts: the cases.
        but: a column whose condition is left out.
    """
    count = len(facts.cases)
    ruled_out, unknown = np.zeros(count, bool), np.zeros(count, bool)
    for column, accepted in conditions.items():
        if column == but:
            continue
        if column == PATHWAY:
            ids, not_known = facts.pathways("cases")
            holds = np.isin(ids.astype(str), accepted)
        else:
            holds, not_known = facts.is_one_of("cases", column, accepted), facts.is_unknown("cases", column)
        ruled_out |= ~holds & ~not_known
        unknown |= not_known
    return Answer(~ruled_out & ~unknown, ~ruled_out & unknown)


def rows_meeting(conditions: Conditions, table: str, facts: Facts, *, only_recorded: bool) -> Mask:
    """Test conditions on the rows of an event table; a blank does not meet a condition.

    Args:
        conditions: column -> words any of which will do.
        table: the table.
        facts: the tables.
        only_recorded: leave out conditions on columns the export lacks.
    """
    holds = np.ones(len(facts.children(table)), bool)
    for column, accepted in conditions.items():
        if not only_recorded or f"{table}.{column}" in facts.provided:
            holds &= facts.is_one_of(table, column, accepted)
    return holds
