"""Writing a report: to the terminal, or whole into a file; never half of one."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cwd_audit.model.errors import Fault, OutputError

_TRIES = 5
"""On Windows a scanner or a synchroniser may hold a file for a moment."""
_NOBODY_READS = {errno.EPIPE, errno.EINVAL}
"""What writing into a pipe meets whose reader has gone: the second on Windows."""


def show(text: str) -> None:
    """Write text to standard output, in the encoding that it has."""
    with _until_closed():
        sys.stdout.write(text)
        sys.stdout.flush()


def tell(text: str) -> None:
    """Write a line to standard error."""
    with suppress(OSError):
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()


def write_out(content: bytes, output: Path | None) -> None:
    """Write a report to `output`, or to standard output.

    A file is written beside its target, readable by its owner only, and moved into place.

    Raises:
        OutputError: the target cannot be written.
    """
    if output is None:
        with _until_closed():
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        return
    try:
        _write_file(content, output)
    except BrokenPipeError:
        return
    except FileNotFoundError:
        raise OutputError(_no_folder(output)) from None
    except PermissionError:
        what = "it is open in another program, or may not be written"
        raise OutputError(Fault(output.name, what, "close it, or choose another --output")) from None
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise OutputError(Fault(output.name, f"it cannot be written: {reason}", "choose another --output")) from None


def check_target(output: Path, exports: frozenset[Path], baseline: Path | None = None) -> None:
    """Refuse at once a target that could not be written in the end, or should not be.

    Args:
        output: where the report is to go.
        exports: the files that are read, resolved.
        baseline: the earlier report that is read too, if any.

    Raises:
        OutputError: it is a folder, its folder is missing, or it is one of the exports, or the earlier report.
    """
    if output.is_dir():
        raise OutputError(Fault(output.name, "it is a folder", "add the name of a file, such as worklist.xlsx"))
    if not output.absolute().parent.is_dir():
        raise OutputError(_no_folder(output))
    if output.resolve() in exports:
        raise OutputError(Fault(output.name, "it is one of the exports, and would be lost", "choose another --output"))
    if baseline and output.resolve() == baseline.resolve():
        raise OutputError(Fault(output.name, "it is the --baseline, and would be lost", "choose another --output"))


def check_draft(output: Path) -> None:
    """Refuse a target that exists: a draft never replaces what somebody edited.

    Raises:
        OutputError: it exists, or its folder is missing.
    """
    if output.exists():
        raise OutputError(Fault(output.name, "it exists already, and would be lost", "choose another name"))
    check_target(output, frozenset())


def _no_folder(output: Path) -> Fault:
    return Fault(output.name, "its folder does not exist", "make the folder, or choose another --output")


@contextmanager
def _until_closed() -> Iterator[None]:
    """Let a reader of the pipe go when it has seen enough; nothing is left to be said to it."""
    try:
        yield
    except OSError as error:
        if error.errno not in _NOBODY_READS:
            raise
        with suppress(OSError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _write_file(content: bytes, output: Path) -> None:
    target = output.resolve()
    if output.parent == Path("/dev") or (target.exists() and not target.is_file()):
        with output.open("ab") as stream:  # a terminal or a pipe cannot be moved into place
            stream.write(content)
        return
    _write_beside(content, target)


def _write_beside(content: bytes, target: Path) -> None:
    handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".cwd-audit-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        for attempt in range(_TRIES):
            try:
                Path(beside).replace(target)
                break
            except PermissionError:
                if os.name != "nt" or attempt == _TRIES - 1:
                    raise
                time.sleep(0.1 * 2**attempt)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise
