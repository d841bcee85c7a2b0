"""Short builders of sheets as readers hand them over, and of what loading makes of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from datetime import date

import pandas as pd

from cwd_audit.loading.assembly import assemble
from cwd_audit.loading.carrying import say_what_is_carried
from cwd_audit.loading.layouts import load_layouts
from cwd_audit.loading.mapping import MappingFile, event_words
from cwd_audit.loading.reading.coding import encode
from cwd_audit.loading.recognition import Recognised, recognise
from cwd_audit.loading.sheets import Cell, CodedColumn, RawSheet
from cwd_audit.loading.taking import take
from cwd_audit.loading.tidying import TidyTable, tidy
from cwd_audit.model.caseload import ROW, SOURCE, Caseload
from cwd_audit.model.problem import Problem

AS_OF = date(2026, 10, 31)
Rows = Sequence[Sequence[Cell]]


def encode_rows(rows: Iterable[Sequence[Cell]], width: int) -> tuple[int, tuple[CodedColumn, ...]]:
    """Code rows of cells by column, padding short rows with blanks; gives the number of rows and the columns.

    Raises:
        ValueError: a row is wider than `width`.
    """
    all_rows = list(rows)
    return len(all_rows), tuple(CodedColumn(cells, codes) for cells, codes in encode(all_rows, width))


def sheet(name: str, rows: Rows, *, file: str = "export.xlsx", visible: bool = True) -> RawSheet:
    """A sheet of a workbook whose first row is row 1, as Excel shows it."""
    number, columns = encode_rows(rows, max(map(len, rows), default=0))
    return RawSheet(file, name, visible, 1, number, columns)


def text_file(file: str, rows: Rows) -> RawSheet:
    """A text file, in which every cell is text and rows may be ragged."""
    number, columns = encode_rows(rows, max(map(len, rows), default=0))
    return RawSheet(file, "", True, 1, number, columns, array("i", map(len, rows)))  # noqa: FBT003 – a field


def find(*sheets: RawSheet) -> list[Recognised]:
    """What is recognised among these sheets."""
    return recognise(sheets, load_layouts())[0]


def tidied(raw: RawSheet) -> TidyTable:
    """The one table that this sheet is."""
    (match,) = find(raw)
    return tidy(match, 0)


def load(*sheets: RawSheet, as_of: date = AS_OF, events: dict[str, str] | None = None) -> Caseload:
    """The caseload of these sheets, with the event words of a mapping."""
    found = find(*sheets)
    caseload = assemble(take(found, as_of), as_of, event_words(MappingFile(events=events or {})))
    return say_what_is_carried(caseload, found)


def rows_of(frame: pd.DataFrame, *columns: str) -> list[tuple[str, ...]]:
    """These columns of a frame row by row, as text: dates in ISO, "" for blank; all but places if none is named."""
    wanted = columns or tuple(str(name) for name in frame if name not in {SOURCE, ROW})
    return list(zip(*(list(map(_written, frame[name])) for name in wanted), strict=True))


def _written(value: object) -> str:
    return "" if value is pd.NaT or value != value else str(value).removesuffix(" 00:00:00").removesuffix(".0")  # noqa: PLR0124 – NaN


def codes(problems: Sequence[Problem]) -> list[tuple[str, int | None, str]]:
    """Code, row and column of problems."""
    return [(problem.code, problem.row, problem.column) for problem in problems]


CASES = sheet("cases", [["case_id", "pathway"], ["00123", "hub"]])
"""A list of cases for tests about other tables."""


def with_cases(*sheets: RawSheet, cases: RawSheet = CASES) -> Caseload:
    """The caseload of these sheets beside a list of cases."""
    return load(cases, *sheets)
