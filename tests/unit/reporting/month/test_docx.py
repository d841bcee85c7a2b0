"""The Word document: headings to move by, tables that can be heard, charts with their words, room for commentary."""

from __future__ import annotations

import io
from datetime import date
from functools import cache

import docx
import pytest
from docx.document import Document as Word

from builders_month import MONTHS, a_month
from cwd_audit.model.month import Rating, Shorthand
from cwd_audit.reporting.month import find_month_reporter
from cwd_audit.reporting.month.formats.docx.body import COMMENTARY
from cwd_audit.reporting.month.formats.docx.chart import draw
from cwd_audit.reporting.month.formats.docx.table import fits, say_value
from cwd_audit.reporting.month.pages import Chart, ChartKind, Column, Kind, Series, Table
from cwd_audit.reporting.safe import safe_cell
from months import document, names_in, parts_of, rendered, tree

EVERY_MONTH = pytest.mark.parametrize("month", MONTHS)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RUN = Chart(
    ChartKind.RUN, "Visits: a <real> change", "In time (%)", ("Nov 2025", "Dec 2025", "Jan 2026"),
    (Series("In time (%)", (90.0, None, 70.5)),), 95.0, 82.5, "Nov 2025 90.0%, …",
)  # fmt: skip


@cache
def opened(month: str) -> Word:
    """The document of one report, read back."""
    return docx.Document(io.BytesIO(rendered("docx", month)))


@cache
def parts(month: str) -> dict[str, str]:
    """The parts of the file of one report."""
    return parts_of(rendered("docx", month))


def texts(month: str, style: str) -> list[str]:
    """The paragraphs of one style."""
    return [each.text for each in opened(month).paragraphs if each.style and each.style.name == style]


def test_headings_are_styles_and_in_order() -> None:
    """One title; a first-level heading for each page and the notes, so that one can move by them."""
    pages = document("usual")

    assert texts("usual", "Title") == [pages.title]
    assert texts("usual", "Subtitle") == [pages.subtitle]
    assert texts("usual", "Heading 1") == [
        "Summary", "About this report", *(page.title for page in pages.pages), "Notes"
    ]  # fmt: skip
    assert texts("usual", "List Bullet") == list(pages.summary)


@EVERY_MONTH
def test_tables_can_be_heard(month: str) -> None:
    """The heading row is marked and repeated, no row is broken, each table has its title, no cell is empty."""
    for table in opened(month).tables:
        head, *body = table.rows

        assert head._tr.trPr is not None
        assert head._tr.trPr.find(f"{W}tblHeader") is not None
        assert all(row._tr.trPr.find(f"{W}cantSplit") is not None for row in body if row._tr.trPr is not None)
        assert table._tbl.tblPr.find(f"{W}tblCaption") is not None
        assert table.style is not None
        assert table.style.name == "Table Grid"
    body_part = tree(parts(month)["word/document.xml"])
    assert [cell for cell in body_part.iter(f"{W}tc") if not "".join(cell.itertext()).strip()] == []
    assert names_in(parts(month)["word/document.xml"]).isdisjoint({"gridSpan", "vMerge"})


def test_each_indicator_has_room_for_its_commentary_once() -> None:
    """A control whose placeholder goes when one begins to write."""
    body = tree(parts("usual")["word/document.xml"])
    controls = list(body.iter(f"{W}sdt"))
    numbers = [number.attrib[f"{W}val"] for number in body.iterfind(f".//{W}sdtPr/{W}id")]

    assert [COMMENTARY] * len(MONTHS["usual"].results) == ["".join(each.itertext()).strip() for each in controls]
    assert all(each.find(f"{W}sdtPr/{W}showingPlcHdr") is not None for each in controls)
    assert len(numbers) == len(set(numbers))


@EVERY_MONTH
def test_every_chart_has_its_words(month: str) -> None:
    """As many charts as pages have, each with the alternative text of its page."""
    body = tree(parts(month)["word/document.xml"])
    told = [each.attrib["descr"] for each in body.iter() if each.tag.endswith("}docPr")]

    assert [safe_cell(page.chart.alternative) for page in document(month).pages if page.chart] == told
    assert len(told) == sum(name.startswith("word/charts/") for name in parts(month))


@EVERY_MONTH
def test_charts_hold_no_figure_that_their_page_does_not_show(month: str) -> None:
    """What a part of a chart holds is what its series say, and they show what the table shows."""
    for number, page in enumerate(document(month).pages, 1):
        if page.chart:
            part = tree(parts(month)[f"word/charts/chart{number}.xml"])
            wanted = {value for series in page.chart.series for value in series.values if value is not None}
            wanted |= {value for value in (page.chart.median, page.chart.target) if value is not None}

            assert {float(v.text or "") for v in part.iterfind(".//{*}val/{*}numLit/{*}pt/{*}v")} <= wanted


def test_a_hidden_point_is_a_gap() -> None:
    """It is left out, gaps stay gaps, and lines are not bent into values that no month had."""
    part = tree(draw(RUN))
    first, *_ = part.iterfind(".//{*}ser")

    assert [point.attrib["idx"] for point in first.iterfind("{*}val/{*}numLit/{*}pt")] == ["0", "2"]
    assert [each.attrib["val"] for each in part.iterfind(".//{*}dispBlanksAs")] == ["gap"]
    assert {each.attrib["val"] for each in part.iterfind(".//{*}smooth")} == {"0"}
    assert len(list(part.iterfind(".//{*}ser/{*}smooth"))) == 3


