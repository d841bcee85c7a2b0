"""The workbook of a pseudonymised caseload: its label on every sheet; the same pages give the same bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from cwd_audit.pseudonymising.pages import Page, Value

ABOUT = "About"
_MADE_ON = datetime(2000, 1, 1)  # noqa: DTZ001 – a workbook must say a time, and that of the run would change its bytes
_FIRST_RELIABLE_DAY = date(1901, 1, 1)
"""Excel takes 1900 for a leap year."""
_WIDTH, _ABOUT_WIDTH = 24, 110


def write_workbook(pages: Sequence[Page], label: str, about: Sequence[str]) -> bytes:
    """A sheet that says what this is, and one for each page, with the label above its headings.

    Args:
        pages: the pages.
        label: what stands on every sheet.
        about: the lines of the first sheet, under the label, short enough to stand on one line each.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 – only writing a workbook needs it

    content = io.BytesIO()
    with Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": label, "subject": label, "created": _MADE_ON})
        strong = book.add_format({"bold": True})
        dated = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet(ABOUT)
        sheet.set_column(0, 0, _ABOUT_WIDTH)
        sheet.write_string(0, 0, label, strong)
        for row, line in enumerate(about, 1):
            sheet.write_string(row, 0, line)
        for page in pages:
            _fill(book.add_worksheet(page.title), page, label, strong, dated)
    return content.getvalue()


def _fill(sheet: Any, page: Page, label: str, strong: object, dated: object) -> None:  # noqa: ANN401 – the library has no types
    sheet.write_string(0, 0, label, strong)
    sheet.set_column(0, len(page.headings) - 1, _WIDTH)
    for column, heading in enumerate(page.headings):
        sheet.write_string(1, column, heading, strong)
    for number, row in enumerate(page.rows, 2):
        for column, value in enumerate(row):
            _fill_cell(sheet, (number, column), value, dated)


def _fill_cell(sheet: Any, place: tuple[int, int], value: Value, dated: object) -> None:  # noqa: ANN401 – as above
    match value:
        case date() if value >= _FIRST_RELIABLE_DAY:
            sheet.write_datetime(*place, value, dated)
        case date():
            sheet.write_string(*place, value.isoformat())
        case int() | float():
            sheet.write_number(*place, value)
        case "":
            pass
        case str():
            sheet.write_string(*place, value)
