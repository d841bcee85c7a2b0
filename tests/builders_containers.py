"""The same sheets written in every container that is read. Cells are text, dates, numbers or truth values."""

from __future__ import annotations

import csv
import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from html import escape
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile

from xlsxwriter import Workbook

Cell = str | float | bool | date
Sheets = Mapping[str, Sequence[Sequence[Cell]]]

_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_XML_SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def delimited(rows: Sequence[Sequence[Cell]], delimiter: str = ",", encoding: str = "utf-8", first: str = "") -> bytes:
    """A text file of one sheet; `first` is a line before the others."""
    lines = StringIO(newline="")
    lines.write(first)
    csv.writer(lines, delimiter=delimiter).writerows([[_shown(cell) for cell in row] for row in rows])
    return lines.getvalue().encode(encoding)


def workbook(sheets: Sheets, *, from_1904: bool = False, hidden: Iterable[str] = ()) -> bytes:
    """An .xlsx with these sheets."""
    content = BytesIO()
    with Workbook(content, {"in_memory": True, "date_1904": from_1904, "strings_to_formulas": False}) as book:
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        for title, rows in sheets.items():
            page = book.add_worksheet(title)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    page.write(number, column, cell, day if isinstance(cell, date) else None)
            if title in hidden:
                page.hide()
    return content.getvalue()


def with_macros(raw: bytes) -> bytes:
    """The .xlsm of an .xlsx: another type, and a part that holds macros, here of no sense."""
    changed = BytesIO()
    with ZipFile(BytesIO(raw)) as before, ZipFile(changed, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "[Content_Types].xml":
                plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
                assert plain in content
                content = content.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            after.writestr(name, content)
        after.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub Auto_Open()")
    return changed.getvalue()


def web_page(sheets: Sheets, *, before: str = "") -> bytes:
    """A web page with a table for each sheet, as reporting servers write it; `before` stands above the tables."""
    tables = "".join(
        f"<table border=1><caption>{escape(title)}</caption>{''.join(map(_html_row, rows))}</table><br>\n"
        for title, rows in sheets.items()
    )
    return f"<html>\n<head><meta charset=utf-8></head>\n<body>{before}{tables}</body></html>".encode()


def _html_row(row: Sequence[Cell]) -> str:
    return "<tr>" + "".join(f"\n  <td class=x>{escape(_shown(cell))}</td>" for cell in row) + "</tr>\n"


def xml_spreadsheet(sheets: Sheets) -> bytes:
    """An XML spreadsheet of 2003, in which blank cells are skipped by number."""
    pages = "".join(
        f'<Worksheet ss:Name="{escape(title)}"><Table>{"".join(map(_xml_row, rows))}</Table></Worksheet>'
        for title, rows in sheets.items()
    )
    head = f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="{_XML_SPREADSHEET}"'
    return f'{head} xmlns:ss="{_XML_SPREADSHEET}">{pages}</Workbook>'.encode()


def _xml_row(row: Sequence[Cell]) -> str:
    cells = ""
    for number, cell in enumerate(row, 1):
        match cell:
            case "":
                continue
            case bool():
                typed = f'<Data ss:Type="Boolean">{int(cell)}</Data>'
            case date():
                typed = f'<Data ss:Type="DateTime">{cell.isoformat()}T00:00:00.000</Data>'
            case str():
                typed = f'<Data ss:Type="String">{escape(cell)}</Data>'
            case _:
                typed = f'<Data ss:Type="Number">{cell}</Data>'
        cells += f'<Cell ss:Index="{number}">{typed}</Cell>'
    return f"<Row>{cells}</Row>"


def open_document(sheets: Sheets) -> bytes:
    """An .ods with these sheets."""
    tables = "".join(
        f'<table:table table:name="{escape(title)}">{"".join(map(_ods_row, rows))}</table:table>'
        for title, rows in sheets.items()
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": ods_content(tables)})


def ods_content(tables: str, *, styles: str = "") -> str:
    """`content.xml` of an .ods with these tables."""
    names = " ".join(f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "table", "text", "style"))
    calc = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
    return (
        f"<office:document-content {names} {calc}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def _ods_row(row: Sequence[Cell]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>"


def _ods_cell(cell: Cell) -> str:
    shown = escape(_shown(cell))
    match cell:
        case "":
            return "<table:table-cell/>"
        case bool():
            typed = f'boolean" office:boolean-value="{str(cell).lower()}'
        case date():
            typed = f'date" office:date-value="{cell.isoformat()}'
        case str():
            typed = "string"
        case _:
            typed = f'float" office:value="{cell}'
    return f'<table:table-cell office:value-type="{typed}"><text:p>{shown}</text:p></table:table-cell>'


def binary_workbook(sheets: Sheets, *, hidden: Iterable[str] = ()) -> bytes:
    """An .xlsb with these sheets."""
    links, listed, parts = "", b"", {}
    for number, (title, rows) in enumerate(sheets.items(), 1):
        target = f"worksheets/sheet{number}.bin"
        links += f'<Relationship Id="rId{number}" Type="{_LINKS}/worksheet" Target="{target}"/>'
        state = struct.pack("<II", title in hidden, number)
        listed += record(156, state + _wide(f"rId{number}") + _wide(title))
        parts[f"xl/{target}"] = binary_sheet(_binary_row(at, row) for at, row in enumerate(rows))
    links += f'<Relationship Id="rId0" Type="{_LINKS}/styles" Target="styles.bin"/>'
    return binary_parts(listed, links, parts)


def binary_parts(listed: bytes, links: str, sheets: Mapping[str, bytes]) -> bytes:
    """An .xlsb of a list of sheets, links and the parts of the sheets."""
    types = '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    styles = record(278) + record(617, struct.pack("<I", 2))
    styles += b"".join(record(47, struct.pack("<HHHHHHHH", 0, form, 0, 0, 0, 0, 0, 0)) for form in (0, 14))
    styles += record(618) + record(279)
    book = record(131) + record(153, bytes(12)) + record(143) + listed + record(144) + record(132)
    return zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
            f'Type="{_LINKS}/officeDocument" Target="xl/workbook.bin"/></Relationships>',
            "xl/workbook.bin": book,
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
            "xl/styles.bin": styles,
            **sheets,
        }
    )


