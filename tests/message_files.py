"""Files that cannot be kept as text beside their message, made by name; and a machine that refuses things."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZipFile

import pytest
from xlsxwriter import Workbook

from builders_containers import compound, ods_content, xml_spreadsheet, zipped
from cwd_audit.loading.reading import finding, one_file, pending

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "xl/worksheets/sheet1.xml"
_CASES = (
    ("case_id", "name", "dob", "pathway", "pathway_start", "team", "worker"),
    (
        "00101",
        "Canaria Testchild",
        "01/05/2015",
        "Safeguarding and Support Hub",
        "01/09/2026",
        "Team North",
        "Testworker One",
    ),
)
_VISITS = (("case_id", "name", "date"), ("00101", "Canaria Testchild", "01/10/2026"))
_GROUPED = (("Child", "Visit", ""), ("LCS ID", "Date", "Entered"), ("00101", "01/10/2026", "02/10/2026"))
_SWAPPED = (
    ("case_id", "date"),
    *(("00101", date(2026, month, 9)) for month in (2, 3, 4)),
    ("00101", "21/09/2026"),
)
Rows = Iterable[Iterable[object]]


def _book(
    sheets: Mapping[str, Rows],
    *,
    hidden: str = "",
    merged: str = "",
    formula: str = "",
    without_row: str = "",
    without_column: str = "",
) -> bytes:
    content = BytesIO()
    with Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "default_date_format": "dd/mm/yyyy"}
    ) as book:
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
            if title == hidden:
                page.hide()
        page = book.worksheets()[0]
        if merged:
            page.merge_range(merged, "Visit" if merged.endswith("1") else "Team North", book.add_format())
        if without_row:
            page.set_row(int(without_row), options={"hidden": True})
        if without_column:
            page.set_column(without_column, options={"hidden": True})
        if formula:
            page.write_formula(formula, "=1/0", value="#DIV/0!")
    return content.getvalue()


def _with_parts(changes: Mapping[str, bytes], raw: bytes | None = None) -> bytes:
    """A workbook some of whose parts are others."""
    changed = BytesIO()
    with ZipFile(BytesIO(raw or _book({"cases": _CASES}))) as before, ZipFile(changed, "w", ZIP_DEFLATED) as after:
        for name in [*before.namelist(), *(name for name in changes if name not in before.namelist())]:
            after.writestr(name, changes[name] if name in changes else before.read(name))
    return changed.getvalue()


def _with_cells(rows: str) -> bytes:
    return _with_parts({_SHEET: f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'.encode()})


def _cell(address: str, row: int) -> str:
    return f'<row r="{row}"><c r="{address}"><v>1</v></c></row>'


def _text(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def _zipped(*names: str, method: int = ZIP_DEFLATED, content: bytes = b"<x/>") -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", method) as archive:
        for name in names:
            archive.writestr(name, content)
    return packed.getvalue()


def _ole(stream: str) -> bytes:
    return compound({stream: bytes(600)})


def _open_document(cell: str, within: str = "<text:p>Canaria Testchild</text:p>") -> bytes:
    """An .ods with one cell, of these attributes."""
    row = f"<table:table-row><table:table-cell {cell}>{within}</table:table-cell></table:table-row>"
    return zipped({"content.xml": ods_content(f'<table:table table:name="cases">{row}</table:table>')})


def _encrypted() -> bytes:
    raw = bytearray(_book({"cases": _CASES}))
    raw[raw.index(b"PK\1\2") + 8] |= 1
    return bytes(raw)


def _twice() -> bytes:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return _zipped("xl/workbook.xml", "xl/workbook.xml")


def _damaged() -> bytes:
    raw = bytearray(_book({"cases": _CASES}))
    raw[60] ^= 0xFF
    return bytes(raw)


def _without_sheets() -> bytes:
    workbook = f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets/></workbook>'
    return _with_parts({"xl/workbook.xml": workbook.encode()})


def _long_numbers() -> bytes:
    head, row = _CASES
    return _book({"cases": (head, row, (12345678901234567890, *row[1:]))})


def _with_sheet(title: str, rows: Rows, **options: str) -> Callable[[], bytes]:
    return lambda: _book({"cases": _CASES, title: rows}, **options)


FILES: Mapping[str, Callable[[], bytes]] = {
    "nothing": lambda: b"",
    "pdf": lambda: b"%PDF-1.7\n%Canaria Testchild",
    "rtf": lambda: b"{\\rtf1 Canaria Testchild}",
    "gzip": lambda: b"\x1f\x8b\x08" + zlib.compress(b"Canaria Testchild"),
    "seven zip": lambda: b"7z\xbc\xaf\x27\x1c" + bytes(32),
    "rar": lambda: b"Rar!\x1a\x07" + bytes(32),
    "png": lambda: b"\x89PNG\r\n\x1a\n" + bytes(32),
    "jpeg": lambda: b"\xff\xd8\xff\xe0" + bytes(32),
    "parquet": lambda: b"PAR1" + bytes(32),
    "sqlite": lambda: b"SQLite format 3\0" + bytes(32),
    "encrypted package": lambda: _ole("EncryptedPackage"),
    "xls of 1995": lambda: _ole("Book"),
    "xls damaged": lambda: _ole("Workbook"),
    "doc": lambda: _ole("WordDocument"),
    "presentation of old": lambda: _ole("PowerPoint Document"),
    "message": lambda: _ole("__properties_version1.0"),
    "office of old": lambda: _ole("Something"),
    "docx": lambda: _zipped("word/document.xml"),
    "pptx": lambda: _zipped("ppt/presentation.xml"),
    "odt": lambda: zipped({"content.xml": ods_content("").replace("office:spreadsheet", "office:text")}),
    "ods of other numbers": lambda: _open_document('table:number-columns-repeated="99999999999"'),
    "ods of other cells": lambda: _open_document('office:value-type="date" office:date-value="Canaria Testchild"'),
    "ods in ods": lambda: _open_document("", "<table:table/>"),
    "ods with a password": lambda: zipped({"content.xml": "", "META-INF/manifest.xml": "<encryption-data/>"}),
    "nested": lambda: xml_spreadsheet({"cases": [["x"]]}).replace(b"<Table>", b"<x>" * 101),
    "page of many tables": lambda: b"<html>" + b"<table></table>" * 1001,
    "page in another encoding": lambda: "<html><meta charset=shift_jis><table><tr><td>Zoë".encode("cp1252"),
    "numbers": lambda: _zipped("Index/Document.iwa"),
    "zip": lambda: _zipped("cases.csv"),
    "nul bytes": lambda: b"case_id,name\n00101,Canaria Testchild\0\0",
    "utf-16 cut short": lambda: "case_id,name\n00101,Canaria Testchild".encode("utf-16") + b"\x41",
    "utf-16 with nul": lambda: "case_id,name\n00101,Canaria\0Testchild".encode("utf-16"),
    "no encoding": lambda: b"case_id,name\n00101,Canaria Testchild \x81\xff\n",
    "many records": lambda: b"case_id,name\n" * 1_000_001,
    "many fields": lambda: b"case_id,name\n" + b"x," * 600 + b"\n",
    "cut short": lambda: _book({"cases": _CASES})[:2000],
    "damaged": _damaged,
    "many parts": lambda: _zipped(*(f"xl/part{number}.xml" for number in range(2001))),
    "bzip2": lambda: _zipped("xl/workbook.xml", method=ZIP_BZIP2),
    "encrypted zip": _encrypted,
    "same part twice": _twice,
    "bomb": lambda: _zipped("xl/workbook.xml", content=bytes(11 << 20)),
    "many bombs": lambda: _zipped(*(f"xl/part{number}.xml" for number in range(21)), content=bytes(10 << 20)),
    "entities": lambda: _with_parts({_SHEET: b'<!DOCTYPE x [<!ENTITY a "Canaria Testchild">]><x>&a;</x>'}),
    "part in utf-16": lambda: _with_parts({_SHEET: "<worksheet/>".encode("utf-16")}),
    "texts that are not there": lambda: _with_parts(
        {"xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}" uniqueCount="99999999"/>'.encode()}
    ),
    "row beyond Excel": lambda: _with_cells(_cell("A2000000", 2_000_000)),
    "other addresses": lambda: _with_cells("<row r='1'/>"),
    "many rows": lambda: _with_cells(_cell("A1000001", 1_000_001)),
    "many columns": lambda: _with_cells(_cell("XFD1", 1)),
    "many cells": lambda: _with_cells(_cell("NN1", 1) + _cell("A100000", 100_000)),
    "number that is none": lambda: _with_cells('<row r="1"><c r="B1"><v>NaN</v></c></row>'),
    "no worksheet": _without_sheets,
    "broken xml": lambda: _with_parts({_SHEET: b'<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</'}),
    "two old copies": lambda: _book({"cases": _CASES, "Visits 2025": _VISITS, "Visits 2026": _VISITS}),
    "hidden sheet": _with_sheet("Visits", _VISITS, hidden="Visits"),
    "empty sheet": _with_sheet("Sheet2", ()),
    "other sheet": _with_sheet("Notes", (("Remember", "the milk"), ("Canaria Testchild", "1"))),
    "merged": lambda: _book({"cases": (*_CASES, ("00102", *_CASES[1][1:5]))}, merged="F2:F3"),
    "hidden row": lambda: _book({"cases": (*_CASES, ("00102", *_CASES[1][1:]))}, without_row="2"),
    "hidden column": lambda: _book({"cases": _CASES}, without_column="F:F"),
    "header of two rows": lambda: _book({"visits": _GROUPED, "cases": _CASES}, merged="B1:C1"),
    "swapped dates": lambda: _book({"cases": _CASES, "visits": _SWAPPED}),
    "cell error": lambda: _book({"cases": _CASES}, formula="G3"),
    "formula without result": lambda: _with_cells(
        f'<row r="1">{_text("A1", "case_id")}{_text("B1", "pathway")}</row>'
        f'<row r="2">{_text("A2", "00101")}<c r="B2"><f>1+1</f></c></row>'
    ),
    "long numbers": _long_numbers,
    "number with decimals": lambda: _book({"cases": (*_CASES, (102.5, *_CASES[1][1:]))}),
    "workbook": lambda: _book({"cases": _CASES}),
    "case and visits": lambda: _book({"cases": _CASES, "Visits": _VISITS}),
}
"""What is in the files that a message is made with, by name."""


def write_large(path: Path) -> None:
    """A file of 200 MiB and one byte that takes no room on the disk."""
    with path.open("wb") as file:
        file.truncate((200 << 20) + 1)


def put(kind: str, path: Path) -> None:
    """Make a file of one kind."""
    path.parent.mkdir(parents=True, exist_ok=True)
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "key open to others":
            path.write_text("0123456789abcdef" * 4, encoding="ascii")
            path.chmod(0o644)
        case "large":
            write_large(path)
        case _:
            path.write_bytes(FILES[kind]())


def _refuse(*_args: object, **_options: object) -> bool:
    raise PermissionError


def _run_out_of_disk(*_args: object, **_options: object) -> int:
    raise OSError(28, "No space left on device")


def _run_out_of_memory(_path: str, *_asked: object) -> object:
    raise MemoryError


def _fail(_path: str, *_asked: object) -> object:
    msg = "Canaria Testchild"
    raise ValueError(msg)


def _read_here(patch: pytest.MonkeyPatch) -> None:
    """Read in this process, where the test can stand in for the machine."""
    patch.setattr(pending, "_cannot_start_processes", lambda: True)


def _export_is_locked(patch: pytest.MonkeyPatch) -> None:
    _read_here(patch)
    patch.setattr(one_file, "open", _refuse, raising=False)


def _network_is_gone(patch: pytest.MonkeyPatch) -> None:
    _read_here(patch)
    patch.setattr(one_file, "open", _run_out_of_disk, raising=False)


def _file_goes(patch: pytest.MonkeyPatch) -> None:
    _read_here(patch)
    find = finding.find_exports

    def find_and_lose(paths: Iterable[Path]) -> tuple[Path, ...]:
        found = find(tuple(paths))
        for path in found:
            path.unlink()
        return found

    patch.setattr("cwd_audit.loading.reading.find_exports", find_and_lose, raising=False)


def _reading_needs_memory(patch: pytest.MonkeyPatch) -> None:
    _read_here(patch)
    patch.setattr("cwd_audit.loading.reading.child.read_file", _run_out_of_memory)


def _reading_fails(patch: pytest.MonkeyPatch) -> None:
    _read_here(patch)
    patch.setattr("cwd_audit.loading.reading.child.read_file", _fail)


def _length_slips_through(patch: pytest.MonkeyPatch) -> None:
    patch.setattr("cwd_audit.loading.typed_columns.read_interval", lambda _cell: "now and then")


def _reading_takes_too_long(patch: pytest.MonkeyPatch) -> None:
    wait = pending._written_by
    patch.setattr(pending, "_written_by", lambda process, seconds: (wait(process, seconds)[0], True))


MACHINES: Mapping[str, Callable[[pytest.MonkeyPatch], None]] = {
    "as usual": lambda _patch: None,
    "nothing may be written": lambda patch: patch.setattr("cwd_audit.writing._write_new", _refuse),
    "the disk is full": lambda patch: patch.setattr("os.fsync", _run_out_of_disk),
    "the folder may not be looked into": lambda patch: patch.setattr(Path, "is_dir", _refuse),
    "the export is locked": _export_is_locked,
    "the network is gone": _network_is_gone,
    "the file goes away": _file_goes,
    "memory runs out": _reading_needs_memory,
    "reading fails": _reading_fails,
    "a length of time slips through": _length_slips_through,
    "reading takes too long": _reading_takes_too_long,
    "it is 22 November 2026": lambda patch: patch.setattr(
        "cwd_audit.cli.report.read_day", lambda _text: date(2026, 11, 22)
    ),
}
"""What the machine does meanwhile."""
