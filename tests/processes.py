"""Runs `cwd-audit` as a process of its own, where only a real one shows the truth."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

_COMMAND = (sys.executable, "-m", "cwd_audit")


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
