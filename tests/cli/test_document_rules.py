"""What a policy says of its own document is judged once, at the head of a report, and of no case."""

from __future__ import annotations

import json
from pathlib import Path

from commands import AS_OF, run_command

CASES = "Case ID,Pathway,Pathway Start,Worker\n00101,Short Breaks,2026-09-01,Testworker One\n"


def test_document_rules_judge_no_case(tmp_path: Path) -> None:
    """Stoke-on-Trent's policy is past its own review date: said of the policy, and found of no child."""
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    read = json.loads(
        run_command(["check", "cases.csv", "--policy", "stoke", "--as-of", AS_OF, "--format", "json"], tmp_path).out
    )

    assert [policy["past_review"] for policy in read["policies"]] == [True]
    assert read["findings"]
    assert "document" not in {finding["kind"] for finding in read["findings"]}
    assert "stoke.doc.review" not in {line["rule"] for line in read["not_run"]}
