"""Sees what a run does to the machine: what it opens for writing, whom it calls, what it starts.

Python tells of each such step before it is taken (PEP 578), whichever library takes it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_MAKING = {"os.mkdir": 0, "os.rename": 1, "os.link": 1, "os.symlink": 1, "sqlite3.connect": 0, "os.mkfifo": 0}
"""A step that makes something -> which of its arguments is the place."""
_CALLING = ("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")
_STARTING = ("subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.fork", "os.startfile", "pty.")


@dataclass
class Seen:
    """What a run did."""

    written: set[Path] = field(default_factory=set)
    """Places that it made, opened for writing, or moved something to."""
    called: list[str] = field(default_factory=list)
    """Steps towards a network."""
    started: list[str] = field(default_factory=list)
    """Other programs."""


_watching: list[Seen] = []


@contextmanager
def watch() -> Iterator[Seen]:
    """See what is done until this ends."""
    if not _hooked:
        sys.addaudithook(_note)
        _hooked.append(True)
    seen = Seen()
    _watching.append(seen)
    try:
        yield seen
    finally:
        _watching.remove(seen)


_hooked: list[bool] = []


def _note(event: str, details: tuple[object, ...]) -> None:
    for seen in _watching:
        if event == "open":
            path, _, flags = details
            if isinstance(path, str | bytes | os.PathLike) and isinstance(flags, int) and flags & _WRITING:
                seen.written.add(_resolve(path))
        elif event in _MAKING:
            seen.written.add(_resolve(details[_MAKING[event]]))
        elif event.startswith(_CALLING):
            seen.called.append(event)
        elif event.startswith(_STARTING):
            seen.started.append(event)


def _resolve(place: object) -> Path:
    text = os.fsdecode(place) if isinstance(place, str | bytes | os.PathLike) else str(place)
    if text.startswith("file:"):
        text = url2pathname(urlsplit(text).path)
    return Path(os.path.realpath(text))
