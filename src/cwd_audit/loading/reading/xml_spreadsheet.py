"""XML spreadsheets of 2003 (SpreadsheetML), which reporting servers write and often call .xls."""

from __future__ import annotations

from datetime import datetime, time

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.addresses import address
from cwd_audit.loading.reading.grid import Grid
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.loading.reading.xml_walk import walk
from cwd_audit.loading.spoilt import ERROR, NO_RESULT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

    from cwd_audit.loading.sheets import Cell

NAMESPACE = "urn:schemas-microsoft-com:office:spreadsheet"
_VISIBLE, _DATE_1904, _FILTERED = (
    f"urn:schemas-microsoft-com:office:excel {name}" for name in ("Visible", "Date1904", "AutoFilterColumn")
)
_OF_A_SHEET = {*(f"{NAMESPACE} {name}" for name in ("Row", "Cell", "Column")), _VISIBLE, _FILTERED}
_DAYS_FROM = 1900
"""A time without a day is written as on a day of 1899."""
_SAVE_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and use that copy."


def read_spreadsheet(xml: bytes, *, include_hidden: bool = False) -> tuple[list[Grid], bool]:
    """The worksheets of a document, a hidden one without its rows; and whether it counts days from 1904.

    Raises:
        Unreadable: it is damaged, hostile or beyond the limits, or a cell is not what it says.
    """
    book = _Book(include_hidden=include_hidden)
    walk(xml, book)
    return book.sheets, book.from_1904


class _Book:
    """Follows the elements. Rows and columns go on from the one before, unless they state their number."""

    def __init__(self, *, include_hidden: bool) -> None:
        self._include_hidden = include_hidden
        self.sheets: list[Grid] = []
        self.from_1904 = False
        self._columns = 0
        """As many as have been described."""
        self._row = self._column = 0
        """Of the next row and the next cell, from 0."""
        self._span = 0
        """Blank rows of the same look that follow the row at hand."""
        self._hidden = False
        self._across = 0
        self._formula = False
        self._kind = ""
        self._words: list[str] | None = None
        self._inside: list[str] = []

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """See `Visitor`."""
        attributes = {
            name.rpartition(" ")[2]: value for name, value in attributes.items()
        }  # some writers leave ss: out
        self._inside.append(tag)
        if not self.sheets and tag in _OF_A_SHEET:
            self._refuse("a row or cell stands outside any sheet")
        match tag.removeprefix(f"{NAMESPACE} "):
            case "Worksheet":
                self.sheets.append(Grid(attributes.get("Name", f"sheet {len(self.sheets) + 1}")))
                self._row = self._columns = 0
            case "Column":
                self._describe_columns(attributes)
            case "Row":
                self._row = self._go_to(attributes, self._row)
                self._column = 0
                self._span = self._count(attributes, "Span")
                self._hidden = attributes.get("Hidden") == "1"
            case "Cell":
                self._begin_cell(attributes)
            case "Data" if self._inside[-2:-1] == [f"{NAMESPACE} Cell"]:  # a comment has Data too
                self._kind = attributes.get("Type", "String")
                self._words = []
            case _ if tag == _VISIBLE:
                self._words = []
            case _ if tag == _DATE_1904:
                self.from_1904 = True
            case _ if tag == _FILTERED:
                self.sheets[-1].filtered = True

    def end(self, tag: str) -> None:
        """See `Visitor`."""
        self._inside.pop()
        match tag.removeprefix(f"{NAMESPACE} "):
            case "Row":
                if self._hidden and self.sheets[-1].holds(self._row):
                    self.sheets[-1].hidden_rows.append(self._row)
                self._row += 1 + self._span
            case "Cell":
                if self._formula:
                    self.sheets[-1].put(self._row, self._column, NO_RESULT)
                self._column += 1 + self._across
            case "Data" if self._words is not None and self._inside[-1:] == [f"{NAMESPACE} Cell"]:
                self._formula = False
                cell = self._cell("".join(self._words))
                self._words = None
                if cell != "":
                    self.sheets[-1].put(self._row, self._column, cell)
            case _ if tag == _VISIBLE and self._words is not None:
                hidden = "".join(self._words).strip() in {"SheetHidden", "SheetVeryHidden"}
                if hidden and not self._include_hidden:
                    self.sheets[-1].forget()
                self._words = None

    def text(self, words: str) -> None:
        """See `Visitor`."""
        if self._words is not None:
            self._words.append(words)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        self._column = self._go_to(attributes, self._column)
        self._across = self._count(attributes, "MergeAcross")
        self._formula = "Formula" in attributes
        self.sheets[-1].merge(self._row, self._column, self._count(attributes, "MergeDown") + 1, self._across + 1)

    def _describe_columns(self, attributes: dict[str, str]) -> None:
        first = self._go_to(attributes, self._columns)
        times = self._count(attributes, "Span") + 1
        if attributes.get("Hidden") == "1":
            self.sheets[-1].hide_columns(first, times)
        self._columns = first + times

    def _cell(self, words: str) -> Cell:
        if self._kind == "Error":
            return ERROR
        try:
            return _typed(self._kind, words)
        except (ValueError, KeyError):
            self._refuse(f"cell {address(self._row, self._column)} does not hold what it says it holds")

    def _go_to(self, attributes: dict[str, str], following: int) -> int:
        """The stated number, from 0, or the one that follows; back is no way to go."""
        stated = self._count(attributes, "Index")
        if stated and stated - 1 < following:
            self._refuse("its rows or cells are numbered out of order")
        return stated - 1 if stated else following

    def _count(self, attributes: dict[str, str], name: str) -> int:
        """A whole number that an attribute states; 0 where it is absent."""
        words = attributes.get(name, "0").strip()
        if not (words.isascii() and words.isdigit() and len(words) <= len(str(limits.ROWS))):
            self._refuse("a row or cell has a number that no sheet can have")
        return int(words)

    def _refuse(self, what: str) -> NoReturn:
        place = f'sheet "{self.sheets[-1].name}"' if self.sheets else ""
        raise Unreadable((place, what, _SAVE_AGAIN))


def _typed(kind: str, words: str) -> Cell:
    """What a cell holds, by its own word on its type.

    Raises:
        ValueError, KeyError: it does not hold that.
    """
    match kind:
        case "String":
            return words
        case "Number":
            return float(words)
        case "DateTime":
            return _moment(words)
        case "Boolean":
            return {"1": True, "0": False}[words.strip()]
        case _:
            raise ValueError


def _moment(words: str) -> Cell:
    """A day, a day with a time of day, or a time alone."""
    moment = datetime.fromisoformat(words.strip())
    if moment.tzinfo:
        raise ValueError
    if moment.year < _DAYS_FROM:
        return moment.time()
    return moment.date() if moment.time() == time(0) else moment
