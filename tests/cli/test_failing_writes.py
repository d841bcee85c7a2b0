"""Whatever goes wrong while a file is written: the new one is there whole, or all is as it was."""

from __future__ import annotations

import errno
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

import pytest

from commands import Ran, run_command
from cwd_audit import writing
from cwd_audit.loading.reading import pending
from cwd_audit.model.errors import OutputError
from cwd_audit.sampling import samples
from cwd_audit.sampling.arrange import arrange
from invocations import CHILD, INVOCATIONS, OUTPUT, arguments, command_of, make_baseline, prepare, sound
from processes import run_process
from steps import Fault, Steps

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has other signals")
WRITING = [what for what, args in INVOCATIONS.items() if {"--output", "--write"} & {*args}]
DRAFTS = {"columns", "policy new"}
"""They refuse a file that is there already."""


def refusal(number: int) -> Fault:
    """A fault of the system."""

    def fail() -> None:
        raise OSError(number, os.strerror(number))

    return fail


def interrupt() -> None:
    """Ctrl-C that cannot wait."""
    raise KeyboardInterrupt


FAULTS: dict[bool, dict[str, tuple[Fault, int]]] = {
    True: {"the disk is full": (refusal(errno.ENOSPC), 2), "interrupted": (interrupt, 130)},
    False: {"it is forbidden": (refusal(errno.EACCES), 2), "it is read-only": (refusal(errno.EROFS), 2)},
}
"""Whether there are reports of an earlier run -> what goes wrong, and the exit code."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder to work in."""
    made = prepare(tmp_path_factory.mktemp("faults"), sound())
    make_baseline(made)
    return made


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """What takes long and writes nothing is done once: writing is what is tried here."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(pending, "_cannot_start_processes", return_value=True))
        for place in (
            "cwd_audit.audit.run.audit",
            "cwd_audit.audit.month.make.make_month",
            "cwd_audit.reporting.month.publication.publish",
            "cwd_audit.reporting.month.arrange.arrange",
            "cwd_audit.loading.load.recognise_sheets",
            "cwd_audit.pseudonymising.run.pseudonymise",
            "cwd_audit.cli.pseudonymise._render",
            "cwd_audit.sampling.samples.draw_caseload",
        ):
            stack.enter_context(patch(place, once(place)))
        rendered = SimpleNamespace(render=lambda *_: b"new")
        stack.enter_context(patch("cwd_audit.reporting.month.find_month_reporter", return_value=rendered))
        stack.enter_context(patch("cwd_audit.reporting.month.month_formats", return_value=("docx", "html")))
        stack.enter_context(patch.object(samples, "arrange", lambda *args, **named: arrange(*args, **named)[:2]))
        yield


def once(place: str) -> Callable[..., Any]:
    """The function at a place, whose first answer serves for good."""
    module, _, name = place.rpartition(".")
    __import__(module)
    act: Callable[..., Any] = getattr(sys.modules[module], name)
    answers: list[Any] = []

    def answer(*args: object, **options: object) -> Any:  # noqa: ANN401 – whatever it is
        if not answers:
            answers.append(act(*args, **options))
        return answers[0]

    return answer


def renew(folder: Path, what: str, *, there_before: bool) -> dict[str, bytes]:
    """Empty the folder for output, or put there what an earlier run would have left; gives what is there."""
    shutil.rmtree(folder / OUTPUT)
    (folder / OUTPUT).mkdir()
    if there_before:
        ran = run_command(["2026-09" if word == "2026-10" else word for word in arguments(what)], folder)
        assert ran.code in {0, 1, 3}
        for path in files_in(folder / OUTPUT):
            if path.suffix != ".sqlite" and "key" not in path.name:
                path.write_bytes(b"old")
    return state(folder)


def files_in(folder: Path) -> list[Path]:
    """Every file below."""
    return [path for path in folder.rglob("*") if path.is_file()]


def state(folder: Path) -> dict[str, bytes]:
    """Everything below the folder for output; folders hold nothing."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else b""
        for path in (folder / OUTPUT).rglob("*")
    }


def take_all(folder: Path, what: str, steps: Steps) -> Ran:
    """Do it, counting the steps."""
    with steps.counted():
        return run_command(arguments(what), folder)


PROVEN: set[tuple[str, ...]] = set()
"""Steps that have been tried one by one, with the command that takes them."""


@pytest.mark.parametrize("what", WRITING)
def test_each_step_of_writing_fails_once(what: str, folder: Path) -> None:
    """Full, forbidden, read-only or interrupted: all is as it was, and place, fault and remedy are said.

    A command whose other format takes the very same steps is not tried again.
    """
    for there_before in FAULTS if command_of(what) not in DRAFTS else (False,):
        renew(folder, what, there_before=there_before)
        smooth = Steps()
        assert take_all(folder, what, smooth).code in {0, 1, 3}
        assert {"open", "write", "fsync", "replace"} <= {*smooth.taken}
        way = (command_of(what), *smooth.taken)
        if way in PROVEN:
            continue
        for name, (fault, code) in FAULTS[there_before].items():
            before = renew(folder, what, there_before=there_before)
            for number, step in enumerate(smooth.taken, 1):
                ran = take_all(folder, what, Steps(number, fault))
                at = (what, name, number, step)
                if step == "link" and code == 2:  # a file system without links: copied instead
                    assert (at, ran.code) == (at, take_all(folder, what, Steps()).code)
                    before = renew(folder, what, there_before=there_before)
                    continue

                assert (at, ran.code, ran.content) == (at, code, b"")
                assert (at, ran.err) == (at, "") if code == 130 else well_said(ran.err), (at, ran.err)
                assert (at, state(folder)) == (at, before)
        PROVEN.add(way)


