"""Workbooks by openpyxl: slower, and used where calamine cannot be loaded or cannot read the file."""

from __future__ import annotations

import re
import warnings
from datetime import datetime, time
from io import BytesIO

from openpyxl import load_workbook

TYPE_CHECKING = False
if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell as BookCell
    from openpyxl.cell.cell import MergedCell

    from cwd_audit.loading.reading.interface import SheetCells
    from cwd_audit.loading.sheets import Cell

_CONTROL = re.compile(r"_x00([01][0-9A-Fa-f])_")
"""How a workbook writes a control character; openpyxl leaves it so."""


def read_workbook(workbook: bytes, *, include_hidden: bool = False) -> list[SheetCells]:
    """See `interface.Reader`. A date beyond the year 9999 is "", since openpyxl does not hand it over.

    Raises:
        Exception: of many kinds, where the workbook is not as openpyxl expects.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of styles and extensions, none of which is read
        book = load_workbook(BytesIO(workbook), read_only=True, data_only=True)
        sheets: list[SheetCells] = []
        for sheet in book.worksheets:
            visible = include_hidden or sheet.sheet_state == "visible"
            sheet.reset_dimensions()  # the sheet's own word on its size can be wrong
            rows = [[_plain(cell) for cell in row] for row in sheet.iter_rows()] if visible else []
            sheets.append((sheet.title, visible, rows))
        return sheets


def _plain(cell: BookCell | MergedCell) -> Cell:
    content: object = cell.value
    if content is None or cell.data_type == "e":
        return ""
    if isinstance(content, str):
        return _CONTROL.sub(lambda code: chr(int(code[1], 16)), content) if "_x00" in content else content
    if type(content) is int:
        return float(content)
    if isinstance(content, datetime) and content.time() == time(0):
        return content.date()
    return content  # type: ignore[return-value]  # bool, float, time, timedelta, or a datetime with a time of day
