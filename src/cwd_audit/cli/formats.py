"""Which form a report takes: what is asked for, what the name of the file says, what the team is used to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from cwd_audit.cli.config import FILE
from cwd_audit.cli.options import choose
from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.reporting import reporter_names

PLAIN, TABLE = "plain", "table"
_OTHER_ENDINGS = {"": "", "txt": TABLE, "tsv": PLAIN, "md": "markdown", "xml": "junit"}
_NO_ENDINGS = {PLAIN, TABLE, "markdown", "junit"}
"""Formats that no file is named after."""


def choose_format(asked: str, output: Path | None, usual: str, known: Sequence[str] = ()) -> str:
    """The name of a format.

    Args:
        asked: `--format`; "" where it is not given.
        output: `--output`; the ending of its name says the format where none is asked for.
        usual: the `format` of the configuration; "" where there is none.
        known: the formats there are; those of reports where none are named.

    Raises:
        UsageError: there is no such format, or the ending of the file says none.
    """
    known = known or reporter_names()
    if usual:
        (usual,) = choose(f"{FILE}, key format", [usual], known)
    if asked:
        (asked,) = choose("--format", [asked], known)
        return asked
    ending = output.suffix.lower().removeprefix(".") if output else ""
    others = {name: form for name, form in _OTHER_ENDINGS.items() if form in {"", *known}}
    said = ending if ending in known and ending not in _NO_ENDINGS else others.get(ending)
    if said is None:
        endings = ", ".join(f".{name}" for name in (*known, *filter(None, others)) if name not in _NO_ENDINGS)
        remedy = f"end the name in one of {endings}, or say the format with --format"
        raise UsageError(Fault("--output", f'".{ending}" says no format that is written', remedy))
    return said or usual or TABLE
