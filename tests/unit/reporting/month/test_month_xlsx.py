"""The workbook for publication against the Analysis Function's checklist for accessible spreadsheets, item by item.

Read back with openpyxl, and from the parts of the file where openpyxl would not tell.
"""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.worksheet import Worksheet

from builders_month import MONTHS, a_month
from cwd_audit.model.month import Rating, Shorthand
from cwd_audit.reporting.month import find_month_reporter
from cwd_audit.reporting.month.pages import Column, Document, Kind, Page, Table
from cwd_audit.reporting.month.palette import INK, LINK, MEDIAN, SERIES, TARGET
from months import document, names_in, parts_of, rendered, tree

EVERY_MONTH = pytest.mark.parametrize("month", MONTHS)
FRONT = ["Cover", "Contents", "Notes"]


@cache
def opened(month: str) -> Workbook:
    """The workbook of one report, read back."""
    return load_workbook(io.BytesIO(rendered("xlsx", month)))


def of_pages(*pages: Page) -> Workbook:
    """A workbook of these pages, read back."""
    made = Document("Title", "Subtitle", (), (), (), pages, date(2026, 10, 31))
    return load_workbook(io.BytesIO(find_month_reporter("xlsx").render(a_month(), made)))


def a_page(*rows: tuple[object, ...], columns: tuple[Column, ...] = (Column("Group"),)) -> Page:
    """A page with one table."""
    return Page("Page", "Its title", "Its message.", (), Table("its_table", columns, rows))  # type: ignore[arg-type]


def parts(month: str) -> dict[str, str]:
    """The parts of the file of one report."""
    return parts_of(rendered("xlsx", month))


def sheet_parts(month: str) -> dict[str, str]:
    """The parts that are sheets."""
    return {name: part for name, part in parts(month).items() if name.startswith("xl/worksheets/sheet")}


def the_table(sheet: Worksheet) -> SheetTable:
    """The one table of a sheet."""
    (table,) = sheet.tables.values()
    assert isinstance(table, SheetTable)
    return table


def cells_of(sheet: Worksheet, table: SheetTable) -> list[tuple[Cell | MergedCell, ...]]:
    """The rows of a table, its headings first."""
    left, top, right, bottom = range_boundaries(table.ref)
    return list(sheet.iter_rows(min_row=top, max_row=bottom, min_col=left, max_col=right))


def all_cells(book: Workbook) -> list[Cell | MergedCell]:
    """Every cell of every sheet."""
    return [cell for sheet in book for row in sheet.iter_rows() for cell in row]


def head_row(sheet: Worksheet) -> int:
    """The row of the headings of its table."""
    return cells_of(sheet, the_table(sheet))[0][0].row or 0


def with_tables(book: Workbook) -> list[Worksheet]:
    """The sheets that have a table: all but the cover, and those with nothing to list."""
    return [sheet for sheet in book if sheet.tables]


@EVERY_MONTH
def test_cover_contents_notes_then_a_sheet_for_each_page(month: str) -> None:
    """In this order."""
    assert [*FRONT, *(page.name for page in document(month).pages)] == opened(month).sheetnames


@EVERY_MONTH
def test_sheet_names_are_unique_and_short(month: str) -> None:
    """Whatever their capitals, and at most 31 characters."""
    names = [name.casefold() for name in opened(month).sheetnames]

    assert len(names) == len(set(names))
    assert max(map(len, names)) <= 31


def test_clashing_names_of_pages_all_open() -> None:
    """Names that Excel would refuse or take for one another each get a sheet."""
    pages = [replace(a_page(), name=name, table=None) for name in ("Cover", "cover", "a/b", "a-b", "x" * 40, "x" * 41)]

    assert len(set(of_pages(*pages).sheetnames)) == 2 + len(pages)


@EVERY_MONTH
def test_one_table_on_each_sheet_marked_up_as_one(month: str) -> None:
    """At most one; a page without one has nothing to list."""
    book = opened(month)
    tables = {page.name: int(bool(page.table)) for page in document(month).pages}

    assert {"Cover": 0, "Contents": 1, "Notes": 1, **tables} == {sheet.title: len(sheet.tables) for sheet in book}


