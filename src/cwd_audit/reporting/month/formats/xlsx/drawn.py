"""Which cells of its table a chart draws, and the columns that the table lacks for it.

A chart of a workbook refers to cells. Median and target are no column of the table of a page, and so become one: what
is drawn can then also be read.
"""

from __future__ import annotations

from typing import NamedTuple

from cwd_audit.model.month import Shorthand
from cwd_audit.reporting.month.pages import Chart, ChartKind, Column, Kind, Series, Table, Value


class Drawn(NamedTuple):
    """A chart and its table; columns and rows are counted from nought."""

    table: Table
    """With the columns that the chart wants beside."""
    first: int
    """The first row that is drawn."""
    labels: int
    """The column of the names of months or groups."""
    series: tuple[int, ...]
    """The columns of the series."""
    median: int | None
    target: int | None


def find_drawn(table: Table, chart: Chart) -> Drawn:
    """Lay the chart over its table.

    Raises:
        ValueError: the chart draws more rows than its table has.
    """
    first, labels = _find_rows(table, chart)
    if first + len(chart.labels) > len(table.rows):
        message = f"the chart of {table.name} draws more rows than its table has"
        raise ValueError(message)
    places = []
    for series in chart.series:
        table, place = _find_column(table, series, first, chart)
        places.append(place)
    median = target = None
    if chart.kind is ChartKind.RUN:
        table, median = _add_constant(table, "Median", chart.median, first, chart)
        table, target = _add_constant(table, "Target", chart.target, first, chart)
    return Drawn(table, first, labels, tuple(places), median, target)


def _find_rows(table: Table, chart: Chart) -> tuple[int, int]:
    """The first row drawn and the column of labels: where the labels stand, else where the first series does."""
    count = len(chart.labels)
    starts = range(len(table.rows) - count + 1)
    for column in range(len(table.columns)):
        for start in starts:
            if tuple(row[column] for row in table.rows[start : start + count]) == chart.labels:
                return start, column
    for start in starts:
        if any(_holds(table, column, start, chart.series[0]) for column in range(len(table.columns))):
            return start, 0
    return 0, 0


def _find_column(table: Table, series: Series, first: int, chart: Chart) -> tuple[Table, int]:
    """The column that holds a series: the one of its name, else any; else it is added."""
    columns = range(len(table.columns))
    for place in sorted(columns, key=lambda place: table.columns[place].heading != series.name):
        if _holds(table, place, first, series):
            return table, place
    kind = Kind.PERCENT if chart.in_percent else Kind.COUNT
    return _add_column(table, series.name, kind, first, series.values), len(table.columns)


def _holds(table: Table, column: int, first: int, series: Series) -> bool:
    cells = [row[column] for row in table.rows[first : first + len(series.values)]]
    return len(cells) == len(series.values) and all(
        isinstance(cell, Shorthand) if value is None else cell == value
        for cell, value in zip(cells, series.values, strict=True)
    )


def _add_constant(table: Table, name: str, value: float | None, first: int, chart: Chart) -> tuple[Table, int | None]:
    if value is None:
        return table, None
    heading, kind = (f"{name} (%)", Kind.PERCENT) if chart.in_percent else (name, Kind.COUNT)
    return _add_column(table, heading, kind, first, (value,) * len(chart.labels)), len(table.columns)


def _add_column(table: Table, heading: str, kind: Kind, first: int, drawn: tuple[float | None, ...]) -> Table:
    """One more column; rows that are not drawn have no such number."""
    values: list[Value] = [Shorthand.NOT_APPLICABLE] * len(table.rows)
    values[first : first + len(drawn)] = [Shorthand.NOT_AVAILABLE if value is None else value for value in drawn]
    return table._replace(
        columns=(*table.columns, Column(heading, kind, 12)),
        rows=tuple((*row, value) for row, value in zip(table.rows, values, strict=True)),
    )
