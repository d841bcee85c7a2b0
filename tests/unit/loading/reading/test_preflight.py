"""Workbooks that would hurt are refused before a reader sees them; cells that readers lose are counted."""

from __future__ import annotations

import struct
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest

from cwd_audit.loading.reading import archive
from cwd_audit.loading.reading.preflight import check_workbook
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.loading.spoilt import ERROR, NO_RESULT

MakeWorkbook = Callable[..., bytes]
SHEET = 'sheet "Visits & more"'


def refusal(raw: bytes) -> tuple[str, str]:
    """Place and fault with which a workbook is refused."""
    with pytest.raises(Unreadable) as refused:
        check_workbook(raw)
    ((place, what, _),) = refused.value.faults
    return place, what


def cell(address: str, row: int) -> str:
    """XML of one row with one number."""
    return f'<row r="{row}"><c r="{address}"><v>1</v></c></row>'


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (cell("XFD1048576", 1048576), "it has more than 1,000,000 rows"),
        (cell("XFD1", 1), "it has more than 500 columns"),
        (cell("ZZZZ80", 80), "it has more than 500 columns"),
        (cell("A99999999999", 99999999999), "a row has a number that no Excel sheet can have"),
        ('<row r="99999999999"><c><v>1</v></c></row>', "a row has a number that no Excel sheet can have"),
        (cell("Z999999", 999999), "it reaches over 999,999 rows and 26 columns, more cells than can be read"),
        (cell("NA99999", 99999), "it reaches over 99,999 rows and 365 columns, more cells than can be read"),
        (cell("CV900000", 900000), "it reaches over 900,000 rows and 100 columns, more cells than can be read"),
    ],
)
def test_far_cells(workbook: MakeWorkbook, rows: str, said: str) -> None:
    """A cell far out would make a reader ask for hundreds of gigabytes."""
    assert refusal(workbook(rows)) == (SHEET, said)


@pytest.mark.parametrize("spelt", ["r='1'", 'r = "1"', 'r ="1"', 's="1"\nr="1"', 's="1"\tr="1"'])
@pytest.mark.parametrize("tag", ["row", "c"])
def test_addresses_spelt_otherwise(workbook: MakeWorkbook, tag: str, spelt: str) -> None:
    """XML allows them, no writer uses them, and they would not be measured."""
    assert refusal(workbook(f"<{tag} {spelt}/>")) == (
        SHEET,
        "its cells are addressed in a way that Excel does not write",
    )


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="inlineStr"><is><t>for r = 1 and r=\'2\'</t></is></c></row>',
        '<row r="1048576" s="1"/>',
        '<row r="1"><c r="XFD1" s="1"/></row>',
        '<row r="1"><c r="XFD1" s="1"></c></row>',
        cell("ABC1", 1).replace("ABC", "SF"),
        cell("A1000000", 1000000),
        cell("L999999", 999999),
        cell("DP99999", 99999),
    ],
)
def test_formatted_blanks_and_the_limits_themselves_pass(workbook: MakeWorkbook, rows: str) -> None:
    """Formatting down to the last row is common and holds nothing."""
    assert check_workbook(workbook(rows))[1] == ({}, False)


def test_claim_of_too_many_texts(workbook: MakeWorkbook) -> None:
    """A reader would make room for as many texts as the list claims."""
    lie = '<sst uniqueCount="4294967295"><si><t>a</t></si></sst>'

    assert refusal(workbook(shared=lie)) == ("", "the workbook's list of texts claims more texts than it holds")


