"""The children who could not be assessed at month end, by requirement and reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.audit.reasons import explain_residue
from cwd_audit.audit.request import ANY
from cwd_audit.engine.residue import Why
from cwd_audit.model.month import Unassessed
from cwd_audit.model.policy import ESSENTIAL
from cwd_audit.model.report import Finding, Status
from cwd_audit.reporting.words import say_date

if TYPE_CHECKING:
    from cwd_audit.audit.month.view import MonthView
    from cwd_audit.audit.run import Audit
    from cwd_audit.engine.facts import Mask

_Child = tuple[str, str]
"""Policy and case_id."""
_Matter = tuple[str, str]
"""Requirement and reason."""


def find_unassessed(done: Audit, measured: Sequence[tuple[MonthView, Collection[str]]]) -> tuple[Unassessed, ...]:
    """What the audit says, of the rules that are measured; and the children no audit rule could speak of.

    A child may stand under several reasons. Visits, reviews and supervisions first, the most children first in each.

    Args:
        done: the audit.
        measured: each policy with the rules of its cards.
    """
    children: dict[_Matter, set[_Child]] = defaultdict(set)
    policies = {view.run.policy.id: (view, rules) for view, rules in measured}
    for finding in done.considered:
        if finding.status is Status.NOT_ASSESSED and _concerns(finding, policies):
            children[finding.requirement, finding.reason].add((finding.policy, finding.case_id))
    for view, rules in measured:
        for matter, cases in (*_only_later(view, rules), *_lacking(view, rules)):
            told = {child for (named, _), listed in children.items() if named in {matter[0], ANY} for child in listed}
            children[matter] |= {child for child in _ids(view, cases) if child not in told}
    lines = [Unassessed(*matter, len(listed)) for matter, listed in children.items() if listed]
    return tuple(sorted(lines, key=_order))


def _concerns(finding: Finding, policies: dict[str, tuple[MonthView, Collection[str]]]) -> bool:
    """Whether a finding is of a rule that is measured, or says that no such rule could judge a child that is open."""
    if finding.policy not in policies:
        return not finding.policy
    view, rules = policies[finding.policy]
    if finding.case_id in view.still_to_come:
        return False
    if finding.requirement in {ANY, *(rule.requirement for rule in view.run.policy.rules if rule.id in rules)}:
        return finding.rule in rules or finding.rule.split(".")[1:2] == [ANY]
    return False


def _only_later(view: MonthView, rules: Collection[str]) -> Iterator[tuple[_Matter, Mask]]:
    reason = f"The only date the export holds is after {say_date(view.month_end)}: what was done before is not told"
    for rule in view.run.rules:
        if rule.id in rules and rule.events in view.untold_since:
            later = view.run.facts.is_one_of("cases", "case_id", view.untold_since[rule.events])
            yield (rule.requirement, reason), later & view.concerned(rule, view.month_end)


def _lacking(view: MonthView, rules: Collection[str]) -> Iterator[tuple[_Matter, Mask]]:
    for rule, columns in view.run.lacking:
        if rule.id in rules:
            yield (rule.requirement, explain_residue(Why.NOT_EXPORTED, columns)), view.concerned(rule, view.month_end)


def _ids(view: MonthView, cases: Mask) -> list[_Child]:
    ids = np.asarray(view.run.facts.words("cases", "case_id"), dtype=object)[cases]
    return [(view.run.policy.id, str(each)) for each in ids]


def _order(line: Unassessed) -> tuple[int, str, int, str]:
    first = (ANY, *ESSENTIAL)
    rank = first.index(line.requirement) if line.requirement in first else len(first)
    return rank, line.requirement, -int(line.children), line.reason
