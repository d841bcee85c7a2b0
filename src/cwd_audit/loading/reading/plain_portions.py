"""A large text, so many records of it at a time: whether they are plain, how wide each is, and columns of them."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.plain_alike import Cells, Numbers
from cwd_audit.loading.reading.plain_cells import PlainCells
from cwd_audit.loading.threads import in_threads

_NOT_PLAIN = (b'"', b"\0", b"\x1a")
_PIECE = 8 * limits.MIB
"""Bytes that are taken apart at a time: with what is made of them they fit the memory nearest the processor."""

_LONGEST = 8 * limits.MIB
"""A record with more bytes is none."""


class Portion(NamedTuple):
    """Some records."""

    widths: Numbers
    """How many fields each has."""
    columns: list[tuple[Numbers, Cells]]
    """Of each column the place of every cell among the distinct ones of the portion, and these."""


def take_apart(path: Path, delimiter: str, positions: Sequence[int]) -> Iterator[Portion | None]:
    """All records of a text and the columns at these positions; None in place of a portion that is not plain.

    Raises:
        ValueError: a record is longer than a portion, or what is no letter stands in one.
    """
    return in_threads(partial(_take_apart, delimiter, positions), _whole_lines(path))


def _whole_lines(path: Path) -> Iterator[bytes]:
    """The text without its byte order mark, piece by piece, the last line with a line end."""
    with path.open("rb") as file:
        carried = file.read(len(codecs.BOM_UTF8)).removeprefix(codecs.BOM_UTF8)
        while piece := file.read(_PIECE):
            lines, end, rest = piece.rpartition(b"\n")
            if end:
                yield carried + lines + end
                carried = rest
            elif len(carried) > _LONGEST:
                msg = "no record is so long"
                raise ValueError(msg)
            else:
                carried += piece
    if carried:
        yield carried if carried.endswith(b"\n") else carried + b"\n"


def _take_apart(delimiter: str, positions: Sequence[int], text: bytes) -> Portion | None:
    if any(mark in text for mark in _NOT_PLAIN) or _ends_oddly(text):
        return None
    if not text.isascii():
        codecs.utf_8_decode(text, "strict", True)  # noqa: FBT003 – a parameter of codecs
    cells = PlainCells(text, delimiter)
    if cells.widths.max() > limits.COLUMNS:
        return None
    return Portion(cells.widths, [cells.column(position) for position in positions])


def _ends_oddly(text: bytes) -> bool:
    """Whether a carriage return stands without a line feed after it, which may or may not end a record."""
    return b"\r" in text and text.count(b"\r") != text.count(b"\r\n")
