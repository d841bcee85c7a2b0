"""A workbook in memory: how it looks, and the one way in which a value becomes a cell.

Text is written as a string and as nothing else: no formula, link, number or error is ever made of it.
Colours are Excel's own pairs for bad, neutral and good; the words beside them say the same.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from cwd_audit.model.report import Status
from cwd_audit.reporting import colours
from cwd_audit.reporting.columns import Value
from cwd_audit.reporting.formats.xlsx.sheet import Sheet, blank_cell, number_cell, text_cell
from cwd_audit.reporting.safe import safe_cell
from cwd_audit.reporting.words import say_date

if TYPE_CHECKING:
    from xlsxwriter.format import Format

_BAD = {"font_color": colours.BAD.letters, "bg_color": colours.BAD.ground}
_NEUTRAL = {"font_color": colours.NEUTRAL.letters, "bg_color": colours.NEUTRAL.ground}
_GOOD = {"font_color": colours.GOOD.letters, "bg_color": colours.GOOD.ground}
_UNKNOWN = {"font_color": colours.UNKNOWN.letters, "bg_color": colours.UNKNOWN.ground}
_RIGHT = {"align": "right", "indent": 1}
_PAIRS = {
    Status.OVERDUE: _BAD,
    Status.BREACH: _BAD,
    Status.DUE_SOON: _NEUTRAL,
    Status.NOT_ASSESSED: _UNKNOWN,
    Status.QUERY: _UNKNOWN,
    Status.IN_TIME: _GOOD,
    Status.MET: _GOOD,
}
_FIRST_RELIABLE_DAY = date(1900, 3, 1)
"""Excel believes in 29 February 1900; days before it are written as words."""
_DAY_0 = date(1899, 12, 30).toordinal()
"""From which Excel counts the days after that."""

Cell = Value | Status | float


class Book:
    """The workbook and its formats."""

    def __init__(self, title: str, as_of: date) -> None:
        self._written = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        self._workbook = xlsxwriter.Workbook(self._written, options)
        created = datetime(as_of.year, as_of.month, as_of.day)  # noqa: DTZ001 – a workbook's times have no zone
        self._workbook.set_properties({"title": safe_cell(title), "created": created})
        body = {"valign": "top", "text_wrap": True, "bottom": 1, "bottom_color": "#D9D9D9"}
        self.title: Format = self._workbook.add_format({"bold": True, "font_size": 14})
        self.heading: Format = self._workbook.add_format({"bold": True, "font_size": 12})
        self.warning: Format = self._workbook.add_format({"bold": True, "font_color": _BAD["font_color"]})
        self.strong: Format = self._workbook.add_format({"bold": True})
        heads = {"bold": True, "valign": "vcenter", "text_wrap": True, "bg_color": "#D9E1F2", "bottom": 1}
        self.column_heading: Format = self._workbook.add_format(heads)
        self.number_heading: Format = self._workbook.add_format({**heads, **_RIGHT})
        self._text = self._workbook.add_format({**body, "num_format": "@"})
        self._number = self._workbook.add_format({**body, **_RIGHT, "num_format": "#,##0"})
        self._decimal = self._workbook.add_format({**body, **_RIGHT, "num_format": "#,##0.0"})
        self._date = self._workbook.add_format({**body, "num_format": "d mmm yyyy", "align": "left"})
        self._words = {status: self._workbook.add_format(body | pair) for status, pair in _PAIRS.items()}
        self._strings = self._workbook.str_table
        self._sheets: list[Sheet] = []

    def add_sheet(self, name: str) -> Sheet:
        """A new sheet behind the others; the name must be safe."""
        sheet: Sheet = self._workbook.add_worksheet(name, worksheet_class=Sheet)
        self._sheets.append(sheet)
        return sheet

    def told(self, text: str, style: Format | None) -> str:
        """A cell of safe text in a style of the book, for `Sheet.add_row`."""
        return text_cell(text, style, self._strings)

    def cell(self, value: Cell) -> str:
        """One value as a cell, for `Sheet.add_row`."""
        if isinstance(value, Status):
            return self.told(value.in_words, self._words[value])
        if value is None or value == "":
            return blank_cell(self._text)
        if isinstance(value, str):
            return self.told(safe_cell(value), self._text)
        if isinstance(value, date):
            return self._day(value)
        return number_cell(value, self._number if isinstance(value, int) else self._decimal)

    def _day(self, day: date) -> str:
        if day < _FIRST_RELIABLE_DAY:
            return self.told(say_date(day), self._text)
        return number_cell(day.toordinal() - _DAY_0, self._date)

    def written(self) -> bytes:
        """Close the workbook, which opens on its first sheet, and give its bytes."""
        self._workbook.close()
        if any(sheet.holds_back for sheet in self._sheets):
            msg = "this release of XlsxWriter writes rows in another way"
            raise RuntimeError(msg)
        return self._written.getvalue()
