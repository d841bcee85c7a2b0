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
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.spoilt import ERROR
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

    assert [sheet[:3] for sheet in sheets] == [("cases", True, 5), ("old", False, 0)]
    assert [row[1:] for row in cells_of(sheets[0])[1:4]] == [[ERROR, "Team North"], [ERROR, "Team North"], ["", ""]]
    assert [(code, message.partition(")")[0]) for _, code, message in codes(problems)] == [
        ("merged-cells", "1 cell (C2"),
        ("rows-hidden", "1 row (4"),
        ("long-number", "1 cell (B5"),
    ]


@pytest.mark.parametrize("name", ["troubles.xls", "troubles.ods"])
def test_what_a_workbook_hides_is_read_if_asked_for(name: str) -> None:
    """Rows and sheets, and nothing is said of them."""
    sheets, problems = read_file(str(FIXTURES / name), Asked.HIDDEN)

    assert [sheet[:3] for sheet in sheets] == [("cases", True, 5), ("old", True, 1)]
    assert cells_of(sheets[0])[3][0] == "00125"
    assert {code for _, code, _ in codes(problems)} == {"merged-cells", "long-number"}


@pytest.mark.parametrize(("name", "expected"), [("dates", False), ("dates-1904", True)])
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_workbooks_that_count_from_1904(name: str, ending: str, expected: bool) -> None:  # noqa: FBT001 - drawn
    """Old Macs did."""
    sheets, _ = read_file(str(FIXTURES / f"{name}.{ending}"))

    assert {form[0] for *_, form, _ in sheets} == {expected}


def test_entities_in_other_xml(write: Write) -> None:
    """Whether they would grow without end or fetch a file."""
    bomb = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "&a;&a;">]>'
    book = f'<?xml version="1.0"?>{bomb}<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">&b;</Workbook>'
    said = "it defines XML entities, which no export does and which can be an attack"

    assert faults(write("export.xml", book)) == [("", said)]
    assert faults(write("export.ods", zipped({"content.xml": bomb + ods_content("")}))) == [("", said)]
