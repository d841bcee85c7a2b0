"""The history file itself: opened, checked, read and changed as one."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from cwd_audit.audit.month.store_rows import Stored, chain, say_month
from cwd_audit.model.errors import Fault, InputError, OutputError

Rows = tuple[Stored, ...]

_APPLICATION = 0x43574448
_VERSION = 1
_PATIENCE = 2.0
"""Seconds in which another run may end."""
_COLUMNS = (
    "policy", "indicator", "definition", "month_end", "met", "owed", "not_assessed",
    "done_met", "done_owed", "done_not_assessed", "digest",
)  # fmt: skip
_MAKE = (
    f"PRAGMA application_id = {_APPLICATION}",
    f"PRAGMA user_version = {_VERSION}",
    f"CREATE TABLE month_ends ({', '.join(_COLUMNS)}, PRIMARY KEY (policy, indicator, definition, month_end))",
    "CREATE TABLE head (rows INTEGER NOT NULL, digest TEXT NOT NULL)",
)
_READ = f"SELECT {', '.join(_COLUMNS)} FROM month_ends ORDER BY policy, indicator, definition, month_end"  # noqa: S608 - constants
_WRITE = f"INSERT INTO month_ends VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - constants
_RESTORE = "restore it from a copy, or choose another --history, which begins anew"


def read_file(file: Path) -> Rows:
    """What the file holds, in the order of its keys; nothing where it does not exist.

    Raises:
        InputError: it is no history, is of a later version, was altered or cannot be read.
        OutputError: its folder is missing, so that it could not be written; or it is in use.
    """
    _check_place(file)
    if not file.exists():
        return ()
    # What a killed run had begun is undone by whoever opens the file next, who must be able to write it.
    mode = "rw" if file.with_name(f"{file.name}-journal").exists() else "ro"
    with _told(file), closing(_open(file, mode)) as database:
        return _read(database, file)


def change_file(file: Path, change: Callable[[Rows], Rows]) -> None:
    """Replace what the file holds by what `change` makes of it; the file is made where it does not exist.

    Raises:
        InputError: as `read_file`; the file is as it was.
        OutputError: it cannot be written, or is in use; the file is as it was.
    """
    _check_place(file)
    with _told(file), _made(file), closing(_open(file, "rw")) as database:
        database.execute("BEGIN IMMEDIATE")
        before = _read(database, file)
        after = tuple(chain(change(before)))
        if tuple(row for row, _ in after) != before or not before:
            _write(database, after)
        database.execute("COMMIT")


def _check_place(file: Path) -> None:
    if file.is_dir():
        raise OutputError(Fault(file.name, "it is a folder", "add the name of a file, such as history.sqlite"))
    if not file.absolute().parent.is_dir():
        raise OutputError(Fault(file.name, "its folder does not exist", "make the folder, or choose another --history"))


@contextmanager
def _made(file: Path) -> Iterator[None]:
    """Make the file, for its owner alone; and take it away again if it comes to nothing."""
    if file.exists():
        yield
        return
    os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _open(file: Path, mode: str) -> sqlite3.Connection:
    address = f"{file.absolute().as_uri()}?mode={mode}"
    return sqlite3.connect(address, uri=True, timeout=_PATIENCE, isolation_level=None)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """Say in one sentence what the database or the system objects to."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _refusal(file, error) from None
    except sqlite3.DatabaseError as error:
        raise InputError(_no_history(file) if error.sqlite_errorname == "SQLITE_NOTADB" else _damaged(file)) from None
    except OSError as error:
        what = f"it cannot be written: {error.strerror or 'the system refused'}"
        raise OutputError(Fault(file.name, what, "choose another --history")) from None


def _refusal(file: Path, error: sqlite3.OperationalError) -> InputError | OutputError:
    name = getattr(error, "sqlite_errorname", "").removeprefix("SQLITE_").split("_")[0]
    if name in {"CORRUPT", "ERROR"}:
        return InputError(_damaged(file))
    if name in {"BUSY", "LOCKED"}:
        return OutputError(Fault(file.name, "another run is using it", "wait until that has ended, and run this again"))
    if name == "FULL":
        return OutputError(Fault(file.name, "the disk is full", "make room, or choose another --history"))
    what = "it cannot be read or written"
    return OutputError(Fault(file.name, what, "see that you may do both, or choose another --history"))


def _no_history(file: Path) -> Fault:
    return Fault(file.name, "it is no history file of cwd-audit", "choose another --history; a new file is made")


def _damaged(file: Path) -> Fault:
    return Fault(file.name, "it is damaged", _RESTORE)


def _read(database: sqlite3.Connection, file: Path) -> Rows:
    """The rows, when all about the file is as it should be; an empty file has none."""
    (application,), (version,) = (
        database.execute(f"PRAGMA {name}").fetchone() for name in ("application_id", "user_version")
    )
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not (application or version or tables):
        return ()
    if application != _APPLICATION:
        raise InputError(_no_history(file))
    if version > _VERSION:
        what = "it was written by a later version of cwd-audit"
        raise InputError(Fault(file.name, what, "use that version, or choose another --history"))
    if database.execute("PRAGMA integrity_check").fetchall() != [("ok",)]:
        raise InputError(_damaged(file))
    return _unaltered(database, file)


def _unaltered(database: sqlite3.Connection, file: Path) -> Rows:
    """The rows, when their digests are those that they were stored with."""
    rows, digests = [], []
    for *fields, digest in database.execute(_READ):
        try:
            rows.append(Stored.read(fields))
        except ValueError:
            raise InputError(_altered(file, f"{fields[1]}, {fields[3]}")) from None
        digests.append(digest)
    for (row, digest), stored in zip(chain(rows), digests, strict=True):
        if digest != stored:
            raise InputError(_altered(file, f"{row.key.indicator}, {say_month(row.key.month_end)}"))
    if database.execute("SELECT rows, digest FROM head").fetchall() != [(len(rows), digests[-1] if digests else "")]:
        raise InputError(_altered(file, "the end"))
    return tuple(rows)


def _altered(file: Path, where: str) -> Fault:
    return Fault(f"{file.name}: {where}", "it was changed otherwise than by cwd-audit", _RESTORE)


def _write(database: sqlite3.Connection, rows: tuple[tuple[Stored, str], ...]) -> None:
    if not database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in _MAKE:
            database.execute(statement)
    database.execute("DELETE FROM month_ends")
    database.execute("DELETE FROM head")
    database.executemany(_WRITE, [(*row.fields, digest) for row, digest in rows])
    _finish(database, len(rows), rows[-1][1] if rows else "")


def _finish(database: sqlite3.Connection, rows: int, digest: str) -> None:
    """Say how many rows there are and what the last digest is, so that none can go unnoticed."""
    database.execute("INSERT INTO head VALUES (?, ?)", (rows, digest))
