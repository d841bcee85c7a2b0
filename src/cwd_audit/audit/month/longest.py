"""How long the case longest overdue has been so, by requirement and pathway."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.audit.month.groups import PATHWAY
from cwd_audit.model.month import Longest
from cwd_audit.model.policy import ESSENTIAL

if TYPE_CHECKING:
    from cwd_audit.audit.month.view import MonthView

_EVERYWHERE = "All"


def find_longest(view: MonthView, measured: Collection[str]) -> tuple[Longest, ...]:
    """The children overdue under the rules that are measured, and for how many days the worst of them.

    By requirement, visits, reviews and supervisions first; the longest first within each.
    """
    rules = view.run.rules
    days = view.ends.days_late(np.datetime64(view.month_end, "D"))
    grouping = next((each for each in view.groupings if each.by == PATHWAY), None)
    requirements = sorted({rule.requirement for rule in rules if rule.id in measured})
    found: list[Longest] = []
    for requirement in sorted(requirements, key=lambda name: (name not in ESSENTIAL, _rank(name), name)):
        chosen = [n for n, rule in enumerate(rules) if rule.requirement == requirement and rule.id in measured]
        of_child = np.zeros(view.children, np.int64)
        np.maximum.at(of_child, view.child_of_case, days[chosen].max(axis=0))
        group = grouping.group if grouping else np.zeros(view.children, np.int64)
        lines = [
            Longest(view.run.policy.id, requirement, label, int((late > 0).sum()), int(late.max(initial=0)))
            for number, label in enumerate(grouping.labels if grouping else (_EVERYWHERE,))
            for late in (of_child[group == number],)
        ]
        found += sorted((line for line in lines if line.overdue), key=lambda line: (-int(line.days), line.pathway))
    return tuple(found)


def _rank(requirement: str) -> int:
    return ESSENTIAL.index(requirement) if requirement in ESSENTIAL else len(ESSENTIAL)
