"""Binary workbooks: measured before calamine sees them, and asked for what it does not hand over."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from builders_containers import (
    binary_parts,
    binary_row,
    binary_sheet,
    binary_workbook,
    record,
    zipped,
)
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.spoilt import ERROR
from readings import cells_of, codes, faults

Write = Callable[[str, bytes | str], Path]


def test_what_a_binary_workbook_hides_is_said(write: Write) -> None:
    """Errors with and without a formula, a hidden row, columns and filter, days from 1904; nothing of a hidden sheet."""
    place = struct.pack("<II", 1, 0)
    rows = [binary_row(0), record(3, place + b"\x07"), binary_row(1, hidden=True), record(11, place + b"\x07")]
    rows.append(binary_row(2, hidden=True))
    widths = record(60, struct.pack("<IIIIH", 3, 4, 0, 0, 1)) + record(60, struct.pack("<IIIIH", 5, 5, 0, 0, 0))
    part = widths + binary_sheet(rows) + record(176, struct.pack("<IIII", 0, 4, 2, 2)) + record(163)
    raw = BytesIO(binary_workbook({"cases": [["a"]], "old": [["b"]]}, hidden=["old"]))
    with ZipFile(raw) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    for name in ("xl/worksheets/sheet1.bin", "xl/worksheets/sheet2.bin"):
        parts[name] = part
    parts["xl/workbook.bin"] = parts["xl/workbook.bin"].replace(record(153, bytes(12)), record(153, b"\1" + bytes(11)))
    sheets, problems = read_file(str(write("export.xlsb", zipped(parts))))

    assert [sheet[:2] for sheet in sheets] == [("cases", True), ("old", False)]
    assert cells_of(sheets[0]) == [["", ERROR]]
    assert [(sheet, code, message) for sheet, code, message in codes(problems)] == [
        ("cases", "rows-hidden", "1 row (2) is hidden, as a filter does, and was not read"),
    ]
    assert sheets[0][5] == (True, [], [3, 4])
    sheets, problems = read_file(str(write("export.xlsb", zipped(parts))), Asked.HIDDEN)
    assert [cells_of(sheet) for sheet in sheets] == [[["", ERROR], ["", ERROR]]] * 2
    assert problems == []


def _listed(name: str = "cases") -> bytes:
    words = name.encode("utf-16-le")
    return record(156, struct.pack("<III", 0, 1, 0xFFFFFFFF) + struct.pack("<I", len(name)) + words)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([binary_row(1_048_576)], "a row has a number that no Excel sheet can have"),
        ([binary_row(1_048_575), record(2, struct.pack("<III", 16_383, 0, 4))], "it has more than 1,000,000 rows"),
        ([binary_row(0), record(2, struct.pack("<III", 16_383, 0, 4))], "it has more than 500 columns"),
        (
            [binary_row(99_999), record(2, struct.pack("<III", 400, 0, 4))],
            "it reaches over 100,000 rows and 401 columns, more cells than can be read",
        ),
    ],
)
def test_far_cells_of_a_binary_workbook(write: Write, rows: list[bytes], said: str) -> None:
    """A reader would make room for all that lies between."""
    raw = BytesIO(binary_workbook({"cases": [["a"]]}))
    with ZipFile(raw) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/worksheets/sheet1.bin"] = binary_sheet(rows)

    assert faults(write("export.xlsb", zipped(parts))) == [('sheet "cases"', said)]


@pytest.mark.parametrize(
    ("part", "content", "said"),
    [
        ("sheet1.bin", record(0, b"\0"), "the workbook is damaged: its parts do not fit together"),
        ("sheet1.bin", b"\0\xff", "the workbook is damaged: its parts do not fit together"),
        ("sheet1.bin", b"\0\x05\0", "the workbook is damaged: its parts do not fit together"),
        (
            "sharedStrings.bin",
            record(159, struct.pack("<II", 1, 4_294_967_295)),
            "the workbook's list of texts claims more texts than it holds",
        ),
        ("sharedStrings.bin", record(159, b"\0"), "the workbook is damaged: its parts do not fit together"),
        ("workbook.bin", record(156, b"\0" * 9), "the workbook is damaged: its parts do not fit together"),
        ("workbook.bin", b"", "the workbook is damaged, or written in a way that Excel does not write"),
    ],
)
def test_damaged_binary_workbooks(write: Write, part: str, content: bytes, said: str) -> None:
    """Records that are cut short, and a list that lies."""
    raw = BytesIO(binary_workbook({"cases": [["a"]]}))
    with ZipFile(raw) as book:
        parts = {name.replace("worksheets/", ""): book.read(name) for name in book.namelist()}
    named = {("xl/worksheets/sheet1.bin" if name == "xl/sheet1.bin" else name): raw for name, raw in parts.items()} | {
        f"xl/{'worksheets/' if part == 'sheet1.bin' else ''}{part}": content
    }

    assert faults(write("export.xlsb", zipped(named))) == [("", said)]


def test_binary_workbook_whose_sheet_is_missing(write: Write) -> None:
    """A sheet that leads nowhere is none."""
    raw = binary_parts(_listed(), "", {})

    assert faults(write("export.xlsb", raw)) == [("", "the workbook holds no worksheet")]
