"""`cwd-audit columns`: what was recognised in an export."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cwd_audit.cli.options import Exports, IncludeHidden, Large, Map, Policies, split

if TYPE_CHECKING:
    from cwd_audit.audit.lacking import Lacking
    from cwd_audit.loading.load import Recognition
    from cwd_audit.loading.mapping import MappingFile
    from cwd_audit.loading.recognition import Recognised

NAMED = 4
"""So many rules are named of those that want a column."""
_WITHOUT_TABLE = {"keys": "read only for what its numbers stand for", "unused": "known, and nothing of an audit"}


def columns(
    exports: Exports,
    policy: Policies = [],
    map_: Map = None,
    write: Annotated[
        Path | None, typer.Option("--write", help="Write what was recognised as a mapping, to edit and give to --map.")
    ] = None,
    include_hidden: IncludeHidden = False,
    large: Large = False,
) -> None:
    """Say for each sheet what was recognised as what, what was ignored, and what is missing for which rules."""
    from cwd_audit.cli.config import configured_policies, read_config
    from cwd_audit.cli.output import check_draft, show, tell, write_out
    from cwd_audit.loading.load import begin, recognise_sheets
    from cwd_audit.loading.mapping import read_mapping
    from cwd_audit.loading.reading import ask

    config = read_config(Path.cwd())
    named = split(policy) or configured_policies(config)
    mapping = read_mapping(config.find_mapping(map_))
    if write:
        check_draft(write)
    found = recognise_sheets(begin(exports, ask(include_hidden=include_hidden, large=large), mapping), mapping)
    if write:
        from cwd_audit.loading.layouts import load_layouts
        from cwd_audit.loading.mapping_draft import draft_mapping

        write_out(draft_mapping(found, load_layouts()).encode(), write)
        tell(f"Written to {write.name}.")
        return
    show("".join(f"{line}\n" for line in _describe(found, _find_lacking(found, mapping, named))))


def _find_lacking(found: Recognition, mapping: MappingFile, named: Sequence[str]) -> Lacking:
    """What the policies named want and the export lacks; without any, nothing."""
    from cwd_audit.audit.lacking import find_lacking
    from cwd_audit.loading.load import find_provided
    from cwd_audit.policies.library import load_policy

    return find_lacking([load_policy(name) for name in named], find_provided(found, mapping) if named else frozenset())


def _describe(found: Recognition, lacking: Lacking) -> Iterator[str]:
    from cwd_audit.loading.headings import place
    from cwd_audit.loading.layouts import NO_TABLES, load_layouts
    from cwd_audit.loading.likeness import most_like
    from cwd_audit.reporting.safe import safe_text

    for match in found.recognised:
        is_table = match.spec.table not in NO_TABLES
        what = match.spec.table if is_table else _WITHOUT_TABLE[match.spec.table]
        yield f"{place(match.sheet)}: {what} ({match.layout} layout), header in row {match.header_row}"
        if is_table:
            yield from _describe_columns(match, lacking)
    for sheet in found.unrecognised:
        like = most_like(sheet, load_layouts())
        yield f"{place(sheet)}: not recognised" + (f"; {safe_text(str(like))}" if like else "")
    for problem in found.problems:
        if problem.code in {"sheet-hidden", "sheet-left-out", "rows-hidden", "column-hidden", "header-in-two-rows"}:
            yield f"{problem.place}: {problem.message}; {problem.hint}"
    yield from _describe_lacking(found, lacking)


def _describe_lacking(found: Recognition, lacking: Lacking) -> Iterator[str]:
    """What no sheet has and a policy wants, and how much of each policy can be run."""
    of_sheets = {name for match in found.recognised for name in _not_found(match)}
    elsewhere: dict[str, list[str]] = {}
    for name in lacking.wanted:
        if name not in of_sheets:
            elsewhere.setdefault(name.partition(".")[0], []).append(name)
    if elsewhere:
        yield "In no sheet:"
    for table, names in elsewhere.items():
        rules = tuple(dict.fromkeys(rule for name in names for rule in lacking.wanted[name]))
        yield f"  {table:<32} {', '.join(name.partition('.')[2] for name in names)}; {_wanted_by(rules)}"
    for policy, (can, number) in lacking.runnable.items():
        yield f"{policy}: {can} of {number} rules can be run on this export"
    if not lacking.runnable:
        yield "Name a policy (--policy ID) to see which of its rules lack a column."


def _not_found(match: Recognised) -> list[str]:
    """The columns of the kind of sheet that this one lacks, as `table.column`."""
    lacking = [column for column in match.spec.columns if column not in match.columns]
    return [column if "." in column else f"{match.spec.table}.{column}" for column in lacking]


def _wanted_by(rules: Sequence[str]) -> str:
    named = ", ".join(rules[:NAMED]) + (", …" if len(rules) > NAMED else "")
    return f"wanted by {len(rules)} rule{'' if len(rules) == 1 else 's'}: {named}"


def _describe_columns(match: Recognised, lacking: Lacking) -> Iterator[str]:
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
    missing = _not_found(match)
    for name in [name for name in missing if name in lacking.wanted]:
        yield f"  {'not found':<32} {name.removeprefix(f'{match.spec.table}.')}, {_wanted_by(lacking.wanted[name])}"
    rest = [name.removeprefix(f"{match.spec.table}.") for name in missing if name not in lacking.wanted]
    if rest:
        yield f"  not found: {', '.join(rest)}"
