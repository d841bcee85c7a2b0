"""Each code that a problem of the data can have, with an example: what `cwd-audit explain CODE` tells.

The examples are those of docs/messages.md, generated like it into schemas/messages.toml. Imports nothing heavy.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

from cwd_audit.loading.faults import FAULTS
from cwd_audit.model.problem import Severity
from cwd_audit.model.wording import as_sentence
from cwd_audit.resources import schemas

NO_RECORDS = frozenset({
    "totals-row", "remark-row", "header-repeated", "not-an-event", "duplicate-case", "case-closed",
    "person-without-case",
})  # fmt: skip
"""Codes of notes on rows that are set aside all the same: they hold nothing that an audit would want."""
_OUTCOMES = {
    Severity.ERROR: (
        "The row is set aside and counted as such, so the audit lacks what it records. Where the row can do without "
        "the cell, the cell alone is left out, and the problem is a warning."
    ),
    Severity.WARNING: "All else is used. What is spoken of was not used, or somebody should look at it.",
    Severity.NOTE: "Nothing is lost; it is said so that nothing happens in silence.",
}
_NO_RECORD = "The row is set aside: it holds nothing that an audit would want."


class Entry(NamedTuple):
    """One code in the catalogue."""

    code: str
    severity: Severity
    when: str
    """When it is said, in a sentence."""
    message: str
    hint: str
    outcome: str
    """What happens to the row, or to the rest of the file."""
    example: str
    """The problem as it is told of the smallest file that provokes it: severity and code, place, fault, remedy."""


@cache
def read_catalogue() -> dict[str, Entry]:
    """All codes, in alphabetical order."""
    written = tomllib.loads((schemas() / "messages.toml").read_text(encoding="utf-8"))
    return {code: _entry(code, parts["when"], parts["example"]) for code, parts in sorted(written.items())}


def _entry(code: str, when: str, example: str) -> Entry:
    """A code of a cell, a row or a sheet has its words in `FAULTS`; one of a file, in its example."""
    head, _, message, hint = (line.strip() for line in example.splitlines()[:4])
    severity = Severity(head.partition(" ")[0])
    if code in FAULTS:
        severity, message, hint = FAULTS[code]
    outcome = _NO_RECORD if code in NO_RECORDS else _OUTCOMES[severity]
    return Entry(code, severity, when, as_sentence(message), as_sentence(hint), outcome, example)
