"""OpenDocument spreadsheets (.ods), read from their XML.

Not by calamine: it joins lines within a cell, and does not say which cells show an error or which rows are hidden.
"""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.addresses import address
from cwd_audit.loading.reading.grid import Grid
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.loading.reading.xml_walk import walk
from cwd_audit.loading.spoilt import ERROR, NO_RESULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from cwd_audit.loading.sheets import Cell

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _TEXT, _STYLE = (f"{_NAMESPACE}{name}:1.0 " for name in ("office", "table", "text", "style"))
_CALC = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0 "
_SHEET, _ROW, _CELL, _COVERED = (
    f"{_TABLE}{name}" for name in ("table", "table-row", "table-cell", "covered-table-cell")
)
_COLUMN, _NULL_DATE = f"{_TABLE}table-column", f"{_TABLE}null-date"
_SPREADSHEET, _STYLED, _LOOK_OF_TABLE = f"{_OFFICE}spreadsheet", f"{_STYLE}style", f"{_STYLE}table-properties"
_OF_A_BOOK = {_SPREADSHEET, _STYLED, _LOOK_OF_TABLE, _NULL_DATE}
_USUAL_NULL_DATE = "1899-12-30"
_PARAGRAPH = f"{_TEXT}p"
_SPACE, _TAB, _LINE = "\1", "\2", "\3"
"""Stand for what a paragraph spells as elements; XML cannot hold them itself."""
_SPELT = {f"{_TEXT}s": _SPACE, f"{_TEXT}tab": _TAB, f"{_TEXT}line-break": _LINE}
_AS_WRITTEN = str.maketrans({_SPACE: " ", _TAB: "\t", _LINE: "\n"})
_BLANKS = re.compile(r"[ \t\r\n]+")
_ERROR = re.compile(r"#[A-Z][A-Z0-9/]*[!?]?|Err:[0-9]+")
_TIME = re.compile(r"P(?:([0-9]{1,5})D)?T(?:([0-9]{1,7})H)?(?:([0-9]{1,7})M)?(?:([0-9]{1,7})(?:[.,]([0-9]{1,9}))?S)?")
_DAY = timedelta(days=1)
_SAVE_AGAIN = "Open it in LibreOffice, save it as an Excel workbook (.xlsx) and use that copy."


def read_spreadsheet(xml: bytes, *, include_hidden: bool = False) -> tuple[list[Grid], bool]:
    """The sheets of `content.xml`, a hidden one without its rows; and whether days are counted from another day.

    Raises:
        Unreadable: it is no spreadsheet, is damaged, hostile or beyond the limits, or a cell is not what it says.
    """
    book = _Book(include_hidden=include_hidden)
    walk(xml, book)
    if not book.is_spreadsheet:
        what = "it is an OpenDocument text, drawing or presentation, not a spreadsheet"
        raise Unreadable(("", what, "Export the report as Excel (.xlsx) or CSV."))
    return book.sheets, book.counts_otherwise


