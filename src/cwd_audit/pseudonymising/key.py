"""The key file: whoever has it and an export can tell whose code is whose. Made here; never shown, nor replaced."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from cwd_audit.model.errors import Fault, UsageError

BYTES = 32
_LARGEST = 4096
_FOR_OTHERS = stat.S_IRWXG | stat.S_IRWXO


@dataclass(frozen=True)
class Key:
    """A key and where it is kept."""

    path: Path
    secret: bytes
    is_new: bool
    """It is not in its file yet."""

    def __repr__(self) -> str:
        return f"Key({self.path.name})"

    @contextmanager
    def stored(self) -> Iterator[None]:
        """Put a new key into its file, readable by its owner only; and take it away again if what follows fails.

        Raises:
            UsageError: the file cannot be made, or somebody has just made one.
        """
        if not self.is_new:
            yield
            return
        try:
            handle = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except OSError as error:
            raise self._not_written(error) from None
        try:
            self._write(handle)
            yield
        except BaseException:
            with suppress(OSError):
                self.path.unlink()
            raise

    def _write(self, handle: int) -> None:
        try:
            with os.fdopen(handle, "w", encoding="ascii", newline="\n") as file:
                file.write(f"{self.secret.hex()}\n")
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise self._not_written(error) from None

    def _not_written(self, error: OSError) -> UsageError:
        what = f"the key file cannot be written: {error.strerror or 'the system refused'}"
        return UsageError(Fault("--key-file", what, "choose a folder of your own for it"))


def open_key(path: Path, output: Path, exports: Collection[Path]) -> Key:
    """The key of a file, or a new one where there is no such file; it is not written yet.

    Args:
        path: the key file.
        output: the folder that is given away, in which a key must not lie.
        exports: the files that are read.

    Raises:
        UsageError: the file lies in the output folder or is an export, others may read it, or it holds no key.
    """
    place = Path(os.path.realpath(path))
    if place.is_relative_to(output.resolve()):
        what = "the key file lies in the folder that is given away, and with it every code can be undone"
        raise UsageError(Fault("--key-file", what, "keep it in a folder of its own"))
    if place in {export.resolve() for export in exports}:
        raise UsageError(
            Fault("--key-file", "it is one of the exports", "name the file that holds the key, or a new one")
        )
    if not os.path.lexists(place):
        if not place.parent.is_dir():
            raise UsageError(Fault("--key-file", "its folder does not exist", "make the folder, or name another"))
        return Key(path, secrets.token_bytes(BYTES), is_new=True)
    return Key(path, _read(path), is_new=False)


def _read(path: Path) -> bytes:
    unreadable = UsageError(
        Fault("--key-file", "it cannot be read", "name a file that you are allowed to read, or a new one")
    )
    if not path.is_file():  # a pipe would be waited for
        raise unreadable
    try:
        with path.open("rb") as file:
            state = os.fstat(file.fileno())
            written = file.read(_LARGEST)
    except OSError:
        raise unreadable from None
    try:
        secret = bytes.fromhex(written.decode("ascii").strip())
    except ValueError:
        secret = b""
    if len(secret) < BYTES:
        what = f"it holds no key: {2 * BYTES} or more hexadecimal digits"
        raise UsageError(Fault("--key-file", what, "name a file that this command made, or a new one"))
    if os.name == "posix" and state.st_mode & _FOR_OTHERS:
        what = "others than its owner may read or change the key file"
        raise UsageError(Fault("--key-file", what, f"let only its owner read it: chmod 600 {path.name}"))
    return secret
