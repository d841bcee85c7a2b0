"""The reading process: reads one file and writes a parcel to standard output.

It imports no more than it needs, gives itself limits, and leaves no core file behind, since that would hold names.
"""

from __future__ import annotations

import gc
import os
import signal
import sys

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.reading.parcel import pack
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

READY = b"cwd-audit\n"
"""Written before anything is read: without it, the process never started."""
SMALLER = "Open it in Excel, keep only the sheets and rows that the audit needs, save it and use that copy."
GAVE_UP = pack(([], [], []))
"""The parcel for a plain text that takes more memory than this process may have: the other one may have more."""
STOPPED = ("", "reading it failed: it is damaged, or asks for far more than an export does", SMALLER)


def main() -> None:
    """Read the file named by the last argument, write the parcel, end.

    Before it stand what is asked, and the columns that are wanted of a large text.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    gc.disable()  # the process ends before there is anything to collect
    *_, asked_for, wanted, path = sys.argv
    asked = Asked(int(asked_for))
    confine(large=asked.large)
    sys.stdout.buffer.write(answer(path, asked, [int(position) for position in wanted.split()]))
    sys.stdout.buffer.flush()
    os._exit(0)  # tearing down millions of cells would cost a tenth of the time


def answer(path: str, asked: Asked = Asked.NOTHING, columns: Sequence[int] = ()) -> bytes:
    """The parcel for a file, whatever happens.

    Args:
        path: the file.
        asked: what is to be read beyond the usual.
        columns: of a large text that proves plain, the only ones to be read; none: all.
    """
    try:
        parcel = _read_ahead(path, asked, columns) if columns else None
        return parcel or pack((*read_file(path, asked), []))
    except Unreadable as fault:
        return pack(([], [], list(fault.faults)))
    except MemoryError:
        what = f"reading it needs more than {limits.memory_bytes(large=asked.large) >> 30} GiB of memory"
        return pack(([], [], [("", what, SMALLER)]))
    except Exception:  # noqa: BLE001 - a hostile file may bring about any; a traceback could show a child's name
        return pack(([], [], [STOPPED]))


def _read_ahead(path: str, asked: Asked, columns: Sequence[int]) -> bytes | None:
    """The parcel for a plain text; None where it is not plain."""
    from cwd_audit.loading.reading.plain_text import read_columns  # noqa: PLC0415 - loads numpy

    try:
        sheet = read_columns(path, asked, columns)
        return pack(([sheet], [], [])) if sheet else None
    except (MemoryError, RuntimeError):  # no more memory, or none for another thread
        return GAVE_UP


def confine(*, large: bool = False) -> None:
    """Limit memory and processor time of this process, where the operating system can."""
    try:
        import resource  # noqa: PLC0415 - absent on Windows
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, limits.memory_bytes(large=large)),
        (resource.RLIMIT_CPU, limits.seconds(large=large)),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(what)
        try:
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):
            continue  # macOS refuses some
