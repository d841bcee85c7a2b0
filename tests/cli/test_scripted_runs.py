"""docs/scripted-runs.md shows what the commands print, and the commands of docs/ci-example.yml run.

`CWD_AUDIT_GOLDEN=1 pytest tests/cli/test_scripted_runs.py` writes the output in the page anew.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from pathlib import Path

import pytest

from commands import AS_OF, SAMPLES, run_command

pytestmark = pytest.mark.no_cover  # whole audits, of lines that the tests of the parts show
DOCS = SAMPLES.parent / "docs"
PAGE = DOCS / "scripted-runs.md"
WORKFLOW = (DOCS / "ci-example.yml").read_text(encoding="utf-8")
BLOCK = re.compile(r"(?P<open>```console\n\$ cwd-audit (?P<command>[^\n]*)\n)(?P<output>.*?)(?P<close>```)", re.DOTALL)
COMMANDS = [shlex.split(line)[1:] for line in re.findall(r"^ +(cwd-audit .*)$", WORKFLOW, re.MULTILINE)]
MOST_LINES = 24


def written(folder: Path) -> str:
    """The page with the output as it should be; its commands run one after another in one folder."""
    (folder / "sample_data").symlink_to(SAMPLES)

    def fill(block: re.Match[str]) -> str:
        ran = run_command(shlex.split(block["command"]), folder)
        lines = (ran.out + ran.err).splitlines()
        if len(lines) > MOST_LINES:
            lines = [*lines[:MOST_LINES], f"… and {len(lines) - MOST_LINES} more lines"]
        return block["open"] + "".join(f"{line}\n" for line in lines) + block["close"]

    return BLOCK.sub(fill, PAGE.read_text(encoding="utf-8"))


def test_the_page_shows_what_the_commands_print(tmp_path: Path) -> None:
    """Line by line, cut where it is long."""
    page = written(tmp_path)
    if os.environ.get("CWD_AUDIT_GOLDEN"):
        PAGE.write_text(page, encoding="utf-8", newline="\n")

    assert page == PAGE.read_text(encoding="utf-8")


def test_the_page_names_every_code_and_format(tmp_path: Path) -> None:
    """Each format that the help names, and each word of `--fail-on`."""
    page = PAGE.read_text(encoding="utf-8")
    helped = " ".join(run_command(["check", "--help"], tmp_path).out.split())

    for word in ("csv", "json", "xlsx", "markdown", "junit", "overdue", "due-soon", "not-assessed", "never"):
        assert f"`{word}`" in page
        assert word in helped


def test_the_workflow_is_locked_down() -> None:
    """No permission but to read, every action pinned to a commit, no word of the run pasted into a script."""
    actions = re.findall(r"uses: (.*)", WORKFLOW)

    assert re.search(r"^permissions: \{\}$", WORKFLOW, re.MULTILINE)
    assert [action for action in actions if not re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40} # v[\d.]+", action)] == []
    assert len(actions) == 2
    assert not re.search(r"^ +(run:|[a-z].*) .*\$\{\{ *github", WORKFLOW, re.MULTILINE)
    assert "persist-credentials: false" in WORKFLOW


@pytest.mark.parametrize(("sample", "code"), [("clean.xlsx", 0), ("troubled.xlsx", 1)])
def test_the_commands_of_the_workflow_run(sample: str, code: int, tmp_path: Path) -> None:
    """The reports are written whatever is found, and the gate alone is red."""
    (tmp_path / "fixtures").mkdir()
    shutil.copy(SAMPLES / sample, tmp_path / "fixtures" / "caseload.xlsx")
    day = AS_OF if code == 0 else "2026-09-01"
    run_command(["check", SAMPLES / sample, "--as-of", day, "--output", "fixtures/baseline.json"], tmp_path)
    codes = [run_command(command, tmp_path).code for command in COMMANDS]
    kept = re.findall(r"^ {12}([a-z.]+)$", WORKFLOW, re.MULTILINE)

    assert codes == [0, 0, code]
    assert kept == ["junit.xml", "summary.md", "changes.json"]
    assert all((tmp_path / name).stat().st_size for name in kept)
