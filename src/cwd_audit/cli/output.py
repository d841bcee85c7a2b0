"""Writing a report: to the terminal, or whole into a file; never half of one."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
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
    if output.parent == Path("/dev") or (output.exists() and not output.is_file()):
        with suppress(BrokenPipeError), _refusal_in_words(output), output.open("ab") as stream:
            stream.write(content)  # a terminal or a pipe cannot be moved into place
        return
    write_files({output: content})


def write_files(contents: Mapping[Path, bytes]) -> None:
    """Write several files, all of them or none.

    Each is written beside its target, readable by its owner only; when all are, they are moved into place. Where one
    cannot be, those before it are put back as they were.

    Args:
        contents: target -> what it is to hold. What is there is replaced; of a link, what it leads to.

    Raises:
        OutputError: a target cannot be written; names the first.
    """
    with ExitStack() as leftovers, ExitStack() as undoing:
        written: list[tuple[Path, Path, Path]] = []
        for output, content in contents.items():
            with _refusal_in_words(output):
                target = output.resolve()
                written.append((output, target, _write_beside(content, target, leftovers)))
        for output, target, beside in written:
            with _refusal_in_words(output):
                if len(written) > 1:
                    _keep(target, leftovers, undoing)
                _move(beside, target)
        undoing.pop_all()  # all are in place


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


def write_folder(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files into a folder, all of them or none; the folder is made where it is missing, for its owner only.

    Args:
        folder: the folder.
        contents: name of a file -> what it is to hold.

    Raises:
        OutputError: the folder cannot be made, or a file cannot be written.
    """
    there_before = folder.exists()
    with _refusal_in_words(folder):
        folder.mkdir(mode=0o700, exist_ok=True)
    try:
        write_files({folder / name: content for name, content in contents.items()})
    except BaseException:
        if not there_before:
            with suppress(OSError):
                folder.rmdir()
        raise


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


@contextmanager
def _refusal_in_words(output: Path) -> Iterator[None]:
    """Say in one sentence why a file cannot be written."""
    try:
        yield
    except BrokenPipeError:
        raise
    except FileNotFoundError:
        raise OutputError(_no_folder(output)) from None
    except PermissionError:
        what = "it is open in another program, or may not be written"
        raise OutputError(Fault(output.name, what, "close it, or choose another --output")) from None
    except OSError as error:
        reason = error.strerror or "the system refused"
        raise OutputError(Fault(output.name, f"it cannot be written: {reason}", "choose another --output")) from None


def _write_beside(content: bytes, target: Path, leftovers: ExitStack) -> Path:
    """A temporary file with this content, which goes away unless it is moved into place."""
    beside = _make_beside(target, leftovers)
    with os.fdopen(beside[0], "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return beside[1]


def _make_beside(target: Path, leftovers: ExitStack) -> tuple[int, Path]:
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".cwd-audit-")
    leftovers.callback(_remove, Path(name))
    return handle, Path(name)


def _keep(target: Path, leftovers: ExitStack, undoing: ExitStack) -> None:
    """Have what was at the target put back when a later step fails."""
    if not target.exists():
        undoing.callback(_remove, target)
        return
    handle, kept = _make_beside(target, leftovers)
    os.close(handle)
    _move(target, kept)
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
