"""A header of two rows is read as one where the workbook says how far each group reaches, and never by guessing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from builders_sheets import codes, find, load, rows_of, sheet
from cwd_audit.loading.layouts import load_layouts
from cwd_audit.loading.recognition import recognise
from cwd_audit.loading.sheets import RawSheet, SheetForm

CASES = sheet("cases", [["case_id", "pathway"], ["00123", "hub"]])
ROW = ["00123", "05/01/2026", "01/02/2026"]


def visits(groups: list[str], header: list[str], *spans: tuple[int, int, int]) -> RawSheet:
    """A list of visits under a header of two rows."""
    return replace(sheet("Visits", [groups, header, ROW]), form=SheetForm(spans=spans))


def test_groups_and_headings_are_read_together() -> None:
    """`Visit` over `Date` and `Entered` is the visit's date; nothing else would tell it from the other date."""
    raw = visits(["Child", "Visit", ""], ["ID", "Date", "Entered"], (0, 1, 2))
    (match,) = find(raw)

    assert {name: found.heading for name, found in match.columns.items()} == {
        "case_id": "Child ID",
        "date": "Visit Date",
    }
    assert codes(recognise([raw], load_layouts())[2])[0] == ("header-in-two-rows", 2, "")
    assert rows_of(load(CASES, raw).tables["visits"], "date") == [("2026-01-05",)]


def test_the_date_of_another_group_is_not_taken() -> None:
    """Though it alone would be a heading of the list."""
    raw = visits(["Child", "Review", "Visit"], ["LCS ID", "Date", "Date"], (0, 2, 3))

    assert rows_of(load(CASES, raw).tables["visits"], "date") == [("2026-02-01",)]


@pytest.mark.parametrize("spans", [(), ((0, 0, 2),)], ids=["nothing merged", "a title"])
def test_how_far_a_group_reaches_is_not_guessed(spans: tuple[tuple[int, int, int], ...]) -> None:
    """Without merged cells the second row stands alone, and two dates say nothing."""
    assert find(visits(["Visit", "", ""], ["LCS ID", "Date", "Date"], *spans)) == []
