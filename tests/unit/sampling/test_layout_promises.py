"""What files of layouts say beside headings leads somewhere: to columns, sheets and words that there are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cwd_audit.loading.layouts import Layout, SheetLayout, load_layouts, load_vocabulary
from cwd_audit.loading.words import load_lookup
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.wording import normalise

LAYOUTS = load_layouts()
SHEETS = [(layout, sheet) for layout in LAYOUTS for sheet in layout.sheets]
EACH_SHEET = pytest.mark.parametrize(
    ("layout", "sheet"), SHEETS, ids=[f"{layout.id}: {sheet.title}" for layout, sheet in SHEETS]
)


def fixed_words(sheet: SheetLayout) -> Iterator[tuple[str, str, str]]:
    """Table, column and word of all that a sheet fixes, or says instead of other words."""
    yield from ((sheet.table, column, word) for column, word in sheet.fixed.items())
    for lifted in sheet.lifted:
        yield from ((lifted.table, column, word) for column, word in lifted.fixed.items())
    for column, words in sheet.own_words.items():
        yield from ((sheet.table, column, word) for word in words.values() if word)


@EACH_SHEET
def test_words_that_a_sheet_gives_are_canonical(layout: Layout, sheet: SheetLayout) -> None:
    """A word of a vocabulary, or a type of event of that table."""
    for table, name, word in fixed_words(sheet):
        column = TABLES[table].by_name[name]
        if column.kind is Kind.CHOICE:
            assert word in load_vocabulary().words[column.vocabulary], layout.id
        if column.kind is Kind.EVENT:
            assert load_lookup().events[normalise(word)].table == table
            assert load_lookup().events[normalise(word)].type == word


@EACH_SHEET
def test_what_is_lifted_out_of_a_sheet_stands_in_it(layout: Layout, sheet: SheetLayout) -> None:
    """Each column taken has headings, and so have the columns whose words choose rows."""
    for lifted in sheet.lifted:
        assert set(lifted.takes.values()) <= sheet.columns.keys(), layout.id
        assert lifted.only.keys() <= sheet.columns.keys()
    assert {*sheet.closed, *sheet.goes_on, *sheet.own_words} <= sheet.columns.keys()


@EACH_SHEET
def test_numbers_lead_to_headings_of_sheets_of_the_layout(layout: Layout, sheet: SheetLayout) -> None:
    """Each step names a sheet that there is, and two headings that are known there."""
    for lead in sheet.leads:
        assert lead.column in sheet.columns
        for title, *headings in lead.through:
            there = layout.kind(title)
            assert there is not None, title
            assert {normalise(heading) for heading in headings} <= there.aliases.keys()


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.id)
def test_gaps_are_of_tables_and_columns_that_there_are(layout: Layout) -> None:
    """And the legal statuses for which there is none are canonical; a layout with gaps says so in words."""
    for gap in layout.untold:
        table, _, column = gap.what.partition(".")

        assert not column or column in TABLES[table].by_name
        assert table in TABLES
        assert set(gap.unless) <= load_vocabulary().words["legal_status"].keys()
        assert layout.says
