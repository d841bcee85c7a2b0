"""Numbers that lead to a child or a name through other sheets of an export, as that of a plan leads to its child."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cwd_audit.loading.cells import read_text
from cwd_audit.loading.headings import headings
from cwd_audit.loading.sheets import CodedColumn, SheetColumn
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from cwd_audit.loading.layout_parts import Lead
    from cwd_audit.loading.recognition import Recognised
    from cwd_audit.loading.sheets import Cell, RawSheet


def follow_leads(match: Recognised, recognised: Sequence[Recognised]) -> RawSheet:
    """The sheet with what its numbers lead to in their place.

    Args:
        match: a sheet, whose layout says which of its columns are such numbers.
        recognised: all sheets of the run; those of the same layout are looked into.
    """
    columns = list(match.sheet.columns)
    own = [each for each in recognised if each.layout == match.layout]
    for lead in match.spec.leads:
        if lead.column in match.columns:
            position = match.columns[lead.column].position
            columns[position] = _led_to(columns[position], lead, own)
    return replace(match.sheet, columns=tuple(columns))


def _led_to(column: SheetColumn, lead: Lead, own: Sequence[Recognised]) -> CodedColumn:
    steps = [_pairs(own, *step) for step in lead.through]
    return CodedColumn([_follow(cell, steps, lead.otherwise) for cell in column.values], column.codes)


def _follow(cell: Cell, steps: Sequence[Mapping[str, Cell]], otherwise: str) -> Cell:
    found: Cell = cell
    for pairs in steps:
        found = pairs.get(read_text(found), "")
    return cell if found == "" and otherwise == "as written" else found


def _pairs(own: Sequence[Recognised], title: str, key: str, value: str) -> dict[str, Cell]:
    """What the sheets of a title say that each number stands for; one that stands for two things leads nowhere."""
    pairs: dict[str, Cell] = {}
    twice: set[str] = set()
    for match in own:
        written = [normalise(heading) for heading in headings(match.sheet, match.header)]
        if match.spec.title != title or not {normalise(key), normalise(value)} <= set(written):
            continue
        keys, values = (match.sheet.columns[written.index(normalise(heading))] for heading in (key, value))
        for at in range(match.header + 1, match.sheet.rows):
            number, means = read_text(keys.cell(at)), values.cell(at)
            if number and read_text(pairs.setdefault(number, means)) != read_text(means):
                twice.add(number)
    return {number: means for number, means in pairs.items() if number not in twice}
