"""Rows under a header that are no records: ragged ones, repeated headers, lines of totals, remarks under the table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.loading.cells import read_text
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from cwd_audit.loading.recognition import Recognised
    from cwd_audit.loading.sheets import SheetColumn

Mask = NDArray[np.bool_]
_HEADS_TOTAL = re.compile(r"(?:(?:grand|sub) ?)?totals?\b|count\b").match
"""A normalised cell that heads a line of totals: `Total`, `Grand total: 60`."""
_ENDS_TOTAL = re.compile(r"(?:.* )?(?:total|count)").fullmatch
"""`North Total`, as Excel's own subtotals write it."""
_OF_SUBTOTAL = 2
"""Excel's subtotals fill so many cells: the group and the number."""
_IS_NUMBERED = re.compile(r"[0-9].*|[A-Za-z]+[0-9]{3,}", re.DOTALL).fullmatch
"""What can be neither a heading nor the head of a line of totals, unless the heading itself is of this kind."""
_LEAST_COLUMNS = 4
"""In a narrower table a row with so few cells may be whole."""
_LEAST_WORDS = 2
_MOST_BARE = 100_000
"""Rows of a large text that are looked at one by one; where there are more, every column is read."""
_DAY = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}").fullmatch


def fill_of(match: Recognised) -> NDArray[np.int32]:
    """How many cells of each row hold anything.

    Of a large text file only the columns that are used are counted; the others are looked at in the header, and in
    rows that these leave so bare that they may be no records.
    """
    sheet = match.sheet
    if sheet.text is None:
        return _count_filled(sheet.columns, sheet.rows)
    used = {found.position for found in match.columns.values()}
    filled = _count_filled([sheet.columns[position] for position in used], sheet.rows)
    bare = np.union1d(np.flatnonzero(filled <= _OF_SUBTOTAL), [match.header]).tolist()
    if len(bare) > _MOST_BARE:
        sheet.text.read(range(len(sheet.columns)))
        return _count_filled(sheet.columns, sheet.rows)
    for row, record in zip(bare, sheet.text.records(bare), strict=True):
        filled[row] += sum(_holds(cell) for at, cell in enumerate(record) if at not in used)
    return filled


def _count_filled(columns: Iterable[SheetColumn], rows: int) -> NDArray[np.int32]:
    filled = np.zeros(rows, np.int32)
    for column in columns:
        holds = np.array([not isinstance(cell, str) or _holds(cell) for cell in column.values], dtype=bool)
        filled += holds[codes_of(column)]
    return filled


def codes_of(column: SheetColumn) -> NDArray[np.int32]:
    """The positions of a column as numbers to reckon with."""
    return np.frombuffer(column.codes, dtype=np.int32)


def rows_of(codes: NDArray[np.int32], index: NDArray[np.int64]) -> NDArray[np.int32]:
    """The codes of some rows, in order; those of rows without a gap between them are not copied."""
    if len(index) and index[-1] - index[0] + 1 == len(index):
        return codes[index[0] : index[-1] + 1]
    return codes[index]


def find_non_records(
    match: Recognised, index: NDArray[np.int64], filled: NDArray[np.int32]
) -> Iterator[tuple[str, str, Mask]]:
    """Code, canonical column and the rows that have the fault, in the order in which they decide.

    Args:
        match: the sheet.
        index: positions of the rows under the header that hold anything.
        filled: how many cells of each row of the sheet do.
    """
    sheet, found = match.sheet, match.columns["case_id"]
    if sheet.widths is not None:
        widths = np.frombuffer(sheet.widths, dtype=np.int32)
        yield "row-ragged", "", rows_of(widths, index) != widths[match.header]
    ids = sheet.columns[found.position]
    heading = normalise(read_text(ids.cell(match.header)))
    is_id = (lambda _: None) if _IS_NUMBERED(heading) else _IS_NUMBERED
    said = ["" if not isinstance(cell, str) or is_id(cell) else normalise(cell) for cell in ids.values]
    codes = rows_of(codes_of(ids), index)
    yield "header-repeated", "case_id", np.array([bool(word) and word == heading for word in said], dtype=bool)[codes]
    yield "totals-row", "case_id", np.array([bool(_HEADS_TOTAL(word)) for word in said], dtype=bool)[codes]
    holding = rows_of(filled, index)
    if filled[match.header] >= _LEAST_COLUMNS:
        yield "totals-row", "", _among(sheet.columns, index, holding <= _OF_SUBTOTAL, _is_total)
    if len(match.columns) > 1:
        used = {place.position for name, place in match.columns.items() if name != "case_id"}
        others = [column for at, column in enumerate(sheet.columns) if at not in used]
        yield "remark-row", "", _among(others, index, holding == 1, _is_remark)


def _holds(cell: str) -> bool:
    """Whether a cell shows anything."""
    return cell[:1].isalnum() or bool(cell.strip() if cell.isascii() else read_text(cell))


def _among(columns: Iterable[SheetColumn], index: NDArray[np.int64], among: Mask, test: Callable[[str], bool]) -> Mask:
    """Those of the rows looked `among` of which any of the columns holds a text that passes the test."""
    found = np.zeros(len(index), bool)
    rows = index[among].tolist()
    for column in columns if rows else ():
        cells = column.cells(rows)
        says = {cell: test(cell) for cell in set(cells) if isinstance(cell, str)}
        found[among] |= np.array([says.get(cell, False) if isinstance(cell, str) else False for cell in cells], bool)
    return found


def _is_total(cell: str) -> bool:
    word = normalise(cell)
    return bool(_HEADS_TOTAL(word) or _ENDS_TOTAL(word))


def _is_remark(cell: str) -> bool:
    """Several words of letters, or a word and a day: no ID is written so."""
    words = [word.strip(".,:;()*-") for word in read_text(cell).split()]
    letters = sum(word.isalpha() for word in words)
    return letters >= _LEAST_WORDS or (letters == 1 and any(map(_DAY, words)))
