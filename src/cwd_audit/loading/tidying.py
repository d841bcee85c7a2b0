"""From the cells of a recognised sheet to typed columns: each distinct cell is read once; every fault is noted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.loading.cells import read_amount, read_id, read_interval, read_months, read_text
from cwd_audit.loading.dates import read_date
from cwd_audit.loading.faults import say
from cwd_audit.loading.frames import Codes, categorical_of
from cwd_audit.loading.layouts import EVENT_TABLES, STEPS
from cwd_audit.loading.words import load_lookup
from cwd_audit.model.canonical import TABLES, Column, Kind
from cwd_audit.model.caseload import ROW, SOURCE, UNKNOWN_SPELLING
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from cwd_audit.loading.recognition import Recognised
    from cwd_audit.loading.sheets import Cell, CodedColumn, RawSheet
    from cwd_audit.model.problem import Problem

Mask = NDArray[np.bool_]
_IS_TOTAL = re.compile(r"(?:(?:grand|sub) ?)?totals?\b|count\b").match
"""A normalised cell that heads a line of totals: `Total`, `Grand total: 60`."""


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

    def note(self, code: str, row: int, column: str = "", hint: str = "", *, kept: bool = False) -> None:
        """Add a problem of one row; `column` is canonical, and is said as the export heads it."""
        found = self.match.columns.get(column)
        sheet = self.match.sheet
        heading = found.heading if found else ""
        self.problems.append(
            say(code, file=sheet.file, sheet=sheet.name, row=row, column=heading, hint=hint, kept=kept)
        )

    def remove(self, chosen: Mask, code: str, column: str = "", hint: str = "") -> None:
        """Set rows of the frame aside, each with its problem."""
        for row in self.frame[ROW].to_numpy()[chosen].tolist():
            self.note(code, row, column, hint)
            self.set_aside.add(row)
        self.frame = self.frame[~chosen].reset_index(drop=True)


def tidy(match: Recognised, source: int) -> TidyTable:
    """Type the columns of a sheet.

    A fault in a required column, or a blank there, sets the row aside; in another column it leaves the cell blank.

    Args:
        match: the sheet and where its columns are.
        source: the number of the sheet among the sources.
    """
    sheet, columns = match.sheet, _columns_of(match.spec.table)
    filled = _filled(sheet)
    index = np.flatnonzero(filled)
    index = index[index > match.header]
    table = TidyTable(match, source, pd.DataFrame(), len(index), set())
    index = _leave_out(table, index)
    frame: dict[str, object] = {}
    lost = np.zeros(len(index), bool)
    for name in [name for name in columns if name in match.columns]:
        column, cells = columns[name], sheet.columns[match.columns[name].position]
        typed, faults, blank = _type_column(column, cells, _codes(cells)[index], workbook=sheet.widths is None)
        for code, at in faults:
            _note_all(table, sheet, index[at], code, name, kept=not column.required)
            if column.required and code != "date-two-digit-year":
                lost[at] = True
        if column.required:
            _note_all(table, sheet, index[blank], "case-id-blank" if name == "case_id" else "required-blank", name)
            lost |= blank
        frame[name] = typed
    for name, value in match.spec.fixed.items():
        frame[name] = categorical_of([value], np.zeros(len(index), np.int8))
    frame[SOURCE] = np.full(len(index), source, np.int32)
    frame[ROW] = (index + sheet.first_row).astype(np.int32)
    table.set_aside |= set((index[lost] + sheet.first_row).tolist())
    if not len(index):
        table.note("sheet-without-rows", match.header_row)
    table.frame = pd.DataFrame(frame)[~lost].reset_index(drop=True)
    return table


def _codes(column: CodedColumn) -> NDArray[np.int32]:
    return np.frombuffer(column.codes, dtype=np.int32)


def _filled(sheet: RawSheet) -> Mask:
    """Rows in which any cell holds anything."""
    filled = np.zeros(sheet.rows, bool)
    for column in sheet.columns:
        holds = np.array([not isinstance(cell, str) or bool(_visible(cell)) for cell in column.values], dtype=bool)
        filled |= holds[_codes(column)]
    return filled


def _visible(cell: str) -> str:
    return cell.strip() if cell.isascii() else read_text(cell)


def _leave_out(table: TidyTable, index: NDArray[np.int64]) -> NDArray[np.int64]:
    """Set aside rows that are no records: ragged ones, repeated headers, lines of totals."""
    match, sheet = table.match, table.match.sheet
    reasons: list[tuple[str, Mask]] = []
    if sheet.widths is not None:
        widths = np.frombuffer(sheet.widths, dtype=np.int32)
        reasons.append(("row-ragged", widths[index] != widths[match.header]))
    found = match.columns["case_id"]
    ids = sheet.columns[found.position]
    heading = normalise(found.heading)
    said = [normalise(cell) if isinstance(cell, str) and not cell[:1].isdigit() else "" for cell in ids.values]
    codes = _codes(ids)[index]
    reasons.append(("header-repeated", np.array([word == heading for word in said], dtype=bool)[codes]))
    reasons.append(("totals-row", np.array([bool(_IS_TOTAL(word)) for word in said], dtype=bool)[codes]))
    out = np.zeros(len(index), bool)
    for code, chosen in reasons:
        _note_all(table, sheet, index[chosen & ~out], code, "" if code == "row-ragged" else "case_id")
        out |= chosen
    table.set_aside |= set((index[out] + sheet.first_row).tolist())
    return index[~out]


def _note_all(
    table: TidyTable, sheet: RawSheet, index: NDArray[np.int64], code: str, column: str, *, kept: bool = False
) -> None:
    for row in (index + sheet.first_row).tolist():
        table.note(code, row, column, kept=kept)


def _type_column(
    column: Column, cells: CodedColumn, codes: Codes, *, workbook: bool
) -> tuple[object, Iterator[tuple[str, Mask]], Mask]:
    """The typed column; for each fault its code and the rows that have it; and the rows that are blank."""
    used = np.unique(codes)
    values = [cells.values[code] for code in used.tolist()]
    codes = np.searchsorted(used, codes)
    empty = [isinstance(cell, str) and not read_text(cell) for cell in values]
    fault = [""] * len(values)
    typed: object
    if column.kind is Kind.DATE:
        days = np.full(len(values), np.datetime64("NaT", "s"))
        for at, cell in enumerate(values):
            if not empty[at]:
                day, fault[at] = read_date(cell, workbook=workbook)
                days[at] = np.datetime64(day, "s") if day else np.datetime64("NaT", "s")
        typed = days[codes]
    elif column.kind in {Kind.WHOLE_NUMBER, Kind.AMOUNT}:
        read = read_months if column.kind is Kind.WHOLE_NUMBER else read_amount
        numbers = [None if blank else read(cell) for cell, blank in zip(values, empty, strict=True)]
        fault = _unless(numbers, empty, "number-unreadable" if read is read_months else "amount-unreadable")
        typed = np.array([np.nan if number is None else number for number in numbers], dtype=np.float64)[codes]
    else:
        words, fault = _read_words(column, values, empty)
        typed = categorical_of(words, codes)
    found = np.array(fault, dtype=object)
    faults = ((code, (found == code)[codes]) for code in dict.fromkeys(fault) if code)
    return typed, faults, np.array(empty, dtype=bool)[codes]


def _unless(read: Sequence[object | None], empty: Sequence[bool], code: str) -> list[str]:
    return ["" if blank or value is not None else code for value, blank in zip(read, empty, strict=True)]


def _read_words(column: Column, values: Sequence[Cell], empty: Sequence[bool]) -> tuple[list[str], list[str]]:
    """The words of a text column, and the code of what is wrong with each."""
    if column.kind is Kind.ID:
        pairs = [read_id(cell) for cell in values]
        return [text for text, _ in pairs], [code for _, code in pairs]
    if column.kind is Kind.PERIOD:
        intervals = [None if blank else read_interval(cell) for cell, blank in zip(values, empty, strict=True)]
        return [text or "" for text in intervals], _unless(intervals, empty, "interval-unreadable")
    words = [read_text(cell) for cell in values]
    if column.kind in {Kind.CHOICE, Kind.FLAG}:
        known = load_lookup().words["flag" if column.kind is Kind.FLAG else column.vocabulary]
        return _look_up(words, known.get)
    return words, [""] * len(words)


def _look_up(words: Sequence[str], find: Callable[[str], str | None]) -> tuple[list[str], list[str]]:
    meant = [find(normalise(word)) if word else "" for word in words]
    canonical = [f"{UNKNOWN_SPELLING}{word}" if mean is None else mean for word, mean in zip(words, meant, strict=True)]
    return canonical, ["word-not-known" if mean is None else "" for mean in meant]


@cache
def _columns_of(table: str) -> Mapping[str, Column]:
    """The canonical columns of a table; a list of steps has those of every table of events."""
    if table != STEPS:
        return TABLES[table].by_name
    return {column.name: column for name in EVENT_TABLES for column in TABLES[name].columns}
