"""The tables as they come together, and the one place where rows are set aside and spoken of afterwards."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.loading.frames import keep_rows
from cwd_audit.model.canonical import LAST_DATES
from cwd_audit.model.caseload import ROW, SOURCE, Source

if TYPE_CHECKING:
    from cwd_audit.loading.tidying import TidyTable
    from cwd_audit.model.problem import Problem

Mask = NDArray[np.bool_]
_LAST_DATE_OF = {table: column for column, table in LAST_DATES.items()}


class Intake:
    """Canonical frames under assembly, and the sheets their rows came from."""

    def __init__(self, sheets: Sequence[TidyTable]) -> None:
        self.sheets = sheets
        """By source number."""
        self.tables: dict[str, pd.DataFrame] = {}
        self.provided: set[str] = set()
        self.contested: dict[str, str] = {}
        self.untold: dict[str, frozenset[str]] = {}
        self.last_only: set[str] = set()
        self.notes: list[str] = []

    def note(self, table: str, chosen: Mask, code: str, column: str = "", hint: str = "", *, kept: bool = True) -> None:
        """Say something of rows that stay; `column` is canonical."""
        for source, rows, _ in self._by_source(table, chosen):
            self.sheets[source].note_rows(code, rows, self._column(table, column, source), hint, kept=kept)

    def set_aside(self, table: str, chosen: Mask, code: str, column: str = "", hint: str = "") -> None:
        """Take rows out of a table, each with its problem; a case whose last date is taken out stays."""
        if not chosen.any():
            return
        frame = self.tables[table]
        for source, rows, children in self._by_source(table, chosen):
            lifted = self._lifted(table, source)
            self.sheets[source].note_rows(code, rows, self._column(table, column, source), hint, kept=lifted)
            if not lifted:
                self.sheets[source].set_aside.update(rows)
                self.sheets[source].child_of.update(zip(rows, children, strict=True))
        self.tables[table] = keep_rows(frame, ~chosen)

    def put(self, table: str, frame: pd.DataFrame) -> None:
        """Add a table and what it provides."""
        self.tables[table] = frame
        self.provided |= {f"{table}.{column}" for column in frame.columns if column not in {SOURCE, ROW}}

    def spoken_of(self, table: str, column: str) -> Mask:
        """The rows of a table whose cell in this column has a problem."""
        frame = self.tables[table]
        places = {
            (sheet.source, problem.row)
            for sheet in self.sheets
            if column in sheet.match.columns
            for problem in sheet.problems
            if problem.column == sheet.match.columns[column].heading
        }
        rows = zip(frame[SOURCE].tolist(), frame[ROW].tolist(), strict=True)
        return np.array([place in places for place in rows], bool) if places else np.zeros(len(frame), bool)

    def sources(self) -> tuple[Source, ...]:
        """What was read of each sheet: rows = rows_used + rows_set_aside; none for what was lifted out of its rows."""
        return tuple(
            Source(
                sheet.match.sheet.file,
                sheet.match.sheet.name,
                sheet.match.layout,
                sheet.match.spec.table,
                0 if sheet.match.lifted else sheet.rows,
                0 if sheet.match.lifted else sheet.rows - len(sheet.set_aside),
                len(sheet.set_aside),
            )
            for sheet in self.sheets
        )

    def problems(self) -> list[Problem]:
        """The problems of all sheets, in the order of their places."""
        of_sheet: dict[tuple[str, str], list[Problem]] = {}
        for sheet in self.sheets:
            for problem in sheet.problems:
                of_sheet.setdefault((problem.file, problem.sheet), []).append(problem)
        return [problem for _, found in sorted(of_sheet.items()) for problem in sorted(found, key=_place_in_sheet)]

    def set_aside_of(self) -> dict[tuple[int, int], str]:
        """Number of the source and of the row -> the child's ID, of rows that were set aside after it was read."""
        return {(at, row): child for at, sheet in enumerate(self.sheets) for row, child in sheet.child_of.items()}

    def holds_list(self, tables: Collection[str]) -> bool:
        """Whether the export has a sheet of one of these tables, with rows or without."""
        return any(sheet.match.spec.table in tables for sheet in self.sheets)

    def holds_last_only(self, table: str) -> bool:
        """Whether all that the export has of a table was lifted out of rows that hold no more than the last date."""
        given = [sheet.match.lifted for sheet in self.sheets if sheet.match.spec.table == table]
        return table in self.last_only or (bool(given) and all(given))

    def _by_source(self, table: str, chosen: Mask) -> Iterator[tuple[int, list[int], list[str]]]:
        """Each sheet that gave any of the chosen rows of a table: its number, those rows of it, and their children."""
        frame = self.tables[table]
        sources, rows = frame[SOURCE].to_numpy()[chosen], frame[ROW].to_numpy()[chosen]
        children = np.asarray(frame["case_id"].array[chosen], dtype=object)
        for source in np.unique(sources).tolist():
            given = sources == source
            yield source, rows[given].tolist(), children[given].tolist()

    def _lifted(self, table: str, source: int) -> bool:
        """Whether the rows that this sheet gave to the table are dates on its rows of cases."""
        match = self.sheets[source].match
        return match.lifted or match.spec.table == "cases" != table

    def _column(self, table: str, column: str, source: int) -> str:
        """A date that was lifted is spoken of by the heading it has on the case row."""
        if column == "date" and self._lifted(table, source) and not self.sheets[source].match.lifted:
            return _LAST_DATE_OF[table]
        return column


def _place_in_sheet(problem: Problem) -> tuple[int, str, str]:
    return problem.row or 0, problem.column, problem.code
