"""Which files are so large, and begin so plainly, that they are worth a second way of reading (`plain_text`)."""

from __future__ import annotations

from array import array
from pathlib import Path
from typing import NamedTuple

from cwd_audit.loading.reading import containers, limits
from cwd_audit.loading.reading.coding import encode
from cwd_audit.loading.reading.one_file import is_named_as_text
from cwd_audit.loading.reading.text import Source, count_delimiter
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.loading.sheets import CodedColumn, RawSheet

LEAST_BYTES = 8 * limits.MIB
"""Smaller files are read by the careful reader while this process still loads pandas."""
HEAD_BYTES = limits.MIB
_HEAD_RECORDS = 100
"""So many records are looked at without reading the file: more than a header and the titles above it take."""


class Head(NamedTuple):
    """How a plain text begins."""

    delimiter: str
    records: list[list[str]]
    """The first ones."""


def may_be_plain(path: Path) -> bool:
    """Whether a file is large and begins as plain text does: a look that costs next to nothing."""
    try:
        with path.open("rb") as file:
            large = path.stat().st_size >= LEAST_BYTES and is_named_as_text(path.name)
            return large and _begins_plain(file.read(HEAD_BYTES))
    except OSError:
        return False


def read_head(start: bytes, size: int) -> Head | None:
    """The first records of a text, or None where it does not begin as plain text does.

    Args:
        start: its first bytes, `HEAD_BYTES` of them or all.
        size: how many bytes it has.

    Raises:
        UnicodeDecodeError: it is not UTF-8.
    """
    whole = start if len(start) == size else start[: start.rfind(b"\n") + 1]
    if not whole or not _begins_plain(start):
        return None
    source = Source(whole, "utf-8-sig")
    if source.delimiter:  # it states it in a line that is no record
        return None
    delimiter = count_delimiter(source)
    lines = zip(range(_HEAD_RECORDS), source.lines(), strict=False)
    return Head(delimiter, [line.rstrip("\r\n").split(delimiter) for _, line in lines])


def look_at_head(path: Path) -> RawSheet | None:
    """A sheet of the first records of a file and no more; None where it does not begin as plain text does."""
    try:
        with path.open("rb") as file:
            head = read_head(file.read(HEAD_BYTES), path.stat().st_size)
    except (OSError, UnicodeDecodeError):
        return None
    if head is None:
        return None
    widths = array("i", map(len, head.records))
    columns = tuple(CodedColumn(cells, codes) for cells, codes in encode(head.records, max(widths)))
    return RawSheet(
        file=path.name, name="", visible=True, first_row=1, rows=len(widths), columns=columns, widths=widths
    )  # fmt: skip


def _begins_plain(start: bytes) -> bool:
    """Whether the beginning of a file is text without a quotation mark."""
    try:
        return b'"' not in start and containers.identify(start, []) == containers.TEXT
    except Unreadable:
        return False
