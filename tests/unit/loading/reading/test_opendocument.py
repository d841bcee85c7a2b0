"""OpenDocument spreadsheets, read from their XML."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest

from builders_containers import (
    ods_content,
    zipped,
)
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.sheets import Cell
from cwd_audit.loading.spoilt import ERROR, NO_RESULT
from readings import cells_of, codes, faults

Write = Callable[[str, bytes | str], Path]


def test_open_document_with_a_password(write: Write) -> None:
    """LibreOffice says so beside the content, which is noise then."""
    manifest = '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>'
    raw = zipped({"content.xml": b"\x93\x01", "META-INF/manifest.xml": manifest})

    assert faults(write("export.ods", raw)) == [("", "the workbook is protected by a password")]


def ods(rows: str, styles: str = "") -> bytes:
    """An .ods with these rows on one sheet."""
    table = f'<table:table table:name="S" table:style-name="ta1">{rows}</table:table>'
    return zipped({"content.xml": ods_content(table, styles=styles)})


def cell(typed: str, shown: str = "") -> str:
    """XML of a row with one cell; `typed` are its attributes."""
    return f"<table:table-row><table:table-cell {typed}>{shown}</table:table-cell></table:table-row>"


TEXT = 'office:value-type="string"'


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (cell(TEXT, "<text:p>a</text:p><text:p>b</text:p>"), "a\nb"),
        (cell(TEXT, "<text:p>  x \n <text:s text:c='3'/>y<text:tab/>z<text:line-break/>w</text:p>"), "x    y\tz\nw"),
        (cell(TEXT, "<text:p><text:span>a<text:a>b</text:a></text:span>c</text:p>"), "abc"),
        (cell(TEXT, "<office:annotation><text:p>note</text:p></office:annotation><text:p>a</text:p>"), "a"),
        (cell("", "<text:p>a</text:p>"), "a"),
        (cell(f'{TEXT} office:string-value="00123"', "<text:p>123</text:p>"), "00123"),
        (cell('office:value-type="percentage" office:value="0.5"'), 0.5),
        (cell('office:value-type="date" office:date-value="2026-05-01T09:30:00"'), datetime.fromisoformat("2026-05-01T09:30")),
        (cell('office:value-type="time" office:time-value="PT09H05M00S"'), time(9, 5)),
        (cell('office:value-type="time" office:time-value="PT30H00M00.5S"'), timedelta(hours=30)),
    ],
)  # fmt: skip
def test_cells_of_open_documents(write: Write, row: str, expected: Cell) -> None:
    """What calamine joins or drops is kept."""
    (sheet,), problems = read_file(str(write("export.ods", ods(row))))

    assert (cells_of(sheet), problems) == ([[expected]], [])


def test_repeated_and_covered_cells(write: Write) -> None:
    """Rows and cells may stand for many; what lies under a merged cell is not read."""
    rows = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2" '
        f"{TEXT}><text:p>a</text:p></table:table-cell></table:table-row>"
        f'<table:table-row><table:table-cell table:number-rows-spanned="2" {TEXT}><text:p>b</text:p></table:table-cell>'
        f"<table:covered-table-cell {TEXT}><text:p>c</text:p></table:covered-table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="1048572">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    (sheet,), problems = read_file(str(write("export.ods", ods(rows))))

    assert cells_of(sheet) == [["a", "a"], ["a", "a"], ["b", ""]]
    assert problems == []


def test_merged_cells_over_repeated_rows(write: Write) -> None:
    """A row that stands for several is filled where the block lies, and there alone."""
    text = f"{TEXT}><text:p>"
    rows = (
        f'<table:table-row><table:table-cell table:number-rows-spanned="2" {text}a</text:p></table:table-cell>'
        f"<table:table-cell {text}b</text:p></table:table-cell></table:table-row>"
        '<table:table-row table:number-rows-repeated="2"><table:covered-table-cell/>'
        f"<table:table-cell {text}c</text:p></table:table-cell></table:table-row>"
    )
    (sheet,), problems = read_file(str(write("export.ods", ods(rows))))

    assert cells_of(sheet) == [["a", "b"], ["a", "c"], ["", "c"]]
    assert [code for _, code, _ in codes(problems)] == ["merged-cells"]


def test_what_an_open_document_hides_is_said(write: Write) -> None:
    """Filtered rows, hidden columns, and numbers that count days from another day."""
    rows = (
        '<table:table-column/><table:table-column table:number-columns-repeated="16383" table:visibility="collapse"/>'
        + cell(TEXT, "<text:p>a</text:p>")
        + cell(TEXT, "<text:p>b</text:p>").replace("table-row", 'table-row table:visibility="filter"', 1)
    )
    (sheet,), ((_, _, code, _, message, _),) = read_file(str(write("export.ods", ods(rows))))

    assert (code, message) == ("rows-hidden", "1 row (2) is hidden, as a filter does, and was not read")
    assert sheet[5] == (False, [], list(range(1, 500)))


def test_formulas_of_open_documents(write: Write) -> None:
    """Without a result, or with an error as Excel writes it."""
    rows = cell('table:formula="of:=1+1"') + cell('table:formula="of:=1/0" office:value-type="float" office:value="0"', "<text:p>#DIV/0!</text:p>")  # fmt: skip
    (sheet,), problems = read_file(str(write("export.ods", ods(rows))))

    assert (cells_of(sheet), problems) == ([[NO_RESULT], [ERROR]], [])


def test_hidden_sheet_of_an_open_document(write: Write) -> None:
    """Hidden by its style, as LibreOffice does."""
    style = '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>'
    (sheet,), _ = read_file(str(write("export.ods", ods(cell(TEXT, "<text:p>a</text:p>"), style))))

    assert sheet[:3] == ("S", False, 0)


@pytest.mark.parametrize(
    ("rows", "place", "said"),
    [
        (cell('office:value-type="date" office:date-value="soon"'), 'sheet "S"', "cell A1 does not hold what it says it holds"),
        (cell('office:value-type="time" office:time-value="9:30"'), 'sheet "S"', "cell A1 does not hold what it says it holds"),
        (cell('office:value-type="float"'), 'sheet "S"', "cell A1 does not hold what it says it holds"),
        (cell('office:value-type="matrix"'), 'sheet "S"', "cell A1 does not hold what it says it holds"),
        (cell('office:value-type="float" office:value="nan"'), 'sheet "S"', "column A holds a number cell without a number, which Excel never writes"),
        (cell(f'table:number-columns-repeated="99999999999" {TEXT}', "<text:p>a</text:p>"), 'sheet "S"', "a row or cell stands for a number of rows or columns that no sheet can have"),
        (cell(f'table:number-columns-repeated="16384" {TEXT}', "<text:p>a</text:p>"), 'sheet "S"', "it has more than 500 columns"),
        (cell(TEXT, "<text:p>a</text:p>").replace("<table:table-row", '<table:table-row table:number-rows-repeated="1048576"', 1), 'sheet "S"', "it has more than 1,000,000 rows"),
        ("<table:table-row><table:table-cell><table:table/></table:table-cell></table:table-row>", "", "a table lies within another, so rows and columns cannot be told"),
        ("<table:table-row>", "line 1", "its XML is cut short or damaged"),
        ("<text:p>" * 200, "", "its elements are nested more than 100 deep, as in no export"),
    ],
)  # fmt: skip
def test_open_documents_that_are_refused(write: Write, rows: str, place: str, said: str) -> None:
    """By place and fault, never with what a cell holds."""
    assert faults(write("export.ods", ods(rows))) == [(place, said)]


def test_open_document_of_another_kind(write: Write) -> None:
    """A text is packed like a spreadsheet."""
    raw = zipped({"content.xml": ods_content("").replace("office:spreadsheet", "office:text")})

    assert faults(write("export.odt", raw)) == [
        ("", "it is an OpenDocument text, drawing or presentation, not a spreadsheet")
    ]
