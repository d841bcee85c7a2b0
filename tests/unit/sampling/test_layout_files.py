"""The files of `schemas/exports`: what an analyst may break when adding a heading."""

from __future__ import annotations

from collections import Counter

import pytest

from cwd_audit.loading.layouts import STEPS, Layout, SheetLayout, load_layouts
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.wording import normalise
from cwd_audit.resources import schemas
from cwd_audit.sampling.plain_layout import plain_layout

LAYOUTS = {layout.id: layout for layout in load_layouts()}
SHEETS = [(layout, sheet) for layout in LAYOUTS.values() for sheet in layout.sheets]
DAYS = {name: {column.name for column in table.columns if column.kind is Kind.DATE} for name, table in TABLES.items()}
SAMPLED = ("liquidlogic", "mosaic", "plain")


def test_plain_layout_is_the_canonical_tables() -> None:
    """The plain layout says what the model says; it is generated, and nobody has edited it since."""
    written = (schemas() / "exports" / "plain.toml").read_text(encoding="utf-8")

    assert plain_layout() == written


def test_every_canonical_column_is_a_plain_heading() -> None:
    """A user can name every canonical column in the plain layout."""
    plain = {sheet.table: set(sheet.columns) for sheet in LAYOUTS["plain"].sheets}

    assert {name: set(table.by_name) for name, table in TABLES.items()} == plain


@pytest.mark.parametrize(("layout", "sheet"), SHEETS, ids=lambda part: getattr(part, "title", None))
def test_no_heading_means_two_things(layout: Layout, sheet: SheetLayout) -> None:
    """Within a sheet a heading stands for one column, or is ignored, and is listed once."""
    listed = [
        normalise(heading)
        for headings in (*sheet.columns.values(), *([] if layout.id == "plain" else [sheet.ignore]))
        for heading in headings
    ]

    assert sorted(set(listed)) == sorted(listed)


@pytest.mark.parametrize("layout", SAMPLED)
def test_a_child_is_named_alike_on_all_sheets(layout: str) -> None:
    """The list of headings for the child's number is the same on every sheet of a layout."""
    headings = {sheet.columns["case_id"] for sheet in LAYOUTS[layout].sheets}

    assert len(headings) == 1


@pytest.mark.parametrize("layout", SAMPLED)
def test_every_table_of_the_audit_can_be_carried(layout: str) -> None:
    """Each table has a sheet; a Mosaic export carries events as steps, and cases and hubs as allocations."""
    tables = {sheet.table for sheet in LAYOUTS[layout].sheets}
    by_other_means = {"cases", "pathways"} if layout == "mosaic" else set()
    if STEPS in tables:
        by_other_means |= {"visits", "reviews", "supervisions", "meetings", "panels"}

    assert set(TABLES) == (tables - {STEPS}) | by_other_means


@pytest.mark.parametrize(("layout", "sheet"), SHEETS, ids=lambda part: getattr(part, "title", None))
def test_what_a_sheet_needs_has_headings(layout: Layout, sheet: SheetLayout) -> None:
    """A sheet can be recognised: each column it cannot do without has a heading."""
    without = [column for column in sheet.required if not sheet.columns.get(column)]

    assert without == [], layout.id


def telling(sheet: SheetLayout) -> set[str]:
    """The headings of the columns by which a sheet is known: the days it must have, or the columns of which one."""
    days = [column for column in sheet.required if column in {"date", *DAYS.get(sheet.table, ())}]
    return {normalise(heading) for column in days or sheet.one_of for heading in sheet.columns[column]}


@pytest.mark.parametrize("layout", ["liquidlogic", "mosaic"])
def test_days_tell_sheets_apart(layout: str) -> None:
    """The heading of the day says which list it is: no two lists share one."""
    listed = Counter(heading for sheet in LAYOUTS[layout].sheets for heading in telling(sheet))

    assert [heading for heading, times in listed.items() if times > 1] == []
