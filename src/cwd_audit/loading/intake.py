"""The tables as they come together, and the one place where rows are set aside and spoken of afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.model.caseload import ROW, SOURCE, Source

if TYPE_CHECKING:
    from cwd_audit.loading.tidying import TidyTable
    from cwd_audit.model.problem import Problem

Mask = NDArray[np.bool_]


class Intake:
    """Canonical frames under assembly, and the sheets their rows came from."""

    def __init__(self, sheets: Sequence[TidyTable]) -> None:
        self.sheets = sheets
        """By source number."""
        self.tables: dict[str, pd.DataFrame] = {}
        self.provided: set[str] = set()
        self.lifted: set[str] = set()
        """Tables made of dates on the case row: dropping one of their rows does not set the case aside."""
        self.contested: dict[str, str] = {}
        self.notes: list[str] = []

    def note(self, table: str, chosen: Mask, code: str, column: str = "", hint: str = "", *, kept: bool = True) -> None:
        """Say something of rows that stay; `column` is canonical."""
        frame = self.tables[table]
        for source, row in zip(frame[SOURCE].to_numpy()[chosen], frame[ROW].to_numpy()[chosen], strict=True):
            self.sheets[source].note(code, int(row), self._column(table, column), hint, kept=kept)

    def set_aside(self, table: str, chosen: Mask, code: str, column: str = "", hint: str = "") -> None:
        """Take rows out of a table, each with its problem."""
        if not chosen.any():
            return
        lifted = table in self.lifted
        self.note(table, chosen, code, column, hint, kept=lifted)
        frame = self.tables[table]
        if not lifted:
            for source, row in zip(frame[SOURCE].to_numpy()[chosen], frame[ROW].to_numpy()[chosen], strict=True):
                self.sheets[source].set_aside.add(int(row))
        self.tables[table] = frame[~chosen].reset_index(drop=True)

    def put(self, table: str, frame: pd.DataFrame) -> None:
        """Add a table and what it provides."""
        self.tables[table] = frame
        self.provided |= {f"{table}.{column}" for column in frame.columns if column not in {SOURCE, ROW}}

    def sources(self) -> tuple[Source, ...]:
        """What was read of each sheet: rows = rows_used + rows_set_aside."""
        return tuple(
            Source(
                sheet.match.sheet.file,
                sheet.match.sheet.name,
                sheet.match.layout,
                sheet.match.spec.table,
                sheet.rows,
                sheet.rows - len(sheet.set_aside),
                len(sheet.set_aside),
            )
            for sheet in self.sheets
        )

    def problems(self) -> list[Problem]:
        """The problems of all sheets."""
        return [problem for sheet in self.sheets for problem in sheet.problems]

    def _column(self, table: str, column: str) -> str:
        """A date that was lifted is spoken of by the heading it has on the case row."""
        return f"last_{table.removesuffix('s')}" if table in self.lifted and column == "date" else column
