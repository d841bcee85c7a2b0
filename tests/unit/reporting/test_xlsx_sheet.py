"""The sheets are written in a way of our own, and come out as XlsxWriter itself would have written them."""

from __future__ import annotations

import io
import textwrap
from datetime import date, datetime

import pytest
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from cwd_audit.reporting.formats.xlsx import page
from cwd_audit.reporting.formats.xlsx.book import Book, Cell
from cwd_audit.reporting.formats.xlsx.sheet import Sheet, blank_cell, number_cell, text_cell

DAY_0 = date(1899, 12, 30)
ROWS: tuple[tuple[Cell, ...], ...] = (
    ("Title",),
    ("A & B <c>", " blanks ", "A & B <c>", None, 5, 2.5, date(2026, 1, 5)),
    (date(1900, 3, 1), "one\N{GRINNING FACE}" * 12_000, 0.1 + 0.2, 1_234_567_890),
    *(("row", number) for number in range(31)),
    tuple("wide" for _ in range(30)),
)


def written_by_hand() -> bytes:
    """The rows as the product writes them."""
    file = io.BytesIO()
    workbook = workbook_in(file)
    style = workbook.add_format({"bold": True})
    sheet = workbook.add_worksheet("One", worksheet_class=Sheet)
    for row, values in enumerate(ROWS):
        cells = []
        for value in values:
            match value:
                case None:
                    cells.append(blank_cell(style))
                case str():
                    cells.append(text_cell(value, style, workbook.str_table))
                case date():
                    cells.append(number_cell((value - DAY_0).days, style))
                case _:
                    cells.append(number_cell(value, style))
        sheet.add_row(row, cells, 30 if row == 1 else 0)
    sheet.autofilter(0, 0, len(ROWS) - 1, 3)
    workbook.close()
    return file.getvalue()


def written_by_xlsxwriter() -> bytes:
    """The same rows through its own methods."""
    file = io.BytesIO()
    workbook = workbook_in(file)
    style = workbook.add_format({"bold": True})
    sheet = workbook.add_worksheet("One")
    for row, values in enumerate(ROWS):
        for column, value in enumerate(values):
            match value:
                case None:
                    sheet.write_blank(row, column, None, style)
                case str():
                    sheet.write_string(row, column, value, style)
                case date():
                    sheet.write_datetime(row, column, value, style)
                case _:
                    sheet.write_number(row, column, value, style)
    sheet.set_row(1, 30)
    sheet.autofilter(0, 0, len(ROWS) - 1, 3)
    workbook.close()
    return file.getvalue()


def workbook_in(file: io.BytesIO) -> Workbook:
    """A workbook that asks no clock."""
    workbook = Workbook(file, {"in_memory": True})
    workbook.set_properties({"created": datetime(2026, 1, 5)})  # noqa: DTZ001 – a workbook's times have no zone
    return workbook


def test_the_same_bytes_as_by_xlsxwriter_itself() -> None:
    """Text that is escaped, repeated, too long or has blanks at its ends; numbers, days, blanks; rows of all widths."""
    assert written_by_hand() == written_by_xlsxwriter()


def test_a_release_that_writes_in_another_way_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rather a fault than a workbook without its rows."""
    monkeypatch.setattr(Worksheet, "_write_sheet_data", lambda _: None)
    empty = Book("Title", date(2026, 1, 5))
    empty.add_sheet("One").add_row(0, [empty.cell("text")])

    with pytest.raises(RuntimeError, match="XlsxWriter"):
        empty.written()


@pytest.mark.parametrize("width", [6, 11, 20])
@pytest.mark.parametrize(
    "text",
    [
        "export.xlsx, sheet Events, row 1234",
        "well-known and-hyphenated words",
        "two  blanks   between",
        " blank first and last ",
        "Nobodyhaseverseensolongaword",
        "exactly six letters",
        "tab\tin it and more",
        "no visit has been recorded",
        "",
    ],
)
def test_the_short_way_counts_lines_as_wrapping_does(text: str, width: int) -> None:
    """Most texts that need two lines are not wrapped to be counted."""
    wanted = max(len(textwrap.wrap(text, width * 11 // 10)), 1)

    assert wanted == page.count_lines(text, width)


def test_days_are_numbered_as_excel_does() -> None:
    """From 1 March 1900 on; it believes in 29 February 1900."""
    a_book = Book("Title", date(2026, 1, 5))

    assert 't="s"' in a_book.cell(date(1900, 2, 28))
    assert a_book.cell(date(1900, 3, 1)).endswith("><v>61</v></c>")
