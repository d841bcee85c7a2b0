"""`cwd-audit columns`: what was recognised in an export."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from cwd_audit.cli.options import Exports, Map

if TYPE_CHECKING:
    from cwd_audit.loading.recognition import Recognised


def columns(exports: Exports, map_: Map = None) -> None:
    """Say for each sheet what was recognised as what, what was ignored, and what is not known."""
    from cwd_audit.loading.load import begin, recognise_sheets
    from cwd_audit.loading.mapping import MappingFile, read_mapping
    from cwd_audit.loading.recognition import place

    found = recognise_sheets(begin(exports), read_mapping(map_) if map_ else MappingFile())
    for match in found.recognised:
        typer.echo(
            f"{place(match.sheet)}: {match.spec.table} ({match.layout} layout), header in row {match.header_row}"
        )
        _say_columns(match)
    for sheet in found.unrecognised:
        typer.echo(f"{place(sheet)}: not recognised")
    for problem in found.problems:
        if problem.code == "sheet-hidden":
            typer.echo(f"{problem.place}: {problem.message}; {problem.hint}")


def _say_columns(match: Recognised) -> None:
    from cwd_audit.reporting.safe import safe_text

    for column, where in match.columns.items():
        typer.echo(f"  {safe_text(where.heading):<32} {column}")
    for heading in match.ignored:
        typer.echo(f"  {safe_text(heading):<32} known, not used")
    for heading in match.unknown:
        typer.echo(f"  {safe_text(heading):<32} not known, not used")
    lacking = [column for column in match.spec.columns if column not in match.columns]
    if lacking:
        typer.echo(f"  not found: {', '.join(lacking)}")
