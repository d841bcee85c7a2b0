"""Loading from end to end: start the readers, and make a caseload of what they bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cwd_audit.loading.headings import place
from cwd_audit.loading.layouts import load_layouts
from cwd_audit.loading.likeness import most_like
from cwd_audit.loading.mapping import MappingFile, event_words, map_alone, map_sheets
from cwd_audit.loading.reading import Asked, find_exports, start_reading
from cwd_audit.loading.recognition import Recognised, find_used, recognise, say_unused
from cwd_audit.model.errors import Fault, InputError

if TYPE_CHECKING:
    from cwd_audit.loading.reading import PendingSheets
    from cwd_audit.loading.sheets import RawSheet
    from cwd_audit.model.caseload import Caseload
    from cwd_audit.model.problem import Problem

_NO_MAPPING = MappingFile()


@dataclass(frozen=True)
class Recognition:
    """What was found in the exports of a run."""

    recognised: list[Recognised]
    unrecognised: list[RawSheet]
    problems: list[Problem]


def begin(paths: Sequence[Path], asked: Asked = Asked.NOTHING, mapping: MappingFile = _NO_MAPPING) -> PendingSheets:
    """Find the files and start reading them; returns at once.

    Raises:
        InputError: a path is missing, a folder holds no export, …
    """
    pending = start_reading(find_exports(paths), asked)
    foresee(pending, mapping)
    return pending


def foresee(pending: PendingSheets, mapping: MappingFile = _NO_MAPPING) -> None:
    """Have those columns of large texts read ahead that an audit will use, as their first records show.

    Returns at once. Nothing hangs on it but time: when all has been read, the sheets are recognised anew.
    """
    used = {position: _foresee_columns(head, mapping) for position, head in pending.heads()}
    pending.read_ahead({position: columns for position, columns in used.items() if columns})


def _foresee_columns(head: RawSheet, mapping: MappingFile) -> set[int]:
    mapped = map_alone(mapping, head)
    try:
        recognised = [mapped] if mapped else recognise([head], load_layouts())[0]
    except InputError:  # it is said of the whole sheet
        return set()
    return {position for match in recognised for position in find_used(match)}


def recognise_sheets(pending: PendingSheets, mapping: MappingFile = _NO_MAPPING) -> Recognition:
    """Wait for the readers and say which sheet is which table.

    Raises:
        InputError: a file cannot be read, or sheets or headings are ambiguous.
        ConfigError: the mapping does not fit the export.
    """
    sheets, problems = pending.collect()
    mapped, rest = map_sheets(mapping, sheets)
    taken = {(match.sheet.file, match.spec.slot) for match in mapped}
    recognised, unrecognised, notes = recognise(rest, load_layouts() if rest else (), taken)
    _read_used_columns([*mapped, *recognised])
    unused = [problem for match in mapped for problem in say_unused(match)]
    return Recognition([*mapped, *recognised], unrecognised, [*problems, *unused, *notes])


def _read_used_columns(matches: Sequence[Recognised]) -> None:
    """Read what will be used of large text files in one go, and nothing else of them."""
    for match in matches:
        if match.sheet.text is not None:
            match.sheet.text.read({found.position for found in match.columns.values()})


def find_provided(found: Recognition, mapping: MappingFile = _NO_MAPPING) -> frozenset[str]:
    """The columns, as `table.column`, that the recognised sheets give to an audit."""
    from cwd_audit.loading.assembly import assemble  # noqa: PLC0415 – slow to load
    from cwd_audit.loading.taking import take  # noqa: PLC0415 – as above

    day = date.max  # which columns there are does not depend on it
    return assemble(take(found.recognised, day), day, event_words(mapping)).provided


def load_caseload(
    pending: PendingSheets,
    as_of: date,
    mapping: MappingFile = _NO_MAPPING,
) -> Caseload:
    """Read, recognise, tidy, check and assemble.

    Args:
        pending: the exports.
        as_of: the day of the audit.
        mapping: where columns are.

    Raises:
        InputError: a file cannot be read, or nothing in the export says which children there are.
        ConfigError: the mapping does not fit the export.
    """
    # Imported while the readers are at work in their own processes.
    from cwd_audit.loading.assembly import assemble  # noqa: PLC0415
    from cwd_audit.loading.carrying import say_what_is_carried  # noqa: PLC0415
    from cwd_audit.loading.taking import take  # noqa: PLC0415

    found = recognise_sheets(pending, mapping)
    caseload = assemble(take(found.recognised, as_of), as_of, event_words(mapping))
    if "cases" not in caseload.tables:
        raise InputError(*_no_cases(found))
    caseload = say_what_is_carried(caseload, found.recognised)
    return replace(caseload, problems=(*found.problems, *caseload.problems))


def _no_cases(found: Recognition) -> list[Fault]:
    """Sheet by sheet what was recognised, and last that no list of children was."""
    seen = [
        Fault(place(match.sheet), f"recognised as {match.spec.table} ({len(match.columns)} columns)", "")
        for match in found.recognised
    ]
    seen += [
        Fault(place(sheet), f"not recognised; {most_like(sheet, load_layouts()) or 'no known headings'}", "")
        for sheet in found.unrecognised
    ]
    what = "no list of children was found: a sheet with at least the child's ID and pathway or legal status"
    remedy = "see `cwd-audit columns` for what was looked for, or give a mapping with --map"
    return [*seen, Fault("", what, remedy)]
