"""Binary workbooks (.xlsb): measured before a reader sees them, with what it does not hand over of their cells."""

from __future__ import annotations

import struct
from struct import unpack_from

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.archive import damaged
from cwd_audit.loading.reading.grid import check_reach
from cwd_audit.loading.reading.marks import hidden_columns
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.loading.reading.workbook_xml import link_targets
from cwd_audit.loading.spoilt import ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cwd_audit.loading.reading.interface import Merged, SheetMarks

_ROW, _BLANK, _ERROR, _FORMULA_ERROR = 0, 1, 3, 11
_CELLS = range(1, 12)
_MERGED, _LIST_OF_TEXTS, _TEXT = 176, 159, 19
_SHEET, _ABOUT = 156, 153
_COLUMN_WIDTHS, _FILTERED = 60, 163
_NO_TEXT = 0xFFFFFFFF
_HIDDEN_ROW, _HIDDEN_COLUMN = 0x10, 0x01
_FROM_1904 = 0x01
_SAVE_AGAIN = "Open the workbook in Excel, save it again and use that copy."


def visible_sheets(parts: Mapping[str, bytes], *, include_hidden: bool = False) -> dict[str, str]:
    """Part -> name of the sheet, for the sheets that are not hidden, or for all. Parts are named in small letters.

    Raises:
        Unreadable: the list of sheets is damaged.
    """
    targets = link_targets(parts.get("xl/_rels/workbook.bin.rels", b""))
    names = {}
    try:
        for kind, content in _records(parts.get("xl/workbook.bin", b"")):
            if kind == _SHEET:
                link, at = _text(content, 8)
                name, _ = _text(content, at)
                part = targets.get(link, "").lower()
                shown = include_hidden or not unpack_from("<I", content)[0]
                if shown and part in parts and part.startswith("xl/worksheets/"):
                    names[part] = name
    except struct.error as error:
        raise damaged() from error
    return names


def counts_from_1904(parts: Mapping[str, bytes]) -> bool:
    """Whether the workbook counts days from 1904.

    Raises:
        Unreadable: what it says of itself is damaged.
    """
    try:
        about = [content for kind, content in _records(parts.get("xl/workbook.bin", b"")) if kind == _ABOUT]
        return any(unpack_from("<I", content)[0] & _FROM_1904 for content in about)
    except struct.error as error:
        raise damaged() from error


def _text(content: bytes, at: int) -> tuple[str, int]:
    """A text at a place in a record, and where it ends."""
    (length,) = unpack_from("<I", content, at)
    if length == _NO_TEXT:
        return "", at + 4
    end = at + 4 + 2 * length
    return content[at + 4 : end].decode("utf-16-le", "replace"), end


def check_sheet(part: bytes, sheet: str) -> SheetMarks:
    """What the part of one sheet says beside its cells.

    Raises:
        Unreadable: the sheet reaches beyond the limits, or is damaged.
    """
    spoilt: list[tuple[tuple[int, int], str]] = []
    merged: list[Merged] = []
    hidden_rows: list[int] = []
    columns_hidden: list[int] = []
    filtered = False
    row = columns = last_row = 0
    hidden = False
    try:
        for kind, content in _records(part):
            if kind == _ROW:
                (row,) = unpack_from("<I", content)
                hidden = bool(content[11] & _HIDDEN_ROW)
                if row >= limits.EXCEL_ROWS:
                    what = "a row has a number that no Excel sheet can have"
                    raise Unreadable((f'sheet "{sheet}"', what, _SAVE_AGAIN))
            elif kind in _CELLS and kind != _BLANK:
                (column,) = unpack_from("<I", content)
                last_row, columns = max(last_row, row + 1), max(columns, column + 1)
                hidden_rows += [row] * hidden
                hidden = False  # counted once
                if kind in {_ERROR, _FORMULA_ERROR}:
                    spoilt.append(((row, column), ERROR))
            elif kind == _MERGED:
                first, last, left, right = unpack_from("<IIII", content)
                merged.append((first, left, last, right))
            elif kind == _COLUMN_WIDTHS:
                first, last, _, _, flags = unpack_from("<IIIIH", content)
                columns_hidden += hidden_columns(first, last) if flags & _HIDDEN_COLUMN else []
            filtered |= kind == _FILTERED
    except (struct.error, IndexError) as error:
        raise damaged() from error
    check_reach(sheet, last_row, columns)
    return spoilt, merged, hidden_rows, filtered, columns_hidden


def check_texts(part: bytes) -> None:
    """Refuse a list of texts that claims more than it holds.

    Raises:
        Unreadable: it does, or is damaged.
    """
    try:
        claimed = next(
            (unpack_from("<I", content, 4)[0] for kind, content in _records(part) if kind == _LIST_OF_TEXTS), 0
        )
    except struct.error as error:
        raise damaged() from error
    if claimed * len(b"\x13\x05\0\0\0\0\0") > len(part):
        raise Unreadable(("", "the workbook's list of texts claims more texts than it holds", _SAVE_AGAIN))


def _records(part: bytes) -> Iterator[tuple[int, bytes]]:
    """Kind and content of all records; both kind and length are written in groups of seven bits.

    Raises:
        Unreadable: the part ends within a record.
    """
    at = 0
    while at < len(part):
        try:
            kind, at = _number(part, at, 2)
            length, at = _number(part, at, 4)
        except IndexError as error:
            raise damaged() from error
        if at + length > len(part):
            raise damaged()
        yield kind, part[at : at + length]
        at += length


def _number(part: bytes, at: int, most: int) -> tuple[int, int]:
    """A number of at most so many groups of seven bits, the lowest first, and where it ends."""
    number = 0
    for group in range(most):
        byte = part[at + group]
        number |= (byte & 0x7F) << 7 * group
        if not byte & 0x80:
            break
    return number, at + group + 1
