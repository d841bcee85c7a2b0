"""Reading beside the caller: order, faults of all files, and a reading process that goes wrong."""

from __future__ import annotations

import gc
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

import cwd_audit.loading.reading as package
from cwd_audit.loading.reading import (
    PendingSheets,
    child,
    find_exports,
    large_text,
    pending,
    plain_text,
    read_exports,
    start_reading,
)
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.parcel import unpack
from cwd_audit.loading.reading.unpacking import open_parcel, parcel_of
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.model.errors import Fault, InputError

Write = Callable[[str, bytes | str], Path]

DYING = "import os; os.write(1, b'cwd-audit\\n'); os._exit(134)"
"""Ends as calamine ends its process when it gets no memory."""
SLOW = "import time; time.sleep(60)"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limits of this kind")


def test_sheets_come_in_the_order_of_the_files(write: Write, workbook: Callable[..., bytes]) -> None:
    """However long each takes; names of files may hold blanks, signs and accents."""
    files = [
        write("1 visits & reviews.csv", "Case ID,Date\n00123,01/02/2026\n,\n"),
        write("2 Ŵyn's.xlsx", workbook()),
        write("3.csv", "a\n"),
    ]
    sheets, problems = read_exports(files)

    assert [(s.file, s.name, s.visible, s.first_row, s.rows) for s in sheets] == [
        ("1 visits & reviews.csv", "", True, 1, 3),
        ("2 Ŵyn's.xlsx", "Visits & more", True, 1, 1),
        ("3.csv", "", True, 1, 1),
    ]
    assert sheets[0].columns[0].values == ("Case ID", "00123", "")
    assert sheets[0].widths is not None
    assert sheets[0].widths.tolist() == [2, 2, 2]
    assert problems == []


def test_faults_of_all_files_at_once(write: Write, workbook: Callable[..., bytes]) -> None:
    """Each with its base name and place; problems of good files carry theirs."""
    files = [write("a.csv", b"%PDF"), write("b.csv", b'x\n"y'), write("c.csv", workbook())]

    with pytest.raises(InputError) as refused:
        read_exports(files)

    assert [fault.where for fault in refused.value.faults] == ["a.csv", "b.csv: row 2"]
    assert [problem.place for problem in read_exports(files[2:])[1]] == ["c.csv"]


