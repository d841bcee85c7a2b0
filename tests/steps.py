"""The steps by which files are written, one of which can be made to fail."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, Self
from unittest.mock import patch

from cwd_audit.audit.month import store_file

Fault = Callable[[], None]
"""Raises, or does something else that disturbs."""


class Steps:
    """The steps that were taken, by name; before the one whose number is `fails_at` the fault happens."""

    def __init__(self, fails_at: int = 0, fault: Fault | None = None) -> None:
        self.taken: list[str] = []
        self._fails_at = fails_at
        self._fault = fault

    def take(self, name: str) -> None:
        """Note a step."""
        self.taken.append(name)
        if self._fault and len(self.taken) == self._fails_at:
            self._fault()

    @contextmanager
    def counted(self) -> Iterator[Self]:
        """Count what is made, written, synchronised, linked and moved, whichever module does it."""
        makes: list[tuple[object, str]] = [(os, "fsync"), (os, "link"), (Path, "replace"), (Path, "mkdir")]
        patches = [patch.object(owner, name, self._before(name, getattr(owner, name))) for owner, name in makes]
        patches += [
            patch.object(os, "open", self._opened(os.open)),
            patch.object(os, "fdopen", self._written(os.fdopen)),
            patch.object(store_file, "_open", self._database(store_file._open)),
        ]
        for each in patches:
            each.start()
        try:
            yield self
        finally:
            for each in reversed(patches):
                each.stop()

    def _before(self, name: str, act: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: object, **options: object) -> Any:  # noqa: ANN401 – whatever the step gives
            self.take(name)
            return act(*args, **options)

        return counted

    def _opened(self, act: Callable[..., int]) -> Callable[..., int]:
        def counted(path: object, flags: int, *args: object, **options: object) -> int:
            if flags & os.O_CREAT:
                self.take("open")
            return act(path, flags, *args, **options)

        return counted

    def _written(self, act: Callable[..., IO[Any]]) -> Callable[..., _Halting]:
        return lambda *args, **options: _Halting(act(*args, **options), self)

    def _database(self, act: Callable[..., sqlite3.Connection]) -> Callable[..., _Database]:
        return lambda *args: _Database(act(*args), self)


class _Halting:
    """A file that stops in the middle of what it is given."""

    def __init__(self, file: IO[Any], steps: Steps) -> None:
        self._file, self._steps = file, steps

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        self._file.close()

    def write(self, content: Any) -> None:  # noqa: ANN401 – text or bytes
        self._file.write(content[: len(content) // 2])
        self._steps.take("write")
        self._file.write(content[len(content) // 2 :])

    def flush(self) -> None:
        self._file.flush()

    def fileno(self) -> int:
        return self._file.fileno()


class _Database:
    """A history file whose every statement is a step."""

    def __init__(self, database: sqlite3.Connection, steps: Steps) -> None:
        self._database, self._steps = database, steps

    def execute(self, statement: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401 – as the library has it
        self._take(statement)
        return self._database.execute(statement, *values)

    def executemany(self, statement: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401 – as the library has it
        self._take(statement)
        return self._database.executemany(statement, *values)

    def close(self) -> None:
        self._database.close()

    def _take(self, statement: str) -> None:
        try:
            self._steps.take(statement.split(maxsplit=1)[0])
        except OSError as error:
            full = sqlite3.OperationalError("database or disk is full" if error.errno == errno.ENOSPC else "I/O error")
            full.sqlite_errorname = "SQLITE_FULL" if error.errno == errno.ENOSPC else "SQLITE_READONLY"
            raise full from None
