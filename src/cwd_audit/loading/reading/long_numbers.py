"""Numbers that cannot be what someone typed.

Beyond 15 digits a workbook does not keep them all, so two children's IDs may have become one.
"""

from __future__ import annotations

from array import array
from math import isfinite

from cwd_audit.loading.reading.addresses import letters
from cwd_audit.loading.reading.limits import SIGNIFICANT
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwd_audit.loading.reading.interface import CodedCells, ProblemParts

_NAMED = 5


def find_long_numbers(columns: list[CodedCells], sheet: str) -> list[ProblemParts]:
    """One problem for all cells of a sheet that hold a number of more than 15 digits.

    Raises:
        Unreadable: a cell holds an infinite number or none at all, which Excel never writes.
    """
    found = [address for position, column in enumerate(columns) for address in _addresses(column, position, sheet)]
    if not found:
        return []
    named = ", ".join(found[:_NAMED]) + (", …" if len(found) > _NAMED else "")
    message = f"{len(found):,} cell{'s' * (len(found) > 1)} ({named}) with a number of more than 15 digits"
    hint = "Excel does not keep the last digits of such a number: export that column as text."
    return [(sheet, None, "long-number", "warning", message, hint)]


def _addresses(column: CodedCells, position: int, sheet: str) -> Iterator[str]:
    cells, codes = column
    numbers = [cell for cell in cells if type(cell) is float]
    if not all(map(isfinite, numbers)):
        what = f"column {letters(position)} holds a number cell without a number, which Excel never writes"
        remedy = "Open the workbook in Excel, save it again and use that copy."
        raise Unreadable((f'sheet "{sheet}"', what, remedy))
    if max(map(abs, numbers), default=0) < SIGNIFICANT:
        return
    long = {code for code, cell in enumerate(cells) if type(cell) is float and abs(cell) >= SIGNIFICANT}
    column_name = letters(position)
    yield from (f"{column_name}{row}" for row, code in enumerate(array("i", codes), 1) if code in long)
