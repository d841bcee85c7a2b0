"""The JSON report: the contract that scripts depend on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from builders_report import REPORTS, a_finding, a_report, beside_a_statute, every_status
from cwd_audit import __version__
from cwd_audit.reporting import RenderOptions, find_reporter
from cwd_audit.resources import schemas

PUBLISHED = schemas() / "meta" / "report.schema.json"


def document(report: object, *, names: bool = False) -> dict[str, Any]:
    """The report, read back."""
    read: dict[str, Any] = json.loads(find_reporter("json").render(report, RenderOptions(names=names)))  # type: ignore[arg-type]  # parametrize loses the type
    return read


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("report", REPORTS)
def test_every_report_fits_the_published_schema(report: str, names: bool) -> None:  # noqa: FBT001 – a parameter of the test
    """Every key is there, no other is, and dates are dates."""
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    faults = validator.iter_errors(document(REPORTS[report](), names=names))

    assert [fault.message for fault in faults] == []


def test_keys_stand_in_the_order_of_the_contract() -> None:
    """design, section 6, word for word; what was added since stands last."""
    read = document(every_status())

    assert list(read) == [
        "schema_version", "tool", "as_of", "policies", "sources", "summary", "findings", "problems", "not_run",
        "silences", "notes",
    ]  # fmt: skip
    assert list(read["findings"][0]) == [
        "case_id", "authority", "pathway", "team", "worker", "policy", "rule", "requirement", "kind", "strength",
        "status", "due_on", "last_on", "days_overdue", "reason", "citation", "evidence",
    ]  # fmt: skip
    assert list(read["policies"][0]) == ["id", "title", "issued", "review_due", "past_review", "sha256"]
    assert list(read["problems"][0]) == ["code", "severity", "file", "sheet", "row", "column", "message", "hint"]
    assert list(read["summary"]) == [
        "cases", "assessed", "overdue", "due_soon", "in_time", "breach", "met", "query", "not_assessed",
        "by_requirement",
    ]  # fmt: skip


def test_versions_are_said() -> None:
    """A script can tell which shape it reads and which program wrote it."""
    read = document(every_status())

    assert ("1", {"name": "cwd-audit", "version": __version__}) == (read["schema_version"], read["tool"])


def test_the_summary_counts_the_findings() -> None:
    """Counts by requirement add up to the counts of all."""
    summary = document(every_status())["summary"]
    by_requirement = summary["by_requirement"]

    assert (summary["cases"], summary["assessed"]) == (15, 5 + 2 + 2 + 2)
    assert list(by_requirement) == ["visit", "review", "allocation"]
    for status in by_requirement["visit"]:
        assert summary[status] == sum(counts[status] for counts in by_requirement.values())


def test_one_finding_in_full() -> None:
    """Dates are ISO, blanks are null, text is as it was exported."""
    assert document(a_report(a_finding(worker="")), names=True)["findings"] == [
        {
            "case_id": "00123",
            "authority": "Testshire",
            "pathway": "Short Breaks",
            "team": "Team North",
            "worker": "",
            "policy": "testshire",
            "rule": "testshire.sb.visit",
            "requirement": "visit",
            "kind": "timescale",
            "strength": "should",
            "status": "overdue",
            "due_on": "2025-12-26",
            "last_on": "2025-09-26",
            "days_overdue": 10,
            "reason": "",
            "citation": '4.2 "The child should be visited every three months."',
            "evidence": [{"file": "export.xlsx", "sheet": "Visits", "row": 12}],
            "name": "Testchild Alpha",
        }
    ]


def test_each_finding_has_a_line_of_its_own() -> None:
    """Two reports can be compared line by line, and the file ends as a text file does."""
    written = find_reporter("json").render(every_status(), RenderOptions()).decode("ascii")

    assert written.count('\n  {"case_id"') == len(every_status().findings)
    assert written.endswith("]\n}\n")


def test_what_is_no_report_is_refused() -> None:
    """A value that JSON has no word for stops the program rather than come out as something else."""
    with pytest.raises(TypeError, match="a report holds no set"):
        find_reporter("json").render(a_report(a_finding(reason={1})), RenderOptions())


def test_a_statute_is_counted_apart() -> None:
    """Its findings are there under its own id, and in none of the council's counts."""
    read = document(beside_a_statute())

    assert [finding["policy"] for finding in read["findings"]] == ["testshire", "testshire", "statute", "statute"]
    assert (read["summary"]["overdue"], read["summary"]["in_time"]) == (1, 1)
    assert read["summary"]["national"]["statute"]["overdue"] == 1
    assert [policy.get("national") for policy in read["policies"]] == [None, True]


def test_what_was_not_checked_is_there_for_machines() -> None:
    """For what the policy sets no interval, and what the export cannot carry."""
    read = document(every_status())

    silence = {"policy": "testshire", "pathway": "Short Breaks", "requirement": "carer", "cases": 1}
    assert silence in read["silences"]
    assert read["notes"] == ["Only last dates were exported: history is not available."]
