"""Tables of web pages, which reporting servers write and often call .xls.

Every table is a sheet of its own, by its caption, so that a table that only holds a title does no harm. Text alone is
read: scripts do not run, links are not followed, and styles count only where they hide a row. A cell over several
columns or rows is laid out as a browser lays it out, with its text in the first of its places.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.addresses import address
from cwd_audit.loading.reading.grid import Grid
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

_AS_EXCEL = "Open it in Excel, save it as an Excel workbook (.xlsx) and use that copy."
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_SILENT = {"script", "style", "template", "noscript"}
_CELLS = {"td", "th"}
_GROUPS = {"thead", "tbody", "tfoot"}
_LINES = {"br", "p", "div", "li"}
_LINE = "\0"
"""Stands for the end of a line while a cell is read."""


def read_page(page: str, *, include_hidden: bool = False) -> list[Grid]:
    """The tables of a page that hold any text, in their order.

    Raises:
        Unreadable: there is none, one lies within another or has no end, or one is beyond the limits.
    """
    reader = _Page(include_hidden=include_hidden)
    reader.feed(page)
    reader.close()
    if reader.open:
        raise Unreadable(("", "it is cut short: a table of the web page has no end", "Export the report again."))
    tables = [table for table in reader.tables if table.rows or not table.visible]
    if not tables:
        what = "it is a web page without a table, whatever its name says"
        raise Unreadable(("", what, "Export the report as Excel (.xlsx) or CSV."))
    lists = [table for table in tables if len(table.rows) > 1]
    if len(lists) == 1 and lists[0] in reader.nameless:
        lists[0].name = ""  # the one list of a page goes by the name of the file
    return tables


class _Page(HTMLParser):
    """Follows the tags; those that are left out are taken to stand where a browser puts them."""

    def __init__(self, *, include_hidden: bool) -> None:
        super().__init__(convert_charrefs=True)
        self._include_hidden = include_hidden
        self.tables: list[Grid] = []
        self.nameless: list[Grid] = []
        self.open = False
        """Whether a table has begun and not ended."""
        self._row = -1
        self._row_open = False
        self._column = 0
        self._place = (0, 0)
        """Of the cell that began last."""
        self._taken: dict[int, int] = {}
        """Column -> the first row that is free again below a cell over several rows."""
        self._blocks: list[tuple[int, int, int, int]] = []
        """Row, column, rows and columns of the large cells of this group of rows."""
        self._words: list[str] | None = None
        """Of the cell or caption that is open."""
        self._caption = False
        self._silent = 0
        self._hidden = self._table_hidden = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag begins."""
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self._begin_table(dict(attrs))
        elif not self.open:
            return
        elif tag == "tr":
            self._begin_row(dict(attrs))
        elif tag in _CELLS:
            self._begin_cell(dict(attrs))
        elif tag in _GROUPS:
            self._end_group()
        elif tag == "caption":
            self._words, self._caption = [], True
        elif tag in _LINES and self._words:
            self._words.append(_LINE)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag with a slash at its end, which means nothing to a browser but in a script without content."""
        if tag not in _SILENT:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """A tag ends."""
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "table" and self.open:
            self._end_table()
        elif tag == "tr":
            self._end_row()
        elif tag in _CELLS:
            self._end_cell()
        elif tag in _GROUPS and self.open:
            self._end_group()
        elif tag == "caption" and self._caption and self._words is not None:
            self._name_table(_plain(self._words).replace("\n", " "))
            self._words, self._caption = None, False

    def handle_data(self, data: str) -> None:
        """Text."""
        if self._words is not None and not self._silent:
            self._words.append(data.replace(_LINE, "\ufffd"))

    def _begin_table(self, attributes: dict[str, str | None]) -> None:
        if self.open:
            what = "a table of the web page lies within another, so rows and columns cannot be told"
            raise Unreadable((f'table "{self.tables[-1].name}"', what, _AS_EXCEL))
        if len(self.tables) == limits.TABLES:
            what = f"the web page has more than {limits.TABLES:,} tables"
            raise Unreadable(("", what, "Export the report as Excel (.xlsx) or CSV."))
        self.tables.append(Grid(f"table {len(self.tables) + 1}"))
        self.tables[-1].widths = []
        self.nameless.append(self.tables[-1])
        self.open = True
        self._table_hidden = _is_hidden(attributes) and not self._include_hidden
        self._row, self._words, self._caption = -1, None, False
        self._taken = {}

    def _name_table(self, name: str) -> None:
        if name and self.tables[-1] in self.nameless:
            self.tables[-1].name = name
            self.nameless.remove(self.tables[-1])

    def _end_table(self) -> None:
        self._end_group()
        self.open = False
        if self._table_hidden:
            self.tables[-1].forget()

    def _begin_row(self, attributes: dict[str, str | None]) -> None:
        self._end_row()
        self._row += 1
        self._row_open = True
        self._column = 0
        self._hidden = _is_hidden(attributes)

    def _end_row(self) -> None:
        self._end_cell()
        if not self._row_open:
            return
        self._row_open = False
        reached = max((column + 1 for column, free in self._taken.items() if free > self._row), default=0)
        self.tables[-1].end_row(self._row, reached)
        if self._hidden and self.tables[-1].holds(self._row):
            self.tables[-1].hidden_rows.append(self._row)

    def _end_group(self) -> None:
        """No cell reaches from one group of rows into the next."""
        self._end_row()
        self._taken = {}
        for row, column, down, across in self._blocks:
            self.tables[-1].merge(row, column, min(down, self._row - row + 1), across)
        self._blocks = []

    def _begin_cell(self, attributes: dict[str, str | None]) -> None:
        self._end_cell()
        if not self._row_open:
            self._begin_row({})
        while self._taken.get(self._column, 0) > self._row:
            self._column += 1
        self._place = (self._row, self._column)
        across, down = self._span(attributes, "colspan"), self._span(attributes, "rowspan")
        for column in range(self._column, self._column + across):
            if self._taken.get(column, 0) > self._row:
                self._refuse("overlaps another")
            self._taken[column] = self._row + down
        self._column += across
        if down > 1 or across > 1:
            self._blocks.append((*self._place, down, across))
        self._words, self._caption = [], False

    def _span(self, attributes: dict[str, str | None], name: str) -> int:
        """Over how many columns or rows a cell reaches."""
        words = (attributes.get(name) or "1").strip()
        most = limits.COLUMNS if name == "colspan" else limits.ROWS
        number = int(words[:18]) if words.isascii() and words.isdigit() else 0
        if not 0 < number <= most:
            self._refuse("reaches over a number of columns or rows that is none")
        return number

    def _refuse(self, what: str) -> NoReturn:
        words = f"cell {address(*self._place)} of the web page {what}"
        raise Unreadable((f'table "{self.tables[-1].name}"', words, _AS_EXCEL))

    def _end_cell(self) -> None:
        if self._words is None or self._caption:
            return
        words = _plain(self._words)
        self._words = None
        if words:
            self.tables[-1].put(*self._place, words)


def _is_hidden(attributes: dict[str, str | None]) -> bool:
    return "hidden" in attributes or bool(_HIDDEN.search(attributes.get("style") or ""))


def _plain(words: list[str]) -> str:
    """Text as a browser shows it: blanks run together, ends of lines where the page breaks them."""
    lines = _BLANKS.sub(" ", "".join(words)).split(_LINE)
    return "\n".join(line.strip(" ") for line in lines).strip("\n")