@EVERY_MONTH
def test_tables_have_meaningful_unique_names(month: str) -> None:
    """Not `Table1`."""
    names = [the_table(sheet).displayName for sheet in with_tables(opened(month))]

    assert len(names) == len({name.casefold() for name in names})
    assert [name for name in names if not re.fullmatch(r"[A-Za-z_]\w+", name) or re.match(r"(?i)table\d", name)] == []


@EVERY_MONTH
def test_one_header_row_with_unique_texts(month: str) -> None:
    """What the table calls its columns is what the cells say, none blank, none twice."""
    for sheet in with_tables(opened(month)):
        table = the_table(sheet)
        names = [column.name for column in table.tableColumns]

        assert table.headerRowCount == 1
        assert [cell.value for cell in cells_of(sheet, table)[0]] == names
        assert len({name.casefold() for name in names}) == len(names)
        assert all(name.strip() for name in names)


def test_headings_that_clash_are_told_apart() -> None:
    """Excel takes `Group` and `GROUP` for the same, and would mend the file."""
    columns = (Column("Group"), Column("GROUP"), Column(" "), Column("x" * 300))
    (sheet,) = with_tables(of_pages(a_page(("a", "b", "c", "d"), columns=columns)))[1:]

    found = [column.name for column in the_table(sheet).tableColumns]
    assert found[:3] == ["Group", "GROUP (2)", "[x]"]
    assert len(found[3]) == 255


@EVERY_MONTH
def test_no_cell_of_a_table_is_empty_and_none_merged(month: str) -> None:
    """So there is no blank row or column either; shorthands stand where there is no number."""
    for sheet in opened(month):
        assert not sheet.merged_cells.ranges
        for table in sheet.tables.values():
            values = [cell.value for row in cells_of(sheet, table) for cell in row]
            assert [value for value in values if value is None or not str(value).strip()] == []


def test_a_blank_text_becomes_a_shorthand() -> None:
    """An export may have a group whose name is blank."""
    (sheet,) = with_tables(of_pages(a_page((" ",), ("",), ("\x00",))))[1:]

    assert [row[0].value for row in cells_of(sheet, the_table(sheet))] == [
        "Group",
        "[x]",
        "[x]",
        "\N{REPLACEMENT CHARACTER}",
    ]


@EVERY_MONTH
def test_shorthands_are_explained_on_the_sheet_that_uses_them(month: str) -> None:
    """In words, above the table."""
    for sheet in with_tables(opened(month))[2:]:
        head = head_row(sheet)
        above = " ".join(str(row[0].value) for row in sheet.iter_rows(max_row=head - 1))
        used = {cell.value for row in sheet.iter_rows(min_row=head + 1) for cell in row} & {*Shorthand}
        page = next(page for page in document(month).pages if page.name == sheet.title)
        own = {cell for row in page.table.rows for cell in row} if page.table else set()

        assert [each for each in used & own if f"{each} stands for {Shorthand(str(each)).in_words}" not in above] == []


@EVERY_MONTH
def test_every_sheet_has_its_title_in_a1(month: str) -> None:
    """The page's own title, larger than the text."""
    book, pages = opened(month), document(month)
    titles = [pages.title, "Contents", "Notes", *(page.title for page in pages.pages)]

    assert titles == [sheet["A1"].value for sheet in book]
    assert {16} == {sheet["A1"].font.size for sheet in book}


@EVERY_MONTH
def test_tables_start_in_column_a_and_nothing_is_below_or_beside(month: str) -> None:
    """The last row and column of each sheet are those of its table; above it column A alone is used."""
    for sheet in with_tables(opened(month)):
        cells = cells_of(sheet, the_table(sheet))

        assert cells[0][0].column == 1
        assert (sheet.max_row, sheet.max_column) == (cells[-1][0].row, len(cells[0]))
        assert {1} == {
            cell.column for row in sheet.iter_rows(max_row=head_row(sheet) - 1) for cell in row if cell.value
        }


@EVERY_MONTH
def test_text_is_wrapped_and_sans_serif_and_large_enough(month: str) -> None:
    """Arial of at least 12 in every cell; wrapped in every cell of a table."""
    for sheet in opened(month):
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        in_table = [cell for table in sheet.tables.values() for row in cells_of(sheet, table) for cell in row]

        assert {"Arial"} == {cell.font.name for cell in cells}
        assert min(cell.font.size for cell in cells) >= 12
        assert all(cell.alignment.wrap_text for cell in in_table)


