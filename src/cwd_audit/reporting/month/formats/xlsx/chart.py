"""A native chart to the right of its table, drawn from the cells of the table.

A cell with a shorthand would be drawn as nought, because Excel takes a text for 0. In its place the chart refers to an
empty cell, so that there is a gap.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter.utility import quote_sheetname, xl_range_abs

from cwd_audit.reporting.month.formats.xlsx.book import FONT, Book
from cwd_audit.reporting.month.formats.xlsx.drawn import Drawn
from cwd_audit.reporting.month.formats.xlsx.sheet import Sheet
from cwd_audit.reporting.month.pages import Chart, ChartKind
from cwd_audit.reporting.month.palette import GRID, INK, MEDIAN, SERIES, TARGET
from cwd_audit.reporting.month.words import say_value_axis
from cwd_audit.reporting.safe import safe_cell

if TYPE_CHECKING:
    from xlsxwriter.chart import Chart as Native

_EMPTY_CELL = "$B$1"
"""Beside the title, where nothing is ever written."""
_WIDTH = 820
_RUN_HEIGHT = 500
_BAR_HEIGHT = 34
_FRAME_HEIGHT = 200
_HIGHEST = 1400
_MARKERS = ("circle", "square", "diamond", "triangle")


def put_chart(book: Book, sheet: Sheet, chart: Chart, drawn: Drawn, head: int) -> None:
    """Put the chart beside the table whose headings stand in row `head`."""
    run = chart.kind is ChartKind.RUN
    plot = _Plot(book.add_chart("line" if run else "bar"), sheet.name, head, head + 1 + drawn.first, drawn.labels)
    for number, (series, column) in enumerate(zip(chart.series, drawn.series, strict=True)):
        if any(value is not None for value in series.values):
            plot.draw(column, series.values, _line_look(number) if run else _bar_look(number, chart))
    for place, look in ((drawn.median, _across(MEDIAN, "dash")), (drawn.target, _across(TARGET, "round_dot"))):
        if place is not None:
            plot.draw(place, (0.0,) * len(chart.labels), look)
    _dress(plot.native, chart, drawn.table.columns[drawn.labels].heading)
    height = _RUN_HEIGHT if run else min(_FRAME_HEIGHT + _BAR_HEIGHT * len(chart.labels) * len(chart.series), _HIGHEST)
    plot.native.set_size({"width": _WIDTH, "height": height})
    beside = len(drawn.table.columns)
    options = {"x_offset": 16, "object_position": 2, "description": safe_cell(chart.alternative)}
    sheet.sheet.insert_chart(head, beside, plot.native, options)
    sheet.print_beside(beside, _WIDTH)


class _Plot(NamedTuple):
    """A chart in the making, and where on which sheet its cells are."""

    native: Native
    sheet: str
    head: int
    first: int
    labels: int

    def draw(self, column: int, values: tuple[float | None, ...], look: dict[str, Any]) -> None:
        """Draw the cells of a column; of the values only matters where they are missing."""
        last = self.first + len(values) - 1
        series: dict[str, Any] = {
            "name": [self.sheet, self.head, column],
            "categories": [self.sheet, self.first, self.labels, last, self.labels],
            "values": [self.sheet, self.first, column, last, column],
            **look,
        }
        if None in values:
            series |= {"values": f"=({','.join(self._cells(column, values))})", "values_data": list(values)}
        self.native.add_series(series)

    def _cells(self, column: int, values: tuple[float | None, ...]) -> Iterator[str]:
        """The runs of cells that hold numbers, and for each other cell an empty one."""
        sheet = quote_sheetname(self.sheet)
        for is_gap, places in groupby(range(len(values)), lambda place: values[place] is None):
            found = list(places)
            if is_gap:
                yield from [f"{sheet}!{_EMPTY_CELL}"] * len(found)
            else:
                yield f"{sheet}!{xl_range_abs(self.first + found[0], column, self.first + found[-1], column)}"


def _line_look(number: int) -> dict[str, Any]:
    colour = SERIES[number]
    marker = {"type": _MARKERS[number], "size": 8, "fill": {"color": colour}, "border": {"color": colour}}
    return {"line": {"color": colour, "width": 2.5}, "marker": marker}


def _bar_look(number: int, chart: Chart) -> dict[str, Any]:
    labels = {"value": True, "num_format": _number_format(chart), "font": _font()}
    return {"fill": {"color": SERIES[number]}, "border": {"none": True}, "gap": 60, "data_labels": labels}


def _across(colour: str, dash: str) -> dict[str, Any]:
    return {"line": {"color": colour, "width": 2, "dash_type": dash}, "marker": {"type": "none"}}


def _dress(native: Native, chart: Chart, heading: str) -> None:
    """Titles, axes and legend. The value axis begins at 0, and ends at 100 where values are percentages."""
    native.set_title({"name": safe_cell(chart.headline), "name_font": _font(14, bold=True), "overlay": False})
    values: dict[str, Any] = {
        "name": safe_cell(say_value_axis(chart)),
        "name_font": _font(),
        "num_font": _font(),
        "num_format": "#,##0",
        "min": 0,
        "major_gridlines": {"visible": True, "line": {"color": GRID, "width": 0.75}},
        "line": {"none": True},
    }
    if chart.in_percent:
        values |= {"max": 100, "major_unit": 20}
    groups: dict[str, Any] = {"name": safe_cell(heading), "name_font": _font(), "num_font": _font(), "text_axis": True}
    if chart.kind is ChartKind.RUN:
        groups["num_font"] = _font(rotation=-45)
    else:
        groups |= {"reverse": True, "crossing": "max", "interval_unit": 1}
    across, up = (groups, values) if chart.kind is ChartKind.RUN else (values, groups)
    native.set_x_axis(across)
    native.set_y_axis(up)
    shown = len(chart.series) > 1 or chart.kind is ChartKind.RUN
    native.set_legend({"position": "bottom", "font": _font()} if shown else {"none": True})
    native.set_chartarea({"border": {"none": True}})


def _number_format(chart: Chart) -> str:
    return "0.0" if chart.in_percent else "#,##0"


def _font(size: int = 12, *, bold: bool = False, **more: int) -> dict[str, Any]:
    return {"name": FONT, "size": size, "bold": bold, "color": INK, **more}
