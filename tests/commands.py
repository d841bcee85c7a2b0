"""Runs commands as the console script does, in this process: arguments in, exit code and both streams out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import chdir
from functools import cache
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from cwd_audit.cli.entry import run
from cwd_audit.model.policy import Policy
from cwd_audit.policies import library
from cwd_audit.policies.parse import parse_policy
from cwd_audit.resources import schemas

CANARY = "Canaria Testchild"
"""Stands in the name column of inputs; no message may show it."""
SAMPLES = Path(__file__).parents[1] / "sample_data"
AS_OF = "2026-10-31"
"""The day the samples were drawn up."""


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    content: bytes
    """What it wrote to standard output."""
    err: str

    @property
    def out(self) -> str:
        """The same as text."""
        return self.content.decode()


class Console(TextIOWrapper):
    """A stream that may say it is a terminal."""

    def __init__(self, *, terminal: bool = False, encoding: str = "utf-8") -> None:
        self.written = BytesIO()
        self._terminal = terminal
        super().__init__(self.written, encoding=encoding, newline="\n")

    def isatty(self) -> bool:
        """Whether somebody is looking."""
        return self._terminal

    def content(self) -> bytes:
        """Everything written so far."""
        self.flush()
        return self.written.getvalue()


_parse_once = cache(parse_policy)


def _parse(path: Path) -> Policy:
    """A policy of the product, which no test changes, once for all runs; the file of a test anew in each."""
    return _parse_once(path) if path.is_relative_to(schemas()) else parse_policy(path)


def run_command(
    args: Sequence[str | Path],
    folder: Path,
    *,
    out_terminal: bool = False,
    err_terminal: bool = False,
    encoding: str = "utf-8",
) -> Ran:
    """Run `cwd-audit` with these arguments in a folder."""
    out = Console(terminal=out_terminal, encoding=encoding)
    err = Console(terminal=err_terminal, encoding=encoding)
    argv = ["cwd-audit", *map(str, args)]
    library.load_policy.cache_clear()  # a file of the same name may be another in another folder
    parsed = patch.object(library, "parse_policy", _parse)
    with chdir(folder), parsed, patch.multiple(sys, argv=argv, stdout=out, stderr=err):
        try:
            run()
        except SystemExit as ended:
            code = ended.code
    assert isinstance(code, int), "a run ends with a number"
    return Ran(int(code), out.content(), err.content().decode(encoding))
