"""Headers of two rows: a line of groups above the headings, such as `Visit` over `Date` and `Type`."""

from __future__ import annotations

from collections.abc import Sequence

from cwd_audit.loading.headings import headings
from cwd_audit.loading.layouts import SheetLayout
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.wording import normalise


def groups_above(sheet: RawSheet, index: int) -> list[str]:
    """The group above each column of a row, or nothing where the line above is no line of groups.

    Only cells that the workbook has merged over columns make one, and more than one group must be named: how far a
    group reaches is never guessed, and a title is no group.
    """
    spans = [(first, last) for row, first, last in sheet.form.spans if row == index - 1]
    if not spans or index == 0:
        return []
    groups = headings(sheet, index - 1)
    for first, last in spans:
        if first < len(groups):
            end = min(last + 1, len(groups))
            groups[first:end] = [groups[first]] * (end - first)
    return groups if len(set(groups) - {""}) > 1 else []


def join_groups(spec: SheetLayout, cells: Sequence[str], groups: Sequence[str]) -> list[str]:
    """Each heading with its group, wherever the two together are a heading of this kind of sheet; [] if none is.

    A heading that alone means the same as another does with its group is left to the latter.
    """
    known = spec.aliases
    both = [f"{group} {cell}".strip() for cell, group in zip(cells, groups, strict=True)]
    meant = [known.get(normalise(text), "") if text != cell else "" for text, cell in zip(both, cells, strict=True)]
    if not any(meant):
        return []
    return [
        text if column or (group and known.get(normalise(cell)) in meant) else cell
        for cell, group, text, column in zip(cells, groups, both, meant, strict=True)
    ]
