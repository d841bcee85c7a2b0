"""Which files are meant by the paths on a command line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from cwd_audit.model.errors import Fault, InputError

_ENDINGS = (".csv", ".tsv", ".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_WEB_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:[/\\]")


def find_exports(paths: Sequence[Path]) -> tuple[Path, ...]:
    """The files, each once, in the order given; for a folder the CSV files and workbooks in it, by name.

    Raises:
        InputError: for every path that is missing, a web address, or a folder without exports.
    """
    faults: list[Fault] = []
    found: dict[Path, Path] = {}
    for path in paths:
        files = _files_of(path)
        if isinstance(files, Fault):
            faults.append(files)
        else:
            for file in files:
                found.setdefault(file.resolve(), file)
    if faults:
        raise InputError(*faults)
    return tuple(found.values())


def _files_of(path: Path) -> list[Path] | Fault:
    if _WEB_ADDRESS.match(str(path)):
        return Fault(path.name, "it is a web address", "Save the file to this computer and give its path.")
    try:
        if path.is_dir():
            return _in_folder(path)
        if path.is_file():
            return [path]
        exists = path.exists()
    except OSError:
        return Fault(path.name, "it cannot be looked at", "Ask for access to the folder that it is in.")
    if exists:
        return Fault(path.name, "it is neither a file nor a folder", "Give the path of an export file.")
    return Fault(path.name, "there is no such file or folder", "Check the spelling and the folder.")


def _in_folder(folder: Path) -> list[Path] | Fault:
    name = folder.resolve().name
    files = [file for file in folder.iterdir() if file.suffix.lower() in _ENDINGS and _is_export(file)]
    if not files:
        what = "the folder holds no export: no CSV file and no workbook"
        return Fault(name, what, "Give the folder into which the reports were exported.")
    return sorted(files, key=lambda file: (file.name.casefold(), file.name))


def _is_export(file: Path) -> bool:
    """Not hidden, and not the marker of a workbook that is open in Excel or LibreOffice."""
    return not file.name.startswith((".", "~$")) and file.is_file()
