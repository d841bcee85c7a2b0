"""Commands that need no data load nothing that is slow to load, and nothing at all asks the network."""

from __future__ import annotations

import json
import socket
import sys
from pathlib import Path

import pytest

from commands import AS_OF, SAMPLES, run_command
from cwd_audit.cli.app import app
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
import json, sys
from cwd_audit.cli import main
for args in json.loads(sys.argv[1]):
    sys.argv = ["cwd-audit", *args]
    try:
        main()
    except SystemExit:
        print("LOADED", *[name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""
CHECK = ["check", str(SAMPLES / "clean.xlsx"), "--as-of", AS_OF]


def test_a_light_command_loads_nothing_heavy(tmp_path: Path) -> None:
    """Each answers before anybody has let go of the key; a check, which comes last, shows that this test can fail."""
    commands = [*LIGHT_COMMANDS, CHECK]
    ran = run_process([json.dumps(commands)], tmp_path, program=(sys.executable, "-c", SAY_WHAT_IS_LOADED))
    loaded = [line.split()[1:] for line in ran.stderr.decode().splitlines() if line.startswith("LOADED")]

    assert len(commands) == len(loaded)
    assert [] == [args for args, names in zip(LIGHT_COMMANDS, loaded, strict=False) if names]
    assert {"numpy", "pandas", "pandera"} <= set(loaded[-1])


EVERY_COMMAND = (
    ["check", "clean.xlsx", "--as-of", AS_OF, "--output", "worklist.xlsx"],
    ["check", "clean.xlsx", "--as-of", AS_OF, "--output", "worklist.html"],
    ["check", "clean.xlsx", "--as-of", AS_OF, "--output", "findings.json"],
    ["check", "clean.xlsx", "--as-of", AS_OF, "--forecast", "4w", "--output", "weeks.csv"],
    ["check", "clean.xlsx", "--as-of", AS_OF, "--baseline", "findings.json", "--output", "changes.md"],
    ["report", "clean.xlsx", "--month", "2026-10", "--output", "month", "--history", "months.sqlite"],
    ["validate", "clean.xlsx", "--as-of", AS_OF],
    ["columns", "clean.xlsx"],
    ["pseudonymise", "clean.xlsx", "--as-of", AS_OF, "--key-file", "key", "--output", "coded", "--least-k", "0"],
    ["sample", "--policy", "stoke", "--cases", "3", "--as-of", AS_OF, "--output", "try.xlsx"],
    ["policy", "list"],
    ["policy", "show", "torbay"],
    ["explain", "bromley.cin.visit"],
)


def test_nothing_asks_the_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No command opens a socket, not even to look up a name."""

    def trap(*_args: object, **_options: object) -> None:
        msg = "the network was asked"
        raise AssertionError(msg)

    for name in ("socket", "create_connection", "getaddrinfo"):
        monkeypatch.setattr(socket, name, trap)
    (tmp_path / "clean.xlsx").write_bytes((SAMPLES / "clean.xlsx").read_bytes())
    for command in EVERY_COMMAND:
        ran = run_command(command, tmp_path)

        assert (ran.code, command[0]) == (0, command[0])
    names = {command.name for command in app.registered_commands} | {group.name for group in app.registered_groups}
    assert {command[0] for command in EVERY_COMMAND} == names
