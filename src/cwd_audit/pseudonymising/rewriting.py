"""A caseload rewritten as pages of the plain layout, by the allow-list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.loading.cases import TWICE
from cwd_audit.model.canonical import EVENT_TABLE, LAST_DATES, TABLES
from cwd_audit.pseudonymising.implied import spell_type
from cwd_audit.pseudonymising.pages import NOT_READABLE, Page, Value, join_pages
from cwd_audit.pseudonymising.sheets import lay_out
from cwd_audit.pseudonymising.treatments import Act, AllowList

if TYPE_CHECKING:
    import pandas as pd

    from cwd_audit.model.caseload import Caseload
    from cwd_audit.pseudonymising.cells import Censor
    from cwd_audit.pseudonymising.codes import Coder

_EVENTS = {*(table.name for table in EVENT_TABLE.values()), "panels"}


@dataclass(frozen=True)
class Rewriter:
    """Rewrites one caseload."""

    caseload: Caseload
    allowed: AllowList
    censor: Censor
    coder: Coder
    weeks: int
    """By how many weeks dates move at most."""
    drop: frozenset[str]
    """Columns, as `table.column`, that are to be left out though they are allowed."""

    def pages(self) -> list[Page]:
        """A page for each table, in the order of the tables, without those whose required columns are left out."""
        blocks: dict[str, list[Page]] = {}
        for sheet, table, frame in lay_out(self.caseload):
            if self._is_whole(table):
                blocks.setdefault(sheet, []).append(self._write(sheet, table, frame))
        order = {name: tuple(table.by_name) for name, table in TABLES.items()}
        return [join_pages(name, blocks[name], order[name]) for name in order if name in blocks]

    def columns(self, table: str, frame: pd.DataFrame) -> list[str]:
        """The columns of a frame that are written."""
        return [name for name in TABLES[table].by_name if name in frame and self._writes(table, name)]

    def _writes(self, table: str, name: str) -> bool:
        return self.allowed.of(table, name).act is not Act.DROP and f"{table}.{name}" not in self.drop

    def _is_whole(self, table: str) -> bool:
        return all(self._writes(table, column.name) for column in TABLES[table].columns if column.required)

    def _write(self, sheet: str, table: str, frame: pd.DataFrame) -> Page:
        names = self.columns(table, frame)
        implied = [name for name in names if table in _EVENTS and f"{sheet}.{name}" not in self.caseload.provided]
        shifts = self._shifts(frame)
        columns: dict[str, Sequence[Value]] = {
            name: self.censor.write(table, name, self.allowed.of(table, name), frame[name], shifts)
            for name in names
            if name not in implied
        }
        if implied:
            columns |= _write_types(table, frame, implied)
        if table == "cases":
            columns |= self._unreadable(columns, frame)
        rows: Iterable[tuple[Value, ...]] = zip(*columns.values(), strict=True)
        if table == "cases":
            rows = self._with_twins(rows, tuple(columns), frame)
        return Page(sheet, tuple(columns), tuple(rows))

    def _shifts(self, frame: pd.DataFrame) -> NDArray[np.timedelta64]:
        children = frame["case_id"].array
        weeks = [7 * self.coder.weeks(child, self.weeks) for child in children.categories]
        shifts: NDArray[np.timedelta64] = np.array(weeks, dtype="m8[D]")[children.codes]
        return shifts

    def _unreadable(self, columns: dict[str, Sequence[Value]], frame: pd.DataFrame) -> dict[str, Sequence[Value]]:
        """The last dates, with a word where one is recorded that cannot be read."""
        children = np.asarray(frame["case_id"], dtype=object).tolist()
        return {
            name: [
                NOT_READABLE if cell == "" and child in self.caseload.untold.get(LAST_DATES[name], ()) else cell
                for child, cell in zip(children, columns[name], strict=True)
            ]
            for name in columns.keys() & LAST_DATES.keys()
        }

    def _with_twins(
        self, rows: Iterable[tuple[Value, ...]], headings: tuple[str, ...], frame: pd.DataFrame
    ) -> Iterator[tuple[Value, ...]]:
        """A second row, blank but for child and pathway, of a case that is recorded twice with different details.

        One of the two was set aside; without another nobody would know any more that the case cannot be judged.
        """
        contested = {child for child, why in self.caseload.contested.items() if why == TWICE}
        children = np.asarray(frame["case_id"], dtype=object).tolist()
        for child, row in zip(children, rows, strict=True):
            yield row
            if child in contested:
                yield tuple(
                    cell if name in {"case_id", "pathway"} else "" for name, cell in zip(headings, row, strict=True)
                )


def _write_types(table: str, frame: pd.DataFrame, implied: Sequence[str]) -> dict[str, Sequence[Value]]:
    """The types of events, in words that also say what the columns in `implied` say; or else these columns too."""
    rows = frame[["type", *implied]].astype(object).to_numpy().tolist()
    spelt = {
        tuple(row): spell_type(table, row[0], dict(zip(implied, row[1:], strict=True)))
        for row in {tuple(row) for row in rows}
    }
    if None not in spelt.values():
        return {"type": [spelt[tuple(row)] or "" for row in rows]}
    return {name: [row[at] for row in rows] for at, name in enumerate(("type", *implied))}