@EVERY_MONTH
def test_nothing_is_hidden_frozen_filtered_or_in_a_margin(month: str) -> None:
    """No hidden sheet, row or column, freeze pane, filter, header, footer or comment."""
    assert 'state="hidden"' not in parts(month)["xl/workbook.xml"]
    for part in sheet_parts(month).values():
        assert names_in(part).isdisjoint({"pane", "autoFilter", "headerFooter", "legacyDrawing", "mergeCells"})
        assert 'hidden="1"' not in part
    for name, part in parts(month).items():
        assert not name.startswith("xl/tables/") or "autoFilter" not in names_in(part)


@EVERY_MONTH
def test_nothing_in_the_file_is_alive(month: str) -> None:
    """No macro, picture, text box, script or outward link; every cell is text or a number."""
    file = parts(month)
    allowed = re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
        r"|xl/(styles|sharedStrings)\.xml|xl/theme/theme1\.xml|xl/worksheets/sheet\d+\.xml"
        r"|xl/worksheets/_rels/sheet\d+\.xml\.rels|xl/tables/table\d+\.xml|xl/charts/chart\d+\.xml"
        r"|xl/drawings/drawing\d+\.xml|xl/drawings/_rels/drawing\d+\.xml\.rels"
    )

    assert [name for name in file if not allowed.fullmatch(name)] == []
    assert not any("f" in names_in(part) for part in sheet_parts(month).values())
    assert not any("External" in part for name, part in file.items() if name.endswith(".rels"))
    assert {"s", ""} >= {
        kind for part in sheet_parts(month).values() for kind in re.findall(r'<c [^>]*t="(\w+)"', part)
    }
    drawn = [names_in(part) for name, part in file.items() if re.match(r"xl/drawings/drawing", name)]
    assert all(names.isdisjoint({"pic", "sp", "txBody"}) for names in drawn)


@EVERY_MONTH
def test_no_fill_anywhere(month: str) -> None:
    """No background colour in any cell, and no style of a table that would bring one."""
    assert {None} == {table.tableStyleInfo.name for sheet in opened(month) for table in sheet.tables.values()}
    assert {"none", "gray125"} == set(re.findall(r'patternType="(\w+)"', parts(month)["xl/styles.xml"]))


def test_colour_is_never_the_only_message() -> None:
    """Ratings are words, in the colour of all other words; only links have another, and an underline."""
    book = opened("usual")
    ratings = [cell for row in book["At a glance"].iter_rows() for cell in row if cell.value in {*Rating}]
    coloured = [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.font.color and cell.font.color.rgb
        and cell.font.color.type == "rgb"
    ]  # fmt: skip

    assert ratings
    assert all(cell not in coloured for cell in ratings)
    assert coloured
    assert all(cell.font.underline == "single" and cell.hyperlink for cell in coloured)


