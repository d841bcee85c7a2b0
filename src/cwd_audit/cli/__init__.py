"""The commands: options in, one use case, a reporter, an exit code. Nothing heavy is imported before it is needed."""

from __future__ import annotations


def main() -> None:
    """Run the command line; the last resort for every fault."""
    from cwd_audit.cli.entry import run

    run()
