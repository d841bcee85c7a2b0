"""Reading in processes beside this one: started at once, collected later, in the order of the files."""

from __future__ import annotations

import atexit
import gc
import os
import subprocess
import sys
from collections import deque
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.child import GAVE_UP, answer
from cwd_audit.loading.reading.finding import find_exports
from cwd_audit.loading.reading.large_text import look_at_head, may_be_plain
from cwd_audit.loading.reading.unpacking import Opened, open_parcel, parcel_of
from cwd_audit.model.errors import InputError

_START = "import sys; sys.path[:] = sys.argv[1:-3]; from cwd_audit.loading.reading.child import main; main()"
_PATIENCE = 0.2
"""Seconds between looks for Ctrl-C, which on Windows does not interrupt a wait."""

if TYPE_CHECKING:
    from cwd_audit.loading.sheets import RawSheet
    from cwd_audit.model.problem import Problem


def read_exports(paths: Sequence[Path]) -> tuple[list[RawSheet], list[Problem]]:
    """The sheets of all files meant by these paths, in order, and what is worth a warning or a note.

    Raises:
        InputError: with the faults of all files.
    """
    return start_reading(find_exports(paths)).collect()


def start_reading(
    files: Sequence[Path], asked: Asked = Asked.NOTHING, *, seconds: float | None = None
) -> PendingSheets:
    """Start reading these files. Returns at once.

    Args:
        files: what to read.
        asked: what is to be read beyond the usual.
        seconds: what each may take, where it is not the limit.
    """
    return PendingSheets(files, asked, limits.seconds(large=asked.large) if seconds is None else seconds)


