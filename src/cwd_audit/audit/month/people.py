"""Children and families who are open at month end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.model.month import Number, Shorthand

if TYPE_CHECKING:
    from cwd_audit.audit.month.view import MonthView


def count_children(views: Sequence[MonthView]) -> int:
    """The children of all councils; one with several cases counts once."""
    return sum(int(view.children_of(view.present(view.month_end)).sum()) for view in views)


def count_families(views: Sequence[MonthView]) -> Number:
    """The families with more than one child open, where the export says who are siblings."""
    if not any("cases.family_id" in view.run.facts.provided for view in views):
        return Shorthand.NOT_AVAILABLE
    return sum(_families(view) for view in views)


def _families(view: MonthView) -> int:
    family = view.run.facts.words("cases", "family_id")
    named = view.present(view.month_end) & (np.asarray(family, dtype=object).astype(str) != "")
    pairs = np.unique(np.column_stack([family.codes[named].astype(np.int64), view.child_of_case[named]]), axis=0)
    return int((np.bincount(pairs[:, 0]) > 1).sum()) if len(pairs) else 0
