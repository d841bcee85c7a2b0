"""Which sheet is which table: by the headings, wherever the header stands and whatever the sheet is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from cwd_audit.loading.cells import read_text
from cwd_audit.loading.faults import say
from cwd_audit.loading.groups import groups_above, join_groups
from cwd_audit.loading.headings import TITLE_ROWS, Found, bears_name, find_columns, headings, place
from cwd_audit.loading.layouts import NO_TABLES, TIMETABLE, Layout, SheetLayout
from cwd_audit.loading.likeness import most_like
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.errors import Fault, InputError
from cwd_audit.model.problem import Problem
from cwd_audit.model.wording import normalise

NEXT_ROWS = 2
"""Once a row fits, a better one is looked for in so many rows under it."""


@dataclass(frozen=True, slots=True)
class Recognised:
    """A sheet that is a known table."""

    sheet: RawSheet
    layout: str
    spec: SheetLayout
    header: int
    """Index of the header's row in the sheet."""
    columns: Mapping[str, Found]
    """Canonical column -> place."""
    ignored: tuple[str, ...]
    """Headings that are known and not used."""
    unknown: tuple[str, ...]
    """Headings that are not known, and were not used."""
    spare: tuple[str, ...] = ()
    """Other headings of a column that was found under an earlier one; they were not used."""
    grouped: tuple[str, ...] = ()
    """The headings together with the line of groups above them, where they were read so."""
    lifted: bool = False
    """Its rows are those of another match, of which this is a part: they are counted there."""

    @property
    def kind(self) -> tuple[str, str]:
        """The id of the layout, and the title of the kind of sheet in it."""
        return self.layout, self.spec.title

    @property
    def header_row(self) -> int:
        """The number of the header's row as Excel shows it."""
        return self.sheet.first_row + self.header


def recognise(
    sheets: Iterable[RawSheet], layouts: Sequence[Layout], taken: Collection[tuple[str, str]] = ()
) -> tuple[list[Recognised], list[RawSheet], list[Problem]]:
    """Match every visible sheet with the layout whose headings it has; also the sheets left over, and what to say.

    Args:
        sheets: the sheets of a run.
        layouts: all known layouts.
        taken: file and slot of sheets that a mapping has chosen; others that fit as the same are left out.

    Raises:
        InputError: two sheets of a file are the same table, or one sheet can be two tables, or has a heading twice.
    """
    found = [(sheet, _best(sheet, layouts)) for sheet in sheets]
    usual = _usual_layouts(found)
    recognised: list[Recognised] = []
    unrecognised: list[RawSheet] = []
    problems: list[Problem] = []
    faults: list[Fault] = []
    for sheet, candidates in found:
        tables = {candidate.spec.table for candidate in candidates}
        if not sheet.visible:
            problems.append(say("sheet-hidden", file=sheet.file, sheet=sheet.name))
        elif not candidates:
            unrecognised.append(sheet)
            code = "sheet-not-recognised" if sheet.rows else "sheet-empty"
            like = most_like(sheet, layouts)
            problems.append(say(code, file=sheet.file, sheet=sheet.name, hint=str(like) if like else ""))
        elif len(tables) > 1:
            faults.append(_ambiguous(sheet, tables))
        else:
            chosen = max(candidates, key=lambda each: usual[each.sheet.file, each.layout])
            if (sheet.file, chosen.spec.slot) in taken:
                problems.append(say("sheet-left-out", file=sheet.file, sheet=sheet.name))
                continue
            faults.extend(find_repeated(chosen))
            recognised.append(chosen)
            problems.extend(say_unused(chosen))
    faults.extend(_both_fit(recognised))
    if faults:
        raise InputError(*faults)
    return recognised, unrecognised, problems


def _usual_layouts(found: Iterable[tuple[RawSheet, list[Recognised]]]) -> Counter[tuple[str, str]]:
    """How many sheets of a file each layout fits: where two fit a sheet alike, its neighbours tell them apart."""
    return Counter((sheet.file, layout) for sheet, each in found for layout in {match.layout for match in each})


def say_unused(match: Recognised) -> Iterator[Problem]:
    """What is worth a word about a header: columns not used without the layout saying so, hidden ones, and the like."""
    if match.spec.table in NO_TABLES:
        return
    at = partial(say, file=match.sheet.file, sheet=match.sheet.name, row=match.header_row)
    if match.grouped:
        yield at("header-in-two-rows")
    hidden = match.sheet.form.hidden_columns
    for found in match.columns.values():
        if found.position in hidden:
            yield at("column-hidden", column=found.heading)
    if any(_holds_any(match, position) for position in _without_heading(match)):
        yield at("heading-blank")
    for code, unused in (("heading-not-used", match.unknown), ("heading-spare", match.spare)):
        for heading in unused:
            yield at(code, column=heading)


