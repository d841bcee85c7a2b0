"""`cwd-audit columns`: what was recognised in an export."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cwd_audit.cli.options import Exports, Large, Map

if TYPE_CHECKING:
    from cwd_audit.loading.load import Recognition
    from cwd_audit.loading.recognition import Recognised


def columns(
    exports: Exports,
    map_: Map = None,
    write: Annotated[
        Path | None, typer.Option("--write", help="Write what was recognised as a mapping, to edit and give to --map.")
    ] = None,
    large: Large = False,
) -> None:
    """Say for each sheet what was recognised as what, what was ignored, and what is not known."""
    from cwd_audit.cli.output import check_draft, show, tell, write_out
    from cwd_audit.loading.load import begin, recognise_sheets
    from cwd_audit.loading.mapping import MappingFile, read_mapping

    mapping = read_mapping(map_) if map_ else MappingFile()
    if write:
        check_draft(write)
    found = recognise_sheets(begin(exports, large=large), mapping)
    if write:
        from cwd_audit.loading.layouts import load_layouts
        from cwd_audit.loading.mapping_draft import draft_mapping

        write_out(draft_mapping(found, load_layouts()).encode(), write)
        tell(f"Written to {write.name}.")
        return
    show("".join(f"{line}\n" for line in _describe(found)))


def _describe(found: Recognition) -> Iterator[str]:
    from cwd_audit.loading.headings import place
    from cwd_audit.loading.layouts import load_layouts
    from cwd_audit.loading.likeness import most_like
    from cwd_audit.reporting.safe import safe_text

    for match in found.recognised:
        yield f"{place(match.sheet)}: {match.spec.table} ({match.layout} layout), header in row {match.header_row}"
        yield from _describe_columns(match)
    for sheet in found.unrecognised:
        like = most_like(sheet, load_layouts())
        yield f"{place(sheet)}: not recognised" + (f"; {safe_text(str(like))}" if like else "")
    for problem in found.problems:
        if problem.code in {"sheet-hidden", "sheet-left-out"}:
            yield f"{problem.place}: {problem.message}; {problem.hint}"


def _describe_columns(match: Recognised) -> Iterator[str]:
    from cwd_audit.loading.headings import say_column
    from cwd_audit.loading.likeness import suggest_columns
    from cwd_audit.reporting.safe import safe_text

    for column, where in match.columns.items():
        yield f"  {safe_text(where.heading):<32} {column}"
    for heading in match.ignored:
        yield f"  {safe_text(heading):<32} known, not used"
    for heading in match.spare:
        yield f"  {safe_text(heading):<32} not used: another column was taken for the same thing"
    meant = suggest_columns(match.spec, match.unknown, match.columns)
    for heading in match.unknown:
        question = f"; is it meant for {say_column(meant[heading])}?" if heading in meant else ""
        yield f"  {safe_text(heading):<32} not known, not used{question}"
    lacking = [column for column in match.spec.columns if column not in match.columns]
    if lacking:
        yield f"  not found: {', '.join(lacking)}"
