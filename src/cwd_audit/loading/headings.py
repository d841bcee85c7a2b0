"""Headings as a layout knows them: what stands in a row, and which columns of a kind of sheet it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cwd_audit.loading.cells import read_text
from cwd_audit.loading.layouts import SheetLayout
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.wording import normalise

TITLE_ROWS = 40
"""The header is looked for in so many rows."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where a canonical column stands."""

    position: int
    heading: str


def headings(sheet: RawSheet, index: int) -> list[str]:
    """The cells of one row as text."""
    return [read_text(column.cell(index)) for column in sheet.columns]


def find_columns(spec: SheetLayout, cells: Sequence[str], written: Sequence[str]) -> dict[str, Found]:
    """The canonical columns that these headings name, each where it first stands.

    Args:
        spec: the kind of sheet.
        cells: headings as they are written.
        written: the same, normalised.
    """
    known = spec.aliases
    columns: dict[str, Found] = {}
    for position, heading in enumerate(written):
        column = known.get(heading)
        if column and column not in columns:
            columns[column] = Found(position, cells[position])
    return columns


def bears_name(sheet: RawSheet, spec: SheetLayout) -> bool:
    """Whether the sheet, or the file of a text file, is called what the layout calls it."""
    called = f" {normalise(sheet.name or sheet.file.rpartition('.')[0])} "
    return any(f" {normalise(name)} " in called for name in (spec.title, spec.table, *spec.names))


def place(sheet: RawSheet) -> str:
    """`export.xlsx: sheet "Visits"`."""
    return f'{sheet.file}: sheet "{sheet.name}"' if sheet.name else sheet.file


_IN_WORDS = {"case_id": "the child's ID", "dob": "date of birth", "lac_start": "looked after start"}


def say_column(column: str) -> str:
    """A canonical column in words."""
    return _IN_WORDS.get(column, column.replace("_", " ").replace(".", " "))
