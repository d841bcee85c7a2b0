"""What is in a folder of exports, byte for byte."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile


def content(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path, workbooks part by part: compression differs between machines."""
    found: dict[str, bytes] = {}
    for path in (path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix()
        if path.suffix == ".xlsx":
            with ZipFile(path) as parts:
                found |= {f"{name}/{part}": parts.read(part) for part in parts.namelist()}
        else:
            found[name] = path.read_bytes()
    return found
