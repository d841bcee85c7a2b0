"""One column of cells as typed values: each distinct cell is read once, and every fault has its code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.loading.cells import read_amount, read_id, read_interval, read_months, read_text
from cwd_audit.loading.date_order import find_ambiguous
from cwd_audit.loading.dates import read_date
from cwd_audit.loading.frames import Codes, categorical_of
from cwd_audit.loading.spoilt import CODES
from cwd_audit.loading.words import load_lookup
from cwd_audit.model.canonical import Column, Kind
from cwd_audit.model.caseload import UNKNOWN_SPELLING
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from cwd_audit.loading.sheets import Cell, SheetColumn

Mask = NDArray[np.bool_]
Typed = tuple[object, Iterator[tuple[str, Mask]], Mask]
"""A typed column; for each fault its code and the rows that have it; and the rows that are blank."""
_KNOWN_WORDS = {Kind.CHOICE, Kind.FLAG, Kind.EVENT}
"""A blank in such a column means something: a visit without an outcome took place."""


def type_column(column: Column, cells: SheetColumn, codes: Codes, *, serials: bool) -> Typed:
    """The typed column, its faults and its blanks.

    Args:
        column: what it holds.
        cells: the cells.
        codes: the position in `cells.values` of each row that is wanted.
        serials: whether a bare number may be a date, as Excel counts days.
    """
    written = cells.values
    used = np.flatnonzero(np.bincount(codes, minlength=len(written)))
    values = [written[code] for code in used.tolist()]
    place = np.zeros(len(written), np.int32)
    place[used] = np.arange(len(used))
    codes = place[codes]
    spoilt = [CODES.get(cell, "") if isinstance(cell, str) else "" for cell in values]
    empty = [isinstance(cell, str) and not cell[:1].isalnum() and not read_text(cell) for cell in values]
    typed, fault = _read(column, values, empty, codes, serials=serials)
    found = np.array([code or other for code, other in zip(spoilt, fault, strict=True)], dtype=object)
    blank = np.array(empty, dtype=bool) & (found == "")
    faults = ((code, (found == code)[codes]) for code in dict.fromkeys(found.tolist()) if code)
    return typed, faults, blank[codes]


def _read(
    column: Column, values: Sequence[Cell], empty: Sequence[bool], codes: Codes, *, serials: bool
) -> tuple[object, list[str]]:
    if column.kind is Kind.DATE:
        days, fault = _read_days(values, empty, serials=serials)
        return days[codes], fault
    if column.kind in {Kind.WHOLE_NUMBER, Kind.AMOUNT}:
        read = read_months if column.kind is Kind.WHOLE_NUMBER else read_amount
        numbers = [None if blank else read(cell) for cell, blank in zip(values, empty, strict=True)]
        fault = _unless(numbers, empty, "number-unreadable" if read is read_months else "amount-unreadable")
        return np.array([np.nan if number is None else number for number in numbers], dtype=np.float64)[codes], fault
    words, fault = _read_words(column, values, empty)
    if column.kind in _KNOWN_WORDS:
        words = [UNKNOWN_SPELLING if cell in CODES else word for word, cell in zip(words, values, strict=True)]
    return categorical_of(words, codes), fault


def _read_days(
    values: Sequence[Cell], empty: Sequence[bool], *, serials: bool
) -> tuple[NDArray[np.datetime64], list[str]]:
    days, fault = np.full(len(values), np.datetime64("NaT", "s")), [""] * len(values)
    for at, cell in enumerate(values):
        if not empty[at]:
            day, fault[at] = read_date(cell, workbook=serials)
            days[at] = np.datetime64(day, "s") if day else np.datetime64("NaT", "s")
    for at in find_ambiguous(values):
        days[at], fault[at] = np.datetime64("NaT", "s"), "date-ambiguous"
    return days, fault


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
