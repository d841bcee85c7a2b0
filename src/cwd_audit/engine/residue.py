"""Cases that no rule judged: none may be lost, and none may pass for one in time."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from cwd_audit.engine.conditions import PATHWAY, decide_for_cases
from cwd_audit.engine.facts import Facts, Mask, Positions
from cwd_audit.engine.judgement import open_cases
from cwd_audit.model.policy import RuleBase


class Why(IntEnum):
    """Why no rule judged a case."""

    NOT_RECORDED = 0
    """What decides which rules apply (pathway, legal status, …) is blank or not known to the policy."""
    NOT_EXPORTED = 1
    """Rules apply to it, but the export lacks their columns."""
    NO_RULE = 2
    """The policy sets nothing for a case like this."""


class Residue(NamedTuple):
    """Rows of open cases without any judgement; the first four columns are parallel."""

    case: Positions
    requirement: Positions
    """Position in `requirements`."""
    why: Positions
    """A `Why`."""
    lacking: Positions
    """Position in `columns`."""
    requirements: list[str]
    """"" stands for all of them: the policy has no rule for the case."""
    columns: list[tuple[str, ...]]
    """The columns of `cases` that are blank, or `table.column` of what the export lacks."""


class NotRunnable(NamedTuple):
    """A rule and the columns, as `table.column`, that the export lacks."""

    rule: RuleBase
    lacking: tuple[str, ...]


def find_residue(rules: Sequence[RuleBase], not_run: Sequence[NotRunnable], judged: Positions, facts: Facts) -> Residue:
    """The open cases without any judgement, one row for each requirement they might owe.

    Args:
        rules: the rules that were run.
        not_run: the rules that were not.
        judged: the cases that one of the rules judged.
        facts: the cases.
    """
    left = open_cases(facts)
    left[judged] = False
    everything = [*(NotRunnable(rule, ()) for rule in rules), *not_run]
    requirements = ["", *dict.fromkeys(rule.requirement for rule, _ in everything)]
    empty = np.empty(0, np.int64)
    residue = Residue(empty, empty, empty, empty, requirements, [()])
    settled = np.zeros(len(left), bool)
    for number, requirement in enumerate(requirements[1:], start=1):
        concerned = [each for each in everything if each.rule.requirement == requirement]
        unknown, blank = _unknown(concerned, facts)
        unknown &= left
        lacking = sorted({column for each in concerned for column in each.lacking})
        not_exported = np.zeros(len(left), bool)
        for each in concerned:
            if each.lacking:
                not_exported |= decide_for_cases(each.rule.applies_to, facts).applies
        not_exported &= left & ~unknown
        residue = _append(residue, unknown, number, Why.NOT_RECORDED, blank)
        residue = _append(residue, not_exported, number, Why.NOT_EXPORTED, {tuple(lacking): not_exported})
        settled |= unknown | not_exported
    return _append(residue, left & ~settled, 0, Why.NO_RULE, {(): left})


def _unknown(concerned: Sequence[NotRunnable], facts: Facts) -> tuple[Mask, dict[tuple[str, ...], Mask]]:
    """Cases to which it is not known whether a rule applies; and the same by the columns that are blank."""
    unknown = np.zeros(len(facts.cases), bool)
    for each in concerned:
        unknown |= decide_for_cases(each.rule.applies_to, facts).unknown
    columns = sorted({column for each in concerned for column in each.rule.applies_to})
    pattern = np.zeros(len(unknown), np.int64)
    for bit, column in enumerate(columns):
        blank = facts.pathways("cases")[1] if column == PATHWAY else facts.is_unknown("cases", column)
        pattern |= blank.astype(np.int64) << bit
    by_columns = {
        tuple(column for bit, column in enumerate(columns) if bits >> bit & 1): pattern == bits
        for bits in np.unique(pattern[unknown]).tolist()
    }
    return unknown, by_columns


def _append(
    residue: Residue, chosen: Mask, requirement: int, why: Why, by_columns: dict[tuple[str, ...], Mask]
) -> Residue:
    for columns, mask in by_columns.items():
        case = np.flatnonzero(chosen & mask)
        if not len(case):
            continue
        if columns not in residue.columns:
            residue.columns.append(columns)
        at = residue.columns.index(columns)
        residue = residue._replace(
            case=np.append(residue.case, case),
            requirement=np.append(residue.requirement, np.full(len(case), requirement)),
            why=np.append(residue.why, np.full(len(case), why)),
            lacking=np.append(residue.lacking, np.full(len(case), at)),
        )
    return residue
