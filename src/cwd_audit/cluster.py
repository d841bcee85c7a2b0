"""Audits on Dask, an engine for many machines: the extra `cwd-audit[cluster]`. docs/performance.md says when to.

Whatever runs the work, it is the same work: whole audits of the exports of several councils, or one audit whose cases
are judged batch by batch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from dask.base import compute
from dask.delayed import delayed

from cwd_audit.audit.run import audit

if TYPE_CHECKING:
    from cwd_audit.audit.request import AuditRequest
    from cwd_audit.engine.batches import Batch, ForEach, JudgeBatch, Judged
    from cwd_audit.model.report import AuditReport


def audit_each(requests: Sequence[AuditRequest], scheduler: object = None) -> list[AuditReport]:
    """The reports of several audits, in order, each made where the scheduler sends it: the exports must be read there.

    Args:
        requests: what is asked of each council's exports.
        scheduler: as `dask.compute` takes it: None, a name such as "processes", or a `distributed.Client`.

    Raises:
        CwdAuditError: one of the audits cannot go on.
    """
    return list(_run_each(_report_on, requests, scheduler))


def judge_on(scheduler: object = None) -> ForEach:
    """What carries out the batches of an audit on Dask: `AuditRequest(…, batching=Batching(judge_on(client)))`."""
    return partial(_judge_each, scheduler=scheduler)


def _report_on(request: AuditRequest) -> AuditReport:
    return audit(request).report


def _judge_each(judge_batch: JudgeBatch, batches: Iterable[Batch], *, scheduler: object) -> Iterable[Judged]:
    return _run_each(judge_batch, batches, scheduler)


def _run_each(work: Callable[[Any], Any], pieces: Iterable[object], scheduler: object) -> Iterable[Any]:
    tasks = [delayed(work)(piece) for piece in pieces]
    found: Iterable[Any] = compute(*tasks, scheduler=scheduler)  # type: ignore[no-untyped-call]  # dask states no types
    return found
