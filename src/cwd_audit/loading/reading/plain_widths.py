"""How many fields each record of a large text has, which says on the way whether it is a plain one."""

from __future__ import annotations

import codecs
import mmap
from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from cwd_audit.loading.reading import limits

_NEW_LINE = ord("\n")
_NOT_PLAIN = (b'"', b"\0", b"\x1a")


def count_fields(
    content: mmap.mmap, pieces: Iterable[tuple[int, bytes]], delimiter: bytes, most: int
) -> array[int] | None:
    """The number of fields of each record; None where one is not plain, or there are too many of them or of fields.

    Args:
        content: the text.
        pieces: all of it, piece by piece, each with its place.
        delimiter: one byte.
        most: so many records may there be.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    widths, decoder = array("i"), codecs.getincrementaldecoder("utf-8")()
    others = bytes(set(range(256)) - {*delimiter, _NEW_LINE})
    carried = b""
    for at, piece in pieces:
        if any(mark in piece for mark in _NOT_PLAIN) or _ends_oddly(
            piece, content[at + len(piece) : at + len(piece) + 1]
        ):
            return None
        if decoder.getstate()[0] or not piece.isascii():
            decoder.decode(piece)
        marks = carried + piece.translate(None, others)
        end = marks.rfind(b"\n") + 1
        widths.frombytes(_width_of_each(marks[:end]).tobytes())
        carried = marks[end:]
        if len(widths) > most:
            return None
    decoder.decode(b"", True)  # noqa: FBT003 – a parameter of codecs
    if content[-1:] != b"\n":
        widths.append(len(carried) + 1)
    within = len(widths) <= most and np.frombuffer(widths, np.int32).max(initial=0) <= limits.COLUMNS
    return widths if within else None


def _width_of_each(marks: bytes) -> NDArray[np.int32]:
    """The number of fields of each line, of which nothing but delimiters and line ends is left."""
    first = marks.find(b"\n") + 1
    if first and marks == marks[:first] * (len(marks) // first):
        return np.full(len(marks) // first, first, np.int32)
    ends = np.flatnonzero(np.frombuffer(marks, np.uint8) == _NEW_LINE)
    return np.diff(ends, prepend=-1).astype(np.int32)


def _ends_oddly(piece: bytes, then: bytes) -> bool:
    """Whether a carriage return stands without a line feed after it, which may or may not end a record."""
    return b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n") + (piece.endswith(b"\r") and then == b"\n")