def _best(sheet: RawSheet, layouts: Sequence[Layout]) -> list[Recognised]:
    """The matches whose name the sheet bears, or else all, and of these the ones with most columns."""
    fitting = [each for each in _candidates(sheet, layouts) if _says_something(each)] if sheet.visible else []
    named = [candidate for candidate in fitting if bears_name(sheet, candidate.spec)]
    found = [each for each in fitting if each.spec.table != "cases" or _tells_timetable(each)]
    if not named and not found:
        return []
    most = max(len(candidate.columns) for candidate in named or found)
    return [candidate for candidate in named or found if len(candidate.columns) == most]


def _tells_timetable(match: Recognised) -> bool:
    """Any list about children has their IDs; one of cases says what they are on, or is one of several of its kind."""
    return bool(match.spec.children or match.columns.keys() & set(TIMETABLE))


def _says_something(match: Recognised) -> bool:
    """A list of children may hold IDs alone; of any other table, a column of IDs is no sign."""
    return match.spec.table == "cases" or len(match.columns) > 1


def _candidates(sheet: RawSheet, layouts: Sequence[Layout]) -> Iterator[Recognised]:
    last = min(sheet.rows, TITLE_ROWS)
    for index in range(last):
        if index >= last:
            return
        cells = headings(sheet, index)
        header = cells, [normalise(cell) for cell in cells]
        groups = groups_above(sheet, index)
        for layout in layouts:
            for spec in layout.sheets:
                match = _match(sheet, layout.id, spec, index, header)
                together = join_groups(spec, cells, groups) if groups else []
                if together:
                    whole = _match(sheet, layout.id, spec, index, (together, [normalise(cell) for cell in together]))
                    if match is None or (whole and whole.columns.keys() >= match.columns.keys()):
                        match = whole and replace(whole, grouped=tuple(together))
                if match:
                    yield match
                    last = min(last, index + 1 + NEXT_ROWS)


_Header = tuple[Sequence[str], Sequence[str]]
"""Headings as they are written, and normalised."""


def _match(sheet: RawSheet, layout: str, spec: SheetLayout, index: int, header: _Header) -> Recognised | None:
    """The sheet as one of this kind whose header is this row, or None where it is not."""
    cells, written = header
    columns = find_columns(spec, cells, written)
    if not spec.fits(columns.keys()):
        return None
    known = spec.aliases
    used = {place.position for place in columns.values()}
    rest = [(cell, name) for at, (cell, name) in enumerate(zip(cells, written, strict=True)) if name and at not in used]
    ignored = tuple(cell for cell, name in rest if known.get(name) == "")
    unknown = tuple(cell for cell, name in rest if name not in known)
    spare = tuple(cell for cell, name in rest if known.get(name))
    return Recognised(sheet, layout, spec, index, columns, ignored, unknown, spare)


def find_used(match: Recognised) -> set[int]:
    """The positions of the columns whose cells are looked at: those that are used, and those without a heading."""
    return {*_without_heading(match), *(found.position for found in match.columns.values())}


def _without_heading(match: Recognised) -> Iterator[int]:
    widths = match.sheet.widths
    for position, column in enumerate(match.sheet.columns):
        too_many = widths is not None and position >= widths[match.header]  # which makes its row ragged
        if not too_many and not read_text(column.cell(match.header)):
            yield position


def _holds_any(match: Recognised, position: int) -> bool:
    """Whether there is anything in a column under the header."""
    column = match.sheet.columns[position]
    return any(read_text(column.values[code]) for code in set(column.codes[match.header + 1 :]))


def _ambiguous(sheet: RawSheet, tables: Iterable[str]) -> Fault:
    return Fault(
        place(sheet),
        f"its headings fit more than one table: {', '.join(sorted(tables))}",
        "give the sheet the name of the table it holds, or write an entry for it in a mapping (--map)",
    )


def find_repeated(match: Recognised) -> Iterator[Fault]:
    """Headings of used columns that stand twice: nobody can say which of the two is meant."""
    known = match.spec.aliases
    written = [
        heading for heading in match.grouped or headings(match.sheet, match.header) if known.get(normalise(heading))
    ]
    for column, found in match.columns.items():
        if sum(normalise(heading) == normalise(found.heading) for heading in written) > 1:
            yield Fault(
                f'{place(match.sheet)}, row {match.header_row}, column "{found.heading}"',
                f"two columns have this heading, and both would be the {column.replace('_', ' ')}",
                "remove or rename one of the two columns",
            )


def _both_fit(recognised: Sequence[Recognised]) -> Iterator[Fault]:
    by_table: dict[tuple[str, str], list[Recognised]] = {}
    for match in recognised:
        by_table.setdefault((match.sheet.file, match.spec.slot), []).append(match)
    for (file, _), matches in by_table.items():
        if len(matches) > 1:
            names = " and ".join(f'"{match.sheet.name}"' for match in matches)
            yield Fault(
                file,
                f"the sheets {names} both fit as {matches[0].spec.table}, and one may be an old copy",
                "delete or hide the sheet that should not be read, or say in a mapping which one it is",
            )