def well_said(err: str) -> bool:
    """Whether place, fault and remedy are said, and no more."""
    return bool(re.fullmatch(r"cwd-audit: [^\n]+: [^\n]+\n  [^\n]+\.\n", err)) and CHILD not in err


@posix
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("what", ["check csv", "report", "pseudonymise"])
def test_a_wish_to_end_waits_until_all_is_written(what: str, number: signal.Signals, folder: Path) -> None:
    """Ctrl-C, or the end of a session, in the middle of writing: everything is in place, and then the run ends."""
    smooth = Steps()
    renew(folder, what, there_before=False)
    take_all(folder, what, smooth)
    written = {name for name, content in state(folder).items() if content}
    steps = Steps(smooth.taken.index("fsync") + 1, lambda: signal.raise_signal(number))
    # whatever starts the tests may have it ignored
    before = {each: signal.signal(each, signal.default_int_handler) for each in (signal.SIGINT, signal.SIGTERM)}
    try:
        renew(folder, what, there_before=False)
        ran = take_all(folder, what, steps)
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)

    assert (ran.code, steps.taken) == (130, smooth.taken)
    assert {name for name, content in state(folder).items() if content} == written


_KILL_AT_EACH_STEP = """
import os, signal, sys
from pathlib import Path
from cwd_audit.writing import write_folder
from steps import Steps
number, ended = 0, -1
while ended:
    number += 1
    folder = Path(sys.argv[1]) / str(number)
    folder.mkdir()
    for name in "abc":
        (folder / name).write_bytes(b"old")
    if not (child := os.fork()):
        with Steps(number, lambda: os.kill(os.getpid(), signal.SIGKILL)).counted():
            write_folder(folder, dict.fromkeys("abcd", b"new"))
        os._exit(0)
    ended = os.waitpid(child, 0)[1]
"""


@posix
def test_a_killed_run_harms_no_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed at each step: every file is the old or the new one; what is left is known by its name, and goes later."""
    tried = tmp_path / "tried"
    tried.mkdir()
    subprocess.run([sys.executable, "-c", _KILL_AT_EACH_STEP, tried], check=True, env=with_tests())  # noqa: S603 – ours
    monkeypatch.setattr(writing, "_FORGOTTEN", -1.0)
    folders = sorted(tried.iterdir(), key=lambda path: int(path.name))
    strays = [path for path in files_in(tried) if path.name not in "abcd"]

    assert len(folders) > 4 * 4 + 3
    assert {path.read_bytes() for path in files_in(tried) if path not in strays} == {b"old", b"new"}
    assert all({"a", "b", "c"} <= {path.name for path in folder.iterdir()} for folder in folders)
    assert all(re.fullmatch(r"\.cwd-audit-[0-9a-f]{16}\.part", path.name) for path in strays)
    assert strays
    for folder in folders:
        writing.write_folder(folder, {"a": b"newest"})
        assert {path.name for path in folder.iterdir()} <= set("abcd")


def test_what_another_run_is_writing_stays(tmp_path: Path) -> None:
    """Only what has lain there for an hour is removed."""
    beside = tmp_path / f"{writing.PREFIX}0123456789abcdef{writing.SUFFIX}"
    beside.write_bytes(b"half")
    writing.write_files({tmp_path / "a": b"new"})

    assert beside.exists()


def with_tests() -> dict[str, str]:
    """An environment in which a process finds these modules."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}


_WRITE_AGAIN_AND_AGAIN = """
import sys
from pathlib import Path
from cwd_audit.writing import _alone_in, write_folder
folder, content = Path(sys.argv[1]), sys.argv[2].encode()
for _ in range(40):
    write_folder(folder, dict.fromkeys("abcd", content))
    with _alone_in(folder):
        found = {(folder / name).read_bytes() for name in "abcd"}
    assert len(found) == 1, found
"""


def test_runs_at_once_into_one_folder_do_not_mix(tmp_path: Path) -> None:
    """Two processes write forty times: whoever looks finds the files of one of them."""
    folder = tmp_path / "month"
    folder.mkdir()
    runs = [
        subprocess.Popen(  # noqa: S603 – ours
            [sys.executable, "-c", _WRITE_AGAIN_AND_AGAIN, folder, content], env=with_tests(), stderr=subprocess.PIPE
        )
        for content in ("one", "other")
    ]
    ended = [(run.communicate(timeout=60)[1].decode(), run.returncode) for run in runs]

    assert ended == [("", 0)] * 2
    assert sorted(path.name for path in folder.iterdir()) == list("abcd")


def test_a_folder_that_stays_taken_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for ever."""
    monkeypatch.setattr(writing, "_PATIENCE", 0.05)
    with writing._alone_in(tmp_path), pytest.raises(OutputError, match="another run is writing into it"):
        writing.write_folder(tmp_path, {"a": b"new"})
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def test_a_full_disk_behind_standard_output_is_said(folder: Path) -> None:
    """`> report.csv` is the shell's file, and not this program's to take away."""
    with Path("/dev/full").open("wb") as full:
        ran = subprocess.run(
            [sys.executable, "-m", "cwd_audit", "policy", "list"],
            cwd=folder,
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )

    assert ran.returncode == 2
    assert ran.stderr.decode() == (
        "cwd-audit: standard output: it cannot be written: No space left on device\n"
        "  Make room, or send it elsewhere.\n"
    )


def test_a_run_without_streams_ends_as_any_other(tmp_path: Path) -> None:
    """Some schedulers close them."""
    program = "import sys; sys.stdout = sys.stderr = None; from cwd_audit.cli import main; main()"
    ran = run_process(["policy", "list"], tmp_path, program=(sys.executable, "-c", program))

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, b"", b"")
