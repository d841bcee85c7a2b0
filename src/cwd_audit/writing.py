"""Writing files: each whole or not at all, for its owner only; of several all or none. The one place that does.

A file is written beside its target and moved into place. Ctrl-C and a wish to end wait until that is done, which takes
no longer than the disk does. What a killed run leaves beside a target has a name that begins with `.cwd-audit-`; the
next run that writes there an hour later removes it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType

from cwd_audit.model.errors import Fault, OutputError

PREFIX, SUFFIX = ".cwd-audit-", ".part"
"""The name of a file that is not in place yet begins and ends so."""
_FORGOTTEN = 3600.0
"""Seconds after which such a file belongs to no run any more."""
_TRIES = 5
"""On Windows a scanner or a synchroniser may hold a file for a moment."""
_PATIENCE = 5.0
"""Seconds in which another run that writes into the same folder may end."""
_TO_END = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK") if hasattr(signal, name)]


def write_files(contents: Mapping[Path, bytes], lastly: Callable[[], object] | None = None) -> None:
    """Write several files, all of them or none.

    Each is written beside its target, readable by its owner only; when all are, they are moved into place. Where one
    cannot be, those before it are put back as they were.

    Args:
        contents: target -> what it is to hold. What is there is replaced; of a link, what it leads to.
        lastly: what else belongs to it, done when all are in place; they are put back where it fails.

    Raises:
        OutputError: a target cannot be written; names the first.
    """
    one_of_several = len(contents) > 1 or lastly is not None
    with undisturbed(), ExitStack() as leftovers, ExitStack() as undoing:
        written: list[tuple[Path, Path, Path]] = []
        for output, content in contents.items():
            with refusal_in_words(output):
                target = output.resolve()
                beside = _place_beside(target, leftovers)
                _write_new(beside, content)
                written.append((output, target, beside))
        for output, target, beside in written:
            with refusal_in_words(output):
                if one_of_several:
                    _keep(target, leftovers, undoing)
                _move(beside, target)
        if lastly:
            lastly()
        undoing.pop_all()  # all are in place


def write_folder(folder: Path, contents: Mapping[str, bytes], lastly: Callable[[], object] | None = None) -> None:
    """Write files into a folder, all of them or none; the folder is made where it is missing, for its owner only.

    Runs that write into one folder do so one after another, so that the files of one are never among those of another.

    Args:
        folder: the folder.
        contents: name of a file -> what it is to hold.
        lastly: as in `write_files`.

    Raises:
        OutputError: the folder cannot be made, a file cannot be written, or another run does not end writing there.
    """
    there_before = folder.exists()
    try:
        with refusal_in_words(folder):
            folder.mkdir(mode=0o700, exist_ok=True)
        with _alone_in(folder):
            write_files({folder / name: content for name, content in contents.items()}, lastly)
    except BaseException:
        if not there_before:
            with suppress(OSError):
                folder.rmdir()
        raise


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let Ctrl-C, and a wish of the system that the run should end, wait until this is done."""
    if current_thread() is not main_thread() or signal.getsignal(signal.SIGINT) is _note:
        yield
        return
    came: list[int] = []
    _waiting.append(came)
    before = {number: signal.signal(number, _note) for number in _TO_END}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        _waiting.pop()
        for number in came[:1]:
            signal.raise_signal(number)


_waiting: list[list[int]] = []


def _note(number: int, _frame: FrameType | None) -> None:
    _waiting[-1].append(number)


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Wait until no other run writes into a folder, and keep others waiting."""
    handle = _take(folder)
    try:
        yield
    finally:
        if handle is not None:
            os.close(handle)


def _take(folder: Path) -> int | None:
    """What gives the right to write into a folder for as long as it is open; None where there is no such thing."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            return _lock(folder)
        except _TAKEN:
            time.sleep(0.02)
        except OSError:  # a file system that knows no locks, or a folder that says later why it cannot be written
            return None
    what = "another run is writing into it"
    raise OutputError(Fault(folder.resolve().name, what, "wait until that has ended, and run this again"))


if sys.platform == "win32":
    _TAKEN = FileExistsError

    def _lock(folder: Path) -> int:
        """A file that goes when it is closed, whatever becomes of the run."""
        return os.open(folder / f"{PREFIX}lock", os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_TEMPORARY)

else:
    import fcntl

    _TAKEN = BlockingIOError

    def _lock(folder: Path) -> int:
        """The folder itself, locked."""
        handle = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BaseException:
            os.close(handle)
            raise
        return handle


@contextmanager
def refusal_in_words(output: Path) -> Iterator[None]:
    """Say in one sentence why a file cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        raise OutputError(no_folder(output)) from None
    except FileExistsError:
        raise OutputError(
            Fault(output.name, "it is a file where a folder is needed", "choose another --output")
        ) from None
    except PermissionError:
        what = "it is open in another program, or may not be written"
        raise OutputError(Fault(output.name, what, "close it, or choose another --output")) from None
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise OutputError(Fault(output.name, f"it cannot be written: {reason}", "choose another --output")) from None


def no_folder(output: Path) -> Fault:
    """That the folder of a file does not exist."""
    return Fault(output.name, "its folder does not exist", "make the folder, or choose another --output")


def _place_beside(target: Path, leftovers: ExitStack) -> Path:
    """A name for a file beside the target that goes away unless it is moved; what others left there goes now."""
    _clear(target.parent)
    beside = target.parent / f"{PREFIX}{os.urandom(8).hex()}{SUFFIX}"
    leftovers.callback(_remove, beside)
    return beside


def _clear(folder: Path) -> None:
    """Remove what runs that were killed have left."""
    with suppress(OSError):
        for stray in folder.glob(f"{PREFIX}*{SUFFIX}"):
            with suppress(OSError):
                state = stray.stat()
                if time.time() - max(state.st_mtime, state.st_ctime) > _FORGOTTEN:
                    stray.unlink()


def _write_new(path: Path, content: bytes) -> None:
    """Write a file that does not exist, and see that it is on the disk."""
    with os.fdopen(os.open(path, _NEW, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def _keep(target: Path, leftovers: ExitStack, undoing: ExitStack) -> None:
    """Have what is at the target put back when a later step fails. It stays there until it is replaced."""
    if not target.exists():
        undoing.callback(_remove, target)
        return
    kept = _place_beside(target, leftovers)
    try:
        os.link(target, kept)
    except (OSError, NotImplementedError):  # a file system without links
        _write_new(kept, target.read_bytes())
        shutil.copystat(target, kept)
    undoing.callback(_move, kept, target)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink()


def _move(source: Path, target: Path) -> None:
    for attempt in range(_TRIES):
        try:
            source.replace(target)
        except PermissionError:
            if os.name != "nt" or attempt == _TRIES - 1:
                raise
            time.sleep(0.1 * 2**attempt)
        else:
            return
