"""On a terminal long work is seen to go on; what was shown is wiped away, and nothing of it reaches a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import Any
from unittest.mock import patch

import pytest
from rich.progress import Progress

from commands import AS_OF, SAMPLES, Console, run_command
from cwd_audit.cli import progress
from cwd_audit.cli.progress import say_at_work


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Console:
    """A terminal that standard error may be."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Console(terminal=True)


@contextmanager
def at_work(console: Console, *files: Path) -> Iterator[None]:
    """Work on files, with standard error going to a console."""
    with patch.object(sys, "stderr", console), say_at_work(files):
        yield


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> Event:
    """Set when the display has begun."""
    event = Event()
    start = Progress.start

    def start_and_tell(self: Progress) -> None:
        start(self)
        event.set()

    monkeypatch.setattr(Progress, "start", start_and_tell)
    return event


def large(folder: Path, name: str = "export.csv") -> Path:
    """A file that takes a while."""
    path = folder / name
    with path.open("wb") as file:
        file.truncate(progress.LARGE + 1)
    return path


def test_large_files_are_seen_to_be_read(tmp_path: Path, terminal: Console, begun: Event) -> None:
    """At once, by name, and wiped away at the end."""
    with at_work(terminal, large(tmp_path)):
        assert begun.wait(10)
    written = terminal.content().decode()

    assert "Reading and checking export.csv" in written
    assert written.endswith("\x1b[1A\x1b[2K")


def test_several_files_are_counted(tmp_path: Path, terminal: Console, begun: Event) -> None:
    """Their names would not fit."""
    with at_work(terminal, large(tmp_path), large(tmp_path, "more.csv")):
        assert begun.wait(10)

    assert "Reading and checking 2 files" in terminal.content().decode()


def test_a_name_is_no_markup(tmp_path: Path, terminal: Console, begun: Event) -> None:
    """Brackets in the name of a file are shown as they are."""
    with at_work(terminal, large(tmp_path, "[red]export.csv")):
        assert begun.wait(10)

    assert "[red]export.csv" in terminal.content().decode()


def test_work_that_takes_long_is_seen_too(
    tmp_path: Path, terminal: Console, begun: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However small the files: after a while, here a short one."""
    monkeypatch.setattr(progress, "PATIENCE", 0.01)
    with at_work(terminal, tmp_path / "missing.csv"):
        assert begun.wait(10)

    assert "Reading and checking missing.csv" in terminal.content().decode()


def test_quick_work_shows_nothing(tmp_path: Path, terminal: Console, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing flickers."""
    monkeypatch.setattr(progress, "PATIENCE", 3600)
    with at_work(terminal, tmp_path / "missing.csv"):
        pass

    assert terminal.content() == b""


def test_a_display_that_comes_too_late_never_begins(terminal: Console) -> None:
    """The work may end between the timer and the display."""
    with patch.object(sys, "stderr", terminal):
        display = progress._Display("Reading")
        display.end()
        display.begin()

    assert terminal.content() == b""


def test_it_ends_with_a_fault_too(tmp_path: Path, terminal: Console, begun: Event) -> None:
    """The cursor is there again before anything is said."""

    def work_and_fail() -> None:
        with at_work(terminal, large(tmp_path)):
            assert begun.wait(10)
            raise KeyError

    with pytest.raises(KeyError):
        work_and_fail()

    assert b"\x1b[?25h" in terminal.content()


@pytest.mark.parametrize(("is_terminal", "term"), [(False, "xterm"), (True, "dumb")])
def test_no_display_where_nobody_could_see_it(
    is_terminal: bool,  # noqa: FBT001 – of a test
    term: str,
    tmp_path: Path,
    begun: Event,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """In a pipe, a log or a terminal that cannot wipe anything away."""
    console = Console(terminal=is_terminal)
    monkeypatch.setenv("TERM", term)
    with at_work(console, large(tmp_path)):
        assert not begun.wait(0.1)

    assert console.content() == b""


def test_a_check_says_that_it_is_at_work(tmp_path: Path, begun: Event, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its report is the same, byte for byte."""
    monkeypatch.setenv("TERM", "xterm")
    check: list[Any] = ["check", SAMPLES / "clean.xlsx", "--as-of", AS_OF]
    quiet = run_command(check, tmp_path)
    monkeypatch.setattr(progress, "LARGE", 0)
    seen = run_command(check, tmp_path, err_terminal=True)

    assert begun.is_set()
    assert quiet.content == seen.content
    assert seen.err.endswith(quiet.err)
