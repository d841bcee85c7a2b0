"""A workbook for publication, in memory: how it looks, and the one way in which a value becomes a cell.

It follows the Analysis Function's checklist for accessible spreadsheets: no fill, no merged or empty cell, nothing
hidden, frozen or filtered. Text is written as a string and as nothing else: no formula, link or error is ever made
of it.
"""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from cwd_audit.model.month import Shorthand
from cwd_audit.reporting.month.packing import pack, replace_once, unpack
from cwd_audit.reporting.month.pages import Document, Kind, Value
from cwd_audit.reporting.month.palette import GRID, LINK
from cwd_audit.reporting.safe import safe_cell
from cwd_audit.reporting.words import say_date

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Arial"
SIZE = 12
TITLE_SIZE = 16
HEADING_SIZE = 14
LINE = 15.75
"""Points that a line of the body takes."""
DIGIT = 9
"""Pixels that a digit of the body takes; widths of columns are counted in digits."""
PADDING = 7
"""Pixels that a column has beside its digits."""
_LANGUAGE = "en-GB"
_FIRST_RELIABLE_DAY = date(1900, 3, 1)
"""Excel believes in 29 February 1900; days before it are written as words."""
_NUMBERS = {Kind.COUNT: "#,##0", Kind.PERCENT: "0.0", Kind.DATE: "d mmm yyyy"}
_RIGHT = frozenset({Kind.COUNT, Kind.PERCENT})


class Book:
    """The workbook and its formats."""

    def __init__(self, document: Document) -> None:
        self._written = io.BytesIO()
        options = {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": FONT, "font_size": SIZE},
            "default_column_width": 80,
            "default_row_height": 21,
        }
        self._workbook = xlsxwriter.Workbook(self._written, options)
        day = document.created
        created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 – a workbook's times have no zone
        titles = {"title": safe_cell(document.title), "subject": safe_cell(document.subtitle)}
        self._workbook.set_properties({**titles, "created": created})
        self.title = self._format(bold=True, font_size=TITLE_SIZE)
        self.strong = self._format(bold=True)
        self.plain = self._format()
        self.wrapped = self._format(text_wrap=True, valign="top")
        self.wrapped_strong = self._format(text_wrap=True, valign="top", bold=True)
        self.cover_title = self._format(bold=True, font_size=TITLE_SIZE, text_wrap=True, valign="top")
        self.cover_heading = self._format(bold=True, font_size=HEADING_SIZE, valign="bottom")
        self.link = self._format(font_color=LINK, underline=1)
        self.link_in_table = self._format(
            font_color=LINK, underline=1, valign="vcenter", text_wrap=True, bottom=1, bottom_color=GRID, indent=1
        )
        self._cells: dict[tuple[Kind, type], Format] = {}
        self._headings = {
            right: self._format(
                bold=True,
                text_wrap=True,
                valign="bottom",
                top=1,
                bottom=1,
                align="right" if right else "left",
                indent=1,
            )
            for right in (False, True)
        }

    def add_sheet(self, name: str) -> Worksheet:
        """A new sheet behind the others; the name must be safe."""
        return self._workbook.add_worksheet(name)

    def add_chart(self, kind: str) -> Chart:
        """A new chart, not yet on a sheet."""
        return self._workbook.add_chart({"type": kind})

    def heading_format(self, kind: Kind) -> Format:
        """Of the heading of a column: over numbers it stands on the right, as they do."""
        return self._headings[kind in _RIGHT]

    def write(self, sheet: Worksheet, row: int, column: int, value: Value, kind: Kind) -> None:
        """Put one value into a cell of a table, which is never left empty."""
        style = self._cell_format(kind, type(value))
        if isinstance(value, str):
            sheet.write_string(row, column, shown(value), style)
        elif isinstance(value, int | float):
            sheet.write_number(row, column, value, style)
        elif value < _FIRST_RELIABLE_DAY:
            sheet.write_string(row, column, say_date(value), style)
        else:
            sheet.write_datetime(row, column, value, style)

    def written(self) -> bytes:
        """Close the workbook, which opens on cell A1 of its first sheet, and give its bytes."""
        self._workbook.close()
        return pack({name: _finish(name, part) for name, part in unpack(self._written.getvalue()).items()})

    def _cell_format(self, kind: Kind, of: type) -> Format:
        key = (kind, of)
        if key not in self._cells:
            usual = {int: "#,##0", float: "0.0", date: "d mmm yyyy"}.get(of, "@")
            number = "@" if issubclass(of, str) else _NUMBERS.get(kind, usual)
            align = "right" if kind in _RIGHT else "left"
            self._cells[key] = self._format(
                text_wrap=True, valign="vcenter", bottom=1, bottom_color=GRID, num_format=number, align=align, indent=1
            )
        return self._cells[key]

    def _format(self, **properties: str | float | bool) -> Format:
        return self._workbook.add_format({"font_name": FONT, "font_size": SIZE, **properties})


def _finish(name: str, part: bytes) -> bytes:
    """The part with what the library cannot say: the language, and that a blank point of a chart is a gap."""
    if name == "docProps/core.xml":
        end = b"</cp:coreProperties>"
        return replace_once(part, end, f"<dc:language>{_LANGUAGE}</dc:language>".encode() + end)
    if name.startswith("xl/charts/"):
        british = part.replace(b'lang="en-US"', f'lang="{_LANGUAGE}"'.encode())
        british = replace_once(british, b'<c:lang val="en-US"/>', f'<c:lang val="{_LANGUAGE}"/>'.encode())
        end = b'<c:plotVisOnly val="1"/>'
        return replace_once(british, end, end + b'<c:dispBlanksAs val="gap"/>')
    return part


def shown(text: str) -> str:
    """The text as a cell of a table holds it: harmless, and a shorthand where there is none."""
    return safe_cell(text.value if isinstance(text, Shorthand) else text).strip() or Shorthand.NOT_AVAILABLE.value
