"""Which files are so large, and begin so plainly, that they are worth a second way of reading (`plain_text`)."""

from __future__ import annotations

from pathlib import Path

from cwd_audit.loading.reading import containers, limits
from cwd_audit.loading.reading.one_file import is_named_as_text
from cwd_audit.loading.reading.unreadable import Unreadable

LEAST_BYTES = 8 * limits.MIB
"""Smaller files are read by the careful reader while this process still loads pandas."""
HEAD_BYTES = limits.MIB


def may_be_plain(path: Path) -> bool:
    """Whether a file is large and begins as plain text does: a look that costs next to nothing."""
    try:
        with path.open("rb") as file:
            large = path.stat().st_size >= LEAST_BYTES and is_named_as_text(path.name)
            return large and begins_plain(file.read(HEAD_BYTES))
    except OSError:
        return False


def begins_plain(start: bytes) -> bool:
    """Whether the beginning of a file is text without a quotation mark."""
    try:
        return b'"' not in start and containers.identify(start, []) == containers.TEXT
    except Unreadable:
        return False
