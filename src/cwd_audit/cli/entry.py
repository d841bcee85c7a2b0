"""Where a run begins and ends: the console made safe, and every fault said in a sentence."""

from __future__ import annotations

import codecs
import os
import sys
import traceback
from contextlib import suppress
from io import TextIOWrapper

from cwd_audit.cli.exits import Exit
from cwd_audit.model.errors import CwdAuditError

_PLAINLY = "cwd-audit-plainly"


def run() -> None:
    """Run the command line and exit."""
    codecs.register_error(_PLAINLY, _write_plainly)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started the run
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 – open until the end
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors=_PLAINLY)
    try:
        from cwd_audit.cli.app import app, narrow

        ended = narrow(app, sys.argv[1:])(prog_name="cwd-audit", standalone_mode=False)
    except CwdAuditError as error:
        _say("\n".join(f"cwd-audit: {fault}" for fault in error.faults))
        ended = Exit.COULD_NOT_RUN
    except KeyboardInterrupt:
        ended = Exit.INTERRUPTED
    except Exception as error:  # noqa: BLE001 – the last resort: no traceback and no value reaches the user
        ended = _end(error)
    sys.exit(ended or Exit.CLEAN)


def _end(error: Exception) -> Exit:
    """Say what ended the run otherwise: wrong use of the command line, or a fault of the program."""
    from cwd_audit.cli.usage import describe

    fault = describe(error)
    if fault is None:
        _say(_confess(error))
        return Exit.FAULT
    shows_help = type(error).__name__ == "NoArgsIsHelpError"
    _say(str(error) if shows_help else f"cwd-audit: {fault}")
    return Exit.COULD_NOT_RUN


def _say(text: str) -> None:
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)  # noqa: T201 – the one place that says faults


def _write_plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """What a console without a character shows instead: a plain quotation mark, a letter without its accent."""
    from cwd_audit.reporting.safe import safe_ascii

    assert isinstance(error, UnicodeEncodeError)
    return safe_ascii(error.object[error.start : error.end]), error.end


def _confess(fault: BaseException) -> str:
    """Where it happened and of what kind; never its message, which may hold a value of the data."""
    frames = traceback.extract_tb(fault.__traceback__)
    ours = [frame for frame in frames if "cwd_audit" in frame.filename] or list(frames)
    place = f"{ours[-1].name}, line {ours[-1].lineno}" if ours else "unknown place"
    return (
        f"cwd-audit: a fault of the program itself ({type(fault).__name__} in {place}). Nothing was written.\n"
        "  Please report it with this line and the command; send no data."
    )
