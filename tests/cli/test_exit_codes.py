"""Each exit code, and what decides it."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from commands import AS_OF, CANARY, SAMPLES, run_command
from cwd_audit.cli.exits import Exit
from exports import write_export

CLEAN = SAMPLES / "clean.xlsx"
TROUBLED = SAMPLES / "troubled.xlsx"
FAIL_ON = ["overdue", "due-soon", "not-assessed", "never"]
SILENT = {"last_visit": "20/10/2026", "last_review": "20/10/2026"}
"""A child in the Safeguarding and Support Hub who has been seen and reviewed in time."""


def exit_of(folder: Path, *args: str | Path, **changes: str) -> int:
    """The exit code of a check of one child who is in time, but for the changes."""
    write_export(folder, SILENT | changes)
    return run_command(["check", ".", "--policy", "warks", "--as-of", AS_OF, *args], folder).code


def test_0_where_nothing_is_overdue_and_all_is_assessed(tmp_path: Path) -> None:
    """The clean sample, with cases due soon among it."""
    assert run_command(["check", CLEAN, "--as-of", AS_OF], tmp_path).code == 0


def test_1_where_something_is_overdue(tmp_path: Path) -> None:
    """One visit, by one day."""
    assert exit_of(tmp_path, last_visit="18/09/2026") == 1
    assert exit_of(tmp_path, last_visit="19/09/2026") == 0


def test_2_where_the_run_cannot_begin(tmp_path: Path) -> None:
    """A file that is not there."""
    assert run_command(["check", "missing.xlsx"], tmp_path).code == 2


def test_3_where_a_case_cannot_be_assessed(tmp_path: Path) -> None:
    """Nobody knows since when the child is on the pathway, nor when it was seen."""
    assert exit_of(tmp_path, last_visit="", pathway_start="") == 3


def test_3_where_a_child_was_set_aside(tmp_path: Path) -> None:
    """A row of the list of children without an ID is a child who may be overdue."""
    write_export(tmp_path, SILENT, SILENT | {"case_id": ""})

    assert run_command(["check", ".", "--policy", "warks", "--as-of", AS_OF], tmp_path).code == 3


def test_3_where_a_rule_was_not_run(tmp_path: Path) -> None:
    """The export has no reviews at all."""
    write_export(tmp_path, {"last_visit": "20/10/2026"})
    ran = run_command(["check", ".", "--policy", "warks", "--as-of", AS_OF], tmp_path)

    assert ran.code == 3
    assert "not run" in ran.err


def test_a_rule_not_run_does_not_decide_where_it_was_not_asked_for(tmp_path: Path) -> None:
    """Whoever asks for visits alone is told of visits alone."""
    write_export(tmp_path, {"last_visit": "20/10/2026"})
    ran = run_command(["check", ".", "--policy", "warks", "--as-of", AS_OF, "--requirement", "visits"], tmp_path)

    assert ran.code == 0
    assert "not run" not in ran.err


def test_3_where_no_policy_claims_a_case_whatever_was_asked_for(tmp_path: Path) -> None:
    """A child of no council, among those of two, may owe anything, visits too."""
    councils = ("Warwickshire County Council", "Torbay Council", "")
    write_export(tmp_path, *(SILENT | {"case_id": f"0010{at}", "authority": name} for at, name in enumerate(councils)))
    ran = run_command(["check", ".", "--as-of", AS_OF, "--requirement", "visit"], tmp_path)

    assert ran.code == 3
    assert "authority not recorded" in ran.out


def test_a_closed_case_of_no_council_is_left_out(tmp_path: Path) -> None:
    """Nobody has to be seen any more."""
    councils = ("Warwickshire County Council", "Torbay Council", "")
    closed = {"closed_on": "01/10/2026"}
    write_export(
        tmp_path,
        SILENT | {"authority": councils[0]},
        *(SILENT | closed | {"case_id": f"0020{at}", "authority": name} for at, name in enumerate(councils)),
    )
    ran = run_command(["check", ".", "--as-of", AS_OF, "--requirement", "visit"], tmp_path)

    assert ran.code == 0
    assert "1 open case" in ran.err


def test_3_where_there_is_no_open_case(tmp_path: Path) -> None:
    """An audit of nobody is no good news."""
    assert exit_of(tmp_path, closed_on="01/10/2026") == 3


def test_usually_does_not_decide(tmp_path: Path) -> None:
    """The Strengthening Families Hub visits "usually" every six weeks: late is told, and ends with 0."""
    hub = SILENT | {"pathway": "Strengthening Families Hub", "last_visit": "01/09/2026"}
    write_export(tmp_path, hub)
    ran = run_command(["check", ".", "--policy", "warks", "--as-of", AS_OF, "--status", "overdue"], tmp_path)

    assert ran.code == 0
    assert "warks.sfh.visit" in ran.out


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, [0, 0, 0, 0]),
        ({"last_visit": "01/10/2026"}, [0, 1, 0, 0]),
        ({"last_visit": "01/09/2026"}, [1, 1, 1, 0]),
        ({"last_visit": "", "pathway_start": ""}, [3, 3, 1, 0]),
    ],
    ids=["in time", "due soon", "overdue", "not assessed"],
)
def test_fail_on(changes: dict[str, str], expected: list[int], tmp_path: Path) -> None:
    """`--fail-on` says what ends a run with 1; overdue is not forgiven but by `never`."""
    actual = [exit_of(tmp_path, "--fail-on", word, "--due-within", "14", **changes) for word in FAIL_ON]

    assert expected == actual


def test_strict_counts_rows_set_aside(tmp_path: Path) -> None:
    """A visit without a date ends a strict run with 3, and a line of totals does not."""
    write_export(tmp_path, SILENT, {"case_id": "Total", "pathway": "1"})
    check = ["check", ".", "--policy", "warks", "--as-of", AS_OF]
    of_totals = run_command([*check, "--strict"], tmp_path).code
    (tmp_path / "visits.csv").write_text("case_id,date\n00101,20/10/2026\n00101,\n", encoding="utf-8")

    assert of_totals == 0
    assert run_command(check, tmp_path).code == 0
    assert run_command([*check, "--strict"], tmp_path).code == 3
    assert run_command([*check, "--strict", "--fail-on", "not-assessed"], tmp_path).code == 1


def test_strict_counts_queries(tmp_path: Path) -> None:
    """Where the policy is silent on the very case somebody must decide."""
    silent = {"pathway": "Child in Need (s17)", "legal_status": "s17", "worker_role": "social worker"}
    write_export(tmp_path, silent | {"last_review": "20/10/2026", "last_supervision": "20/10/2026"})
    check = ["check", ".", "--policy", "torbay", "--as-of", AS_OF]

    assert run_command(check, tmp_path).code == 0
    assert run_command([*check, "--strict"], tmp_path).code == 3


def test_101_for_a_fault_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the fault says may hold a child's data, so only its kind and place are said; nothing is written."""

    def render(*_: object) -> bytes:
        raise ValueError(CANARY)

    broken = SimpleNamespace(BINARY=False, render=render)
    monkeypatch.setattr("cwd_audit.reporting.find_reporter", lambda _name: broken)
    ran = run_command(["check", CLEAN, "--as-of", AS_OF, "--output", "report.csv"], tmp_path)

    assert ran.code == 101
    assert CANARY not in ran.err
    assert "Traceback" not in ran.err
    assert re.match(r"cwd-audit: a fault of the program itself \(ValueError in \w+, line \d+\)", ran.err)
    assert not list(tmp_path.iterdir())


