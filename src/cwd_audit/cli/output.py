"""Writing a report: to the terminal, or whole into a file; never half of one."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from cwd_audit.model.errors import Fault, OutputError

_TRIES = 5
"""On Windows a scanner or a synchroniser may hold a file for a moment."""


def write_out(content: bytes, output: Path | None) -> None:
    """Write a report to `output`, or to standard output.

    A file is written beside its target, readable by its owner only, and moved into place.

    Raises:
        OutputError: the target cannot be written.
    """
    if output is None:
        try:
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            # The reader of the pipe has seen enough; nothing is left to be said to it.
            with suppress(OSError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return
    try:
        _write_beside(content, output)
    except FileNotFoundError:
        raise OutputError(
            Fault(output.name, "its folder does not exist", "make the folder, or choose another --output")
        ) from None
    except PermissionError:
        raise OutputError(
            Fault(
                output.name,
                "it is open in another program, or may not be written",
                "close it, or choose another --output",
            )
        ) from None
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise OutputError(Fault(output.name, f"it cannot be written: {reason}", "choose another --output")) from None


def _write_beside(content: bytes, output: Path) -> None:
    handle, beside = tempfile.mkstemp(dir=output.parent, prefix=".cwd-audit-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        for attempt in range(_TRIES):
            try:
                Path(beside).replace(output)
                break
            except PermissionError:
                if os.name != "nt" or attempt == _TRIES - 1:
                    raise
                time.sleep(0.1 * 2**attempt)
    except BaseException:
        with suppress(OSError):
            Path(beside).unlink()
        raise
