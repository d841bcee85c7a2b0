"""The report goes to standard output and everything else to standard error, in whatever the console can show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from commands import AS_OF, SAMPLES, run_command
from exports import write_export
from invocations import commands
from processes import run_process

pytestmark = pytest.mark.no_cover  # whole audits, of lines that the tests of the parts show
LEAN = str(SAMPLES / "torbay-plain.xlsx")
CHECK = ["check", LEAN, "--as-of", AS_OF]
COMMANDS = {
    "check": CHECK,
    "check csv": [*CHECK, "--format", "csv"],
    "policy show": ["policy", "show", "torbay"],
    "columns": ["columns", LEAN],
    "explain a case": ["explain", LEAN, "--as-of", AS_OF, "--case", "090789"],
}


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_help_and_faults_speak_the_encoding_of_the_console(encoding: str, tmp_path: Path) -> None:
    """No sign is shown that the console does not have. Of what the commands do test_every_command.py says the same."""
    for args in (["--help"], *([*name.split(), "--help"] for name in commands()), ["explain", "–“é”"]):
        ran = run_command(args, tmp_path, encoding=encoding)
        shown = ran.content.decode(encoding) + ran.err

        assert (args, ran.code) == (args, 0 if "--help" in args else 2)
        assert "\\u" not in shown
        assert shown


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_a_real_process_speaks_it_too(encoding: str, tmp_path: Path) -> None:
    """Quotation marks of a policy become plain ones where there are no others."""
    ran = run_process(["explain", "torbay.sbp.review"], tmp_path, {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"})

    assert ran.returncode == 0
    assert ("“Annually" if encoding == "cp1252" else '"Annually') in ran.stdout.decode(encoding)


@pytest.mark.parametrize("encoding", ["cp1252", "cp850", "ascii"])
def test_a_terminal_of_that_encoding_gets_a_table(encoding: str, tmp_path: Path) -> None:
    """Lines and quotation marks are those it has."""
    ran = run_command(CHECK, tmp_path, out_terminal=True, encoding=encoding)

    assert ran.content.isascii()
    assert b"DUE SOON" in ran.content


def test_the_report_is_alone_on_standard_output(tmp_path: Path) -> None:
    """The sentence that sums it up goes to standard error, so that a pipe can be read by a program."""
    ran = run_command(CHECK, tmp_path)

    assert " open cases as at 31 October 2026: " in ran.err
    assert "open cases as at" not in ran.out


def test_a_report_in_a_file_leaves_standard_output_empty(tmp_path: Path) -> None:
    """What was done is said on standard error."""
    ran = run_command([*CHECK, "--output", "report.csv"], tmp_path)

    assert ran.content == b""
    assert ran.err.endswith("Written to report.csv.\n")


def test_faults_leave_standard_output_empty(tmp_path: Path) -> None:
    """A program that reads the pipe gets nothing it could take for a report."""
    assert run_command(["check", "missing.xlsx"], tmp_path).content == b""


@pytest.mark.parametrize(
    ("variable", "value", "coloured"), [("NO_COLOR", "1", False), ("NO_COLOR", "", True), ("TERM", "dumb", False)]
)
def test_colour_only_where_it_is_wanted(
    variable: str,
    value: str,
    coloured: bool,  # noqa: FBT001 – of a test
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`NO_COLOR` and a dumb terminal get none; a table says overdue in words too."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv(variable, value)
    ran = run_command(CHECK, tmp_path, out_terminal=True)

    assert (b"\x1b[" in ran.content) == coloured


def test_a_terminal_is_told_what_to_do_next(tmp_path: Path) -> None:
    """The suggestion repeats what was asked, quoted where a shell needs it, and works."""
    write_export(tmp_path, {"last_visit": "20/10/2026"}, name="our export.csv")
    ran = run_command(["check", "our export.csv", "--policy", "warks", "--as-of", AS_OF], tmp_path, out_terminal=True)
    expected = 'Next: cwd-audit check "our export.csv" --policy warks --as-of 2026-10-31 --output worklist.xlsx\n'

    assert expected == ran.err


@pytest.mark.skipif(sys.platform == "win32", reason="shells of Windows close no pipe early")
@pytest.mark.parametrize("name", COMMANDS)
def test_a_reader_may_stop_early(name: str, tmp_path: Path) -> None:
    """`| head -1` ends without a word; the exit code is that of the run."""
    read, write = os.pipe()
    os.close(read)
    with subprocess.Popen(  # noqa: S603 – this very program
        [sys.executable, "-m", "cwd_audit", *COMMANDS[name]], cwd=tmp_path, stdout=write, stderr=subprocess.PIPE
    ) as process:
        os.close(write)
        _, err = process.communicate(timeout=60)

    assert process.returncode in {0, 1, 3}
    assert b"Broken" not in err
    assert b"Exception" not in err
    assert b"Traceback" not in err
