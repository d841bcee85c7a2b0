"""Both readers give the same cells for the same workbook."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from pathlib import Path
from types import ModuleType

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font

from cwd_audit.loading.reading import one_file, workbook_calamine, workbook_openpyxl
from cwd_audit.loading.reading.interface import Reader
from cwd_audit.loading.reading.preflight import check_workbook
from cwd_audit.loading.reading.unreadable import Unreadable

READERS = pytest.mark.parametrize("read", [workbook_calamine.read_workbook, workbook_openpyxl.read_workbook])
BOTH = [workbook_calamine.read_workbook, workbook_openpyxl.read_workbook]
TEXTS = [
    *("00123", "None", "NA", "null", "n/a", "#N/A", "TRUE", "1.0"),
    *("  Testchild  ", "a\nb", "a\r\nb", "Ŵyn 😀", "=1+1", "_x0041_"),
]

DAY = "dd/mm/yyyy"
MOMENT = "dd/mm/yyyy hh:mm"
NUMBERS: list[tuple[float, str, object]] = [
    (1, "General", 1.0),
    (1.5, "General", 1.5),
    (-5, "General", -5.0),
    (45000, DAY, date(2023, 3, 15)),
    (45000, MOMENT, date(2023, 3, 15)),
    (45000.5, MOMENT, datetime.fromisoformat("2023-03-15T12:00")),
    (0.5, "hh:mm", time(12, 0)),
    (1.25, "[h]:mm", timedelta(hours=30)),
    (59, DAY, date(1900, 2, 28)),
    (61, DAY, date(1900, 3, 1)),
]


def sheet_of(texts: list[str], numbers: list[tuple[float, str, object]], **options: bool) -> bytes:
    """A workbook, checked, with one cell per row."""
    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, **options})
    sheet = book.add_worksheet("Visits")
    for row, text in enumerate(texts):
        sheet.write_string(row, 0, text)
    for row, (number, style, _) in enumerate(numbers, len(texts)):
        sheet.write_number(row, 0, number, book.add_format({"num_format": style}))
    book.close()
    return check_workbook(packed.getvalue())[0]


@READERS
def test_text_is_text(read: Reader) -> None:
    """IDs keep their zeros, and names that look like nothing survive."""
    (sheet,) = read(sheet_of(TEXTS, []))

    assert sheet == ("Visits", True, [[text] for text in TEXTS])


@READERS
def test_numbers_dates_and_times(read: Reader) -> None:
    """Numbers are floats, whole days dates, and the rest what the workbook's own format says."""
    ((_, _, rows),) = read(sheet_of([], NUMBERS))

    assert [row[0] for row in rows] == [expected for _, _, expected in NUMBERS]
    assert [type(row[0]) for row in rows] == [type(expected) for _, _, expected in NUMBERS]


@READERS
def test_dates_counted_from_1904(read: Reader) -> None:
    """Workbooks from old Macs count days from another year."""
    ((_, _, rows),) = read(sheet_of([], [(45000, DAY, None), (45000.5, MOMENT, None)], date_1904=True))

    assert rows == [[date(2027, 3, 16)], [datetime.fromisoformat("2027-03-16T12:00")]]


@READERS
def test_truth_errors_and_gaps(read: Reader) -> None:
    """True and False stay; an error shows as blank; a gap above and to the left is kept, so rows keep their numbers."""
    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_boolean(2, 1, boolean=True)
    sheet.write_formula(3, 1, "=1/0", None, "#DIV/0!")
    sheet.write_formula(4, 1, "=1", None, 7)
    sheet.write_string(5, 1, "end")
    book.close()
    ((_, _, rows),) = read(check_workbook(packed.getvalue())[0])

    assert [row[1] if row else "" for row in rows] == ["", "", True, "", 7.0, "end"]
    assert [row[0] if row else "" for row in rows] == [""] * 6


@READERS
def test_hidden_sheets_are_named_and_not_read(read: Reader) -> None:
    """Neither a hidden nor a very hidden sheet is opened; a chart is no sheet."""
    packed = BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    for name in ("Old", "Now", "Older"):
        book.add_worksheet(name).write_string(0, 0, "Case ID")
    book.get_worksheet_by_name("Now").activate()
    book.get_worksheet_by_name("Old").hide()
    book.get_worksheet_by_name("Older").very_hidden()
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "=Now!$A$1:$A$2"})
    book.add_chartsheet("Chart").set_chart(chart)
    book.close()
    sheets = read(check_workbook(packed.getvalue())[0])

    assert sheets == [("Old", False, []), ("Now", True, [["Case ID"]]), ("Older", False, [])]


