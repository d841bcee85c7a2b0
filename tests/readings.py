"""What a reader made of a file, in a form that tests can compare."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwd_audit.loading.reading.interface import PackedSheet, ProblemParts
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.loading.sheets import Cell


def cells_of(sheet: PackedSheet) -> list[list[Cell]]:
    """The rows of a sheet."""
    _, _, number, columns, *_ = sheet
    decoded = [[cells[code] for code in memoryview(codes).cast("i")] for cells, codes in columns]
    return [[column[row] for column in decoded] for row in range(number)]


def faults(path: Path) -> list[tuple[str, str]]:
    """Place and fault of all reasons for which a file is refused."""
    with pytest.raises(Unreadable) as refused:
        read_file(str(path))
    return [(place, what) for place, what, _ in refused.value.faults]


def codes(problems: list[ProblemParts]) -> list[tuple[str, str, str]]:
    """Sheet, code and message of problems."""
    return [(sheet, code, message) for sheet, _, code, _, message, _ in problems]
