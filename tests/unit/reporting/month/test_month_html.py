"""The monthly report for the browser: pages in their order, charts that say what they show, no script."""

from __future__ import annotations

import re
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from builders_month import MONTHS
from cwd_audit.reporting.month.formats.html.plot import (
    LINE_HEIGHT,
    RUN_HEIGHT,
    RUN_WIDTH,
    clip_label,
    plot_bars,
    plot_run,
)
from cwd_audit.reporting.month.pages import Chart, ChartKind, Series
from months import document, rendered

MONTH_LABELS = ("Nov 2025", "Dec 2025", "Jan 2026", "Feb 2026", "Mar 2026")
GAP = (80.0, None, 90.0, 95.5, 100.0)


def a_chart(*values: float | None, target: float | None = 95.0, median: float | None = 92.8) -> Chart:
    """A run chart of five months."""
    series = (Series("In time (%)", values or GAP),)
    return Chart(ChartKind.RUN, "Visits in time: rising", "In time (%)", MONTH_LABELS, series, target, median, "Told.")


@pytest.mark.parametrize("month", MONTHS)
def test_the_page_runs_no_script(month: str) -> None:
    """Its own policy forbids it, and there is none; styles stand in the head, and links lead to the page itself."""
    page = rendered("html", month).decode()
    tags = re.findall(r"<[a-z][^>]*>", page)

    assert "default-src &#39;none&#39;; style-src &#39;sha256-" in page
    assert "script-src &#39;none&#39;" in page
    assert [tag for tag in tags if re.search(r'<script|\s(style|on\w+)=|\ssrc=|href="(?!#|data:,")', tag)] == []


def test_a_section_for_each_page() -> None:
    """In the order of the report, each in the contents, and every note leads to what it says."""
    page = rendered("html", "usual").decode()
    contents = re.findall(r'<li><a href="#(page\d+)">', page)
    targets = set(re.findall(r'href="#([^"]+)"', page))

    assert contents == re.findall(r'<section id="(page\d+)"', page)
    assert len(contents) == len(document("usual").pages)
    assert targets <= set(re.findall(r'\bid="([^"]+)"', page))


@pytest.mark.parametrize("month", MONTHS)
def test_each_chart_has_its_words(month: str) -> None:
    """Headline and figures for who cannot see it; well formed, and with nothing drawn for what is not shown."""
    drawn = re.findall(r'<svg class="chart".*?</svg>', rendered("html", month).decode(), re.DOTALL)
    charts = [page.chart for page in document(month).pages if page.chart]

    assert len(drawn) == len(charts)
    for text, chart in zip(drawn, charts, strict=True):
        picture = ET.fromstring(text)  # noqa: S314 – our own page
        shown = sum(value is not None for series in chart.series for value in series.values)
        marks = [
            each for each in picture.iter() if "mark" in (each.get("class") or "") or each.get("class") == "filled"
        ]

        assert picture.findtext("title") == chart.headline
        assert len(marks) == shown
        assert picture.get("role") == "img"


def test_a_month_that_is_not_shown_breaks_the_line() -> None:
    """No stroke bridges the gap, and a point that stands alone is a mark."""
    (line,) = plot_run(a_chart()).lines

    assert [len(stroke.split(" ")) for stroke in line.strokes] == [3]
    assert [mark.says for mark in line.marks] == ["80%", "90%", "95.5%", "100%"]


def test_the_scale_begins_at_nothing_and_holds_everything() -> None:
    """Percentages up to 100; the higher the value the higher on the page, and all within the frame."""
    drawn = plot_run(a_chart())
    heights = [mark.y for mark in drawn.lines[0].marks]

    assert [tick.says for tick in drawn.scale] == ["0%", "20%", "40%", "60%", "80%", "100%"]
    assert heights == sorted(heights, reverse=True)
    assert [tick.says for tick in drawn.years] == ["2025", "2026"]
    assert all(0 < mark.x < RUN_WIDTH and 0 < mark.y < RUN_HEIGHT for mark in drawn.lines[0].marks)


@pytest.mark.parametrize(
    ("most", "expected"),
    [
        (1, ["0", "1"]),
        (7, ["0", "2", "4", "6", "8"]),
        (112, ["0", "50", "100", "150"]),
        (5000, ["0", "1,000", "2,000", "3,000", "4,000", "5,000"]),
    ],
)
def test_counts_have_even_steps(most: int, expected: list[str]) -> None:
    """The scale of counts ends at the most or a little above it."""
    chart = a_chart(0.0, float(most), None, None, None, target=None, median=None)._replace(in_percent=False)

    assert expected == [tick.says for tick in plot_run(chart).scale]


@pytest.mark.parametrize(("target", "median"), [(100.0, 100.0), (99.0, 98.0), (1.0, 0.0), (None, None)])
def test_names_of_lines_do_not_lie_on_one_another(target: float | None, median: float | None) -> None:
    """However near the lines end, each name has a line of its own within the picture."""
    chart = a_chart(*(target or 50.0 for _ in range(5)), target=target, median=median)
    labels = plot_run(chart).labels
    heights = [label.y for label in labels]

    assert all(after - before >= LINE_HEIGHT for before, after in pairwise(heights))
    assert 0 < min(heights)
    assert max(heights) <= RUN_HEIGHT
    assert len(labels) == 1 + (target is not None) + (median is not None)


def test_bars_are_as_long_as_their_values() -> None:
    """Half is half as long as the whole; what is not shown has no bar and says so."""
    chart = a_chart(50.0, 100.0, None, 0.0, 25.0)._replace(kind=ChartKind.BARS)
    half, whole, hidden, none, quarter = plot_bars(chart).bars

    assert whole.length is not None
    assert [each.length for each in (half, quarter, none)] == [
        pytest.approx(whole.length * share, abs=0.1) for share in (0.5, 0.25, 0)
    ]
    assert (hidden.length, hidden.says) == (None, "not shown")


def test_long_names_of_groups_are_cut() -> None:
    """With a sign that they are; the table has them whole."""
    assert clip_label("Team North") == "Team North"
    assert clip_label("x" * 40) == "x" * 27 + "…"
