"""The exports of a command: their reading begins first, so that the rest is imported beside it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cwd_audit.loading.reading import start_reading

if TYPE_CHECKING:
    from cwd_audit.loading.reading import Asked, PendingSheets


def begin_reading(files: Sequence[Path], asked: Asked, map_: Path | None) -> PendingSheets:
    """Start reading these files, each in a process of its own. Returns at once.

    Args:
        files: what to read.
        asked: what is to be read beyond the usual.
        map_: the mapping that the command line gives.

    Raises:
        ConfigError: the configuration or the mapping cannot be used, and a large text waits for it.
    """
    pending = start_reading(files, asked)
    if pending.awaits_columns:
        from cwd_audit.cli.config import read_config
        from cwd_audit.loading.load import foresee
        from cwd_audit.loading.mapping import read_mapping

        mapping = read_config(Path.cwd()).find_mapping(map_)
        foresee(pending, read_mapping(mapping))
    return pending