def test_entities(workbook: MakeWorkbook) -> None:
    """No part may define XML entities, whatever a reader would make of them."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><sst uniqueCount="1"><si><t>&b;</t></si></sst>'

    assert refusal(workbook(shared=bomb))[1].startswith("a part of the workbook defines XML entities")


def test_all_faults_at_once(workbook: MakeWorkbook) -> None:
    """Two bad parts give two faults."""
    lie = '<sst uniqueCount="4294967295"/>'

    with pytest.raises(Unreadable) as refused:
        check_workbook(workbook(cell("XFD1", 1), shared=lie))

    assert len(refused.value.faults) == 2


def test_unusual_encoding(workbook: MakeWorkbook) -> None:
    """The checks read bytes: XML in UTF-16 would slip by them."""
    hidden = workbook(sheet="\ufeff<worksheet/>".encode("utf-16-le").decode("latin-1"))
    plain = workbook(sheet="<worksheet/>\0")

    assert [refusal(raw)[1] for raw in (plain, hidden)] == [
        "a part of the workbook is written in an encoding that Excel never uses"
    ] * 2


def test_zip_bomb(workbook: MakeWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is inflated counts, not what the directory says; unread parts are not inflated at all."""
    raw = workbook(cell("A1", 1) + " " * 100_000)
    monkeypatch.setattr("cwd_audit.loading.reading.limits.UNPACKED_BYTES", 50_000)
    beyond_size = refusal(raw)[1]
    monkeypatch.setattr("cwd_audit.loading.reading.limits.UNPACKED_BYTES", 1_000_000)
    monkeypatch.setattr("cwd_audit.loading.reading.limits.RATIO_FROM_BYTES", 10_000)
    beyond_ratio = refusal(raw)[1]

    assert beyond_size.startswith("the workbook unpacks to more than")
    assert beyond_ratio == "a part of the workbook unpacks to more than 200 times its size, as no export does"


def test_unread_parts_cost_nothing(workbook: MakeWorkbook) -> None:
    """Pictures and macros are left where they are, whatever their size."""
    packed = BytesIO(workbook())
    with ZipFile(packed, "a", ZIP_BZIP2) as book:
        book.writestr("xl/media/photo.png", bytes(1000))
        book.writestr("xl/vbaProject.bin", bytes(1000))

    checked, _ = check_workbook(packed.getvalue())

    with ZipFile(BytesIO(checked)) as book:
        assert not {name for name in book.namelist() if name.endswith((".png", ".bin"))}


def test_password_on_the_zip(workbook: MakeWorkbook) -> None:
    """The flag of one part is enough."""
    raw = bytearray(workbook())
    raw[raw.index(b"PK\1\2") + 8] |= 1

    assert refusal(bytes(raw)) == ("", "the workbook is protected by a password")


def test_part_twice(workbook: MakeWorkbook) -> None:
    """Readers differ on which of two parts of one name counts."""
    packed = BytesIO(workbook())
    with ZipFile(packed, "a") as book:
        book.writestr("xl/worksheets/SHEET1.xml", "<worksheet/>")

    assert refusal(packed.getvalue())[1] == "the workbook holds the same part twice, and nobody can say which counts"


def test_too_many_parts(workbook: MakeWorkbook, monkeypatch: pytest.MonkeyPatch) -> None:
    """The directory is not walked at all."""
    monkeypatch.setattr(archive, "PARTS", 3)

    assert refusal(workbook())[1] == "the workbook holds more than 3 files, which no export does"


def test_other_packing(workbook: MakeWorkbook) -> None:
    """A zip can be packed in ways that Excel does not know."""
    packed = BytesIO(workbook())
    with ZipFile(packed, "a", ZIP_BZIP2) as book:
        book.writestr("xl/worksheets/sheet2.xml", "<worksheet/>")

    assert refusal(packed.getvalue())[1] == "the workbook is packed in a way that Excel does not use"


@pytest.mark.parametrize("kept", [0.3, 0.9, 0.99])
def test_cut_short(workbook: MakeWorkbook, kept: float) -> None:
    """A download that did not finish lacks the directory at the end."""
    raw = workbook()

    assert refusal(raw[: int(len(raw) * kept)]) == ("", "the workbook is cut short: its end is missing")


