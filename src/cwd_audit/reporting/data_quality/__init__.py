"""The data-quality view in every form it takes: one module of `formats` for each, found by the name of its file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Protocol, cast

from cwd_audit.reporting.data_quality import formats

if TYPE_CHECKING:
    from cwd_audit.model.data_quality import DataQuality
    from cwd_audit.reporting.options import RenderOptions

__all__ = ["QualityReporter", "find_quality_reporter", "quality_reporter_names"]


class QualityReporter(Protocol):
    """A module of `formats`. It returns the report and writes nothing."""

    BINARY: bool
    """Whether the bytes are no text, so that they belong in a file and not on a terminal."""

    @staticmethod
    def render(quality: DataQuality, options: RenderOptions) -> bytes:
        """The whole view: the same bytes for the same view and options."""


def quality_reporter_names() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order. Imports none of them."""
    return tuple(sorted(module.name for module in iter_modules(formats.__path__)))


def find_quality_reporter(name: str) -> QualityReporter:
    """The reporter of one of the formats that `quality_reporter_names` gives."""
    return cast("QualityReporter", import_module(f"{formats.__name__}.{name}"))
