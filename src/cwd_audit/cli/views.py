"""How wide and how colourful the place is to which a report goes."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cwd_audit.reporting import RenderOptions

WIDE = (160, 40)
"""Columns and lines of a table that nobody looks at yet: every column stands in it."""


def choose_view(output: Path | None, *, names: bool = False) -> RenderOptions:
    """The options that suit a file, a pipe, or the terminal there is."""
    import shutil

    from cwd_audit.reporting import RenderOptions

    in_pipe = output is None and not sys.stdout.isatty()
    if output or in_pipe:  # where nobody looks, no column is left out; a device may yet be the terminal
        device = output and output.exists() and not output.is_file()
        return RenderOptions(names=names, width=shutil.get_terminal_size(WIDE).columns if device else WIDE[0])

    plain = bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return RenderOptions(
        names=names,
        width=shutil.get_terminal_size((120, 40)).columns,
        colour=not plain,
        unicode=takes_every_character(),
    )


def takes_every_character() -> bool:
    """Whether standard output is in an encoding that has every character."""
    return (sys.stdout.encoding or "ascii").lower().replace("-", "") == "utf8"
