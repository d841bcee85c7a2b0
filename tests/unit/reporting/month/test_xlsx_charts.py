"""The charts of the workbook: drawn from the cells of the table, with gaps where a number is not shown."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import chain
from xml.etree import ElementTree as ET

import pytest
from openpyxl import load_workbook

from builders_month import MONTHS, a_month
from cwd_audit.model.month import Shorthand
from cwd_audit.reporting.month import find_month_reporter
from cwd_audit.reporting.month.formats.xlsx.drawn import find_drawn
from cwd_audit.reporting.month.pages import Chart, ChartKind, Column, Document, Kind, Page, Series, Table
from months import document, parts_of, rendered, tree

HIDDEN = Shorthand.CONFIDENTIAL
NAMES = ("Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026")
GAPS = (None, 90.0, 80.0, None, None, 70.0)
CHART = Chart(
    ChartKind.RUN, "Visits: a real change", "In time (%) at month end", NAMES,
    (Series("In time (%)", GAPS), Series("Done in time (%)", (60.0,) * 6)), 95.0, 82.5, "Nov 2025 not shown, …",
)  # fmt: skip
TABLE = Table(
    "visits",
    (Column("Month"), Column("In time (%)", Kind.PERCENT), Column("Done in time (%)", Kind.PERCENT)),
    tuple((name, HIDDEN if value is None else value, 60.0) for name, value in zip(NAMES, GAPS, strict=True)),
)
GROUPS = Table(
    "groups",
    (Column("Grouped by"), Column("Group"), Column("Children open", Kind.COUNT)),
    (("All", "All", 20), ("Team", "North", 15), ("Team", "South", HIDDEN), ("Site", "Town", 20)),
)
BARS = Chart(
    ChartKind.BARS, "Open by team", "Children open", ("North", "South"), (Series("Children open", (15.0, None)),),
    None, None, "North 15, South not shown.", in_percent=False,
)  # fmt: skip


@cache
def file_of(table: Table, chart: Chart) -> dict[str, str]:
    """The parts of a workbook with one chart."""
    page = Page("Visits", "Visits", "Message.", (), table, chart)
    made = Document("Title", "Subtitle", (), (), (), (page,), date(2026, 10, 31))
    return parts_of(find_month_reporter("xlsx").render(a_month(), made))


def drawn(table: Table = TABLE, chart: Chart = CHART) -> ET.Element:
    """The part of that chart."""
    return tree(file_of(table, chart)["xl/charts/chart1.xml"])


def find(element: ET.Element, path: str) -> list[ET.Element]:
    """The elements at a path of names without namespaces."""
    return element.findall("/".join(f"{{*}}{name}" if name != "." else "." for name in path.split("/")))


def values_of(element: ET.Element, path: str) -> list[str]:
    """The attribute `val` of the elements at a path."""
    return [each.attrib["val"] for each in find(element, path)]


def series_of(chart: ET.Element) -> list[ET.Element]:
    """Its lines or bars."""
    return list(chart.iterfind(".//{*}ser"))


def points_of(series: ET.Element) -> dict[int, float]:
    """What the file holds of a series, by place."""
    return {int(point.attrib["idx"]): float(point[0].text or "") for point in find(series, "val/numRef/numCache/pt")}


def test_lines_refer_to_the_cells_of_the_table() -> None:
    """Names to its headings, labels and values to its columns."""
    _, done, *_ = series_of(drawn())

    assert ["Visits!$C$8"] == [each.text for each in find(done, "tx/strRef/f")]
    assert ["Visits!$A$9:$A$14"] == [each.text for each in find(done, "cat/strRef/f")]
    assert ["Visits!$C$9:$C$14"] == [each.text for each in find(done, "val/numRef/f")]


def test_a_shorthand_is_a_gap_and_not_nought() -> None:
    """Excel would draw the text of the cell as 0, so that the chart refers to an empty cell in its place."""
    (in_time, *_) = series_of(drawn())
    (formula,) = find(in_time, "val/numRef/f")

    assert formula.text == "(Visits!$B$1,Visits!$B$10:$B$11,Visits!$B$1,Visits!$B$1,Visits!$B$14)"
    assert points_of(in_time) == {1: 90, 2: 80, 5: 70}
    assert values_of(in_time, "val/numRef/numCache/ptCount") == ["6"]
    assert values_of(drawn(), "chart/dispBlanksAs") == ["gap"]


@pytest.mark.parametrize("month", MONTHS)
def test_the_empty_cell_is_empty_on_every_sheet(month: str) -> None:
    """Nothing is ever written beside a title."""
    book = load_workbook(io.BytesIO(rendered("xlsx", month)))

    assert [sheet.title for sheet in book if sheet["B1"].value is not None] == []


def test_median_and_target_are_columns_of_the_table() -> None:
    """What is drawn can be read; each is a line of its own dash and without markers."""
    *_, median, target = series_of(drawn())

    assert [name for line in (median, target) for name in find(line, "tx/strRef/strCache/pt/v")]
    assert [set(points_of(median).values()), set(points_of(target).values())] == [{82.5}, {95.0}]
    assert [values_of(line, "spPr/ln/prstDash") for line in (median, target)] == [["dash"], ["sysDot"]]
    assert [values_of(line, "marker/symbol") for line in (median, target)] == [["none"], ["none"]]


def test_lines_differ_in_more_than_colour() -> None:
    """Colours of the palette in its order, and a marker for each."""
    lines = series_of(drawn())[:2]

    assert [["12436D"], ["28A197"]] == [values_of(line, "spPr/ln/solidFill/srgbClr") for line in lines]
    assert [["circle"], ["square"]] == [values_of(line, "marker/symbol") for line in lines]


def test_titles_axes_and_legend() -> None:
    """The message as title, both axes named, percentages from 0 to 100, the names of the lines below."""
    chart = drawn()
    titles = ["".join(title.itertext()) for title in chart.iterfind(".//{*}title")]

    assert titles == ["Visits: a real change", "Month", "Per cent"]
    assert values_of(chart, "chart/plotArea/valAx/scaling/min") == ["0"]
    assert values_of(chart, "chart/plotArea/valAx/scaling/max") == ["100"]
    assert values_of(chart, "chart/legend/legendPos") == ["b"]


def test_where_the_chart_is_and_what_it_shows_is_said() -> None:
    """Its alternative text stands with it, and the sheet says where it begins."""
    file = file_of(TABLE, CHART)
    (frame,) = tree(file["xl/drawings/drawing1.xml"]).iterfind(".//{*}cNvPr")
    (table,) = (part for name, part in file.items() if 'name="visits"' in part)
    head = tree(table).attrib["ref"].split(":")[0].removeprefix("A")
    told = ["".join(each.itertext()) for each in tree(file["xl/sharedStrings.xml"])]
    corner = [element.text for element in tree(file["xl/drawings/drawing1.xml"]).iterfind(".//{*}from/*")]

    assert frame.attrib["descr"] == CHART.alternative
    assert "The chart shows: In time (%) at month end." in told
    assert f"It stands to the right of the table, from cell F{head} on." in told
    assert corner[::2] == ["5", str(int(head) - 1)]


def test_bars_are_of_their_groups_alone() -> None:
    """Rows of the whole and of other groupings are not drawn; a hidden group has no bar; groups keep their order."""
    chart = drawn(GROUPS, BARS)
    (bars,) = series_of(chart)

    assert [each.text for each in find(bars, "cat/strRef/f")] == ["Visits!$B$10:$B$11"]
    assert points_of(bars) == {0: 15}
    assert values_of(chart, "chart/plotArea/barChart/barDir") == ["bar"]
    assert values_of(chart, "chart/plotArea/catAx/scaling/orientation") == ["maxMin"]
    assert values_of(chart, "chart/plotArea/catAx/tickLblSkip") == ["1"]
    assert values_of(chart, "chart/plotArea/valAx/scaling/max") == []
    assert find(chart, "chart/legend") == []


def test_the_target_of_bars_is_said_at_their_axis() -> None:
    """There is no line for it among them."""
    chart = BARS._replace(in_percent=True, target=95.0)

    assert "Children open; the target is 95%" in [
        "".join(title.itertext()) for title in drawn(GROUPS, chart).iterfind(".//{*}title")
    ]


def test_a_series_that_the_table_lacks_becomes_a_column() -> None:
    """The rows that are not drawn have no such number."""
    other = Series("Other", (1.0, None))
    found = find_drawn(GROUPS, BARS._replace(series=(*BARS.series, other)))

    assert found.series == (2, 3)
    assert [row[3] for row in found.table.rows] == ["[z]", 1.0, "[x]", "[z]"]


def test_rows_are_found_by_their_figures_where_the_labels_are_shorter() -> None:
    """`Oct 2026` on the chart may be `October 2026` in the table."""
    labels = tuple(name.replace("2025", "25") for name in NAMES)
    found = find_drawn(TABLE, CHART._replace(labels=labels))

    assert (found.first, found.labels, found.series) == (0, 0, (1, 2))


def test_a_chart_of_more_rows_than_its_table_is_refused() -> None:
    """It would draw cells that are not there."""
    with pytest.raises(ValueError, match="draws more rows"):
        find_drawn(TABLE._replace(rows=TABLE.rows[:3]), CHART)


@pytest.mark.parametrize("month", MONTHS)
def test_charts_hold_no_figure_that_their_page_does_not_show(month: str) -> None:
    """What the parts of the charts remember is what the tables say: nothing hidden is in any of them."""
    charts = [page for page in document(month).pages if page.chart]
    file = parts_of(rendered("xlsx", month))
    for number, page in enumerate(charts, 1):
        assert page.chart
        assert page.table
        told = {float(value) for row in page.table.rows for value in row if isinstance(value, int | float)}
        told |= {value for value in (page.chart.median, page.chart.target) if value is not None}
        part = tree(file[f"xl/charts/chart{number}.xml"])

        assert set(chain.from_iterable(points_of(series).values() for series in series_of(part))) <= told
    assert len(charts) == sum(name.startswith("xl/charts/") for name in file)


@pytest.mark.parametrize("month", ["usual", "hostile"])
def test_every_reference_is_to_a_number_or_to_the_empty_cell(month: str) -> None:
    """A text would be drawn as nought."""
    book = load_workbook(io.BytesIO(rendered("xlsx", month)))
    referred = [
        cell.value
        for name, part in parts_of(rendered("xlsx", month)).items() if name.startswith("xl/charts/")
        for series in series_of(tree(part)) for formula in find(series, "val/numRef/f")
        for sheet, cells in _areas(formula.text or "")
        for row in book[sheet][f"{cells}:{cells}" if ":" not in cells else cells] for cell in row
    ]  # fmt: skip

    assert referred
    assert {int, float, type(None)} >= {type(value) for value in referred}


def _areas(formula: str) -> Iterator[tuple[str, str]]:
    for sheet, cells in re.findall(r"('(?:[^']|'')+'|\w+)!([$A-Z0-9:]+)", formula):
        yield sheet.strip("'").replace("''", "'"), cells.replace("$", "")


@pytest.mark.parametrize(("width", "breaks"), [(20, 0), (60, 1)])
def test_a_chart_beside_a_wide_table_is_printed_on_the_next_page(width: int, breaks: int) -> None:
    """Beside a narrow one it is printed on the same page, so that the lines above are not cut through."""
    table = TABLE._replace(columns=(TABLE.columns[0]._replace(width=width), *TABLE.columns[1:]))

    found = [file_of(table, CHART)[f"xl/worksheets/sheet{number}.xml"].count("<colBreaks") for number in (1, 2, 3)]
    assert found == [0, 0, breaks]
