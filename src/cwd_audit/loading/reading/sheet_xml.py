"""What the XML of a sheet says before a reader trusts it: how far it reaches, and which cells hold no value to read.

A reader holds rows times columns in memory, blanks included, so one cell in the last corner of a sheet would need
hundreds of gigabytes. Most sheets pass on one search for an address beyond column Z or row 999,999, and most others on
their last column, since none of their rows is beyond 99,999; only the rest are measured cell by cell.
"""

from __future__ import annotations

import re

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cwd_audit.loading.reading.interface import ProblemParts

_FAR = re.compile(rb' r="(?:[A-Za-z]{2}|[A-Za-z]?[0-9]{7})')
_LOW_FROM = 100_000
_LOW = re.compile(rb' r="[A-Za-z]*[0-9]{6}')
_PAST_L = re.compile(rb' r="[M-Zm-z][0-9]')
"""Twelve columns of a million rows are as many cells as can be read."""
_RIGHT = re.compile(rb' r="([A-Za-z]{2,})')
_CELL_WITH_CONTENT = re.compile(rb'<(?:\w+:)?c (?:[^>]*? )?r="([A-Za-z]+)([0-9]+)"[^>]*(?<!/)>(?!</)')
_ROW = re.compile(rb'<(?:\w+:)?row (?:[^>]*? )?r="([0-9]+)"')
_CELL_TAG = re.compile(rb"<(?:\w+:)?c ([^>]*)>")
_FORMULA = re.compile(
    rb"<(?:\w+:)?c ([^>]*)><(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)"
    rb"(<(?:\w+:)?v/>|<(?:\w+:)?v></(?:\w+:)?v>)?</(?:\w+:)?c>"
)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="[A-Z]+([0-9]+):[A-Z]+([0-9]+)"')
_REFERENCE = re.compile(rb'\br="([A-Za-z]+[0-9]+)"')
_TYPE = re.compile(rb'\bt="(\w+)"')
_NAMED = 5
"""So many cells are named in a message."""

_KEEP_LESS = "Delete the empty rows and columns beyond the table, or save the sheet that is needed as CSV."


def check_extent(xml: bytes, place: str) -> None:
    """Refuse a sheet that reaches too far.

    Raises:
        Unreadable: a cell with content lies beyond the limits, or outside anything that Excel can write.
    """
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


def find_problems(xml: bytes, sheet: str) -> list[ProblemParts]:
    """The cells of a sheet that readers show as blank though they are not."""
    found: list[ProblemParts] = []
    # plain searches first: they cost a tenth of the patterns, and hardly any sheet needs those
    if b't="e"' in xml:
        found += _describe(_errors(xml), sheet, "cell-error", _errors_in_words)
    if b"f><" in xml:
        found += _describe(_without_result(xml), sheet, "formula-without-result", _formulas_in_words)
    after_cells = xml[max(0, xml.rfind(b"sheetData")) :]
    if b"mergeCell " in after_cells:
        found += _describe(_merged_rows(after_cells), sheet, "merged-cells", _merged_in_words)
    return found


def _describe(cells: list[str], sheet: str, code: str, words: Callable[[str], tuple[str, str]]) -> list[ProblemParts]:
    if not cells:
        return []
    named = ", ".join(cells[:_NAMED]) + (", …" if len(cells) > _NAMED else "")
    message, hint = words(f"{len(cells):,} cell{'s' * (len(cells) > 1)} ({named})")
    return [(sheet, None, code, "warning", message, hint)]


def _errors_in_words(cells: str) -> tuple[str, str]:
    return (
        f"{cells} with an Excel error such as #N/A: read as blank",
        "Correct the cells in the workbook: a blank date would mean that it never happened.",
    )


def _formulas_in_words(cells: str) -> tuple[str, str]:
    return (
        f"{cells} with a formula whose result was never saved: read as blank",
        "Open the workbook in Excel, save it and run again: a blank date would mean that it never happened.",
    )


def _merged_in_words(cells: str) -> tuple[str, str]:
    return (
        f"{cells} merged over several rows: only the first row of each block is read as having the text",
        "Unmerge the cells and fill in every row.",
    )


def _errors(xml: bytes) -> list[str]:
    return [_address(tag) for tag in _CELL_TAG.findall(xml) if _type(tag) == b"e"]


def _without_result(xml: bytes) -> list[str]:
    """Addresses of formulas with no stored result; an empty text is a result."""
    return [_address(tag) for tag, empty in _FORMULA.findall(xml) if not (empty and _type(tag) == b"str")]


def _merged_rows(xml: bytes) -> list[str]:
    blocks = [match[0] for match in _MERGED.finditer(xml) if match[1] != match[2]]
    return [block.partition(b'ref="')[2].partition(b":")[0].decode() for block in blocks]


def _address(tag: bytes) -> str:
    reference = _REFERENCE.search(tag)
    return reference[1].decode().upper() if reference else "?"


def _type(tag: bytes) -> bytes:
    kind = _TYPE.search(tag)
    return kind[1] if kind else b""
