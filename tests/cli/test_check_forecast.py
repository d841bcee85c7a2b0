"""`check --forecast`: the coming weeks instead of the findings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import AS_OF, SAMPLES, run_command
from exports import write_export

CHECK: list[str | Path] = ["check", SAMPLES / "bromley-plain.xlsx", "--as-of", AS_OF]


def test_it_agrees_with_the_findings(tmp_path: Path) -> None:
    """Children overdue by worker and requirement, and what is due soon, are those of the check; so is the exit code."""
    checked = run_command([*CHECK, "--due-within", "27", "--format", "json"], tmp_path)
    ahead = run_command([*CHECK, "--forecast", "4w", "--format", "json"], tmp_path)
    findings = [each for each in json.loads(checked.out)["findings"] if each["kind"] == "timescale"]
    lines = json.loads(ahead.out)["lines"]

    def children(status: str, worker: str, requirement: str) -> int:
        wanted = status, worker, requirement
        found = (each for each in findings if (each["status"], each["worker"], each["requirement"]) == wanted)
        return len({each["case_id"] for each in found})

    assert ahead.code == checked.code == 1
    assert sum(line["overdue_now"] for line in lines) > 20
    for line in lines:
        assert line["overdue_now"] == children("overdue", line["worker"], line["requirement"])
        assert line["due"] >= children("due_soon", line["worker"], line["requirement"]) - line["overdue_now"]
        assert line["due"] == sum(week["due"] for week in line["weeks"])


def test_an_export_of_last_dates_tells_no_past(tmp_path: Path) -> None:
    """What falls due is told, what was made is not; that is said and is never 0."""
    write_export(tmp_path, {"last_visit": "01/10/2026"})
    check = ["check", "cases.csv", "--policy", "warks", "--as-of", AS_OF, "--forecast", "12 weeks"]
    (line,) = json.loads(run_command([*check, "--requirement", "visit", "--format", "json"], tmp_path).out)["lines"]
    table = run_command(check, tmp_path).out

    assert (line["overdue_now"], line["due"], line["made"]) == (0, 2, None)
    assert [week["begins"] for week in line["weeks"] if week["due"]] == ["2026-11-09", "2026-12-21"]
    assert "not available" in table
    assert "history cannot be told" in table


@pytest.mark.parametrize("option", ["--team", "--worker", "--requirement"])
def test_it_is_narrowed_as_the_check_is(option: str, tmp_path: Path) -> None:
    """To one team, worker or requirement; and says so."""
    wanted = {
        "--team": "Children with Disabilities Team North",
        "--worker": "Testworker Lima",
        "--requirement": "visits",
    }
    ahead = run_command([*CHECK, "--forecast", "12w", option, wanted[option], "--output", "ahead.txt"], tmp_path)
    text = (tmp_path / "ahead.txt").read_text(encoding="utf-8")
    shown = {"--team": "Testworker Romeo", "--worker": "Testworker Romeo", "--requirement": "Supervision"}

    assert f"Only: {option.removeprefix('--')}" in text
    assert shown[option] not in text
    assert "fall due within 12 weeks" in ahead.err


def test_who_cannot_be_assessed_is_counted_apart(tmp_path: Path) -> None:
    """In the troubled sample some children cannot be forecast."""
    ran = run_command(["check", SAMPLES / "troubled.xlsx", "--as-of", AS_OF, "--forecast", "12w"], tmp_path)

    assert "children cannot be forecast, or not in full" in " ".join(ran.out.split())
