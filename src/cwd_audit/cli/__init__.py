"""The commands: options in, one use case, a reporter, an exit code. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import gc
import os

_NEW, _OLDER, _OLD = 1_000_000, 50, 1_000
"""New objects between two searches for garbage among them: more than start-up makes, all of which are there to stay.
Objects that have outlived a search are looked at once in 50, and all of them once in 50,000: most are findings."""
_SETTINGS = {
    "OPENBLAS_NUM_THREADS": "1",  # numpy readies a thread for each processor, to multiply matrices
    "PYDANTIC_DISABLE_PLUGINS": "__all__",  # pydantic looks through every installed package for some
}


def main() -> None:
    """Run the command line; the last resort for every fault."""
    gc.set_threshold(_NEW, _OLDER, _OLD)
    for name, value in _SETTINGS.items():
        os.environ.setdefault(name, value)
    from cwd_audit.cli.entry import run

    try:
        run()
    finally:
        gc.freeze()  # or the interpreter would look through everything for garbage before it ends
