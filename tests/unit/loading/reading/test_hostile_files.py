"""Small files that ask for far more than they are: each ends in a sentence or is read right, within the limits."""

from __future__ import annotations

import struct
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from builders_containers import WRITERS, compound, ods_content, zipped
from cwd_audit.loading.reading import limits, start_reading
from cwd_audit.loading.reading.child import STOPPED
from cwd_audit.model.errors import InputError

Write = Callable[[str, bytes | str], Path]
MakeWorkbook = Callable[..., bytes]
STOPPED_OR_DAMAGED = (STOPPED[1], "the workbook is damaged, or written in a way that Excel does not write")


def cell(address: str, row: int, content: str = "<v>1</v>") -> str:
    """XML of one row with one cell."""
    return f'<row r="{row}"><c r="{address}">{content}</c></row>'


def old_workbook(*records: tuple[int, bytes]) -> bytes:
    """An .xls of these records between the beginning and the end of its first part."""
    begin, end = (0x809, struct.pack("<HHHH", 0x600, 5, 0, 0)), (0x0A, b"")
    stream = b"".join(struct.pack("<HH", kind, len(content)) + content for kind, content in (begin, *records, end))
    return compound({"Workbook": stream})


def becomes(path: Path) -> tuple[str, ...]:
    """What is said of a file, or the number of rows of its sheets; and never more time or memory than is stated."""
    began = time.monotonic()
    try:
        sheets, _ = start_reading([path]).collect()
        became = tuple(f"{sheet.rows} rows" for sheet in sheets)
    except InputError as refused:
        became = tuple(fault.what for fault in refused.faults)
    assert time.monotonic() - began < limits.SECONDS
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - absent on Windows

        most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        assert most <= limits.MEMORY_BYTES
    return became


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (cell("XFD1048576", 1048576), "it has more than 1,000,000 rows"),
        (cell("ZZZZ80", 80), "it has more than 500 columns"),
        (cell("A99999999999", 99999999999), "a row has a number that no Excel sheet can have"),
        (cell("A1", 1) + cell("A1000000", 1_000_000), "1000000 rows"),
        (cell("A1", 1) + cell("L999999", 999_999), "999999 rows"),
        (cell("A1", 1) + cell("DP99999", 99_999), "99999 rows"),
        ("<x>" * 100_000 + "</x>" * 100_000 + cell("A1", 1), "1 rows"),
        (cell("A1", 1, "<f>'https://example.org/[a.xlsx]S'!A1</f><v>1</v>"), "1 rows"),
    ],
    ids=[
        "last cell",
        "column ZZZZ",
        "row 99999999999",
        "far row",
        "long",
        "wide",
        "deep",
        "link",
    ],
)
def test_hostile_sheets(write: Write, workbook: MakeWorkbook, rows: str, said: str) -> None:
    """Addresses, nesting and links."""
    assert becomes(write("export.xlsx", workbook(rows))) == (said,)


def test_dimension_that_lies(write: Write, workbook: MakeWorkbook) -> None:
    """What a sheet says of its own size is not believed."""
    sheet = f'<worksheet><dimension ref="A1:XFD1048576"/><sheetData>{cell("A1", 1)}</sheetData></worksheet>'

    assert becomes(write("export.xlsx", workbook(sheet=sheet))) == ("1 rows",)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ('<sst uniqueCount="4294967295"><si><t>a</t></si></sst>', "the workbook's list of texts claims more texts than it holds"),
        (f"<sst>{'<si><t>a</t></si>' * 3_000_000}</sst>", "a part of the workbook unpacks to more than 200 times its size, as no export does"),
        (f"<sst><si>{'<r><t>a</t></r>' * 500_000}</si></sst>", "1 rows"),
    ],
    ids=["claim", "endless", "one of many runs"],
)  # fmt: skip
def test_hostile_lists_of_texts(write: Write, workbook: MakeWorkbook, texts: str, said: str) -> None:
    """Claims, and texts without end."""
    assert becomes(write("export.xlsx", workbook(shared=texts))) == (said,)


@pytest.mark.parametrize(
    "records",
    [
        [(0xFC, struct.pack("<II", 0xFFFFFFFF, 0xFFFFFFFF))],
        [(0x85, struct.pack("<IBBBB", 0xFFFFFFF0, 0, 0, 1, 0) + b"S")],
        [(0x85, struct.pack("<IBBBB", 0, 0, 0, 255, 1) + b"S")],
        [(0xFFFF, b"\xff" * 8000)] * 30,
    ],
    ids=["texts", "sheet nowhere", "name cut short", "noise"],
)
def test_hostile_old_workbooks(write: Write, records: list[tuple[int, bytes]]) -> None:
    """Counts and places that lie, in the records of an .xls."""
    (said,) = becomes(write("export.xls", old_workbook(*records)))

    assert said in {
        *STOPPED_OR_DAMAGED,
        "the workbook holds no worksheet",
        "the workbook's list of texts claims more texts than it holds",
        "the workbook is cut short or damaged: its parts do not fit together",
    }


def test_repeated_blanks_that_are_text(write: Write) -> None:
    """An element of an OpenDocument that stands for blanks by the million, a thousand times."""
    text = "<text:p>" + '<text:s text:c="999999"/>' * 3000 + "</text:p>"
    row = f'<table:table-row><table:table-cell office:value-type="string">{text}</table:table-cell></table:table-row>'
    raw = zipped({"content.xml": ods_content(f'<table:table table:name="S">{row}</table:table>')})

    assert becomes(write("export.ods", raw)) == ("reading it needs more than 1 GiB of memory",)


def test_page_nested_without_end(write: Write) -> None:
    """Elements within elements on a web page; a browser has no limit, and the reader needs none."""
    page = "<html>" + "<div>" * 100_000 + "<table><tr><td>a</table>"

    assert becomes(write("export.html", page)) == ("1 rows",)


def test_line_without_end(write: Write) -> None:
    """A text whose first line never ends."""
    (said,) = becomes(write("export.csv", b"," * 20_000_000))

    assert said == "it has 20,000,001 fields; 500 is the most"


@pytest.mark.parametrize("ending", WRITERS)
def test_every_container_cut_short(write: Write, ending: str) -> None:
    """Wherever a copy ended, it is refused, unless no more is missing than the last tags of a page."""
    raw = WRITERS[ending]({"cases": [["Case ID"], ["00123"]] * 20})
    for kept in (0.5, 0.9, 0.99):
        (said,) = becomes(write(f"export.{ending}", raw[: int(len(raw) * kept)]))

        assert "cut short" in said or (said == "40 rows" and b"</table>" in raw[: int(len(raw) * kept)])