def test_process_that_dies_is_a_fault(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook that brings calamine down brings nothing else down."""
    monkeypatch.setattr(pending, "_START", DYING)
    file = write("hostile.xlsx", "")

    with pytest.raises(InputError, match=r"hostile\.xlsx: reading it failed: it is damaged, or asks for far more"):
        start_reading([file]).collect()


def test_process_that_takes_too_long_is_a_fault(write: Write) -> None:
    """Its time runs from its own start."""
    file = write("slow.csv", "a,b\n")

    with pytest.raises(InputError, match=r"slow.csv: reading it took more than 0.001 seconds and was stopped"):
        start_reading([file], seconds=0.001).collect()


@pytest.mark.parametrize("obstacle", ["frozen", "forbidden", "broken"])
def test_reading_in_place_where_no_process_can_be_started(
    write: Write, monkeypatch: pytest.MonkeyPatch, obstacle: str
) -> None:
    """In a frozen program, on a machine that forbids it, or where the process finds no package."""
    if obstacle == "frozen":
        monkeypatch.setattr(sys, "frozen", True, raising=False)
    elif obstacle == "forbidden":
        monkeypatch.setattr(sys, "executable", "/no/such/python")
    else:
        monkeypatch.setattr(pending, "_START", "import no_such_package")
    (sheet,), _ = start_reading([write("a.csv", "a,b\n")]).collect()

    assert [column.values for column in sheet.columns] == [("a",), ("b",)]


def test_more_files_than_processors(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Never more processes at once than processors; all files are read."""
    monkeypatch.setattr("os.cpu_count", lambda: 1)
    sheets, _ = start_reading([write(f"{n}.csv", f"{n}\n") for n in range(3)]).collect()

    assert [sheet.columns[0].values for sheet in sheets] == [("0",), ("1",), ("2",)]


def test_stopping_ends_the_processes(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """An audit that ends early leaves no process behind."""
    monkeypatch.setattr(pending, "_START", SLOW)
    reading = start_reading([write("a.csv", "a\n")])
    running = list(reading._running)
    reading.stop()
    for thread in reading._threads:
        thread.join()

    assert [process.poll() is not None for process in running] == [True]
    assert reading._start_next() is None


@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_collection_is_left_as_found(write: Write, *, collecting: bool) -> None:
    """It is off only while cells are unpacked."""
    reading = start_reading([write("a.csv", "a\n")])
    if not collecting:
        gc.disable()
    try:
        reading.collect()

        assert gc.isenabled() == collecting
    finally:
        gc.enable()


def test_noise_from_the_process_is_a_fault() -> None:
    """A process that ends well and yet hands over no parcel."""
    parcel = parcel_of(child.READY + b"noise", 0, late=False, seconds=60)

    assert parcel is not None
    assert open_parcel(Path("noisy.csv"), parcel) == ([], [], [Fault("noisy.csv", *child.STOPPED[1:])])


@pytest.mark.parametrize("written", [f"{child.READY + child.GAVE_UP!r}", "b''"])
@pytest.mark.parametrize(("text", "is_plain"), [("a,b\n1,2\n", True), ('a,b\n1,"2"\n', False)])
def test_what_a_process_gives_up_is_read_here(
    write: Write, monkeypatch: pytest.MonkeyPatch, written: str, text: str, *, is_plain: bool
) -> None:
    """A text that takes too much memory, or a process that never starts: no file is lost, whatever has become of it."""
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    file = write("a.csv", "a,b\n1,2\n")
    reading = start_reading([file])
    monkeypatch.setattr(pending, "_START", f"import os; os.write(1, {written})")
    reading.read_ahead({0: [1]})
    write("a.csv", text)
    (sheet,), problems = reading.collect()

    assert [tuple(column.values) for column in sheet.columns] == [("a", "1"), ("b", "2")]
    assert (sheet.text is not None) == is_plain
    assert problems == []


@pytest.mark.parametrize("error", [MemoryError, RuntimeError])
def test_a_text_that_takes_too_much_memory_is_given_up(
    write: Write, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    """Where it is plain; where it is not, the process that reads it carefully has to do."""

    def fail(*_asked: object) -> None:
        raise error

    file = str(write("a.csv", "a,b\n"))
    monkeypatch.setattr(plain_text, "read_columns", fail)
    assert child.answer(file, columns=[0]) == child.GAVE_UP
    monkeypatch.undo()
    monkeypatch.setattr(child, "pack", fail)
    assert child.answer(file, columns=[0]) == child.GAVE_UP
    monkeypatch.undo()

    monkeypatch.setattr(plain_text, "read_columns", lambda *_: None)
    monkeypatch.setattr(child, "read_file", fail)
    _, _, faults = unpack(child.answer(file, columns=[0]))
    assert len(faults) == 1


def test_interrupting_ends_the_processes(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while waiting for the sheets."""
    monkeypatch.setattr(pending, "_START", SLOW)
    reading = start_reading([write("a.csv", "a\n")])
    running = list(reading._running)
    threads = reading._threads

    class Interrupted:
        """A thread that is waited for when the user loses patience."""

        def is_alive(self) -> bool:
            return True

        def join(self, _: float) -> None:
            raise KeyboardInterrupt

    monkeypatch.setattr(reading, "_threads", [Interrupted()])
    with pytest.raises(KeyboardInterrupt):
        reading.collect()
    for thread in threads:
        thread.join()

    assert [process.poll() is not None for process in running] == [True]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (MemoryError(), "1 GiB of memory"),
        (RecursionError(), "reading it failed"),
        (Unreadable(("", "it is a picture", "")), "it is a picture"),
    ],
)
def test_answer_always_comes(monkeypatch: pytest.MonkeyPatch, error: Exception, said: str) -> None:
    """Whatever happens while a file is read, the answer is a parcel, and holds nothing of the file."""

    def fail(*_asked: object) -> None:
        raise error

    monkeypatch.setattr(child, "read_file", fail)
    _, _, ((_, what, _),) = unpack(child.answer("export.csv"))

    assert said in what


@pytest.mark.parametrize(
    ("hard", "refuses", "expected"),
    [(-1, 0, [(1, 1 << 30), (2, 60), (3, 0)]), (50, 0, [(1, 50), (2, 50), (3, 0)]), (-1, 1, [(2, 60), (3, 0)])],
)
def test_limits_stay_below_those_of_the_machine(
    monkeypatch: pytest.MonkeyPatch, hard: int, refuses: int, expected: list[tuple[int, int]]
) -> None:
    """A limit may already be lower, and some systems refuse to set one of them."""
    limits: list[tuple[int, int]] = []

    def set_limit(what: int, most: tuple[int, int]) -> None:
        if what == refuses:
            raise ValueError
        limits.append((what, most[0]))

    fake = SimpleNamespace(
        RLIMIT_AS=1,
        RLIMIT_CPU=2,
        RLIMIT_CORE=3,
        RLIM_INFINITY=-1,
        getrlimit=lambda _: (hard, hard),
        setrlimit=set_limit,
    )
    monkeypatch.setitem(sys.modules, "resource", fake)
    child.confine()

    assert limits == expected


@POSIX
def test_no_limits_on_windows(monkeypatch: pytest.MonkeyPatch) -> None:
    """There the module is absent, and reading goes on without."""
    import resource  # noqa: PLC0415 - absent on Windows

    monkeypatch.setitem(sys.modules, "resource", None)
    before = resource.getrlimit(resource.RLIMIT_CPU)
    child.confine()

    assert resource.getrlimit(resource.RLIMIT_CPU) == before


@POSIX
def test_limits_of_the_process() -> None:
    """Memory, time and core files are limited in the process itself, so that they hold without its parent."""
    code = (
        "import sys; sys.path[:] = sys.argv[1:]; from cwd_audit.loading.reading.child import confine; confine();"
        "import resource as r; print(*(r.getrlimit(w)[0] for w in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_CORE)))"
    )
    command = [sys.executable, "-I", "-S", "-c", code, *filter(None, sys.path)]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - this very Python

    assert printed.split() == [str(1 << 30), "60", "0"]


def test_reading_process_imports_little(write: Write, workbook: Callable[..., bytes]) -> None:
    """Neither numpy nor pydantic nor dataclasses: each would cost more than reading a small file."""
    code = (
        "import sys; sys.path[:] = sys.argv[1:-1]; from cwd_audit.loading.reading import child;"
        "child.answer(sys.argv[-1]); print(*sys.modules)"
    )
    file = str(write("export.xlsx", workbook()))
    command = [sys.executable, "-I", "-S", "-c", code, *filter(None, sys.path), file]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()  # noqa: S603 - as above

    assert "python_calamine" in imported
    assert {"numpy", "pandas", "pydantic", "dataclasses", "typing", "zipfile", "openpyxl"} & set(imported) == set()


def test_reading_process_of_a_large_text_does_without_pandas(write: Write) -> None:
    """It would take as long to load as the text to read."""
    code = (
        "import sys; sys.path[:] = sys.argv[1:-1]; from cwd_audit.loading.reading import child;"
        "child.answer(sys.argv[-1], columns=[1]); print(*sys.modules)"
    )
    command = [sys.executable, "-I", "-S", "-c", code, *filter(None, sys.path), str(write("visits.csv", "a,b\n1,2\n"))]
    imported = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()  # noqa: S603 - as above

    assert "cwd_audit.loading.reading.plain_text" in imported
    assert {"pandas", "pydantic", "python_calamine"} & set(imported) == set()


def test_child_main_writes_its_parcel(
    write: Write, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """First that it is there, then the parcel; then it ends without tidying up."""
    ended: list[int] = []
    monkeypatch.setattr(sys, "argv", ["-c", str(Asked.NOTHING.value), "", str(write("a.csv", "a\n"))])
    monkeypatch.setattr(child, "confine", lambda **_: None)
    monkeypatch.setattr("os._exit", ended.append)
    monkeypatch.setattr("gc.disable", lambda: None)
    before = signal.getsignal(signal.SIGINT)
    try:
        child.main()
    finally:
        signal.signal(signal.SIGINT, before)
    written = capfdbinary.readouterr().out

    assert written.startswith(child.READY)
    assert unpack(written.removeprefix(child.READY))[0][0][2] == 1
    assert ended == [0]


def test_names_of_the_package() -> None:
    """They are fetched on first use; any other is an error as usual."""
    assert [name.__name__ for name in (PendingSheets, find_exports)] == ["PendingSheets", "find_exports"]
    with pytest.raises(AttributeError, match="has no attribute 'read_everything'"):
        _ = package.read_everything  # type: ignore[attr-defined]  # on purpose
