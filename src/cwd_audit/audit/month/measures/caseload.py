"""`caseload`: how many workers hold no more children than the limit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cwd_audit.audit.month.measures import WHOLE, Measured
from cwd_audit.model.kinds.limit import LimitRule
from cwd_audit.model.month import Figure, Line, Load, MonthPoint, Shorthand

if TYPE_CHECKING:
    from cwd_audit.audit.month.view import MonthView
    from cwd_audit.engine.verdicts import Verdicts
    from cwd_audit.model.indicators import Card

_NOW_ONLY = "Worked out for this month only: the export tells who holds each case now, and not who held it before."


class Workload(NamedTuple):
    """What the workers under one limit hold; parallel columns."""

    rule: LimitRule
    worker: NDArray[np.int64]
    holds: NDArray[np.int64]


def measure(card: Card, view: MonthView) -> Measured:
    """A worker over one of the limits is over; one exactly where the text is silent is not assessed."""
    found = [each for each in workloads(view) if each.rule.id in card.rules]
    worst: dict[int, int] = {}
    for each in found:
        rank = np.where(each.holds > each.rule.at_most, 2, each.holds == (each.rule.query_at or -1)).tolist()
        for worker, standing in zip(each.worker.tolist(), rank, strict=True):
            worst[worker] = max(worst.get(worker, 0), standing)
    within, unsettled = (sum(standing == wanted for standing in worst.values()) for wanted in (0, 1))
    figure = Figure(within, len(worst) - unsettled, unsettled)
    if not found and view.lacking(card):
        figure = Figure(Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE)
    return Measured((MonthPoint(view.month_end, Line(WHOLE, figure, None)),), _NOW_ONLY, ())


def find_loads(view: MonthView) -> tuple[Load, ...]:
    """What the workers under each limit of the policy hold; limits under which nobody works are left out."""
    return tuple(
        Load(
            view.run.policy.id, each.rule.id, each.rule.title, int(each.rule.at_most), len(each.holds),
            int((each.holds > each.rule.at_most).sum()), int(each.holds.min()),
            int(np.ceil(np.median(each.holds))), int(each.holds.max()),
        )
        for each in workloads(view)
        if len(each.holds)
    )  # fmt: skip


def workloads(view: MonthView) -> list[Workload]:
    """The workload under each limit on the children of a worker that was run."""
    return [
        _workload(rule, found, view)
        for rule, found in view.run.verdicts
        if isinstance(rule, LimitRule) and rule.measure.take == "cases of the worker"
    ]


def _workload(rule: LimitRule, found: Verdicts, view: MonthView) -> Workload:
    code = view.run.facts.words("cases", "worker").codes[found.case].astype(np.int64)
    worker, first = np.unique(code, return_index=True)
    return Workload(rule, worker, found.number[first].astype(np.int64))
