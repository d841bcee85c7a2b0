"""Commands that need no data load nothing that is slow to load, and nothing at all asks the network."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

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
LIGHTEST_COMMANDS: tuple[list[str], ...] = (["--help"], ["--version"], ["policy", "list"], ["policy"], ["chek"], [])
SAY_WHAT_IS_LOADED = f"""
import json, sys
from cwd_audit.cli import main
for args in json.loads(sys.argv[1]):
    sys.argv = ["cwd-audit", *args]
    try:
        main()
    except SystemExit:
        print("LOADED", *[name for name in {(*HEAVY, "pydantic")!r} if name in sys.modules], file=sys.stderr)
"""
CHECK = ["check", str(SAMPLES / "clean.xlsx"), "--as-of", AS_OF]


def test_a_light_command_loads_nothing_heavy(tmp_path: Path) -> None:
    """Each answers before anybody has let go of the key; a check, which comes last, shows that this test can fail."""
    *light, check = _loaded_after((*LIGHT_COMMANDS, CHECK), tmp_path)

    assert [] == [args for args, names in zip(LIGHT_COMMANDS, light, strict=True) if set(names) & set(HEAVY)]
    assert {"numpy", "pandas", "pandera"} <= set(check)


def test_a_command_without_values_does_not_load_what_reads_values(tmp_path: Path) -> None:
    """Half the time of such a command would go into loading pydantic; a policy that is shown is read with it."""
    *lightest, shown = _loaded_after((*LIGHTEST_COMMANDS, ["policy", "show", "stoke"]), tmp_path)

    assert [[]] * len(LIGHTEST_COMMANDS) == lightest
    assert shown == ["pydantic"]


def _loaded_after(commands: Sequence[Sequence[str]], tmp_path: Path) -> list[list[str]]:
    """Of the packages that take long to load those that are loaded after each of the commands."""
    ran = run_process([json.dumps(commands)], tmp_path, program=(sys.executable, "-c", SAY_WHAT_IS_LOADED))
    loaded = [line.split()[1:] for line in ran.stderr.decode().splitlines() if line.startswith("LOADED")]
    assert len(commands) == len(loaded)
    return loaded
