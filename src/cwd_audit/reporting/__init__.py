"""Reports: one module of `reporting.formats` for each format, found by the name of its file."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules
from typing import cast

from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.reporting import formats
from cwd_audit.reporting.options import RenderOptions, Reporter

__all__ = ["RenderOptions", "Reporter", "find_reporter", "reporter_names"]


def reporter_names() -> tuple[str, ...]:
    """The names of the formats, in alphabetical order. Imports none of them."""
    return tuple(sorted(module.name for module in iter_modules(formats.__path__)))


def find_reporter(name: str) -> Reporter:
    """The reporter of one format.

    Raises:
        UsageError: there is no such format.
    """
    names = reporter_names()
    if name not in names:
        raise UsageError(Fault("--format", f'there is no format "{name}"', f"Choose one of: {', '.join(names)}."))
    return cast("Reporter", import_module(f"{formats.__name__}.{name}"))
