"""Reading export files into `RawSheet`s, each file in a process of its own.

`start_reading` returns at once, so that the caller can do other work before it collects. The names below are fetched
on first use: the reading process imports this package too and must start in a few hundredths of a second.
"""

from __future__ import annotations

from importlib import import_module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cwd_audit.loading.reading.asked import Asked, ask
    from cwd_audit.loading.reading.finding import find_exports
    from cwd_audit.loading.reading.pending import PendingSheets, read_exports, start_reading

__all__ = ["Asked", "PendingSheets", "ask", "find_exports", "read_exports", "start_reading"]

_HOMES = {
    **dict.fromkeys(("Asked", "ask"), "asked"),
    "find_exports": "finding",
    **dict.fromkeys(("PendingSheets", "read_exports", "start_reading"), "pending"),
}

if not TYPE_CHECKING:  # pragma: no branch - a type checker knows the names from the imports above, and no others

    def __getattr__(name: str) -> object:
        if name not in _HOMES:
            msg = f"module {__name__!r} has no attribute {name!r}"
            raise AttributeError(msg)
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
