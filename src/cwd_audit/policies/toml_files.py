"""Reads TOML files that people write, and says in plain words where one cannot be read."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from cwd_audit.model.errors import CwdAuditError, Fault

LARGEST = 1_000_000
"""Bytes of the largest file that is read; the largest of the product's own is a fiftieth of it."""

_PLACE = re.compile(r"(?P<fault>.*) \(at (?:line (?P<line>\d+), column \d+|end of document)\)", re.DOTALL)
_A_LINE_IS = 'a line is a heading in [ ] or [[ ]], or `key = value`; text stands in straight double quotes: "6 weeks"'
_PLAIN_WORDS = (
    (("Cannot", "Duplicate"), "a key or a heading is given twice", "keep one of the two"),
    (
        ("Illegal character", "Unterminated", "Expected '\"'"),
        "a text is not closed, or holds a character that cannot be read",
        'close the text with a straight double quote (") on the same line',
    ),
    (("Unclosed",), "a bracket is not closed", "close every [ with ] and every { with }, and put commas between"),
    (("Unescaped", "Invalid hex"), "a text holds a backslash", "write the backslash twice, or use / instead"),
    (("Expected '='",), "a key has no value", _A_LINE_IS),
    (("Invalid date",), "there is no such date", "write year, month and day without quotes: 2026-11-22"),
)


def read_bytes(path: Path, error: type[CwdAuditError]) -> bytes:
    """The bytes of a file.

    Raises:
        CwdAuditError: of the type given: the file is not there, is a folder, may not be read or is far too large.
    """
    try:
        if path.stat().st_size > LARGEST:
            fault = Fault(path.name, f"the file is larger than {LARGEST:,} bytes", "is it the file you meant?")
            raise error(fault)
        return path.read_bytes()
    except FileNotFoundError:
        fault = Fault(path.name, "there is no such file", "check the spelling and the folder")
    except OSError:
        fault = Fault(path.name, "the file cannot be read", "is it a file, and are you allowed to read it?")
    raise error(fault)


def read_toml(name: str, content: bytes, error: type[CwdAuditError]) -> dict[str, Any]:
    """The keys and values of a file.

    Args:
        name: the name of the file, for messages.
        content: its bytes, UTF-8 with or without a byte order mark.
        error: what to raise.

    Raises:
        CwdAuditError: of the type given, with the line that cannot be read.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = content.count(b"\n", 0, bad.start) + 1
        fault = Fault(
            f"{name}, line {line}",
            "the line holds a character that cannot be read",
            'save the file with the encoding "UTF-8"',
        )
        raise error(fault) from None
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as bad:
        raise error(_in_plain_words(name, str(bad))) from None
    except (RecursionError, ValueError):
        # Brackets nested too deep; a number of thousands of digits.
        raise error(Fault(name, "the file cannot be read", _A_LINE_IS)) from None


def _in_plain_words(name: str, message: str) -> Fault:
    parts = _PLACE.fullmatch(message)
    said = parts["fault"] if parts else message
    where = f"{name}, line {parts['line']}" if parts and parts["line"] else f"{name}, last line"
    for beginnings, what, remedy in _PLAIN_WORDS:
        if said.startswith(beginnings):
            return Fault(where, what, remedy)
    return Fault(where, "the line cannot be read", _A_LINE_IS)