def binary_sheet(rows: Iterable[bytes]) -> bytes:
    """The part of a sheet with these rows."""
    return record(129) + record(148, bytes(16)) + record(145) + b"".join(rows) + record(146) + record(130)


def binary_row(number: int, *, hidden: bool = False) -> bytes:
    """The beginning of a row."""
    return record(0, struct.pack("<IIHBBBI", number, 0, 300, 0, 0x10 * hidden, 0, 0))


def _binary_row(number: int, row: Sequence[Cell]) -> bytes:
    cells = b""
    for column, cell in enumerate(row):
        place = struct.pack("<II", column, isinstance(cell, date))
        match cell:
            case "":
                continue
            case bool():
                cells += record(4, place + bytes([cell]))
            case date():
                cells += record(5, place + struct.pack("<d", (cell - date(1899, 12, 30)) // timedelta(days=1)))
            case str():
                cells += record(6, place + _wide(cell))
            case _:
                cells += record(5, place + struct.pack("<d", cell))
    return binary_row(number) + cells


def record(kind: int, content: bytes = b"") -> bytes:
    """A record of a binary workbook."""
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    length, size = b"", len(content)
    while size > 127:
        length += bytes([size & 0x7F | 0x80])
        size >>= 7
    return head + length + bytes([size]) + content


def _wide(text: str) -> bytes:
    written = text.encode("utf-16-le")
    return struct.pack("<I", len(written) // 2) + written


def compound(streams: Mapping[str, bytes]) -> bytes:
    """A compound file with these streams, each of which begins a sector."""
    content, entries = b"", [_entry("Root Entry", 5, 0xFFFFFFFE, 0)]
    next_of: list[int] = []
    for name, stream in streams.items():
        sectors = max(1, -(-len(stream) // 512))
        entries.append(_entry(name, 2, len(next_of), len(stream)))
        next_of += [*range(len(next_of) + 1, len(next_of) + sectors), 0xFFFFFFFE]
        content += stream.ljust(sectors * 512, b"\0")
    directory = len(next_of)
    listing = b"".join(entries)
    sectors = -(-len(listing) // 512)
    next_of += [*range(directory + 1, directory + sectors), 0xFFFFFFFE]
    tables = -(-(len(next_of) + 1) // 127)
    first = len(next_of)
    next_of += [0xFFFFFFFD] * tables
    table = b"".join(struct.pack("<I", number) for number in next_of).ljust(tables * 512, b"\xff")
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, tables, directory, 0, 0, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    places = b"".join(struct.pack("<I", number) for number in range(first, first + tables))
    return (head + places).ljust(512, b"\xff") + content + listing.ljust(sectors * 512, b"\0") + table


def _entry(name: str, kind: int, start: int, size: int) -> bytes:
    written = name.encode("utf-16-le") + b"\0\0"
    head = written.ljust(64, b"\0") + struct.pack("<HBB", len(written), kind, 1) + b"\xff" * 12 + bytes(36)
    return head + struct.pack("<IQ", start, size)


WRITERS: Mapping[str, Callable[[Sheets], bytes]] = {
    "xlsx": workbook,
    "xlsm": lambda sheets: with_macros(workbook(sheets)),
    "xlsb": binary_workbook,
    "ods": open_document,
    "xml": xml_spreadsheet,
    "xls": web_page,
}
"""Containers of several sheets, by the ending that their files are given."""


def _shown(cell: Cell) -> str:
    return cell.strftime("%d/%m/%Y") if isinstance(cell, date) else str(cell)