def test_a_run_chart_has_titles_axes_median_and_target() -> None:
    """The message as title; percentages from 0 to 100; median dashed, target dotted."""
    part = tree(draw(RUN))
    titles = ["".join(title.itertext()) for title in part.iterfind(".//{*}title")]
    names = [name.text for name in part.iterfind(".//{*}ser/{*}tx/{*}v")]
    scale = [next(part.iterfind(f".//{{*}}valAx/{{*}}scaling/{{*}}{end}")).attrib["val"] for end in ("min", "max")]

    assert titles == ["Visits: a <real> change", "Month", "Per cent"]
    assert names == ["In time (%)", "Median (%)", "Target (%)"]
    assert [dash.attrib["val"] for dash in part.iterfind(".//{*}prstDash")] == ["solid", "dash", "sysDot"]
    assert scale == ["0", "100"]


def test_bars_say_their_target_at_the_axis() -> None:
    """Groups keep their order; there is no line for the target among bars."""
    part = tree(draw(RUN._replace(kind=ChartKind.BARS)))
    titles = ["".join(title.itertext()) for title in part.iterfind(".//{*}title")]

    assert titles == ["Visits: a <real> change", "Group", "In time (%); the target is 95%"]
    assert len(list(part.iterfind(".//{*}ser"))) == 1
    assert next(part.iterfind(".//{*}catAx/{*}scaling/{*}orientation")).attrib["val"] == "maxMin"


def test_counts_have_no_upper_end() -> None:
    """Only percentages end at 100."""
    part = tree(draw(RUN._replace(in_percent=False, target=None, median=None)))

    assert list(part.iterfind(".//{*}valAx/{*}scaling/{*}max")) == []
    assert [name.text for name in part.iterfind(".//{*}ser/{*}tx/{*}v")] == ["In time (%)"]


@EVERY_MONTH
def test_the_file_names_itself_and_its_language(month: str) -> None:
    """Title, language, the day of the figures; nobody's name and nothing of the library's template."""
    properties, pages = opened(month).core_properties, document(month)

    assert (properties.title, properties.subject, properties.language) == (pages.title, pages.subtitle, "en-GB")
    assert {properties.created.date(), properties.modified.date()} == {pages.created}
    assert not properties.author + properties.comments + properties.last_modified_by
    assert not any("thumbnail" in name for name in parts(month))
    assert 'w:val="en-US"' not in parts(month)["word/styles.xml"]


def test_pages_are_a4_and_numbered() -> None:
    """On their side; page so of so many."""
    (section,) = opened("usual").sections
    footer = parts("usual")["word/footer1.xml"]

    assert (round((section.page_width or 0) / 36000), round((section.page_height or 0) / 36000)) == (297, 210)
    assert [field in footer for field in ('w:instr="PAGE"', 'w:instr="NUMPAGES"')] == [True, True]


@EVERY_MONTH
def test_nothing_in_the_file_is_alive(month: str) -> None:
    """No link, macro, picture or embedded file; the only fields are those of the page numbers."""
    file = parts(month)
    body = names_in(file["word/document.xml"])

    assert body.isdisjoint({"hyperlink", "fldSimple", "fldChar", "instrText", "object", "pict", "pic", "altChunk"})
    assert not any('TargetMode="External"' in part for part in file.values())
    assert not any(name.startswith(("word/media", "word/embeddings", "word/vba")) for name in file)
    assert all(tree(part) is not None for part in file.values())


def test_a_table_too_wide_for_the_page_becomes_a_list() -> None:
    """A heading for each row, and a line for each cell, rather than words broken into letters."""
    wide = Table("wide", tuple(Column(f"Constitutional {n}", width=30) for n in range(13)), (("x",) * 13,))
    page = document("usual").pages[-1]

    assert page.table
    assert [fits(wide), fits(page.table)] == [False, False]
    assert [row[0] for row in page.table.rows] == texts("usual", "Heading 2")[-len(page.table.rows) :]
    assert f"Question: {page.table.rows[0][1]}" in texts("usual", "Normal")


@pytest.mark.parametrize(
    ("value", "kind", "said"),
    [
        (1200, Kind.COUNT, "1,200"),
        (87.5, Kind.PERCENT, "87.5"),
        (100, Kind.PERCENT, "100.0"),
        (date(2026, 1, 5), Kind.DATE, "5 January 2026"),
        (Rating.RED, Kind.TEXT, "Red"),
        (Shorthand.CONFIDENTIAL, Kind.COUNT, "[c]"),
        (" ", Kind.TEXT, "[x]"),
    ],
)
def test_values_as_people_read_them(value: str | float | date, kind: Kind, said: str) -> None:
    """Numbers with their commas and one decimal, dates in words, never an empty cell."""
    assert said == say_value(value, kind)


def test_numbers_stand_on_the_right_with_their_shorthands() -> None:
    """As in the workbook."""
    made = find_month_reporter("docx").render(a_month(), document("hidden"))
    tables = docx.Document(io.BytesIO(made)).tables
    cells = [cell for table in tables for row in table.rows for cell in row.cells if cell.text == "[c]"]

    assert cells
    assert {2} == {cell.paragraphs[0].alignment for cell in cells}
