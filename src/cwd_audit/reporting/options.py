"""What every reporter is asked, and what every format module is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from cwd_audit.model.report import AuditReport


@dataclass(frozen=True, slots=True)
class RenderOptions:
    """How a report is to be shown. The defaults suit a file."""

    names: bool = False
    """Show the children's names."""
    width: int | None = None
    """Columns of the terminal, where there is one."""
    colour: bool = False
    unicode: bool = True
    """Whether the place it goes to can show more than ASCII; only formats for a terminal take notice."""


class Reporter(Protocol):
    """A module of `reporting.formats`. It returns the report and writes nothing."""

    BINARY: bool
    """Whether the bytes are no text, so that they belong in a file and not on a terminal."""

    @staticmethod
    def render(report: AuditReport, options: RenderOptions) -> bytes:
        """The whole report: the same bytes for the same report and options."""
