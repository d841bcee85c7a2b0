"""`check --baseline`: two runs of one team, a month apart."""

from __future__ import annotations

import json
from pathlib import Path

from commands import AS_OF, SAMPLES, run_command

CHECK: list[str | Path] = ["check", SAMPLES / "bromley-plain.xlsx", "--as-of"]


def test_a_month_later(tmp_path: Path) -> None:
    """What is late on both days is left out, in numbers that add up; the exit code goes by what is new."""
    before = run_command([*CHECK, "2026-09-30", "--format", "json"], tmp_path)
    (tmp_path / "before.json").write_bytes(before.content)
    now = json.loads(run_command([*CHECK, AS_OF, "--format", "json"], tmp_path).out)["summary"]
    ran = run_command([*CHECK, AS_OF, "--baseline", "before.json", "--format", "json"], tmp_path)
    report = json.loads(ran.out)
    then, changes = json.loads(before.out)["summary"], report["baseline"]

    assert ran.code == 1
    assert now["overdue"] + now["breach"] == changes["new"] + changes["unchanged"]
    assert then["overdue"] + then["breach"] == sum(
        changes[name] for name in ("mended", "gone", "unassessed_now", "unchanged")
    )
    assert report["summary"]["overdue"] + report["summary"]["breach"] == changes["new"]
    assert f"{changes['new']} newly overdue or in breach" in ran.err


def test_nothing_has_changed(tmp_path: Path) -> None:
    """The same export on the same day: nothing is new, and that is no claim that nothing is overdue."""
    run_command([*CHECK, AS_OF, "--output", "before.json"], tmp_path)
    ran = run_command([*CHECK, AS_OF, "--baseline", "before.json", "--output", "now.txt"], tmp_path)

    assert ran.code == 0
    assert "NOTHING NEWLY OVERDUE SINCE 31 OCTOBER 2026" in (tmp_path / "now.txt").read_text(encoding="utf-8")
    assert "nothing newly overdue or in breach; 27 still so; 0 mended; 1 not assessed" in ran.err
