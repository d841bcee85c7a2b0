"""What a sheet that was not recognised is most like: said so that a person can mend it, and never used to read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cwd_audit.loading.headings import TITLE_ROWS, bears_name, find_columns, headings, say_column
from cwd_audit.loading.layouts import TIMETABLE, Layout, SheetLayout
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.wording import normalise

LEAST_KNOWN = 2
"""A sheet with fewer known headings is like nothing."""
NEAR, NEAR_WORDS = 85, 60
"""Likeness of two headings and of their words, of 100, from which one may be a slip for the other."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """The kind of sheet that has most of a sheet's headings."""

    layout: str
    table: str
    header_row: int
    """The number of the likely header's row as Excel shows it."""
    found: Mapping[str, str]
    """Canonical column -> heading."""
    lacks: tuple[str, ...]
    """What is needed and was not found, in words."""
    meant: Mapping[str, str]
    """Unknown heading -> the missing canonical column that it may be meant for."""

    def __str__(self) -> str:
        """`most like the visits of liquidlogic: has the child's ID ("LCS ID"); lacks date`."""
        has = ", ".join(f'{say_column(column)} ("{heading}")' for column, heading in self.found.items())
        said = f"most like the {self.table} of {self.layout}: has {has}; lacks {', '.join(self.lacks)}"
        asked = [f'is "{heading}" meant for {say_column(column)}?' for heading, column in self.meant.items()]
        return "; ".join([said, *asked])


def most_like(sheet: RawSheet, layouts: Sequence[Layout]) -> Likeness | None:
    """The kind of sheet of whose headings a row of this sheet has most, two at least; None where there is none.

    A kind that is called as the sheet is comes before the others. Nothing is said of a sheet that is hidden.
    """
    best: tuple[tuple[bool, int, int, int], int, str, SheetLayout] | None = None
    kinds = [(layout.id, spec, bears_name(sheet, spec)) for layout in layouts for spec in layout.sheets]
    for index in range(min(sheet.rows, TITLE_ROWS) if sheet.visible else 0):
        written = {normalise(cell) for cell in headings(sheet, index)} - {""}
        for layout, spec, named in kinds:
            known = spec.aliases.keys() & written
            columns = {spec.aliases[heading] for heading in known} - {""}
            if len(known) < LEAST_KNOWN or not columns:
                continue
            worth = (named, len(known), len(columns), -len(spec.required - columns))
            if best is None or worth > best[0]:
                best = worth, index, layout, spec
    return _describe(sheet, *best[1:]) if best else None


def _describe(sheet: RawSheet, index: int, layout: str, spec: SheetLayout) -> Likeness:
    cells = headings(sheet, index)
    written = [normalise(cell) for cell in cells]
    found = {column: place.heading for column, place in find_columns(spec, cells, written).items()}
    lacks = [say_column(column) for column in sorted(spec.required - found.keys())]
    one_of = TIMETABLE if spec.table == "cases" and not spec.children else spec.one_of
    if one_of and not found.keys() & set(one_of):
        lacks.append(" or ".join(map(say_column, one_of)))
    unknown = [cell for cell, name in zip(cells, written, strict=True) if name and name not in spec.aliases]
    meant = suggest_columns(spec, unknown, found)
    return Likeness(layout, spec.table, sheet.first_row + index, found, tuple(lacks), meant)


def suggest_columns(spec: SheetLayout, unknown: Iterable[str], found: Iterable[str]) -> dict[str, str]:
    """For each unknown heading that is nearly one of a missing column: heading -> canonical column."""
    missing = spec.columns.keys() - set(found)
    aliases = [heading for heading, column in spec.aliases.items() if column in missing]
    names = [cell for cell in unknown if cell.isprintable()]
    if not aliases or not names:
        return {}
    from rapidfuzz import fuzz, process  # noqa: PLC0415 – slow to load, and only a slip needs it

    meant: dict[str, str] = {}
    for name in names:
        written = normalise(name)
        near = process.extractOne(written, aliases, scorer=fuzz.ratio, score_cutoff=NEAR)
        if near is None or not _word_by_word(written, near[0]):
            near = process.extractOne(written, aliases, scorer=fuzz.token_sort_ratio, score_cutoff=100)
        if near is not None:
            meant[name] = spec.aliases[near[0]]
    return meant


def _word_by_word(written: str, known: str) -> bool:
    """Whether a slip made one of the other: `CIN start date` is no slip for `CLA start date`."""
    from rapidfuzz import fuzz  # noqa: PLC0415 – as above

    words = written.split(), known.split()
    return len(words[0]) != len(words[1]) or all(
        fuzz.ratio(one, other) >= NEAR_WORDS for one, other in zip(*words, strict=True)
    )
