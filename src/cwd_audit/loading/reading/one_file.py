"""One file, from its bytes to coded sheets. Runs in the reading process, or in place where there can be none."""

from __future__ import annotations

import os
from array import array

from cwd_audit.loading.reading import archive, containers, limits
from cwd_audit.loading.reading.coding import encode
from cwd_audit.loading.reading.long_numbers import find_long_numbers
from cwd_audit.loading.reading.marks import NO_MARKS, apply_marks, form_of, say
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from cwd_audit.loading.reading.interface import CodedCells, PackedForm, PackedSheet, ProblemParts, SheetCells
    from cwd_audit.loading.sheets import Cell

_WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")
_OTHER_ENDINGS = (".xls", ".xlsb", ".ods", ".pdf", ".doc", ".docx", ".htm", ".html", ".xml", ".zip")


_OWN_SHEETS = {"Summary", "Overdue", "All findings", "Data problems", "Policy"}
_PLAIN: PackedForm = (False, [], [])
_OWN_HEADINGS = {"case_id", "days_overdue", "citation", "evidence"}
"""By these a report of this program is known, which may lie in the folder of the exports it was made of."""


def read_file(path: str, *, include_hidden: bool = False) -> tuple[list[PackedSheet], list[ProblemParts]]:
    """The sheets of a workbook or the one sheet of a text file, and what is worth a warning or a note.

    Args:
        path: the file.
        include_hidden: read hidden sheets and rows as if they were visible.

    Raises:
        Unreadable: for every reason found.
    """
    name = os.path.basename(path)  # noqa: PTH119 - pathlib would slow the start of the reading process
    if name.startswith("~$"):
        what = "it is the marker that Excel leaves beside an open workbook, not the workbook"
        raise Unreadable(("", what, "Close the workbook in Excel and give the file without ~$."))
    raw = _load(path)
    parts = [member.name for member in archive.list_members(raw)] if raw.startswith(b"PK") else []
    if containers.identify(raw, parts) == containers.TEXT:
        return _read_text(raw, name)
    return _read_workbook(raw, name, include_hidden=include_hidden)


_OWN_REPORT = (
    "",
    None,
    "own-report",
    "note",
    "it is a report that cwd-audit wrote, and was not read",
    "Nothing to do.",
)


def _load(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123 - as above
            size = os.fstat(file.fileno()).st_size
            if size > limits.FILE_BYTES:
                what = f"it is larger than {limits.FILE_BYTES // limits.MIB} MiB"
                raise Unreadable(("", what, "Export a shorter period, or only the teams that the audit needs."))
            return file.read(limits.FILE_BYTES)
    except FileNotFoundError:
        raise Unreadable(("", "there is no such file", "Check the name and the folder.")) from None
    except PermissionError:
        what = "it cannot be opened: another program has it open, or you may not read it"
        raise Unreadable(("", what, "Close it in Excel and run again, or ask for access to it.")) from None
    except OSError:
        what = "it cannot be read from the disk or network"
        raise Unreadable(("", what, "Copy it to a folder on this computer and use that copy.")) from None


def _read_text(raw: bytes, name: str) -> tuple[list[PackedSheet], list[ProblemParts]]:
    from cwd_audit.loading.reading.text import read_text  # noqa: PLC0415 - not needed for a workbook

    records, problems = read_text(raw)
    if records and set(records[0]) >= _OWN_HEADINGS:
        return [], [_OWN_REPORT]
    if name.lower().endswith(_WORKBOOK_ENDINGS + _OTHER_ENDINGS):
        problems.append(_misnamed("plain text, read as CSV", ".csv"))
    widths = array("i", map(len, records))
    columns = _coded(records, max(widths, default=0))
    return [("", True, len(records), columns, widths.tobytes(), _PLAIN)], problems


def _read_workbook(raw: bytes, name: str, *, include_hidden: bool) -> tuple[list[PackedSheet], list[ProblemParts]]:
    from cwd_audit.loading.reading.preflight import check_workbook  # noqa: PLC0415 - not needed for text

    workbook, (marks, from_1904) = check_workbook(raw, include_hidden=include_hidden)
    sheets = _read_checked(workbook, include_hidden=include_hidden)
    if not sheets:
        raise Unreadable(("", "the workbook holds no worksheet", "Export the report again, as Excel (.xlsx) or CSV."))
    if {title for title, *_ in sheets} >= _OWN_SHEETS:
        return [], [_OWN_REPORT]
    problems: list[ProblemParts] = []
    if not name.lower().endswith(_WORKBOOK_ENDINGS):
        problems.append(_misnamed("an Excel workbook, read as such", ".xlsx"))
    packed = []
    for title, visible, rows in sheets:
        about = marks.get(title, NO_MARKS)
        problems += say(apply_marks(rows, about, include_hidden=include_hidden), title)
        form = form_of(about, from_1904=from_1904, include_hidden=include_hidden)
        packed.append(_trim(title, visible, rows, form))
    for title, _, _, columns, *_ in packed:
        problems += find_long_numbers(columns, title)
    return packed, problems


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
        what = "the workbook is damaged, or written in a way that Excel does not write"
        raise Unreadable(("", what, "Open it in Excel, save it again as .xlsx and use that copy.")) from None


def _trim(name: str, visible: bool, rows: list[list[Cell]], form: PackedForm = _PLAIN) -> PackedSheet:  # noqa: FBT001 - the fields of a sheet
    """Blank rows and columns after the last cell are no part of a sheet: readers differ on them."""
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    columns = _coded(rows, max(map(len, rows), default=0))
    while columns and columns[-1][0] == ("",):
        columns.pop()
    return name, visible, len(rows), columns, None, form


def _coded(rows: Sequence[Sequence[Cell]], width: int) -> list[CodedCells]:
    return [(cells, codes.tobytes()) for cells, codes in encode(rows, width)]


def _misnamed(what: str, ending: str) -> ProblemParts:
    message = f"the name of the file does not say what it is: {what}"
    return ("", None, "name-and-content-differ", "note", message, f"Give it a name that ends in {ending.lower()}.")
