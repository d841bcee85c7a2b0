"""One file, from its bytes to coded sheets. Runs in the reading process, or in place where there can be none."""

from __future__ import annotations

import os
from array import array

from cwd_audit.loading.reading import archive, containers, limits
from cwd_audit.loading.reading.coding import encode
from cwd_audit.loading.reading.long_numbers import find_long_numbers
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from cwd_audit.loading.reading.interface import CodedCells, PackedSheet, ProblemParts, SheetCells
    from cwd_audit.loading.sheets import Cell

_ENDINGS: dict[str, tuple[str, ...]] = {
    containers.WORKBOOK: (".xlsx", ".xlsm", ".xltx", ".xltm"),
    containers.BINARY_WORKBOOK: (".xlsb",),
    containers.OLD_WORKBOOK: (".xls", ".xlt"),
    containers.OPEN_DOCUMENT: (".ods", ".ots"),
    containers.XML_SPREADSHEET: (".xml", ".xls"),
    containers.WEB_PAGE: (".htm", ".html", ".xls"),
}
"""What each kind may be called without a word; text may be called anything but these and `_OTHER_ENDINGS`.

Reporting servers call web pages and XML spreadsheets .xls, and Excel opens them so.
"""
_OTHER_ENDINGS = (".pdf", ".doc", ".docx", ".zip")

_OWN_SHEETS = {"Summary", "Overdue", "All findings", "Data problems", "Policy"}
_OWN_HEADINGS = {"case_id", "days_overdue", "citation", "evidence"}
"""By these a report of this program is known, which may lie in the folder of the exports it was made of."""


def read_file(path: str, *, large: bool = False) -> tuple[list[PackedSheet], list[ProblemParts]]:
    """The sheets of a workbook or the one sheet of a text file, and what is worth a warning or a note.

    `large`: a text file may be larger than others.

    Raises:
        Unreadable: for every reason found.
    """
    name = os.path.basename(path)  # noqa: PTH119 - pathlib would slow the start of the reading process
    if name.startswith("~$"):
        what = "it is the marker that Excel leaves beside an open workbook, not the workbook"
        raise Unreadable(("", what, "Close the workbook in Excel and give the file without ~$."))
    if name.startswith(".~lock."):
        what = "it is the marker that LibreOffice leaves beside an open file, not the file"
        raise Unreadable(("", what, "Close the file in LibreOffice and give the one without .~lock."))
    raw = _load(path, large=large)
    parts = [member.name for member in archive.list_members(raw)] if raw.startswith(b"PK") else []
    kind = containers.identify(raw, parts)
    if kind == containers.TEXT:
        return _read_text(raw, name, large=large)
    if len(raw) > limits.FILE_BYTES:
        raise _too_large(large=False)
    sheets, problems = _read_markup(raw, kind) if kind in _MARKUP else _read_workbook(raw, kind)
    if not sheets and not problems:
        raise Unreadable(("", "the workbook holds no worksheet", "Export the report again, as Excel (.xlsx) or CSV."))
    if not name.lower().endswith(_ENDINGS[kind]):
        problems.append(_misnamed(f"{kind}, read as such", _ENDINGS[kind][0]))
    return sheets, problems


_OWN_REPORT = (
    "",
    None,
    "own-report",
    "note",
    "it is a report that cwd-audit wrote, and was not read",
    "Nothing to do.",
)


def _load(path: str, *, large: bool) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            most = limits.file_bytes(large=large)
            if os.fstat(file.fileno()).st_size > most:
                raise _too_large(large=large)
            return file.read(most)
    except FileNotFoundError:
        raise Unreadable(("", "there is no such file", "Check the name and the folder.")) from None
    except PermissionError:
        what = "it cannot be opened: another program has it open, or you may not read it"
        raise Unreadable(("", what, "Close it in Excel and run again, or ask for access to it.")) from None
    except OSError:
        what = "it cannot be read from the disk or network"
        raise Unreadable(("", what, "Copy it to a folder on this computer and use that copy.")) from None


def _too_large(*, large: bool) -> Unreadable:
    what = f"it is larger than {limits.file_bytes(large=large) // limits.MIB:,} MiB"
    return Unreadable(("", what, "Export a shorter period, or only the teams that the audit needs."))


def _read_text(raw: bytes, name: str, *, large: bool) -> tuple[list[PackedSheet], list[ProblemParts]]:
    from cwd_audit.loading.reading.coding import TextColumns  # noqa: PLC0415 - not needed for a workbook
    from cwd_audit.loading.reading.text import read_text  # noqa: PLC0415 - not needed for a workbook

    portions, problems = read_text(raw, large=large)
    columns = TextColumns()
    for records in portions:
        if not columns.rows and set(records[0]) >= _OWN_HEADINGS:
            return [], [_OWN_REPORT]
        columns.add(records)
    if name.lower().endswith((*(ending for endings in _ENDINGS.values() for ending in endings), *_OTHER_ENDINGS)):
        problems.append(_misnamed("plain text, read as CSV", ".csv"))
    coded: list[CodedCells] = [(cells, codes.tobytes()) for cells, codes in columns.coded()]
    return [("", True, columns.rows, coded, columns.widths.tobytes())], problems


