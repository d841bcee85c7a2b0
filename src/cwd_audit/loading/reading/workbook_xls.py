"""Workbooks of the kind before 2007 (.xls): measured before calamine sees them, with what it does not hand over.

Such a sheet has no more than 256 columns, but a record can name 65,536, and calamine would make room for them all, on
hidden sheets too. A formula always has a stored result in such a file, if only a nought; whether it was ever calculated
cannot be told.
"""

from __future__ import annotations

import struct
from struct import iter_unpack, unpack_from

from cwd_audit.loading.reading.compound import Compound, damaged
from cwd_audit.loading.reading.marks import hidden_columns
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.loading.spoilt import ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwd_audit.loading.reading.interface import Merged, SheetMarks, WorkbookMarks

_BEGIN, _END_OF_PART, _PASSWORD, _SHEET = 0x0809, 0x0A, 0x2F, 0x85
_FORMULA, _ERROR_OR_TRUTH, _ROW, _MERGED = 0x06, 0x205, 0x208, 0xE5
_COLUMN_WIDTHS, _FILTERED, _DAYS_FROM_1904 = 0x7D, 0x9B, 0x22
_TEXTS = 0xFC
_SHORTEST_TEXT = 3
"""Bytes of a text of no characters."""
_MANY = 0xBD
"""Several numbers of one row; the last column stands at the end."""
_CELLS = {_FORMULA, 0x206, 0x406, _ERROR_OR_TRUTH, 0x203, 0x27E, _MANY, 0xFD, 0x204, 0xD6}
"""Records that hold a cell that is not blank."""
_DIMENSIONS = 0x200
_ROWS, _COLUMNS = 65_536, 256
_RESULT_IS_ERROR = 2
_BIFF_8 = 0x0600
_WORKSHEET = 0
_HIDDEN_ROW = 0x20
_HIDDEN_COLUMN = 0x01
_NO_PASSWORD = "Open it in Excel, remove the password, and save it in a folder that only you can open."  # noqa: S105 - no password
_SAVE_AS = "Open it in Excel, save it as an Excel workbook (.xlsx) and use that copy."


def check_workbook(raw: bytes, *, include_hidden: bool = False) -> WorkbookMarks:
    """What it says beside its cells.

    Raises:
        Unreadable: the workbook is damaged, older than Excel 97, or protected by a password.
    """
    file = Compound(raw)
    if "Workbook" not in file.streams:
        what = "it is a workbook of Excel 95 or before, which is not read"
        raise Unreadable(("", what, _SAVE_AS))
    stream = file.read("Workbook")
    try:
        marks = {
            name: found
            for name, start, visible in _sheets(stream)
            # every sheet is measured, whether it is read or not
            if any(found := _find_marks(stream, start)) and (visible or include_hidden)
        }
        return marks, _counts_from_1904(stream)
    except struct.error as fault:
        raise damaged() from fault


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes, int]]:
    """Kind, content and depth of the records of one part of the workbook, to its end; parts may lie within.

    Raises:
        Unreadable: no part begins here, or it has no end.
    """
    depth = 0
    if stream[at : at + 2] != _BEGIN.to_bytes(2, "little"):
        raise damaged()
    while True:
        kind, length = unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + length]
        if len(content) < length:
            raise damaged()
        depth += (kind == _BEGIN) - (kind == _END_OF_PART)
        if depth == 0:
            return
        yield kind, content, depth
        at += 4 + length


def _sheets(stream: bytes) -> Iterator[tuple[str, int, bool]]:
    """Name and place of each sheet, and whether it is a worksheet that is not hidden.

    Raises:
        Unreadable: the workbook is too old, protected by a password, or makes a false claim.
    """
    for kind, content, _ in _records(stream, 0):
        if kind == _BEGIN and unpack_from("<H", content)[0] != _BIFF_8:
            raise Unreadable(("", "it is a workbook of Excel 95 or before, which is not read", _SAVE_AS))
        if kind == _PASSWORD:
            raise Unreadable(("", "it is protected by a password", _NO_PASSWORD))
        if kind == _TEXTS and unpack_from("<I", content, 4)[0] * _SHORTEST_TEXT > len(stream):
            what = "the workbook's list of texts claims more texts than it holds"
            raise Unreadable(("", what, "Open the workbook in Excel, save it again and use that copy."))
        if kind == _SHEET:
            start, hidden, what, length, wide = unpack_from("<IBBBB", content)
            name = content[8 : 8 + length * (1 + (wide & 1))].decode("utf-16-le" if wide & 1 else "latin-1", "replace")
            yield name, start, not hidden & 3 and what == _WORKSHEET


def _counts_from_1904(stream: bytes) -> bool:
    return any(kind == _DAYS_FROM_1904 and unpack_from("<H", content)[0] for kind, content, _ in _records(stream, 0))


def _check_dimensions(content: bytes) -> None:
    """The reader makes room by a sheet's own word on its size, before it meets a cell."""
    first, last, left, right = unpack_from("<IIHH", content)
    if not (first <= last <= _ROWS and left <= right <= _COLUMNS):
        raise damaged()


def _row_of(kind: int, content: bytes) -> int:
    """The row of a cell, or of several beside one another."""
    row, column = unpack_from("<HH", content)
    if kind == _MANY:
        (column,) = unpack_from("<H", content, len(content) - 2)
    if column >= _COLUMNS:
        raise damaged()
    return int(row)


def _is_error(kind: int, content: bytes) -> bool:
    if kind == _FORMULA:
        (result,) = unpack_from("<8s", content, 6)
        return bool(result[6:] == b"\xff\xff" and result[0] == _RESULT_IS_ERROR)
    return kind == _ERROR_OR_TRUTH and bool(unpack_from("<B", content, 7)[0])


def _find_marks(stream: bytes, start: int) -> SheetMarks:
    """Errors, merged cells, hidden rows and columns of one sheet.

    Raises:
        Unreadable: a cell lies beyond the last column.
    """
    spoilt: list[tuple[tuple[int, int], str]] = []
    merged: list[Merged] = []
    hidden, filled = set(), set()
    columns: list[int] = []
    filtered = False
    for kind, content, depth in _records(stream, start):
        if kind == _DIMENSIONS:
            _check_dimensions(content)
        if kind in _CELLS:
            filled.add(_row_of(kind, content))
        if depth > 1:
            continue
        if _is_error(kind, content):
            spoilt.append((unpack_from("<HH", content), ERROR))
        elif kind == _ROW:
            (row,) = unpack_from("<H", content)
            if unpack_from("<H", content, 12)[0] & _HIDDEN_ROW:
                hidden.add(row)
        elif kind == _MERGED:
            blocks = iter_unpack("<HHHH", content[2:])
            merged += [(first, left, last, right) for first, last, left, right in blocks]
        elif kind == _COLUMN_WIDTHS:
            first, last, _, _, flags = unpack_from("<HHHHH", content)
            columns += hidden_columns(first, last) if flags & _HIDDEN_COLUMN else []
        filtered |= kind == _FILTERED
    return spoilt, merged, sorted(hidden & filled), filtered, columns
