"""One file, from its bytes to coded sheets. Runs in the reading process, or in place where there can be none."""

from __future__ import annotations

import os
from array import array

from cwd_audit.loading.reading import archive, containers, limits
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.coding import encode
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from cwd_audit.loading.reading.interface import CodedCells, PackedForm, PackedSheet, ProblemParts
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
_PLAIN: PackedForm = (False, [], [])
OWN_HEADINGS = frozenset({"case_id", "days_overdue", "citation", "evidence"})
"""By these a report of this program is known, which may lie in the folder of the exports it was made of."""


def read_file(path: str, asked: Asked = Asked.NOTHING) -> tuple[list[PackedSheet], list[ProblemParts]]:
    """The sheets of a workbook or the one sheet of a text file, and what is worth a warning or a note.

    Args:
        path: the file.
        asked: what is to be read beyond the usual.

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
    raw = _load(path, large=asked.large)
    parts = [member.name for member in archive.list_members(raw)] if raw.startswith(b"PK") else []
    kind = containers.identify(raw, parts)
    if kind == containers.TEXT:
        return _read_text(raw, name, large=asked.large)
    if len(raw) > limits.FILE_BYTES:
        raise _too_large(large=False)
    sheets, problems = _read_book(raw, kind, include_hidden=asked.include_hidden)
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
        if not columns.rows and set(records[0]) >= OWN_HEADINGS:
            return [], [_OWN_REPORT]
        columns.add(records)
    if not is_named_as_text(name):
        problems.append(_misnamed("plain text, read as CSV", ".csv"))
    coded: list[CodedCells] = [(cells, codes.tobytes()) for cells, codes in columns.coded()]
    return [("", True, columns.rows, coded, columns.widths.tobytes(), _PLAIN, None)], problems


def is_named_as_text(name: str) -> bool:
    """Whether the name of a file does not say that it is something other than text."""
    others = [ending for endings in _ENDINGS.values() for ending in endings]
    return not name.lower().endswith((*others, *_OTHER_ENDINGS))


def _read_book(raw: bytes, kind: str, *, include_hidden: bool) -> tuple[list[PackedSheet], list[ProblemParts]]:
    from cwd_audit.loading.reading.books import read_book  # noqa: PLC0415 - not needed for text
    from cwd_audit.loading.reading.long_numbers import find_long_numbers  # noqa: PLC0415 - as above
    from cwd_audit.loading.reading.marks import apply_marks, form_of, say  # noqa: PLC0415 - as above

    sheets, from_1904, problems = read_book(raw, kind, include_hidden=include_hidden)
    if {title for title, *_ in sheets} >= _OWN_SHEETS:
        return [], [_OWN_REPORT]
    packed = []
    for title, visible, rows, widths, marks in sheets:
        problems += say(apply_marks(rows, marks, include_hidden=include_hidden), title)
        form = form_of(marks, from_1904=from_1904, include_hidden=include_hidden)
        packed.append(_trim(title, visible, rows, widths, form))
        problems += find_long_numbers(packed[-1][3], title)
    return packed, problems


def _trim(
    name: str,
    visible: bool,  # noqa: FBT001 - the fields of a sheet
    rows: list[list[Cell]],
    widths: Sequence[int] | None = None,
    form: PackedForm = _PLAIN,
) -> PackedSheet:
    """Blank rows and columns after the last cell are no part of a sheet: readers differ on them."""
    while rows and rows[-1].count("") == len(rows[-1]):
        rows.pop()
    columns = _coded(rows, max(map(len, rows), default=0))
    while columns and columns[-1][0] == ("",):
        columns.pop()
    kept = None if widths is None else array("i", widths[: len(rows)]).tobytes()
    return name, visible, len(rows), columns, kept, form, None


def _coded(rows: Sequence[Sequence[Cell]], width: int) -> list[CodedCells]:
    return [(cells, codes.tobytes()) for cells, codes in encode(rows, width)]


def _misnamed(what: str, ending: str) -> ProblemParts:
    message = f"the name of the file does not say what it is: {what}"
    return ("", None, "name-and-content-differ", "note", message, f"Give it a name that ends in {ending.lower()}.")
