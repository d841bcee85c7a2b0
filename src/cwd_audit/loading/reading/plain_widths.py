"""How many fields each record of a large text has, which says on the way whether it is a plain one."""

from __future__ import annotations

import codecs
import mmap
from array import array
from collections.abc import Iterable
from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.plain_marks import NEW_LINE, find_marks
from cwd_audit.loading.threads import in_threads

_NOT_PLAIN = (b'"', b"\0", b"\x1a")


class _Counted(NamedTuple):
    """What a piece of the text holds."""

    piece: bytes
    """The piece itself."""
    widths: NDArray[np.int32]
    """The number of fields of each line that ends in it; of the first of them, of the part that stands in it."""
    begun: int
    """The delimiters after its last line end."""


def count_fields(
    content: mmap.mmap, pieces: Iterable[tuple[int, bytes]], delimiter: str, most: int
) -> array[int] | None:
    """The number of fields of each record; None where one is not plain, or there are too many of them or of fields.

    Args:
        content: the text.
        pieces: all of it, piece by piece, each with its place.
        delimiter: one character of ASCII.
        most: so many records may there be.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    widths, decoder, begun = array("i"), codecs.getincrementaldecoder("utf-8")(), 0
    for counted in in_threads(partial(_count, content, delimiter), pieces):
        if counted is None:
            return None
        if decoder.getstate()[0] or not counted.piece.isascii():
            decoder.decode(counted.piece)
        if len(counted.widths):
            counted.widths[0] += begun
            begun = 0
        begun += counted.begun
        widths.frombytes(counted.widths.tobytes())
        if len(widths) > most:
            return None
    decoder.decode(b"", True)  # noqa: FBT003 – a parameter of codecs
    if content[-1:] != b"\n":
        widths.append(begun + 1)
    within = len(widths) <= most and np.frombuffer(widths, np.int32).max(initial=0) <= limits.COLUMNS
    return widths if within else None


def _count(content: mmap.mmap, delimiter: str, placed: tuple[int, bytes]) -> _Counted | None:
    """What a piece holds; None where it is not plain."""
    at, piece = placed
    then = content[at + len(piece) : at + len(piece) + 1]
    if any(mark in piece for mark in _NOT_PLAIN) or _ends_oddly(piece, then):
        return None
    letters = np.frombuffer(piece, np.uint8)
    marks = find_marks(letters, delimiter)
    ends = np.flatnonzero(letters[marks] == NEW_LINE)
    begun = len(marks) - (int(ends[-1]) + 1 if len(ends) else 0)
    return _Counted(piece, np.diff(ends, prepend=-1).astype(np.int32), begun)


def _ends_oddly(piece: bytes, then: bytes) -> bool:
    """Whether a carriage return stands without a line feed after it, which may or may not end a record."""
    return b"\r" in piece and piece.count(b"\r") != piece.count(b"\r\n") + (piece.endswith(b"\r") and then == b"\n")
