"""Where a report goes: to the terminal, into a pipe, or whole into a file; and which targets are refused."""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from cwd_audit.model.errors import Fault, OutputError
from cwd_audit.writing import no_folder, refusal_in_words, write_files

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

    A file is written whole or not at all, readable by its owner only.

    Raises:
        OutputError: the target cannot be written.
    """
    if output is None:
        with _until_closed():
            sys.stdout.flush()
            sys.stdout.buffer.write(content)
            sys.stdout.buffer.flush()
        return
    if output.parent == Path("/dev") or (output.exists() and not output.is_file()):
        with suppress(BrokenPipeError), refusal_in_words(output), output.open("ab") as stream:
            stream.write(content)  # a terminal or a pipe cannot be moved into place
        return
    write_files({output: content})


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
        raise OutputError(no_folder(output))
    if output.resolve() in exports:
        raise OutputError(Fault(output.name, "it is one of the exports, and would be lost", "choose another --output"))
    if baseline and output.resolve() == baseline.resolve():
        raise OutputError(Fault(output.name, "it is the --baseline, and would be lost", "choose another --output"))


def check_folder(folder: Path, names: Iterable[str], exports: frozenset[Path]) -> None:
    """Refuse at once a folder into which files of these names could not be written in the end, or should not be.

    Args:
        folder: it may be one that does not exist yet.
        names: of the files.
        exports: the files that are read, resolved.

    Raises:
        OutputError: it is no folder, the folder it is to be made in is missing, or a file would replace an export.
    """
    if folder.exists() and not folder.is_dir():
        raise OutputError(Fault(folder.name, "it is a file", "name a folder: the report is several files"))
    if not folder.absolute().parent.is_dir():
        what = "the folder it is to be made in does not exist"
        raise OutputError(Fault(folder.name, what, "make that folder, or choose another --output"))
    if folder.exists():
        for name in names:
            check_target(folder / name, exports)


def check_draft(output: Path) -> None:
    """Refuse a target that exists: a draft never replaces what somebody edited.

    Raises:
        OutputError: it exists, or its folder is missing.
    """
    if output.exists():
        raise OutputError(Fault(output.name, "it exists already, and would be lost", "choose another name"))
    check_target(output, frozenset())


@contextmanager
def _until_closed() -> Iterator[None]:
    """Let a reader of the pipe go when it has seen enough: nothing is left to be said to it. Nor after a full disk."""
    try:
        yield
    except OSError as error:
        with suppress(OSError):  # what is still held back would be written at the end
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if error.errno not in _NOBODY_READS:
            what = f"it cannot be written: {error.strerror or 'the system refused'}"
            raise OutputError(Fault("standard output", what, "make room, or send it elsewhere")) from None
