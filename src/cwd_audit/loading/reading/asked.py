"""What a run asks of the readers beyond what is usual."""

from __future__ import annotations

from enum import Flag, auto


class Asked(Flag):
    """Handed from the command to the reading process, as a number on its command line."""

    NOTHING = 0
    HIDDEN = auto()
    """Hidden sheets and rows are read as if they were visible."""
    LARGE = auto()
    """Text files may be larger than others."""

    @property
    def include_hidden(self) -> bool:
        """Whether what is hidden is read."""
        return Asked.HIDDEN in self

    @property
    def large(self) -> bool:
        """Whether text files may be larger."""
        return Asked.LARGE in self


def ask(*, include_hidden: bool = False, large: bool = False) -> Asked:
    """By the names of the options."""
    return (Asked.HIDDEN if include_hidden else Asked.NOTHING) | (Asked.LARGE if large else Asked.NOTHING)
