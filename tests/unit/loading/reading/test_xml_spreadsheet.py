"""XML spreadsheets of 2003, as reporting servers write them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest

from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.sheets import Cell
from cwd_audit.loading.spoilt import ERROR, NO_RESULT
from readings import cells_of, codes, faults

Write = Callable[[str, bytes | str], Path]
EXCEL = "urn:schemas-microsoft-com:office:excel"


def xml_book(rows: str, after: str = "") -> str:
    """An XML spreadsheet with these rows on one sheet."""
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:h="http://www.w3.org/TR/REC-html40">'
        f'<Worksheet ss:Name="S"><Table>{rows}</Table>{after}</Worksheet></Workbook>'
    )


def data(kind: str, words: str, cell_is: str = "") -> str:
    """XML of a row with one cell."""
    return f'<Row><Cell {cell_is}><Data ss:Type="{kind}">{words}</Data></Cell></Row>'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (data("String", "a<h:B>b</h:B>&amp;c"), [["ab&c"]]),
        (data("DateTime", "2026-05-01T00:00:00.000"), [[date(2026, 5, 1)]]),
        (data("DateTime", "2026-05-01T09:30:00.000"), [[datetime.fromisoformat("2026-05-01T09:30")]]),
        (data("DateTime", "1899-12-31T09:30:00.000"), [[time(9, 30)]]),
        (data("Boolean", "0"), [[False]]),
        (data("String", "a", 'ss:Index="2"') + '<Row ss:Index="3"><Cell><Data ss:Type="Number">2</Data></Cell></Row>', [["", "a"], ["", ""], [2.0, ""]]),
        ('<Row><Cell ss:MergeAcross="1"><Data ss:Type="String">a</Data></Cell><Cell><Data ss:Type="String">b</Data></Cell></Row>', [["a", "", "b"]]),
        ('<Row ss:Span="1"/>' + data("String", "a"), [[""], [""], ["a"]]),
        ('<Row><Cell><Data ss:Type="String">a</Data><Comment><Data ss:Type="String">note</Data></Comment></Cell></Row>', [["a"]]),
    ],
)  # fmt: skip
def test_xml_spreadsheets(write: Write, rows: str, expected: list[list[Cell]]) -> None:
    """Types, gaps by number, merged cells and comments."""
    (sheet,), problems = read_file(str(write("export.xls", xml_book(rows))))

    assert (cells_of(sheet), problems) == (expected, [])


def test_what_an_xml_spreadsheet_hides_is_said(write: Write) -> None:
    """As in xlsx."""
    rows = (
        '<Column/><Column ss:Hidden="1" ss:Span="1"/>'
        + data("Error", "#N/A")
        + '<Row ss:Hidden="1"><Cell ss:Formula="=1+1"/><Cell ss:MergeDown="2"><Data ss:Type="String">a</Data></Cell></Row>'
        + data("String", "b")
    )
    options = f'<x:WorksheetOptions xmlns:x="{EXCEL}"><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>'
    filtered = f'<x:AutoFilter xmlns:x="{EXCEL}"><x:AutoFilterColumn/></x:AutoFilter>'
    (sheet,), problems = read_file(str(write("export.xls", xml_book(rows, filtered))))
    hidden = write("hidden.xls", xml_book(rows, options))

    assert cells_of(sheet) == [[ERROR, ""], ["", ""], ["b", "a"]]
    assert sheet[5] == (False, [], [1, 2])
    assert [(code, message[:33]) for _, code, message in codes(problems)] == [
        ("merged-cells", "1 cell (B2) merged over several r"),
        ("rows-hidden", "1 row (2) is hidden, as a filter "),
    ]
    assert ([each[:3] for each in read_file(str(hidden))[0]], read_file(str(hidden))[1]) == ([("S", False, 0)], [])
    assert cells_of(read_file(str(hidden), Asked.HIDDEN)[0][0]) == [[ERROR, ""], [NO_RESULT, "a"], ["b", "a"]]


def test_an_xml_spreadsheet_that_counts_from_1904(write: Write) -> None:
    """It says so before its first sheet."""
    about = f'<x:ExcelWorkbook xmlns:x="{EXCEL}"><x:Date1904/></x:ExcelWorkbook>'
    ((*_, form, _),), _ = read_file(str(write("a.xls", xml_book(data("Number", "1")).replace("<Worksheet", f"{about}<Worksheet", 1))))  # fmt: skip

    assert form == (True, [], [])


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (data("Number", "1,5"), "cell A1 does not hold what it says it holds"),
        (data("DateTime", "01/05/2026"), "cell A1 does not hold what it says it holds"),
        (data("Boolean", "yes"), "cell A1 does not hold what it says it holds"),
        (data("Picture", "x"), "cell A1 does not hold what it says it holds"),
        (data("String", "a") + '<Row ss:Index="1"/>', "its rows or cells are numbered out of order"),
        ('<Row ss:Index="99999999999"/>', "a row or cell has a number that no sheet can have"),
        (data("String", "a", 'ss:Index="16384"'), "it has more than 500 columns"),
        ('<Row ss:Index="999999" ss:Span="9"/>' + data("String", "a"), "it has more than 1,000,000 rows"),
        (data("String", "a", 'ss:Index="400"') + '<Row ss:Index="100000"><Cell><Data ss:Type="String">a</Data></Cell></Row>', "it reaches over 100,000 rows and 400 columns, more cells than can be read"),
    ],
)  # fmt: skip
def test_xml_spreadsheets_that_are_refused(write: Write, rows: str, said: str) -> None:
    """By sheet and fault."""
    assert faults(write("export.xls", xml_book(rows))) == [('sheet "S"', said)]


def test_xml_without_sheets(write: Write) -> None:
    """Cells outside a sheet, no sheet at all, and an end that is missing."""
    book = xml_book(data("String", "a"))

    assert faults(write("a.xml", book.replace("Worksheet", "Folder"))) == [
        ("", "a row or cell stands outside any sheet")
    ]
    assert faults(write("b.xml", xml_book("").replace("Worksheet", "Folder"))) == [
        ("", "the workbook holds no worksheet")
    ]
    assert faults(write("c.xml", book[:-20])) == [("line 1", "its XML is cut short or damaged")]
    assert faults(write("d.xml", book.replace("?>", ' encoding="klingon"?>', 1)))[0][1].startswith("its XML is")
