"""On Dask: the same findings as without it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit
from cwd_audit.cluster import audit_each, judge_on
from cwd_audit.engine.batches import Batching

SAMPLES = Path(__file__).parents[2] / "sample_data"
REQUESTS = [
    AuditRequest((SAMPLES / name,), date(2026, 10, 31))
    for name in ("stoke-on-trent-mosaic.xlsx", "torbay-liquidlogic.xlsx")
]


@pytest.mark.parametrize("scheduler", ["sync", "threads"])
def test_batches_on_dask_find_the_same(scheduler: str) -> None:
    """The whole report, not the findings alone."""
    there = replace(REQUESTS[0], batching=Batching(judge_on(scheduler), children=7))

    report = audit(there).report

    assert report == audit(REQUESTS[0]).report
    assert len(report.findings) > 50


def test_audits_on_dask_say_the_same() -> None:
    """One of each council, in the order asked."""
    assert audit_each(REQUESTS, "threads") == [audit(request).report for request in REQUESTS]
