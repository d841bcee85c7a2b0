"""Web pages with tables, as reporting servers write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from builders_containers import (
    web_page,
)
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.sheets import Cell
from readings import cells_of, codes, faults

Write = Callable[[str, bytes | str], Path]


def page(table: str) -> str:
    """A web page with this table."""
    return f"<html><body><table>{table}</table></body></html>"


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("<tr><td> a \n b&nbsp;&amp;<br>c<td><p>d</p><p>e</p><tr><th>f", [["a b\xa0&\nc", "d\ne"], ["f", ""]]),
        ("<tr><td colspan=2>a</td><td>b</td></tr><tr><td>c<td>d<td>e</tr>", [["a", "", "b"], ["c", "d", "e"]]),
        ("<tr><td rowspan=2>a</td><td>b</td></tr><tr><td>c</td></tr>", [["a", "b"], ["a", "c"]]),
        ("<thead><tr><td rowspan=9>a</td></tr></thead><tbody><tr><td>b</td></tr></tbody>", [["a"], ["b"]]),
        ("<thead><tr><td rowspan=9>a<td>b</thead><tbody><tr><td><td>c</tbody>", [["a", "b"], ["", "c"]]),
        ("<tr><td>a<script>alert('x')</script><style>td {}</style></td></tr>", [["a"]]),
        ("<tr><td>a</td></tr><td>b</td>", [["a"], ["b"]]),
        ("<tr><td/><td>a<tr/><td>b", [["", "a"], ["b", ""]]),
        ("<tr><td>a<!-- <td>b --></td></tr>", [["a"]]),
    ],
)
def test_web_pages(write: Write, table: str, expected: list[list[Cell]]) -> None:
    """As a browser lays them out, with or without the tags that may be left out; text alone."""
    (sheet,), _ = read_file(str(write("export.xls", page(table))))

    assert cells_of(sheet) == expected


def test_tables_of_a_web_page(write: Write) -> None:
    """Each is a sheet; one without text is none; the one list among them goes by the name of the file."""
    title, empty, rows = "<table><tr><td>Title</table>", "<table><tr><td></table>", "<tr><td>a<tr><td>b"
    one = title + empty + f"<table>{rows}</table>"
    two = f"<table><caption> Last\n visits </caption>{rows}</table><table style='display: none'>{rows}</table>"
    first, second = (read_file(str(write("export.html", f"<html>{tables}"))) for tables in (one, two))

    assert [sheet[:3] for sheet in first[0]] == [("table 1", True, 1), ("", True, 2)]
    assert [sheet[:3] for sheet in second[0]] == [("Last visits", True, 2), ("table 2", False, 0)]


def test_what_a_web_page_hides_is_said(write: Write) -> None:
    """Hidden rows with text, cells over several rows; how many cells each row has."""
    rows = "<tr><td rowspan=2>a<td>b<tr style='DISPLAY:none'><td>c<tr hidden><td><tr><td>d"
    (sheet,), problems = read_file(str(write("export.html", page(rows))))

    assert [code for _, code, _ in codes(problems)] == ["merged-cells", "rows-hidden"]
    assert sheet[4] is not None
    assert list(memoryview(sheet[4]).cast("i")) == [2, 2, 1, 1]


@pytest.mark.parametrize(
    ("table", "place", "said"),
    [
        ("<tr><td><table><tr><td>a</table>", 'table "table 1"', "a table of the web page lies within another, so rows and columns cannot be told"),
        ("<tr><td rowspan=0>a", 'table "table 1"', "cell A1 of the web page reaches over a number of columns or rows that is none"),
        ("<tr><td colspan=501>a", 'table "table 1"', "cell A1 of the web page reaches over a number of columns or rows that is none"),
        ("<tr><td>a<td rowspan=2>b<tr><td colspan=2>c", 'table "table 1"', "cell A2 of the web page overlaps another"),
        ("<tr>" + "<td>" * 501, 'sheet "table 1"', "it has more than 500 columns"),
    ],
)  # fmt: skip
def test_web_pages_that_are_refused(write: Write, table: str, place: str, said: str) -> None:
    """What no rule can lay out exactly."""
    assert faults(write("export.xls", page(table))) == [(place, said)]


def test_web_pages_without_end(write: Write) -> None:
    """Cut short, or with tables by the thousand."""
    cut = web_page({"cases": [["a"], ["b"]]})[:-30]

    assert faults(write("a.html", cut)) == [("", "it is cut short: a table of the web page has no end")]
    assert faults(write("b.html", "<html>" + "<table></table>" * 1001)) == [
        ("", "the web page has more than 1,000 tables")
    ]


@pytest.mark.parametrize(
    ("encoding", "declared", "noted"),
    [("utf-8", "", False), ("utf-8", "utf-8", False), ("cp1252", "windows-1252", False), ("cp1252", "iso-8859-1", False),
     ("cp1252", "", True), ("cp1252", "utf-8", True), ("utf-16", "utf-16", False)],
)  # fmt: skip
def test_encodings_of_web_pages(write: Write, encoding: str, declared: str, *, noted: bool) -> None:
    """What a page says of itself counts where it is not UTF-8; a guess is noted."""
    head = f'<html><meta http-equiv=Content-Type content="text/html; charset={declared}"><table><tr><td>Zoë</table>'
    (sheet,), problems = read_file(str(write("export.html", head.encode(encoding))))

    assert cells_of(sheet) == [["Zoë"]]
    assert [code for _, code, _ in codes(problems)] == ["text-windows-1252"] * noted


@pytest.mark.parametrize("declared", ["shift_jis", "klingon"])
def test_web_page_in_another_encoding(write: Write, declared: str) -> None:
    """Names would be read wrongly."""
    raw = f"<html><meta charset={declared}><table><tr><td>Zoë</table>".encode("cp1252")

    assert faults(write("export.html", raw)) == [
        ("", "the web page is written in an encoding other than UTF-8 and Windows-1252")
    ]
