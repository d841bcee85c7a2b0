"""A problem of the data in words, by its code. Imports nothing heavy."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cwd_audit.loading.catalogue import Entry

_MARGIN = 17
"""Where the words begin, after the names of the lines."""
_WIDTH = 100


def tell_code(entry: Entry) -> str:
    """One code as text: how much it costs, what is wrong, what to do, what becomes of the row, and an example."""
    parts = {
        "Said when": entry.when,
        "What is wrong": entry.message,
        "What to do": entry.hint,
        "What happens": entry.outcome,
    }
    told = [line for name, words in parts.items() for line in _fold(name, words)]
    example = [f"    {line}" for line in entry.example.splitlines()]
    page = f"docs/messages.md#{entry.code} shows the command and the file that provoke it."
    return "\n".join([f"{entry.code} ({entry.severity.value})", *told, "  For example", *example, f"  {page}"]) + "\n"


def _fold(name: str, words: str) -> list[str]:
    begins = f"  {name:<{_MARGIN - 2}}"
    return textwrap.wrap(
        words, _WIDTH, initial_indent=begins, subsequent_indent=" " * _MARGIN, break_on_hyphens=False
    )  # fmt: skip
