"""A report is written whole or not at all, for its owner alone."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from commands import AS_OF, SAMPLES, run_command

CHECK: list[str | Path] = ["check", SAMPLES / "clean.xlsx", "--as-of", AS_OF, "--output"]
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither modes nor devices")


@posix
def test_a_report_can_be_read_by_its_owner_only(tmp_path: Path) -> None:
    """It holds data of children, even where the file it replaces was open to all."""
    target = tmp_path / "report.csv"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o644)
    run_command([*CHECK, target], tmp_path)

    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["report.csv"]


def test_a_place_that_cannot_be_is_refused_before_anything_is_read(tmp_path: Path) -> None:
    """Nobody waits a minute for that."""
    ran = run_command(
        ["check", SAMPLES / "clean.xlsx", "--as-of", "no day", "--output", "missing/report.csv"], tmp_path
    )

    assert ran.err.startswith("cwd-audit: report.csv: its folder does not exist\n")


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    """What it points to is replaced."""
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    (tmp_path / "report.csv").symlink_to("real.csv")
    run_command([*CHECK, "report.csv"], tmp_path)

    assert (tmp_path / "report.csv").is_symlink()
    assert (tmp_path / "real.csv").read_text(encoding="utf-8-sig").startswith('"case_id"')


@posix
def test_a_link_to_an_export_does_not_overwrite_it(tmp_path: Path) -> None:
    """However the export is named."""
    export = tmp_path / "cases.csv"
    export.write_text("case_id,pathway\n00101,CIN\n", encoding="utf-8")
    (tmp_path / "report.csv").symlink_to("cases.csv")
    ran = run_command(["check", ".", "--output", "report.csv"], tmp_path)

    assert ran.code == 2
    assert export.read_text(encoding="utf-8") == "case_id,pathway\n00101,CIN\n"


@posix
def test_a_device_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    """`--output /dev/null` leaves the device where it is."""
    ran = run_command([*CHECK, "/dev/null", "--format", "csv"], tmp_path)

    assert ran.code == 0
    assert Path("/dev/null").is_char_device()


@posix
def test_a_pipe_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    """A named pipe whose reader is there gets the whole report."""
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    ran = run_command([*CHECK, pipe, "--status", "overdue"], tmp_path)
    got = os.read(reader, 65_536)
    os.close(reader)

    assert ran.code == 0
    assert got.startswith(b'\xef\xbb\xbf"case_id"')
    assert pipe.is_fifo()


def test_no_colour_reaches_a_file(tmp_path: Path) -> None:
    """Not even where the run was started on a terminal."""
    run_command([*CHECK, "report.txt"], tmp_path, out_terminal=True)

    assert b"\x1b" not in (tmp_path / "report.txt").read_bytes()
