"""Codes in place of numbers and names, and the weeks a child's dates move: both made with the key, by HMAC-SHA-256."""

from __future__ import annotations

import base64
import hashlib
import hmac

_LENGTH = 16
"""Of base32, 80 bits: among a million children two alike are less likely than one in 10^12."""


class Coder:
    """Makes codes with one key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def code(self, kind: str, text: str) -> str:
        """`child-4k7dq2…`; the same text of the same kind always gives the same code."""
        return f"{kind}-{base64.b32encode(self._mac(kind, text)).decode().lower()[:_LENGTH]}"

    def weeks(self, child: str, most: int) -> int:
        """By how many weeks the dates of a child move: from −most to most."""
        return int.from_bytes(self._mac("weeks", child)) % (2 * most + 1) - most

    def _mac(self, kind: str, text: str) -> bytes:
        return hmac.digest(self._key, f"{kind}\0{text}".encode(), hashlib.sha256)