_MARKUP = {containers.OPEN_DOCUMENT, containers.XML_SPREADSHEET, containers.WEB_PAGE}
"""Kinds that are read from their XML or HTML, without calamine."""


def _read_markup(raw: bytes, kind: str) -> tuple[list[PackedSheet], list[ProblemParts]]:
    problems: list[ProblemParts] = []
    if kind == containers.WEB_PAGE:
        from cwd_audit.loading.reading import encoding, web_page  # noqa: PLC0415 - not needed for the others

        page, problems = encoding.decode_page(raw)
        grids = web_page.read_page(page)
    elif kind == containers.XML_SPREADSHEET:
        from cwd_audit.loading.reading import xml_spreadsheet  # noqa: PLC0415 - as above

        grids = xml_spreadsheet.read_spreadsheet(raw)
    else:
        from cwd_audit.loading.reading import opendocument, preflight  # noqa: PLC0415 - as above

        grids = opendocument.read_spreadsheet(preflight.inflate_document(raw))
    packed = []
    for grid in grids:
        packed.append(_trim(grid.name, grid.visible, grid.rows, grid.widths))
        problems += grid.lost.problems(grid.name) + find_long_numbers(packed[-1][3], grid.name)
    return packed, problems


def _read_workbook(raw: bytes, kind: str) -> tuple[list[PackedSheet], list[ProblemParts]]:
    if kind == containers.OLD_WORKBOOK:
        from cwd_audit.loading.reading.workbook_xls import check_workbook  # noqa: PLC0415 - not needed for the others

        problems = check_workbook(raw)
        sheets = _read_old(raw)
    elif kind == containers.BINARY_WORKBOOK:
        from cwd_audit.loading.reading.preflight import check_binary_workbook  # noqa: PLC0415 - as above

        workbook, problems = check_binary_workbook(raw)
        sheets = _read_old(workbook)
    else:
        from cwd_audit.loading.reading.preflight import check_workbook as check_parts  # noqa: PLC0415 - as above

        workbook, problems = check_parts(raw)
        sheets = _read_checked(workbook)
    if {title for title, *_ in sheets} >= _OWN_SHEETS:
        return [], [_OWN_REPORT]
    packed = [_trim(*sheet) for sheet in sheets]
    for title, _, _, columns, _ in packed:
        problems += find_long_numbers(columns, title)
    return packed, problems


def _read_old(workbook: bytes) -> list[SheetCells]:
    """By calamine, which alone can."""
    try:
        from cwd_audit.loading.reading.workbook_calamine import read_old_workbook  # noqa: PLC0415 - may be absent

        return read_old_workbook(workbook)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001 - calamine's errors, and its panics, which are no Exception
        raise _strange() from None


def _strange() -> Unreadable:
    what = "the workbook is damaged, or written in a way that Excel does not write"
    return Unreadable(("", what, "Open it in Excel, save it again as .xlsx and use that copy."))


def _read_checked(workbook: bytes) -> list[SheetCells]:
    """By calamine, or by openpyxl where calamine fails."""
    try:
        from cwd_audit.loading.reading import workbook_calamine  # noqa: PLC0415 - may be absent

        return workbook_calamine.read_workbook(workbook)
    except (MemoryError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001, S110 - calamine's errors, and its panics, which are no Exception
        pass
    try:
        from cwd_audit.loading.reading import workbook_openpyxl  # noqa: PLC0415 - slow to load

        return workbook_openpyxl.read_workbook(workbook)
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001 - openpyxl raises what the part it stumbles on happens to raise
        raise _strange() from None


def _trim(
    name: str,
    visible: bool,  # noqa: FBT001 - the fields of a sheet
    rows: list[list[Cell]],
    widths: Sequence[int] | None = None,
) -> PackedSheet:
    """Blank rows and columns after the last cell are no part of a sheet: readers differ on them."""
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    columns = _coded(rows, max(map(len, rows), default=0))
    while columns and columns[-1][0] == ("",):
        columns.pop()
    kept = None if widths is None else array("i", widths[: len(rows)]).tobytes()
    return name, visible, len(rows), columns, kept


def _coded(rows: Sequence[Sequence[Cell]], width: int) -> list[CodedCells]:
    return [(cells, codes.tobytes()) for cells, codes in encode(rows, width)]


def _misnamed(what: str, ending: str) -> ProblemParts:
    message = f"the name of the file does not say what it is: {what}"
    return ("", None, "name-and-content-differ", "note", message, f"Give it a name that ends in {ending.lower()}.")