@pytest.mark.parametrize("field", ["checksum", "size", "content", "local", "offset", "deflate"])
def test_lies_of_the_directory(workbook: MakeWorkbook, field: str) -> None:
    """A zip that contradicts itself is refused."""
    raw = bytearray(workbook())
    entry = raw.index(b"PK\1\2")
    start = 30 + len("[Content_Types].xml")
    match field:
        case "checksum":
            raw[entry + 16] ^= 1
        case "size":
            raw[entry + 24] ^= 1
        case "content":
            del raw[start]
        case "local":
            raw[0] ^= 1
        case "offset":
            raw[entry + 42 : entry + 46] = struct.pack("<I", 0xFFFFFF00)
        case _:
            raw[start] = 0xFF

    assert refusal(bytes(raw))[1] == "the workbook is damaged: its parts do not fit together"


def test_checked_workbook_is_the_same_workbook(workbook: MakeWorkbook) -> None:
    """What readers get holds the parts that were checked, byte for byte."""
    raw = workbook()
    checked, _ = check_workbook(raw)

    with ZipFile(BytesIO(raw)) as before, ZipFile(BytesIO(checked)) as after:
        assert after.testzip() is None
        assert {name: after.read(name) for name in after.namelist()} == {
            name: before.read(name) for name in before.namelist()
        }


@pytest.mark.parametrize("packing", [ZIP_STORED, ZIP_DEFLATED])
def test_large_file_fields(tmp_path: Path, packing: int) -> None:
    """Some writers state all sizes in 64 bits."""
    path = tmp_path / "large.zip"
    with ZipFile(path, "w", packing) as book, book.open("a.xml", "w", force_zip64=True) as part:
        part.write(b"<a/>")
    raw = path.read_bytes()
    (member,) = archive.list_members(raw)

    assert archive.inflate(raw, member, 100) == b"<a/>"


def test_sizes_in_64_bits_in_the_directory() -> None:
    """Sizes and places that are full in the entry stand in its extra field."""
    name, content = b"a.xml", b"<a/>"
    extra = struct.pack("<HHHH3Q", 9, 0, 1, 24, len(content), len(content), 0)
    local = struct.pack("<4sHHHIIIIHH", b"PK\3\4", 20, 0, 0, 0, 0x9AE1E28C, 4, 4, len(name), 0) + name + content
    full = 0xFFFFFFFF
    sizes = (0x9AE1E28C, full, full, len(name), len(extra))
    entry = struct.pack("<4sHHHHIIIIHHHHHII", b"PK\1\2", 45, 45, 0, 0, 0, *sizes, 0, 0, 0, 0, full)
    directory = entry + name + extra
    end_64 = struct.pack("<4sQHHIIQQQQ", b"PK\6\6", 44, 45, 45, 0, 0, 1, 1, len(directory), len(local))
    locator = struct.pack("<4sIQI", b"PK\6\7", 0, len(local) + len(directory), 1)
    end = struct.pack("<4sHHHHIIH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    (member,) = archive.list_members(local + directory + end_64 + locator + end)

    assert (member.name, member.size, member.packed, member.offset) == ("a.xml", 4, 4, 0)


@pytest.mark.parametrize("mark", [b"PK\6\7", b"PK\1\2"])
def test_directory_that_is_none(workbook: MakeWorkbook, mark: bytes) -> None:
    """A pointer to a directory in 64 bits that is not there is passed by; a broken entry is not."""
    raw = workbook()
    end = raw.index(b"PK\5\6")
    stray = raw[:end] + mark + bytes(16) + raw[end:]
    broken = raw.replace(b"PK\1\2", b"PK\1\3")
    no_text = bytearray(raw)
    no_text[raw.index(b"PK\1\2") + 9] |= 8  # names are UTF-8, this says
    no_text[raw.index(b"PK\1\2") + 46] = 0xFF

    assert len(archive.list_members(stray)) == len(archive.list_members(raw))
    assert [refusal(bytes(bad))[1] for bad in (broken, no_text)] == [
        "the workbook is damaged: its parts do not fit together"
    ] * 2


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ('<row r="2"><c r="B2" t="e"><v>#N/A</v></c></row>', [((1, 1), ERROR)]),
        ('<row r="2"><c r="B2" s="1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>', [((1, 1), ERROR)]),
        ('<row r="2"><x:c r="B2" t="e"><x:v>#N/A</x:v></x:c></row>', [((1, 1), ERROR)]),
        ('<row r="2"><c r="AA2"><f>TODAY()</f></c></row>', [((1, 26), NO_RESULT)]),
        ('<row r="2"><c r="B2"><f>TODAY()</f><v/></c></row>', [((1, 1), NO_RESULT)]),
        ('<row r="2"><c r="B2"><f ca="1">NOW()</f><v></v></c></row>', [((1, 1), NO_RESULT)]),
        (
            "".join(f'<row r="{n}"><c r="A{n}" t="e"><v>#REF!</v></c></row>' for n in (1, 2)),
            [((0, 0), ERROR), ((1, 0), ERROR)],
        ),
        (
            '<row r="3"><c r="B3"/><c><f>NOW()</f></c></row><row><c t="e"/></row>',
            [((3, 0), ERROR), ((2, 2), NO_RESULT)],
        ),
    ],
)
def test_cells_that_would_be_blank(
    workbook: MakeWorkbook, rows: str, expected: list[tuple[tuple[int, int], str]]
) -> None:
    """A blank would mean that a visit never happened, so such cells are placed."""
    _, (marks, _) = check_workbook(workbook(rows))

    assert expected == marks["Visits & more"][0]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1" t="inlineStr"><is><t>a t="e" b</t></is></c></row>',
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c></row>',
        '<row r="1"><c r="A1" t="str"><f>""</f><v></v></c></row>',
    ],
)
def test_good_cells_are_not_reported(workbook: MakeWorkbook, rows: str) -> None:
    """A stored result, though an empty text, is a result; text is text."""
    assert check_workbook(workbook(rows))[1] == ({}, False)


