"""From recognised sheets to tidy tables, where a layout says more of a sheet than its headings.

Words that mean something else on this sheet are put into words of the vocabulary, numbers are followed to what they
lead to, and the second tables that a row holds are lifted out of it.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.loading.cells import read_text
from cwd_audit.loading.faults import say
from cwd_audit.loading.headings import Found
from cwd_audit.loading.layouts import NO_TABLES, SheetLayout
from cwd_audit.loading.leads import follow_leads
from cwd_audit.loading.recognition import Recognised
from cwd_audit.loading.sheets import CodedColumn, RawSheet, SheetColumn
from cwd_audit.loading.tidying import TidyTable, tidy
from cwd_audit.model.canonical import TABLES
from cwd_audit.model.caseload import ROW
from cwd_audit.model.problem import Problem, Severity
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from datetime import date

    from cwd_audit.loading.layout_parts import Lifted

Mask = NDArray[np.bool_]


def take(recognised: Sequence[Recognised], as_of: date) -> list[TidyTable]:
    """The tidy tables of the sheets of a run, each followed by the tables that are lifted out of it.

    Args:
        recognised: the sheets; those that hold no rows of an audit give no table.
        as_of: the day of the audit.
    """
    tables: list[TidyTable] = []
    for match in recognised:
        if match.spec.table in NO_TABLES:
            continue
        read = replace(match, sheet=follow_leads(match, recognised))
        table = tidy(replace(read, sheet=_put_in_words(read)), len(tables))
        _say_lost_leads(table, match)
        _leave_out_closed(table, match)
        tables.append(table)
        for lifted in match.spec.lifted:
            if _required(lifted) <= {column for column, of in lifted.takes.items() if of in match.columns}:
                tables.append(_lift(table, match, lifted, len(tables), np.datetime64(as_of, "s")))
        if match.spec.run_of:
            _join_runs(table)
        _let_go_on(table, match)
    return tables


def _put_in_words(match: Recognised) -> RawSheet:
    columns = list(match.sheet.columns)
    for column, meanings in match.spec.own_words.items():
        if column in match.columns:
            position = match.columns[column].position
            known = {normalise(word): meant for word, meant in meanings.items()}
            cells = [known.get(normalise(read_text(cell)), cell) for cell in columns[position].values]
            columns[position] = CodedColumn(cells, columns[position].codes)
    return replace(match.sheet, columns=tuple(columns))


def _say_lost_leads(table: TidyTable, match: Recognised) -> None:
    """A child's ID that is blank because the number in its place leads nowhere is spoken of as such."""
    if not any(lead.column == "case_id" for lead in match.spec.leads):
        return
    written = match.sheet.columns[match.columns["case_id"].position]
    for at, problem in enumerate(table.problems):
        if problem.code != "case-id-blank" or problem.row is None:
            continue
        if read_text(written.cell(problem.row - match.sheet.first_row)):
            table.problems[at] = say(
                "id-leads-nowhere", file=problem.file, sheet=problem.sheet, row=problem.row, column=problem.column
            )


def _rows_saying(table: TidyTable, match: Recognised, words: Mapping[str, tuple[str, ...]]) -> Mask:
    """Rows of the frame in which one of these columns holds one of its words, as the export writes them."""
    says = np.zeros(len(table.frame), bool)
    index = table.frame[ROW].to_numpy() - match.sheet.first_row
    for column, of_column in words.items():
        if column in match.columns:
            cells = match.sheet.columns[match.columns[column].position]
            wanted = {normalise(word) for word in of_column}
            holds = np.array([normalise(read_text(cell)) in wanted for cell in cells.values], dtype=bool)
            says |= holds[np.frombuffer(cells.codes, dtype=np.int32)[index]]
    return says


def _leave_out_closed(table: TidyTable, match: Recognised) -> None:
    """Set aside cases that a word says are closed, where no closing date says since when."""
    says = _rows_saying(table, match, match.spec.closed)
    if "closed_on" in table.frame:
        says &= table.frame["closed_on"].isna().to_numpy()
    if says.any():
        table.remove(says, "case-closed", next(iter(match.spec.closed)))


