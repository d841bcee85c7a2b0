"""From what a reading process wrote to sheets, problems and faults."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cwd_audit.loading.reading.child import READY, SMALLER, STOPPED
from cwd_audit.loading.reading.parcel import pack, unpack
from cwd_audit.loading.sheets import CodedColumn, RawSheet, SheetForm
from cwd_audit.model.errors import Fault
from cwd_audit.model.problem import Problem, Severity

if TYPE_CHECKING:
    from cwd_audit.loading.reading.interface import PackedSheet, Parcel


class Opened(NamedTuple):
    """What came of one file."""

    sheets: Sequence[RawSheet]
    problems: Sequence[Problem] = ()
    faults: Sequence[Fault] = ()


def parcel_of(written: bytes, ended: int, *, late: bool, seconds: float) -> bytes | None:
    """The parcel in what a process wrote, or one with the fault it ended by; None where it never came to read."""
    if late:
        return pack(([], [], [("", f"reading it took more than {seconds:g} seconds and was stopped", SMALLER)]))
    if not written.startswith(READY):
        return None
    return pack(([], [], [STOPPED])) if ended else written.removeprefix(READY)


def open_parcel(file: Path, parcel: bytes) -> Opened:
    """The sheets of a file, and what is to be said of it; a fault where these bytes are no parcel."""
    packed, notes, wrong = _unpack(parcel)
    return Opened(
        [_unpack_sheet(file, sheet) for sheet in packed],
        [
            Problem(file.name, sheet, row, "", code, Severity(severity), message, hint)
            for sheet, row, code, severity, message, hint in notes
        ],
        [Fault(f"{file.name}: {place}" if place else file.name, *rest) for place, *rest in wrong],
    )


def _unpack(parcel: bytes) -> Parcel:
    try:
        return unpack(parcel)
    except ValueError:
        return [], [], [STOPPED]


def _unpack_sheet(file: Path, packed: PackedSheet) -> RawSheet:
    name, visible, rows, columns, widths, form, of_text = packed
    if of_text:
        from cwd_audit.loading.reading.plain_text import reopen  # noqa: PLC0415 – loads numpy

        return reopen(file, of_text, columns, widths or b"")
    return RawSheet(
        file=file.name,
        name=name,
        visible=visible,
        first_row=1,
        rows=rows,
        columns=tuple(CodedColumn(cells, array("i", codes)) for cells, codes in columns),
        widths=None if widths is None else array("i", widths),
        form=SheetForm(form[0], tuple(form[1]), tuple(form[2])),
    )
