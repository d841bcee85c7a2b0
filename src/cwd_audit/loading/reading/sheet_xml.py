"""What the XML of a sheet says before a reader trusts it: how far it reaches, and what readers do not hand over of it.

A reader holds rows times columns in memory, blanks included, so one cell in the last corner of a sheet would need
hundreds of gigabytes. Most sheets pass on one search for an address beyond column L or row 999,999, most others on one
for an address beyond column Z, or on their last column, since none of their rows is beyond 99,999; only the rest are
measured cell by cell.
"""

from __future__ import annotations

import re

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.loading.reading.workbook_xml import attributes
from cwd_audit.loading.spoilt import ERROR, NO_RESULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cwd_audit.loading.reading.interface import SheetMarks

_FAR = re.compile(rb' r="(?:[A-Za-z]{2}|[A-Za-z]?[0-9]{7})')
_LOW_FROM = 100_000
_LOW = re.compile(rb' r="[A-Za-z]*[0-9]{6}')
_PAST_L = re.compile(rb' r="[M-Zm-z][0-9]')
"""Twelve columns of a million rows are as many cells as can be read."""
_PAST_L_OR_FAR = re.compile(rb' r="(?:[M-Zm-z][0-9]|[A-Za-z]{2}|[A-Za-z]?[0-9]{7})')
_RIGHT = re.compile(rb' r="([A-Za-z]{2,})')
_CELL_WITH_CONTENT = re.compile(rb'<(?:\w+:)?c (?:[^>]*? )?r="([A-Za-z]+)([0-9]+)"[^>]*(?<!/)>(?!</)')
_ROW = re.compile(rb'<(?:\w+:)?row (?:[^>]*? )?r="([0-9]+)"')
_CELL_TAG = re.compile(rb"<(?:\w+:)?c ([^>]*)>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c(?: ([^>]*))?><(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"(<(?:\w+:)?v/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell [^>]*?ref=["']([A-Z]+[0-9]+):([A-Z]+[0-9]+)["']""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row [^>]*?hidden=["'](?:1|true)["']""")
_ROW_TAG = re.compile(rb"<(?:\w+:)?row(?: ([^>]*))?>")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(row|c)(?:\s([^>]*))?>")
_COLUMN_TAG = re.compile(rb"<(?:\w+:)?col ([^>]*)>")
_TRUE = (b"1", b"true")
_LETTERS = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_REFERENCE = re.compile(rb"""\br=["']([A-Za-z]+[0-9]+)["']""")
_TYPE = re.compile(rb"""\bt=["'](\w+)["']""")

_KEEP_LESS = "Delete the empty rows and columns beyond the table, or save the sheet that is needed as CSV."


def check_extent(xml: bytes, place: str) -> None:
    """Refuse a sheet that reaches too far.

    Raises:
        Unreadable: a cell with content lies beyond the limits, or outside anything that Excel can write.
    """
    if not _PAST_L_OR_FAR.search(xml):
        return
    short = not _FAR.search(xml) and not (_LOW.search(xml) and _PAST_L.search(xml))
    if short or (not _LOW.search(xml) and _widest(_RIGHT.findall(xml)) * _LOW_FROM <= limits.CELLS):
        return
    last_row, columns = _measure(xml)
    if max(last_row, max(map(_number, _ROW.findall(xml)), default=0)) > limits.EXCEL_ROWS:
        what = "a row has a number that no Excel sheet can have"
        raise Unreadable((place, what, "Open the workbook in Excel, save it again and use that copy."))
    if last_row > limits.ROWS:
        raise Unreadable((place, f"it has more than {limits.ROWS:,} rows", _KEEP_LESS))
    if columns > limits.COLUMNS:
        raise Unreadable((place, f"it has more than {limits.COLUMNS} columns", _KEEP_LESS))
    if last_row * columns > limits.CELLS:
        what = f"it reaches over {last_row:,} rows and {columns} columns, more cells than can be read"
        raise Unreadable((place, what, _KEEP_LESS))


def _measure(xml: bytes) -> tuple[int, int]:
    """Number of the last row and of the last column that hold content."""
    last_row = 0
    letters = set()
    for match in _CELL_WITH_CONTENT.finditer(xml):
        letters.add(match[1])
        last_row = max(last_row, _number(match[2]))
    return last_row, _widest(letters)


def _widest(letters: Iterable[bytes]) -> int:
    return max(map(_column_number, set(letters)), default=0)


def _number(digits: bytes) -> int:
    return int(digits[:18])


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters[:8].upper():
        number = number * 26 + letter - 64
    return number


def find_marks(xml: bytes) -> SheetMarks:
    """What the XML says of a sheet's cells that readers do not hand over."""
    spoilt: list[tuple[int, bytes, str]] = []
    # plain searches first: they cost a tenth of the patterns, and hardly any sheet needs those
    if b't="e"' in xml or b"t='e'" in xml:
        spoilt += [(tag.start(), tag[1], ERROR) for tag in _CELL_TAG.finditer(xml) if _type(tag[1]) == b"e"]
    if b"f><" in xml:
        spoilt += _without_result(xml)
    start, end = max(0, xml.find(b"sheetData")), max(0, xml.rfind(b"sheetData"))
    merged = []
    if xml.find(b"mergeCell ", end) >= 0:
        merged = [tuple(map(_place, block.groups())) for block in _MERGED.finditer(xml, end)]
    return (
        _placed(spoilt, xml),
        [(top, left, bottom, right) for (top, left), (bottom, right) in merged],
        _hidden_rows(xml) if b"hidden=" in xml and _HIDDEN_ROW.search(xml) else [],
        b"filterColumn" in xml[end:],
        _hidden_columns(xml[:start]),
    )


def _hidden_rows(xml: bytes) -> list[int]:
    """Positions; a row without a number follows the one before it."""
    hidden, number = [], 0
    for tag in _ROW_TAG.findall(xml):
        about = attributes(tag)
        number = _number(about[b"r"]) if about.get(b"r", b"").isdigit() else number + 1
        if about.get(b"hidden") in _TRUE:
            hidden.append(number - 1)
    return hidden


def _hidden_columns(head: bytes) -> list[int]:
    """Positions, as far as a sheet may reach."""
    found: list[int] = []
    for tag in _COLUMN_TAG.findall(head):
        about = attributes(tag)
        if about.get(b"hidden") in _TRUE:
            last = min(_number(about.get(b"max", b"0")), limits.COLUMNS)
            found += range(_number(about.get(b"min", b"1")) - 1, last)
    return found


def _place(address: bytes) -> tuple[int, int]:
    """B3 -> (2, 1): positions of row and column."""
    digits = address.lstrip(_LETTERS)
    return _number(digits) - 1, _column_number(address[: len(address) - len(digits)]) - 1


def _without_result(xml: bytes) -> Iterator[tuple[int, bytes, str]]:
    """Formulas with no stored result; an empty text is a result."""
    for cell in _FORMULA.finditer(xml):
        if not (cell[2] and _type(cell[1] or b"") == b"str"):
            yield cell.start(), cell[1] or b"", NO_RESULT


def _placed(spoilt: list[tuple[int, bytes, str]], xml: bytes) -> list[tuple[tuple[int, int], str]]:
    """Position and mark of each cell, by its address; where one has none, by counting, as Excel does."""
    addresses = [_REFERENCE.search(tag) for _, tag, _ in spoilt]
    counted = {} if all(addresses) else dict(_count_cells(xml))
    return [
        (_place(address[1]) if address else counted[start], mark)
        for address, (start, _, mark) in zip(addresses, spoilt, strict=True)
    ]


def _count_cells(xml: bytes) -> Iterator[tuple[int, tuple[int, int]]]:
    """Where each cell begins in the XML, and its position in the sheet."""
    row, column = -1, -1
    for tag in _ROW_OR_CELL.finditer(xml):
        number = attributes(tag[2] or b"").get(b"r", b"")
        if tag[1] == b"row":
            row, column = (_number(number) - 1 if number.isdigit() else row + 1), -1
        else:
            row, column = _place(number) if number else (row, column + 1)
            yield tag.start(), (row, column)


def _type(tag: bytes) -> bytes:
    kind = _TYPE.search(tag)
    return kind[1] if kind else b""