def test_readers_agree_on_a_workbook_of_openpyxl() -> None:
    """Another writer: inline layout, gaps, formatted blanks at the end."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet("Cases")
    sheet["B2"], sheet["C3"], sheet["D4"] = "Case ID", date(2026, 5, 1), 12
    sheet["F9"].font = Font(bold=True)
    packed = BytesIO()
    book.save(packed)
    checked, _ = check_workbook(packed.getvalue())
    first, second = ([one_file._trim(*sheet) for sheet in read(checked)] for read in BOTH)

    assert first == second
    assert first[0][2] == 4


def test_openpyxl_reads_where_calamine_cannot(
    write: Callable[[str, bytes], Path], workbook: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Calamine may be missing, fail or panic; the cells are the same."""
    path = str(write("export.xlsx", workbook()))
    expected = read_cells(path)

    class Panic(BaseException):
        """As Rust raises it."""

    def panic(_: bytes, **_options: object) -> None:
        raise Panic

    monkeypatch.setattr(workbook_calamine, "read_workbook", panic)

    assert read_cells(path) == expected == [("Visit Date",)]


@pytest.mark.parametrize("reader", [workbook_calamine, workbook_openpyxl])
def test_want_of_memory_is_no_damage(
    write: Callable[[str, bytes], Path],
    workbook: Callable[..., bytes],
    monkeypatch: pytest.MonkeyPatch,
    reader: ModuleType,
) -> None:
    """It is told apart from a damaged file by whoever started the reading."""
    path = str(write("export.xlsx", workbook('<row r="1"><c r="A1" t="s"><v>7</v></c></row>')))

    def want(_: bytes, **_options: object) -> None:
        raise MemoryError

    monkeypatch.setattr(reader, "read_workbook", want)

    with pytest.raises(MemoryError):
        one_file.read_file(path)


def read_cells(path: str) -> list[object]:
    """The distinct cells of each column of the first sheet."""
    return [cells for cells, _ in one_file.read_file(path)[0][0][3]]


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ('<row r="1"><c r="A1" t="s"><v>7</v></c></row>', "the workbook is damaged, or written in a way that"),
        ('<row r="1"><c r="A1"><v>NaN</v></c></row>', "column A holds a number cell without a number"),
    ],
)
def test_workbooks_that_no_reader_can_read(
    write: Callable[[str, bytes], Path], workbook: Callable[..., bytes], rows: str, said: str
) -> None:
    """The fault is a sentence."""
    path = write("export.xlsx", workbook(rows))

    with pytest.raises(Unreadable) as refused:
        one_file.read_file(str(path))

    assert refused.value.faults[0][1].startswith(said)


def test_workbook_without_its_list_of_sheets(
    write: Callable[[str, bytes], Path], zipped: Callable[[dict[str, str]], bytes]
) -> None:
    """Sheets alone are no workbook."""
    path = write("export.xlsx", zipped({"xl/worksheets/sheet1.xml": "<worksheet><sheetData/></worksheet>"}))

    with pytest.raises(Unreadable, match="the workbook is damaged"):
        one_file.read_file(str(path))


def test_workbook_without_worksheets(write: Callable[[str, bytes], Path], workbook: Callable[..., bytes]) -> None:
    """A workbook may hold charts alone."""
    path = write("export.xlsx", workbook(book="<workbook><sheets/></workbook>"))

    with pytest.raises(Unreadable) as refused:
        one_file.read_file(str(path))

    assert refused.value.faults[0][1] == "the workbook holds no worksheet"


def test_blank_edges_are_no_part_of_a_sheet() -> None:
    """Blank rows and columns after the last cell go; those before and between stay."""
    packed = one_file._trim("S", visible=True, rows=[["", "", ""], ["", "a", ""], [], ["", "", ""]])

    assert (packed[2], [cells for cells, _ in packed[3]]) == (2, [("",), ("", "a")])


def test_long_numbers_are_reported(write: Callable[[str, bytes], Path], workbook: Callable[..., bytes]) -> None:
    """IDs of 16 digits in number cells have lost digits already, and two children may have become one."""
    rows = '<row r="1"><c r="AB1"><v>9007199254740993</v></c><c r="AC1"><v>999999999999999</v></c></row>'
    _, ((sheet, _, code, severity, message, _),) = one_file.read_file(str(write("export.xlsx", workbook(rows))))

    assert (sheet, code, severity) == ("Visits & more", "long-number", "warning")
    assert message == "1 cell (AB1) with a number of more than 15 digits"