@pytest.mark.parametrize(
    ("colour", "least"),
    [*((colour, 3.0) for colour in (*SERIES, MEDIAN, TARGET)), (INK, 4.5), (LINK, 4.5)],
)
def test_colours_can_be_told_from_white(colour: str, least: float) -> None:
    """At least 3 to 1 for lines and bars, and 4.5 to 1 for text."""
    shares = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4 for share in shares]
    brightness = sum(weight * share for weight, share in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    assert 1.05 / (brightness + 0.05) >= least


@EVERY_MONTH
def test_the_file_names_itself_and_its_language(month: str) -> None:
    """Title, subject, language, the day of the figures, and nobody's name."""
    properties, pages = opened(month).properties, document(month)

    assert (properties.title, properties.subject, properties.language) == (pages.title, pages.subtitle, "en-GB")
    assert properties.created.date() == pages.created
    assert not properties.creator
    assert not any('"en-US"' in part for part in parts(month).values())


@EVERY_MONTH
def test_it_opens_on_a1_of_the_first_sheet(month: str) -> None:
    """The cursor stands in A1 of every sheet."""
    book = opened(month)

    assert book.active is book["Cover"]
    assert all({"A1"} >= {chosen.activeCell for chosen in sheet.sheet_view.selection} for sheet in book)


@EVERY_MONTH
def test_the_contents_lead_to_every_sheet_and_back(month: str) -> None:
    """Each name is a link to A1 of its sheet; each sheet has one link back."""
    book = opened(month)
    links = {
        sheet.title: [row[0].hyperlink.location for row in sheet.iter_rows() if row[0].hyperlink] for sheet in book
    }
    others = [name for name in book.sheetnames if name != "Contents"]

    assert [f"'{name}'!A1" for name in others] == links.pop("Contents")
    assert {name: ["'Contents'!A1"] for name in others} == links


@EVERY_MONTH
def test_notes_are_words_and_each_is_told(month: str) -> None:
    """`[note 1]` in titles leads to the table of notes; nothing is raised, starred or daggered."""
    book = opened(month)
    told = {row[0].value for row in book["Notes"].iter_rows()}
    asked = {note for sheet in book for note in re.findall(r"\[(note \d+)\]", str(sheet["A1"].value))}

    assert asked <= told
    assert "vertAlign" not in parts(month)["xl/styles.xml"] + parts(month)["xl/sharedStrings.xml"]


def test_the_cover_says_whom_to_ask_and_how_small_numbers_were_treated() -> None:
    """With a line for the council to fill in."""
    lines = [str(row[0].value) for row in opened("usual")["Cover"].iter_rows()]

    assert [True, True] == [any(line.startswith(start) for line in lines) for start in ("[Contact: ", "Small numbers")]


def test_numbers_dates_and_words_as_cells() -> None:
    """Numbers are numbers, on the right with their shorthands and headings; percentages have one decimal."""
    columns = (
        Column("Words"), Column("Count", Kind.COUNT), Column("Share (%)", Kind.PERCENT), Column("Day", Kind.DATE)
    )  # fmt: skip
    rows = (
        (Rating.RED, 1200, 87.5, date(2026, 1, 5)),
        ("a", Shorthand.CONFIDENTIAL, Shorthand.NOT_AVAILABLE, date(1900, 1, 1)),
        (7, 0, 100, date(2026, 1, 5)),
    )
    (sheet,) = with_tables(of_pages(a_page(*rows, columns=columns)))[1:]
    head, *body = cells_of(sheet, the_table(sheet))

    assert [["left", "right", "right", "left"]] * 4 == [[c.alignment.horizontal for c in row] for row in (head, *body)]
    assert ["Red", 1200, 87.5] == [cell.value for cell in body[0][:3]]
    assert ["#,##0", "0.0", "d mmm yyyy"] == [cell.number_format for cell in body[0][1:]]
    assert ["a", "[c]", "[x]", "1 January 1900"] == [cell.value for cell in body[1]]
    assert [7, 0, 100] == [cell.value for cell in body[2][:3]]


@EVERY_MONTH
def test_columns_are_wide_and_rows_high_enough(month: str) -> None:
    """No number is cut off, and no row higher than Excel allows."""
    for sheet in with_tables(opened(month)):
        table = the_table(sheet)
        for column in zip(*cells_of(sheet, table), strict=True):
            numbers = [f"{cell.value:,}" for cell in column if isinstance(cell.value, int | float)]
            width = sheet.column_dimensions[column[0].column_letter].width
            assert max(map(len, numbers), default=0) + 2 <= (width or 12)
        assert all((dimension.height or 0) <= 409 for dimension in sheet.row_dimensions.values())


def test_lines_above_a_table_are_no_longer_than_a_screen() -> None:
    """They are broken at words into rows of their own."""
    for sheet in with_tables(opened("hostile"))[2:]:
        lines = [str(row[0].value) for row in sheet.iter_rows(min_row=2, max_row=head_row(sheet))]
        assert max(map(len, lines)) <= 255
        assert all(len(first) <= 120 for first, _ in pairwise(lines))


def test_a_page_with_nothing_to_list_says_so_without_a_table() -> None:
    """A table without rows is left out as well."""
    book = of_pages(a_page())

    assert [str(row[0].value) for row in book["Page"].iter_rows()] == [
        "Its title", "Its message.", "Back to the contents"
    ]  # fmt: skip


def test_every_part_is_well_formed() -> None:
    """Also with hostile text in every place."""
    assert all(tree(part) is not None for part in parts("hostile").values())