class PendingSheets:
    """Files that are being read. At most as many at once as there are processors."""

    def __init__(self, files: Sequence[Path], asked: Asked, seconds: float) -> None:
        self._files = list(files)
        self._seconds = seconds
        self._asked = asked
        self._parcels: dict[int, bytes] = {}
        """By position; absent where the reading process could not be started."""
        self._large = {at for at, file in enumerate(self._files) if may_be_plain(file)}
        """What is read by this process when it is collected, if it proves plain and is not read ahead."""
        self._columns: dict[int, Collection[int]] = {}
        """What is read ahead: which columns of it."""
        self._waiting = deque(at for at in range(len(self._files)) if at not in self._large)
        self._running: set[subprocess.Popen[bytes]] = set()
        self._lock = Lock()
        self._stopped = _cannot_start_processes()
        atexit.register(self.stop)
        self._threads: list[Thread] = []
        self._start_some()

    @property
    def awaits_columns(self) -> bool:
        """Whether there are large texts, which are better read once it is known which of their columns are wanted."""
        return bool(self._large)

    def heads(self) -> Iterator[tuple[int, RawSheet]]:
        """The positions of these texts, and a sheet of the first records of each."""
        for position in sorted(self._large):
            head = look_at_head(self._files[position])
            if head:
                yield position, head

    def read_ahead(self, columns: Mapping[int, Collection[int]]) -> None:
        """Read these columns of these texts, and nothing else of them. Returns at once.

        They are read in processes of their own; a nation's when it is collected, or it would lie in memory twice.

        Args:
            columns: by position of the text, the positions of its columns. Others are read when they are asked for.
        """
        self._columns.update(columns)
        if not self._asked.large and not self._stopped:
            self._large -= columns.keys()
            self._waiting.extend(columns)
            self._start_some()

    def collect(self) -> tuple[list[RawSheet], list[Problem]]:
        """The sheets of all files in the order given, and their problems. Waits for those still being read.

        Raises:
            InputError: with the faults of all files that cannot be read.
        """
        try:
            plain = self._open_plain()
            for thread in self._threads:
                while thread.is_alive():
                    thread.join(_PATIENCE)
        finally:
            self.stop()
            atexit.unregister(self.stop)
        collecting = gc.isenabled()
        gc.disable()  # millions of new objects, none of them garbage
        try:
            opened = [
                Opened([plain[position]]) if position in plain else self._open(position)
                for position in range(len(self._files))
            ]
        finally:
            if collecting:
                gc.enable()
        faults = [fault for each in opened for fault in each.faults]
        if faults:
            raise InputError(*faults)
        return [sheet for each in opened for sheet in each.sheets], [said for each in opened for said in each.problems]

    def stop(self) -> None:
        """End the reading processes that still run."""
        with self._lock:
            self._stopped = True
            for process in self._running:
                process.kill()

    def _open_plain(self) -> dict[int, RawSheet]:
        """The large files that are plain text, by position; for the others processes are started after all."""
        if not self._large:
            return {}
        from cwd_audit.loading.reading.plain_text import open_plain  # noqa: PLC0415 – loads numpy

        found = {at: open_plain(self._files[at], self._asked, self._columns.pop(at, ())) for at in sorted(self._large)}
        self._waiting.extend(at for at, sheet in found.items() if sheet is None)
        self._start_some()
        return {at: sheet for at, sheet in found.items() if sheet is not None}

    def _open(self, position: int) -> Opened:
        """What a process read; where it read nothing, the file is read here."""
        file, parcel = self._files[position], self._parcels.pop(position, None)
        if parcel == GAVE_UP:
            parcel = None
        if parcel is None and position in self._columns:
            from cwd_audit.loading.reading.plain_text import open_plain  # noqa: PLC0415 – loads numpy

            plain = open_plain(file, self._asked, self._columns[position])
            if plain:
                return Opened([plain])
        return open_parcel(file, answer(str(file), self._asked) if parcel is None else parcel)

    def _start_some(self) -> None:
        # the first processes are started here and not in threads, which would wait for this one's imports
        idle = (os.cpu_count() or 1) - len(self._running)
        started = [self._start_next() for _ in range(min(len(self._waiting), idle))]
        threads = [Thread(target=self._receive, args=one, daemon=True) for one in started if one]
        self._threads += threads
        for thread in threads:
            thread.start()

    def _start_next(self) -> tuple[int, subprocess.Popen[bytes]] | None:
        with self._lock:
            if self._stopped or not self._waiting:
                return None
            position = self._waiting.popleft()
            try:
                process = _start(self._files[position], self._asked, self._columns.get(position, ()))
            except OSError:
                self._stopped = True  # a machine that forbids it once forbids it always
                return None
            self._running.add(process)
            return position, process

    def _receive(self, position: int, process: subprocess.Popen[bytes]) -> None:
        """Take what one process writes, then start the next."""
        following: tuple[int, subprocess.Popen[bytes]] | None = (position, process)
        while following:
            position, process = following
            with process:
                written, late = _written_by(process, self._seconds)
            with self._lock:
                self._running.discard(process)
            parcel = parcel_of(written, process.returncode, late=late, seconds=self._seconds)
            if parcel is not None:
                self._parcels[position] = parcel
            following = self._start_next()


def _cannot_start_processes() -> bool:
    """In a frozen program `sys.executable` is that program and no Python."""
    return bool(getattr(sys, "frozen", False)) or not sys.executable


def _start(file: Path, asked: Asked, columns: Collection[int]) -> subprocess.Popen[bytes]:
    flags = ["-I", "-S", *(["-B"] if sys.dont_write_bytecode else [])]
    where = [folder for folder in sys.path if folder]
    wanted = " ".join(map(str, columns))
    return subprocess.Popen(  # noqa: S603 - this very Python, and no shell
        [sys.executable, *flags, "-c", _START, *where, str(asked.value), wanted, str(file.absolute())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _written_by(process: subprocess.Popen[bytes], seconds: float) -> tuple[bytes, bool]:
    """What a process wrote, and whether it had to be ended because its time was up."""
    try:
        return process.communicate(timeout=seconds)[0], False
    except subprocess.TimeoutExpired:
        process.kill()
        return process.communicate()[0], True
