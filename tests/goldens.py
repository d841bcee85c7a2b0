"""Texts kept in tests/golden/cli; `CWD_AUDIT_GOLDEN=1 pytest tests/cli` writes them anew."""

from __future__ import annotations

import os
from pathlib import Path

GOLDEN = Path(__file__).parent / "golden" / "cli"


def is_golden(name: str, actual: str) -> bool:
    """Whether a text is the one kept; writes it where it is asked for."""
    path = GOLDEN / name
    if os.environ.get("CWD_AUDIT_GOLDEN"):
        path.write_text(actual, encoding="utf-8", newline="\n")
    assert path.read_text(encoding="utf-8") == actual
    return True
