"""Rows of a table, as rules of any kind speak of them; and what can be measured of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, Self

from pydantic import Field, model_validator

from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.policy import Conditions, Interval, Part
from cwd_audit.model.wording import nearest

PRESENT, ABSENT = "present", "absent"
"""As the only word of a condition: the column is filled, or blank."""

Take = Literal[
    "nights", "days", "longest stay in nights", "longest stay in days", "settings", "rows", "sum", "months",
    "age in years", "cases of the worker",
]  # fmt: skip
"""What is measured: nights (end − start) and days touched, over all stays in a stretch of time or of the longest one;
different settings; rows; the sum of a column; whole months from one date column to another; the child's age; how many
open cases the worker of the case holds."""


def date_column(table: str) -> str:
    """The column that dates a row: `date`, or `start`, or the first date column of the table."""
    names = [column.name for column in TABLES[table].columns if column.kind is Kind.DATE]
    return next((name for name in ("date", "start") if name in names), names[0] if names else "")


class Rows(Part):
    """Rows of a table that meet all conditions."""

    table: str
    """The table: visits, plans, stays, …"""
    where: Conditions = Field(default_factory=dict)
    """Column of the table -> words any of which will do; `present` or `absent` alone: filled, or blank."""
    dated: str = ""
    """The column that dates a row, where it is not the usual one."""
    latest: bool = False
    """The conditions are tested on the child's last row alone: what it said before no longer matters."""

    @model_validator(mode="after")
    def _known(self) -> Self:
        if self.table not in TABLES:
            near = nearest(self.table, TABLES)
            msg = f'there is no table "{self.table}"' + (f' (the nearest is "{near}")' if near else "")
            raise ValueError(msg)
        refuse_unknown(self.table, (*self.where, *filter(None, (self.dated,))))
        return self

    @property
    def date(self) -> str:
        """The column that dates a row."""
        return self.dated or date_column(self.table)

    def in_words(self) -> str:
        """`reviews (type CIN review)`."""
        said = [_condition(column.replace("_", " "), words) for column, words in self.where.items()]
        return self.table.replace("_", " ") + (f" ({', '.join(said)})" if said else "")

    def needs(self) -> frozenset[str]:
        """The columns without which the rows cannot be told, as `table.column`."""
        return frozenset(f"{self.table}.{name}" for name in (*self.where, self.date) if name)


class Measure(Part):
    """A quantity of a case."""

    take: Take
    """What is measured, in the words of the list."""
    of: Rows | None = None
    """The rows it is taken of; none for what the case row tells."""
    column: str = ""
    """What is summed; or the first of the two dates between which months are counted."""
    to: str = ""
    """The second of the two dates."""
    in_any: Interval | None = None
    """The greatest over all stretches of this length, not over one year of the calendar."""

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        of_case = self.take in {"age in years", "cases of the worker"}
        if of_case == (self.of is not None):
            msg = f'"{self.take}" is taken of {"the case" if of_case else "rows: name them with `of`"}'
            raise ValueError(msg)
        if self.take in {"sum", "months"} and not self.column:
            msg = f'"{self.take}" names its `column`'
            raise ValueError(msg)
        if self.of:
            refuse_unknown(self.of.table, filter(None, (self.column, self.to)))
        return self

    def needs(self) -> frozenset[str]:
        """The columns it is taken of."""
        if self.of is None:
            return frozenset({"cases.dob" if self.take == "age in years" else "cases.worker"})
        named = [self.column, self.to]
        if self.take in {"nights", "days", "longest stay in nights", "longest stay in days"}:
            named.append("end")
        if self.take == "settings":
            named.append("setting")
        return self.of.needs() | {f"{self.of.table}.{name}" for name in named if name}

    def in_words(self) -> str:
        """`nights in any 12 months`."""
        match self.take:
            case "sum":
                what = f"sum of {self.column} of {self._of_rows()}"
            case "months":
                what = f"months from {self.column} to {self.to} of {self._of_rows()}"
            case "rows":
                what = self._of_rows()
            case _:
                what = self.take
        return what.replace("_", " ") + (f" in any {self.in_any}" if self.in_any else "")

    def _of_rows(self) -> str:
        return self.of.in_words() if self.of else ""


def _condition(column: str, words: tuple[str, ...]) -> str:
    match words:
        case ("present",):
            return f"{column} recorded"
        case ("absent",):
            return f"{column} not recorded"
        case _:
            return f"{column} {' or '.join(words)}"


def refuse_unknown(table: str, columns: Iterable[str]) -> None:
    """Raise unless each column belongs to the table.

    Raises:
        ValueError: names the first that does not, and the nearest that does.
    """
    for name in columns:
        if name not in TABLES[table].by_name:
            near = nearest(name, TABLES[table].by_name)
            msg = f'{table} has no column "{name}"' + (f' (the nearest is "{near}")' if near else "")
            raise ValueError(msg)
