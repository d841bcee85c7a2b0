"""That the program is at work, said on a terminal where it takes long, and wiped away at the end."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.progress import Progress

LARGE = 3_000_000
"""Bytes of exports whose reading is certain to take a while."""
PATIENCE = 1.0
"""Seconds after which anybody wonders."""


@contextmanager
def say_at_work(files: Iterable[Path]) -> Iterator[None]:
    """Show on standard error that these files are being read and checked, if that is a terminal and it takes long."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield
        return
    paths = list(files)
    display = _Display(f"Reading and checking {paths[0].name if len(paths) == 1 else f'{len(paths)} files'}")
    timer = Timer(0 if _size(paths) > LARGE else PATIENCE, display.begin)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        display.end()


def _size(paths: Iterable[Path]) -> int:
    total = 0
    for path in paths:
        with suppress(OSError):
            total += path.stat().st_size
    return total


class _Display:
    """Begun by a timer and ended by the run, whichever of the two comes first."""

    def __init__(self, words: str) -> None:
        self._words = words
        self._lock = Lock()
        self._over = False
        self._shown: Progress | None = None

    def begin(self) -> None:
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn("line"), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
        with self._lock:
            if not self._over:
                self._shown = Progress(
                    *columns,
                    console=Console(stderr=True),
                    transient=True,
                    redirect_stdout=False,
                    redirect_stderr=False,
                )
                self._shown.add_task(self._words, total=None)
                self._shown.start()

    def end(self) -> None:
        with self._lock:
            self._over = True
            if self._shown:
                self._shown.stop()
