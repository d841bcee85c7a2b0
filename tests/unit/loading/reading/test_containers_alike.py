"""Workbooks in other containers than xlsx: the same cells, and the same warnings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from builders_containers import (
    WRITERS,
    Sheets,
    ods_content,
    zipped,
)
from cwd_audit.loading.reading import workbook_calamine
from cwd_audit.loading.reading.one_file import read_file
from readings import cells_of, codes, faults

Write = Callable[[str, bytes | str], Path]
FIXTURES = Path(__file__).parents[3] / "fixtures" / "containers"
SHEETS: Sheets = {
    "cases": [["Case ID", "Name", "Start", "n", "b"], ["00123", "Zoë & Ŵyn <T>", date(2026, 5, 1), 1.5, True]],
    "gap": [["a", "", "c"], [], ["", "b"]],
}


@pytest.mark.parametrize("ending", ["xlsx", "xlsm", "xlsb", "ods", "xml"])
def test_cells_of_every_type(write: Write, ending: str) -> None:
    """Text with its zeros, days, numbers, truth values and gaps; macros are no part of what is read."""
    (cases, gap), problems = read_file(str(write(f"export.{ending}", WRITERS[ending](SHEETS))))

    assert (cases[0], cells_of(cases)) == ("cases", [list(row) for row in SHEETS["cases"]])
    assert cells_of(gap) == [["a", "", "c"], ["", "", ""], ["", "b", ""]]
    assert problems == []


@pytest.mark.parametrize("name", ["dates.ods", "dates-1904.ods", "texts.ods"])
def test_own_reading_of_open_documents_agrees_with_calamine(name: str) -> None:
    """On workbooks as LibreOffice writes them, but for how it ends a row."""
    raw = (FIXTURES / name).read_bytes()
    sheets, problems = read_file(str(FIXTURES / name))

    assert [(sheet[0], cells_of(sheet)) for sheet in sheets] == [
        (title, rows) for title, _, rows in workbook_calamine.read_workbook(raw)
    ]
    assert problems == []


@pytest.mark.parametrize("name", ["troubles.xls", "troubles.ods"])
def test_what_a_workbook_hides_is_said(name: str) -> None:
    """As in xlsx: errors, merged cells, hidden rows and sheets, and numbers that have lost digits."""
    sheets, problems = read_file(str(FIXTURES / name))

    assert [(title, visible, rows) for title, visible, rows, _, _ in sheets] == [("cases", True, 5), ("old", False, 0)]
    assert [(code, message.partition(")")[0]) for _, code, message in codes(problems)] == [
        ("cell-error", "2 cells (B2, B3"),
        ("merged-cells", "1 cell (C2"),
        ("rows-hidden", "1 hidden row, read as the others are"),
        ("long-number", "1 cell (B5"),
    ]


def test_entities_in_other_xml(write: Write) -> None:
    """Whether they would grow without end or fetch a file."""
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;">]>'
    book = f'<?xml version="1.0"?>{bomb}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&b;</Workbook>'
    said = "it defines XML entities, which no export does and which can be an attack"

    assert faults(write("export.xml", book)) == [("", said)]
    assert faults(write("export.ods", zipped({"content.xml": bomb + ods_content("")}))) == [("", said)]
