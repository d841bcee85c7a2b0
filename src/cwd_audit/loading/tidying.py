"""From the cells of a recognised sheet to typed columns: each distinct cell is read once; every fault is noted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.loading.date_order import look_swapped
from cwd_audit.loading.faults import say
from cwd_audit.loading.frames import Codes, categorical_of, keep_rows
from cwd_audit.loading.layouts import EVENT_TABLES, STEPS
from cwd_audit.loading.non_records import codes_of, fill_of, find_non_records, rows_of
from cwd_audit.loading.threads import in_threads
from cwd_audit.loading.typed_columns import Typed, type_column
from cwd_audit.model.canonical import TABLES, Column, Kind
from cwd_audit.model.caseload import ROW, SOURCE
from cwd_audit.model.problem import Problem

if TYPE_CHECKING:
    from cwd_audit.loading.recognition import Recognised
    from cwd_audit.loading.sheets import RawSheet, SheetColumn

Mask = NDArray[np.bool_]


@dataclass
class TidyTable:
    """A typed frame of one sheet, with what is needed to speak of its cells."""

    match: Recognised
    source: int
    frame: pd.DataFrame
    rows: int
    """Data rows read: all rows under the header that are not wholly blank."""
    set_aside: set[int]
    """Row numbers that were set aside."""
    problems: list[Problem] = field(default_factory=list)
    child_of: dict[int, str] = field(default_factory=dict)
    """Of rows that were set aside: the number of the row -> the child's ID, where it could be read."""

    def note(self, code: str, row: int, column: str = "", hint: str = "", *, kept: bool = False) -> None:
        """Add a problem of one row; `column` is canonical, and is said as the export heads it."""
        self.note_rows(code, [row], column, hint, kept=kept)

    def note_rows(
        self, code: str, rows: Iterable[int], column: str = "", hint: str = "", *, kept: bool = False
    ) -> None:
        """Add the same problem of each of these rows."""
        found = self.match.columns.get(column)
        sheet = self.match.sheet
        heading = found.heading if found else ""
        file, name, _, *said = say(code, file=sheet.file, sheet=sheet.name, column=heading, hint=hint, kept=kept)
        self.problems += [Problem._make((file, name, row, *said)) for row in rows]

    def remove(self, chosen: Mask, code: str, column: str = "", hint: str = "") -> None:
        """Set rows of the frame aside, each with its problem."""
        self.say_lost(chosen, code, column, hint)
        self._take_out(chosen)

    def say_lost(self, chosen: Mask, code: str, column: str = "", hint: str = "") -> None:
        """Set rows aside, each with its problem, and leave it to the caller to take them out of the frame."""
        self.note_rows(code, self.frame[ROW].to_numpy()[chosen].tolist(), column, hint)
        self._keep_children(chosen)

    def drop(self, chosen: Mask) -> None:
        """Set rows of the frame aside, of which the problem has been said."""
        self._keep_children(chosen)
        self._take_out(chosen)

    def _keep_children(self, chosen: Mask) -> None:
        rows = self.frame[ROW].to_numpy()[chosen].tolist()
        self.child_of.update(zip(rows, self.frame["case_id"].array[chosen], strict=True))
        self.set_aside.update(rows)

    def _take_out(self, chosen: Mask) -> None:
        if chosen.any():
            self.frame = keep_rows(self.frame, ~chosen)


def tidy(match: Recognised, source: int) -> TidyTable:
    """Type the columns of a sheet.

    A fault in a required column, or a blank there, sets the row aside; in another column it leaves the cell blank.

    Args:
        match: the sheet and where its columns are.
        source: the number of the sheet among the sources.
    """
    sheet, columns = match.sheet, _columns_of(match.spec.table)
    filled = fill_of(match)
    index = np.flatnonzero(filled)
    index = index[index > match.header]
    table = TidyTable(match, source, pd.DataFrame(), len(index), set())
    index = _leave_out(table, index, filled)
    serials = sheet.widths is None and not sheet.form.from_1904
    frame: dict[str, object] = {}
    lost = np.zeros(len(index), bool)
    present = [name for name in columns if name in match.columns]

    def read(name: str) -> tuple[SheetColumn, Codes, Typed]:
        cells = sheet.columns[match.columns[name].position]
        codes = rows_of(codes_of(cells), index)
        return cells, codes, type_column(columns[name], cells, codes, serials=serials)

    for name, (cells, codes, (typed, faults, blank)) in zip(present, in_threads(read, present), strict=True):
        column = columns[name]
        for code, at in faults:
            _note_all(table, sheet, index[at], code, name, kept=not column.required)
            if column.required and code != "date-two-digit-year":
                lost[at] = True
        if column.required:
            _note_all(table, sheet, index[blank], "case-id-blank" if name == "case_id" else "required-blank", name)
            lost |= blank
        frame[name] = typed
        if column.kind is Kind.DATE:
            used = np.flatnonzero(np.bincount(codes)).tolist()
            if look_swapped([cells.values[code] for code in used]):
                table.note("dates-swapped", match.header_row, name)
    for name, value in match.spec.fixed.items():
        frame[name] = categorical_of([value], np.zeros(len(index), np.int8))
    frame[SOURCE] = np.full(len(index), source, np.int32)
    frame[ROW] = (index + sheet.first_row).astype(np.int32)
    if not len(index):
        table.note("sheet-without-rows", match.header_row)
    table.frame = pd.DataFrame(frame, copy=False)
    table.drop(lost)
    return table


def _leave_out(table: TidyTable, index: NDArray[np.int64], filled: NDArray[np.int32]) -> NDArray[np.int64]:
    """Set aside rows that are no records."""
    sheet = table.match.sheet
    out = np.zeros(len(index), bool)
    for code, column, chosen in find_non_records(table.match, index, filled):
        _note_all(table, sheet, index[chosen & ~out], code, column)
        out |= chosen
    table.set_aside |= set((index[out] + sheet.first_row).tolist())
    return index[~out]


def _note_all(
    table: TidyTable, sheet: RawSheet, index: NDArray[np.int64], code: str, column: str, *, kept: bool = False
) -> None:
    table.note_rows(code, (index + sheet.first_row).tolist(), column, kept=kept)


@cache
def _columns_of(table: str) -> Mapping[str, Column]:
    """The canonical columns of a table; a list of steps has those of every table of events."""
    if table != STEPS:
        return TABLES[table].by_name
    return {column.name: column for name in EVENT_TABLES for column in TABLES[name].columns}
