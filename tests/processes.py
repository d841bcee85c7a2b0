"""Runs `cwd-audit` as a process of its own, where only a real one shows the truth."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_COMMAND = (sys.executable, "-m", "cwd_audit")
_WRITE_ALL = """
import sys
from cwd_audit.cli.entry import run
arguments, endings = sys.argv[:-1], sys.argv[-1].split()
for ending in endings:
    sys.argv = [*arguments, "--output", "report." + ending]
    try:
        run()
    except SystemExit:
        pass
"""


def run_process(
    args: Sequence[str | Path],
    folder: Path,
    environment: Mapping[str, str] | None = None,
    *,
    program: Sequence[str] = _COMMAND,
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder, with changes to the environment; both streams are pipes."""
    return subprocess.run(  # noqa: S603 – this very program
        [*program, *map(str, args)],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        capture_output=True,
        check=False,
        timeout=120,
    )


def run_and_write(
    args: Sequence[str | Path], endings: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> list[bytes]:
    """What a command writes in several formats, each a run of its own, in one process that is quicker than several."""
    run_process([*args, " ".join(endings)], folder, environment, program=(sys.executable, "-c", _WRITE_ALL))
    return [(folder / f"report.{ending}").read_bytes() for ending in endings]
