"""Closed cases owe no visit; a rule about closing is asked of them, and they are still no open cases."""

from __future__ import annotations

import json
from pathlib import Path

from commands import AS_OF, run_command
from exports import write_export

CLOSED = {"case_id": "00102", "closed_on": "16/10/2026", "case_closure_step": ""}
OPEN = {"case_id": "00101", "closed_on": "", "case_closure_step": ""}


def test_a_closed_case_is_asked_for_its_closure_and_counts_as_closed(tmp_path: Path) -> None:
    """One open case and one closed: the closure step of the closed one is missing, and it is asked nothing else."""
    export = write_export(tmp_path, OPEN, CLOSED)
    ran = run_command(["check", export, "--policy", "warks", "--as-of", AS_OF, "--format", "json"], tmp_path)
    report = json.loads(ran.out)

    assert [("warks.closure.steps.completed", "breach")] == [
        (finding["rule"], finding["status"]) for finding in report["findings"] if finding["case_id"] == "00102"
    ]
    assert 1 == report["summary"]["cases"]
    assert "1 open case as at 31 October 2026" in ran.err
