"""Files that are no text, each read by the reader of its kind, with what every sheet says beside its cells."""

from __future__ import annotations

from cwd_audit.loading.reading import containers
from cwd_audit.loading.reading.marks import NO_MARKS
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cwd_audit.loading.reading.interface import Book, SheetCells, WorkbookMarks

_BY_CALAMINE = {containers.WORKBOOK, containers.BINARY_WORKBOOK, containers.OLD_WORKBOOK}
"""The others are read from their XML or HTML."""


def read_book(raw: bytes, kind: str, *, include_hidden: bool) -> Book:
    """The sheets of a file of one of the kinds of `containers`.

    Raises:
        Unreadable: for every reason found.
    """
    if kind in _BY_CALAMINE:
        sheets, (marks, from_1904) = _read_workbook(raw, kind, include_hidden=include_hidden)
        return [(*sheet, None, marks.get(sheet[0], NO_MARKS)) for sheet in sheets], from_1904, []
    if kind == containers.WEB_PAGE:
        from cwd_audit.loading.reading import encoding, web_page  # noqa: PLC0415 - not needed for the others

        page, problems = encoding.decode_page(raw)
        return [table.as_read() for table in web_page.read_page(page, include_hidden=include_hidden)], False, problems
    if kind == containers.XML_SPREADSHEET:
        from cwd_audit.loading.reading import xml_spreadsheet  # noqa: PLC0415 - as above

        grids, from_1904 = xml_spreadsheet.read_spreadsheet(raw, include_hidden=include_hidden)
    else:
        from cwd_audit.loading.reading import opendocument, preflight  # noqa: PLC0415 - as above

        content = preflight.inflate_document(raw)
        grids, from_1904 = opendocument.read_spreadsheet(content, include_hidden=include_hidden)
    return [grid.as_read() for grid in grids], from_1904, []


def _read_workbook(raw: bytes, kind: str, *, include_hidden: bool) -> tuple[list[SheetCells], WorkbookMarks]:
    if kind == containers.OLD_WORKBOOK:
        from cwd_audit.loading.reading.workbook_xls import check_workbook  # noqa: PLC0415 - not needed for the others

        marks = check_workbook(raw, include_hidden=include_hidden)
        return _read_old(raw, include_hidden=include_hidden), marks
    if kind == containers.BINARY_WORKBOOK:
        from cwd_audit.loading.reading.preflight import check_binary_workbook  # noqa: PLC0415 - as above

        workbook, marks = check_binary_workbook(raw, include_hidden=include_hidden)
        return _read_old(workbook, include_hidden=include_hidden), marks
    from cwd_audit.loading.reading.preflight import check_workbook as check_parts  # noqa: PLC0415 - as above

    workbook, marks = check_parts(raw, include_hidden=include_hidden)
    return _read_checked(workbook, include_hidden=include_hidden), marks


def _read_old(workbook: bytes, *, include_hidden: bool) -> list[SheetCells]:
    """By calamine, which alone can."""
    try:
        from cwd_audit.loading.reading import workbook_calamine  # noqa: PLC0415 - may be absent

        return workbook_calamine.read_old_workbook(workbook, include_hidden=include_hidden)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - calamine's errors, and its panics, which are no Exception
        raise _strange() from None


def _read_checked(workbook: bytes, *, include_hidden: bool) -> list[SheetCells]:
    """By calamine, or by openpyxl where calamine fails."""
    try:
        from cwd_audit.loading.reading import workbook_calamine  # noqa: PLC0415 - may be absent

        return workbook_calamine.read_workbook(workbook, include_hidden=include_hidden)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001, S110 - calamine's errors, and its panics, which are no Exception
        pass
    try:
        from cwd_audit.loading.reading import workbook_openpyxl  # noqa: PLC0415 - slow to load

        return workbook_openpyxl.read_workbook(workbook, include_hidden=include_hidden)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises what the part it stumbles on happens to raise
        raise _strange() from None


def _strange() -> Unreadable:
    what = "the workbook is damaged, or written in a way that Excel does not write"
    return Unreadable(("", what, "Open it in Excel, save it again as .xlsx and use that copy."))