def _join_runs(table: TidyTable) -> None:
    """Rows of a child that follow on each other without a gap begin when the first of them does."""
    column, frame = table.match.spec.run_of, table.frame
    if column not in frame or "closed_on" not in frame:
        return
    child = frame["case_id"].array.codes
    start, end = frame[column].to_numpy().astype(np.int64), frame["closed_on"].fillna(pd.Timestamp.max.floor("s"))
    order = np.lexsort((start, child))
    runs = pd.DataFrame({"child": child[order], "start": start[order], "end": end.to_numpy().astype(np.int64)[order]})
    before = runs.groupby("child")["end"].cummax().groupby(runs["child"]).shift(fill_value=np.iinfo(np.int64).min)
    begins = np.where((runs["start"] > before).to_numpy(), np.arange(len(runs)), 0)
    first = frame[column].to_numpy().copy()
    first[order] = first[order][np.maximum.accumulate(begins)]
    table.frame = frame.assign(**{column: first})


def _let_go_on(table: TidyTable, match: Recognised) -> None:
    """Take the end from rows that end without the case ending."""
    if "closed_on" in table.frame:
        goes_on = _rows_saying(table, match, match.spec.goes_on)
        table.frame = table.frame.assign(closed_on=table.frame["closed_on"].mask(goes_on))


def _required(lifted: Lifted) -> set[str]:
    """The columns without which there is no row of the table, beside the child's ID."""
    return {column.name for column in TABLES[lifted.table].columns if column.required} - {"case_id", *lifted.fixed}


def _lift(table: TidyTable, written: Recognised, lifted: Lifted, source: int, day: np.datetime64) -> TidyTable:
    """The table that rows of a sheet hold beside their own."""
    match, frame = table.match, table.frame
    chosen = _rows_saying(table, written, lifted.only) if lifted.only else np.ones(len(frame), bool)
    if lifted.while_open and "closed_on" in frame:
        closed = frame["closed_on"].to_numpy()
        chosen &= np.isnat(closed) | (closed > day)
    takes = {"case_id": "case_id"} | {column: of for column, of in lifted.takes.items() if of in match.columns}
    rows = set(_filled_rows(match, frame[ROW].to_numpy()[chosen], [takes[column] for column in _required(lifted)]))
    columns: list[SheetColumn] = []
    places: dict[str, Found] = {}
    for column, of in takes.items():
        found = match.columns[of]
        places[column] = Found(len(columns), found.heading)
        columns.append(_only_rows(match.sheet.columns[found.position], rows | {match.header}))
    sheet = match.sheet
    widths = None if sheet.widths is None else array("i", [len(columns)]) * sheet.rows
    apart = RawSheet(sheet.file, sheet.name, sheet.visible, sheet.first_row, sheet.rows, tuple(columns), widths)
    spec = SheetLayout(title=match.spec.title, table=lifted.table, columns={}, fixed=lifted.fixed)
    piece = tidy(Recognised(apart, match.layout, spec, match.header, places, (), (), lifted=True), source)
    # The row itself is used: a fault of what is lifted out of it sets nothing aside.
    piece.set_aside.clear()
    piece.problems = [_as_kept(problem) for problem in piece.problems if problem.code != "sheet-without-rows"]
    return piece


def _as_kept(problem: Problem) -> Problem:
    return problem._replace(severity=Severity.WARNING) if problem.severity is Severity.ERROR else problem


def _filled_rows(match: Recognised, rows: NDArray[np.int32], columns: Sequence[str]) -> Iterator[int]:
    """The index of each of these rows whose cells in all these columns hold something."""
    cells = [match.sheet.columns[match.columns[column].position] for column in columns]
    for row in rows.tolist():
        index = row - match.sheet.first_row
        if all(read_text(column.cell(index)) for column in cells):
            yield index


def _only_rows(column: SheetColumn, rows: set[int]) -> CodedColumn:
    """The column with blanks in all other rows."""
    blank = len(column.values)
    codes = array("i", [code if index in rows else blank for index, code in enumerate(column.codes)])
    return CodedColumn([*column.values, ""], codes)
