"""Whether the quotes of a policy stand in its document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cwd_audit.model.errors import Fault

if TYPE_CHECKING:
    from cwd_audit.model.policy import Citation, Policy

CUT = " […] "
"""Joins pieces of one passage; the words between them are left out."""
_GAPS = re.compile(r"\s+")


def check_quotes(policy: Policy, file: str, text: str) -> list[Fault]:
    """A fault for each quote of which a piece is not in the document, word for word; spaces may differ in kind.

    Args:
        policy: the policy.
        file: the name of its file.
        text: the text of its document.
    """
    document = _folded(text)
    cited: list[tuple[str, Citation]] = [(f"rule {entry.id}", entry.cites) for entry in policy.rules]
    cited += [(f"unchecked {entry.id}", entry.cites) for entry in policy.unchecked]
    return [
        Fault(
            f"{file}: {name}, key cites.quote",
            f"these words are not in the document: “{piece}”",
            "quote the document word for word, and join pieces with […]",
        )
        for name, cites in cited
        for piece in cites.quote.split(CUT)
        if _folded(piece) not in document
    ]


def _folded(text: str) -> str:
    return _GAPS.sub(" ", text.replace("\u00a0", " ")).strip()