MERGED = """<mergeCells><mergeCell ref='A1:H1'/><mergeCell ref="A2:H2"/><mergeCell ref="B3:B8"/></mergeCells>"""


@pytest.mark.parametrize(
    ("sheet", "expected"),
    [
        (f"<sheetData/>{MERGED}", ([], [(0, 0, 0, 7), (1, 0, 1, 7), (2, 1, 7, 1)], [], False, [])),
        (
            '<sheetData><row r="2" hidden="1"><c r="A2"/></row><row hidden="true"/><row hidden="0"/></sheetData>',
            ([], [], [1, 2], False, []),
        ),
        (
            '<cols><col min="2" max="3" hidden="1"/><col/></cols><sheetData/><autoFilter><filterColumn/></autoFilter>',
            ([], [], [], True, [1, 2]),
        ),
    ],
    ids=["merged cells", "hidden rows", "hidden columns and a filter"],
)
def test_what_is_said_beside_the_cells(workbook: MakeWorkbook, sheet: str, expected: object) -> None:
    """Merged blocks, hidden rows and columns, and whether a filter is set."""
    _, (marks, _) = check_workbook(workbook(sheet=f"<worksheet>{sheet}</worksheet>"))

    assert marks["Visits & more"] == expected


@pytest.mark.parametrize(("written", "expected"), [("1", True), ("true", True), ("0", False)])
def test_workbooks_that_count_from_1904(workbook: MakeWorkbook, written: str, expected: bool) -> None:  # noqa: FBT001 - drawn
    """Old Macs did."""
    book = f'<workbook><workbookPr date1904="{written}"/><sheets/></workbook>'

    assert expected == check_workbook(workbook(book=book))[1][1]


def test_hidden_sheet_is_not_reported(workbook: MakeWorkbook) -> None:
    """A hidden sheet is not read, so nothing in it can be lost."""
    book = '<workbook><sheets><sheet name="Old" state="hidden" r:id="rId1"/></sheets></workbook>'

    assert check_workbook(workbook('<row r="1"><c r="A1" t="e"/></row>', book=book))[1] == ({}, False)