def test_130_for_ctrl_c(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No word is said and nothing is left behind."""

    def interrupt(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("cwd_audit.reporting.find_reporter", lambda _: SimpleNamespace(BINARY=False, render=interrupt))
    ran = run_command(["check", CLEAN, "--as-of", AS_OF, "--output", "report.csv"], tmp_path)

    assert ran == (130, b"", "")
    assert not list(tmp_path.iterdir())


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl-C to a whole console")
def test_ctrl_c_ends_a_real_process(tmp_path: Path) -> None:
    """A run that is reading ends at once and leaves no process and no file behind."""
    slow_to_read = '"case_id",pathway' + ",more" * 30 + "\n" + ("00101,CIN" + ",more" * 30 + "\n") * 300_000
    (tmp_path / "cases.csv").write_text(slow_to_read, encoding="utf-8")
    command = [sys.executable, "-c", _SAY_WHEN_READING, "check", "cases.csv", "--output", "report.csv"]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:  # noqa: S603 – this very program
        assert process.stdout
        readers = process.stdout.readline().split()
        running_before = are_running(readers)
        pressed = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
        took = time.monotonic() - pressed

    assert process.returncode == 130
    assert not err
    assert (running_before, are_running(readers)) == (True, False)
    assert took < 5  # two seconds at most, where the machine is not busy with other tests
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]


def are_running(processes: list[str]) -> bool:
    """Whether any of them still does; one that nobody has asked for its end does not."""
    states = subprocess.run(["ps", "-o", "stat=", "-p", ",".join(processes)], capture_output=True, check=False)  # noqa: S603, S607
    return any(not state.startswith(b"Z") for state in states.stdout.split(b"\n") if state)


_SAY_WHEN_READING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # whatever starts the tests may have it ignored
from cwd_audit.loading.reading.pending import PendingSheets
import cwd_audit.audit.run  # so that the reading is waited for as soon as it has begun
collect = PendingSheets.collect
def say_and_collect(self):
    print(*(process.pid for process in self._running), flush=True)
    return collect(self)
PendingSheets.collect = say_and_collect
from cwd_audit.cli import main
main()
"""


def test_the_codes_are_those_that_scripts_know() -> None:
    """They never change."""
    assert [code.value for code in Exit] == [0, 1, 2, 3, 101, 130]