class _Book:
    """Follows the elements."""

    def __init__(self, *, include_hidden: bool) -> None:
        self._include_hidden = include_hidden
        self.is_spreadsheet = False
        self.counts_otherwise = False
        """Whether numbers that stand for days are counted from another day than Excel's."""
        self.sheets: list[Grid] = []
        self._inside: list[str] = []
        self._style = ""
        """Of tables, the one that is being defined."""
        self._hidden_styles: set[str] = set()
        self._sheet_hidden = False
        self._row = self._column = 0
        """Of the next row and the next cell, from 0."""
        self._columns = 0
        """As many as have been described."""
        self._rows = 1
        """As many rows as the row at hand stands for."""
        self._row_hidden = False
        self._cell: Mapping[str, str] = {}
        self._paragraphs: list[list[str]] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See `Visitor`."""
        self._inside.append(tag)
        if tag in _OF_A_BOOK:
            self._begin_part_of_book(tag, attributes)
        elif tag == _SHEET:
            self._begin_sheet(attributes)
        elif tag == _COLUMN and self.sheets:
            self._describe_columns(attributes)
        elif tag == _ROW and self.sheets:
            self._rows = self._count(attributes, "number-rows-repeated")
            self._row_hidden = _is_hidden(attributes)
            self.sheets[-1].filtered |= attributes.get(f"{_TABLE}visibility") == "filter"
            self._column = 0
        elif tag in {_CELL, _COVERED}:
            self._cell, self._paragraphs = attributes, []
        elif tag == _PARAGRAPH and self._inside[-2] == _CELL:
            self._paragraphs.append([])
        elif tag in _SPELT and self._is_in_paragraph():
            self._paragraphs[-1].append(_SPELT[tag] * self._spaces(attributes))

    def end(self, tag: str) -> None:
        """See `Visitor`."""
        self._inside.pop()
        if tag == _SHEET and self._sheet_hidden:
            self.sheets[-1].forget()
        elif not self.sheets:
            return
        elif tag == _ROW:
            self._end_row()
        elif tag == _CELL:
            self._end_cell()
        elif tag == _COVERED:  # whatever it holds lies under a merged cell, and nobody sees it
            self._column += self._count(self._cell, "number-columns-repeated")

    def text(self, words: str) -> None:
        """See `Visitor`."""
        if self._is_in_paragraph():
            self._paragraphs[-1].append(words)

    def _is_in_paragraph(self) -> bool:
        """Whether in a paragraph of a cell itself, not of a note or picture on it."""
        at = len(self._inside) - 1
        while at > 0 and self._inside[at] != _PARAGRAPH:
            at -= 1
        return at > 0 and self._inside[at - 1] == _CELL

    def _begin_part_of_book(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == _SPREADSHEET:
            self.is_spreadsheet = True
        elif tag == _STYLED:
            self._style = attributes.get(f"{_STYLE}name", "") if attributes.get(f"{_STYLE}family") == "table" else ""
        elif tag == _NULL_DATE:
            self.counts_otherwise = attributes.get(f"{_TABLE}date-value", _USUAL_NULL_DATE) != _USUAL_NULL_DATE
        elif self._style and attributes.get(f"{_TABLE}display") == "false":
            self._hidden_styles.add(self._style)

    def _describe_columns(self, attributes: Mapping[str, str]) -> None:
        times = self._count(attributes, "number-columns-repeated")
        if _is_hidden(attributes):
            self.sheets[-1].hide_columns(self._columns, times)
        self._columns += times

    def _begin_sheet(self, attributes: Mapping[str, str]) -> None:
        if self._inside[-2:-1] != [_SPREADSHEET]:
            what = "a table lies within another, so rows and columns cannot be told"
            raise Unreadable(("", what, _SAVE_AGAIN))
        self.sheets.append(Grid(attributes.get(f"{_TABLE}name", "")))
        hidden = attributes.get(f"{_TABLE}style-name") in self._hidden_styles
        self._sheet_hidden = hidden and not self._include_hidden
        self._row = self._columns = 0

    def _end_row(self) -> None:
        sheet = self.sheets[-1]
        if sheet.holds(self._row):
            sheet.repeat(self._row, self._rows - 1)
            if self._row_hidden:
                sheet.hidden_rows += range(self._row, self._row + self._rows)
        self._row += self._rows

    def _end_cell(self) -> None:
        times = self._count(self._cell, "number-columns-repeated")
        cell = self._read()
        if cell != "":
            for column in range(self._column, self._column + times):
                self.sheets[-1].put(self._row, column, cell)
        down, across = (self._count(self._cell, f"number-{what}-spanned") for what in ("rows", "columns"))
        self.sheets[-1].merge(self._row, self._column, down, across)
        self._column += times

    def _read(self) -> Cell:
        shown = "\n".join(map(_plain, self._paragraphs))
        formula = f"{_TABLE}formula" in self._cell
        if self._cell.get(f"{_CALC}value-type") == "error" or (formula and _ERROR.fullmatch(shown)):
            return ERROR
        if formula and f"{_OFFICE}value-type" not in self._cell:
            return NO_RESULT
        try:
            return _typed(self._cell, shown)
        except (ValueError, KeyError, OverflowError):
            place = f'sheet "{self.sheets[-1].name}"'
            what = f"cell {address(self._row, self._column)} does not hold what it says it holds"
            raise Unreadable((place, what, _SAVE_AGAIN)) from None

    def _count(self, attributes: Mapping[str, str], name: str) -> int:
        """A number of rows or columns that an attribute states; 1 where it is absent."""
        words = attributes.get(f"{_TABLE}{name}", "1")
        if words.isascii() and words.isdigit() and 0 < int(words[:18]) <= limits.EXCEL_ROWS:
            return int(words)
        what = "a row or cell stands for a number of rows or columns that no sheet can have"
        raise Unreadable((f'sheet "{self.sheets[-1].name}"', what, _SAVE_AGAIN))

    def _spaces(self, attributes: Mapping[str, str]) -> int:
        words = attributes.get(f"{_TEXT}c", "1")
        return min(int(words[:6]), limits.FIELD_CHARACTERS) if words.isascii() and words.isdigit() else 1


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether a row or column is."""
    return attributes.get(f"{_TABLE}visibility", "visible") != "visible"


def _typed(cell: Mapping[str, str], shown: str) -> Cell:
    """What a cell holds, by its own word on its type.

    Raises:
        ValueError, KeyError, OverflowError: it does not hold that.
    """
    match cell.get(f"{_OFFICE}value-type", "string"):
        case "float" | "percentage" | "currency":
            return float(cell[f"{_OFFICE}value"])
        case "date":
            return _moment(cell[f"{_OFFICE}date-value"])
        case "time":
            return _time(cell[f"{_OFFICE}time-value"])
        case "boolean":
            return {"true": True, "false": False}[cell[f"{_OFFICE}boolean-value"]]
        case "string":
            return cell.get(f"{_OFFICE}string-value", shown)
        case _:
            raise ValueError


def _plain(paragraph: list[str]) -> str:
    """The text of a paragraph: its blanks run together, but for those that it spells out."""
    return _BLANKS.sub(" ", "".join(paragraph)).strip(" ").translate(_AS_WRITTEN)


def _moment(words: str) -> Cell:
    moment = datetime.fromisoformat(words)
    if moment.tzinfo:
        raise ValueError
    return moment.date() if moment.time() == time(0) else moment


def _time(words: str) -> Cell:
    """A time of day, or elapsed hours where they come to a day or more."""
    written = _TIME.fullmatch(words)
    if written is None:
        raise ValueError
    days, hours, minutes, seconds = (int(number or 0) for number in written.groups()[:4])
    elapsed = timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
    return (
        elapsed if elapsed >= _DAY else time(elapsed.seconds // 3600, elapsed.seconds // 60 % 60, elapsed.seconds % 60)
    )
