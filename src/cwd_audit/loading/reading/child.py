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

READY = b"cwd-audit\n"
"""Written before anything is read: without it, the process never started."""
_SMALLER = "Open it in Excel, keep only the sheets and rows that the audit needs, save it and use that copy."

STOPPED = ("", "reading it failed: it is damaged, or asks for far more than an export does", _SMALLER)


def main() -> None:
    """Read the file named by the last argument, write the parcel, end. Before it stands what is asked."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    sys.stdout.buffer.write(READY)
    sys.stdout.buffer.flush()
    gc.disable()  # the process ends before there is anything to collect
    asked = Asked(int(sys.argv[-2]))
    confine(large=asked.large)
    sys.stdout.buffer.write(answer(sys.argv[-1], asked))
    sys.stdout.buffer.flush()
    os._exit(0)  # tearing down millions of cells would cost a tenth of the time


def answer(path: str, asked: Asked = Asked.NOTHING) -> bytes:
    """The parcel for a file, whatever happens."""
    try:
        sheets, problems = read_file(path, asked)
        return pack((sheets, problems, []))
    except Unreadable as fault:
        return pack(([], [], list(fault.faults)))
    except MemoryError:
        what = f"reading it needs more than {limits.memory_bytes(large=asked.large) >> 30} GiB of memory"
        return pack(([], [], [("", what, _SMALLER)]))
    except Exception:  # noqa: BLE001 - a hostile file may bring about any; a traceback could show a child's name
        return pack(([], [], [STOPPED]))


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
