"""Office files as their parts, packed so that the same parts give the same bytes on every day and computer."""

from __future__ import annotations

import io
import zipfile

_EARLIEST = (1980, 1, 1, 0, 0, 0)
_NO_SYSTEM = 0
"""Python writes down on which system it runs, which changes the bytes."""


def unpack(content: bytes) -> dict[str, bytes]:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(parts: dict[str, bytes]) -> bytes:
    """The file of these parts, in the order of their names, which puts `[Content_Types].xml` first."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _EARLIEST)
            entry.create_system = _NO_SYSTEM
            archive.writestr(entry, parts[name], zipfile.ZIP_DEFLATED)
    return written.getvalue()


def replace_once(part: bytes, old: bytes, new: bytes) -> bytes:
    """The part with one text in place of another.

    Raises:
        ValueError: the text does not stand there exactly once.
    """
    if part.count(old) != 1:
        message = f"{old!r} stands {part.count(old)} times, not once"
        raise ValueError(message)
    return part.replace(old, new)
