"""Where a run begins and ends: the console made safe, and every fault said in a sentence."""

from __future__ import annotations

import sys
import traceback
from io import TextIOWrapper

from cwd_audit.cli.exits import Exit
from cwd_audit.model.errors import CwdAuditError


def run() -> None:
    """Run the command line and exit."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A console that cannot show a character shows its code instead of ending the run.
            stream.reconfigure(errors="backslashreplace")
    try:
        from cwd_audit.cli.app import app

        app()
    except CwdAuditError as error:
        for fault in error.faults:
            print(f"cwd-audit: {fault}", file=sys.stderr)  # noqa: T201 – the one place that says faults
        sys.exit(Exit.COULD_NOT_RUN)
    except KeyboardInterrupt:
        sys.exit(Exit.INTERRUPTED)
    except Exception as fault:  # noqa: BLE001 – the last resort: no traceback and no value reaches the user
        print(_say(fault), file=sys.stderr)  # noqa: T201 – as above
        sys.exit(Exit.FAULT)


def _say(fault: BaseException) -> str:
    """Where it happened and of what kind; never its message, which may hold a value of the data."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "cwd_audit" in frame.filename] or list(frames)
    place = f"{ours[-1].name}, line {ours[-1].lineno}" if ours else "unknown place"
    return (
        f"cwd-audit: a fault of the program itself ({type(fault).__name__} in {place}). Nothing was written.\n"
        "  Please report it with this line and the command; send no data."
    )
