"""Commands that need no data load nothing that is slow to load, and nothing at all asks the network."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from commands import AS_OF, SAMPLES
from processes import run_process

HEAVY = ("numpy", "pandas", "pandera", "python_calamine", "openpyxl", "xlsxwriter", "rich")
LIGHT_COMMANDS: tuple[list[str], ...] = (
    ["--help"],
    ["--version"],
    ["check", "--help"],
    ["policy", "list"],
    ["policy", "show", "bromley"],
    ["policy", "show", "england-statutory"],
    ["policy", "check", str(SAMPLES.parent / "schemas" / "policies" / "stoke.toml")],
    ["policy", "new", "north-shire"],
    ["explain", "bromley.s2.definition"],
    ["explain", "bromley.cin.visit"],
    ["explain", "bromley.cin.vist"],
    ["explain", "date-impossible"],
    ["explain", "rows-hidden"],
    ["validate", "--help"],
    ["report", "--help"],
    ["report", "missing.xlsx", "--output", "pack"],
    ["validate", "missing.xlsx"],
    ["pseudonymise", "--help"],
    ["pseudonymise", "missing.xlsx", "--key-file", "key", "--output", "out"],
    ["check", "missing.xlsx"],
    ["check", "--bogus"],
    ["chek"],
    [],
)
SAY_WHAT_IS_LOADED = f"""
import atexit, sys
atexit.register(lambda: print("LOADED", *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr))
from cwd_audit.cli import main
main()
"""


@pytest.mark.parametrize("args", LIGHT_COMMANDS, ids=" ".join)
def test_a_light_command_loads_nothing_heavy(args: list[str], tmp_path: Path) -> None:
    """It answers before anybody has let go of the key."""
    ran = run_process(args, tmp_path, program=(sys.executable, "-c", SAY_WHAT_IS_LOADED))

    assert ran.stderr.decode().splitlines()[-1] == "LOADED"


def test_the_check_loads_what_it_needs(tmp_path: Path) -> None:
    """So that the test before can fail."""
    args = ["check", str(SAMPLES / "clean.xlsx"), "--as-of", AS_OF]
    ran = run_process(args, tmp_path, program=(sys.executable, "-c", SAY_WHAT_IS_LOADED))

    assert {"numpy", "pandas", "pandera"} <= set(ran.stderr.decode().splitlines()[-1].split())
