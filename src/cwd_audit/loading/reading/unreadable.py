"""The one exception of the readers. Kept apart, since the reading process imports no more than it needs."""

from __future__ import annotations


class Unreadable(Exception):  # noqa: N818 - named for what the file is
    """A file cannot be read, for all these reasons: (place inside the file or "", what is wrong, what to do)."""

    def __init__(self, *faults: tuple[str, str, str]) -> None:
        super().__init__(*faults)
        self.faults = faults
