"""Laws of loading: the order of rows and files, and columns that hold nothing, change nothing but places."""

from __future__ import annotations

from drawn_sheets import (
    ALLOCATIONS,
    CASES,
    VISITS,
    Row,
    allocations,
    book,
    cases,
    days,
    facts,
    ids,
    lists,
    said,
    settled,
    spells,
    types,
    visits,
    words,
)
from effort import tried_on
from hypothesis import given
from hypothesis import strategies as st

from builders_sheets import load, sheet, text_file
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.problem import Severity

FEW = tried_on(6)


@FEW
@given(st.data(), lists(cases()), lists(visits), lists(spells))
def test_the_order_of_rows_changes_nothing(
    data: st.DataObject, some: list[Row], events: list[Row], history: list[Row]
) -> None:
    """Neither of cases nor of events nor of spells."""
    shuffled = [data.draw(st.permutations(rows)) for rows in (some, events, history)]

    assert settled(load(*book(some, events, history))) == settled(load(*book(*shuffled)))


@FEW
@given(st.data(), lists(allocations), lists(visits))
def test_the_order_of_allocations_changes_nothing(data: st.DataObject, spells_: list[Row], events: list[Row]) -> None:
    """Cases that are made of them are the same, as long as no two of a child begin on one day."""
    once = list({(row[0], row[3][-4:]): row for row in spells_}.values())
    listed = sheet("visits", [VISITS, *events])
    one, other = (sheet("allocations", [ALLOCATIONS, *rows]) for rows in (once, data.draw(st.permutations(once))))

    assert settled(load(one, listed)) == settled(load(other, listed))


@FEW
@given(st.data(), lists(cases()), lists(visits), lists(visits))
def test_the_order_of_files_changes_nothing(
    data: st.DataObject, some: list[Row], north: list[Row], south: list[Row]
) -> None:
    """Nor does it matter whether a list comes in one file or in two.

    Save for days written month first, which make the others of their file doubtful.
    """
    north, south = (
        [["soon" if cell == "10/21/2026" else cell for cell in row] for row in rows] for rows in (north, south)
    )
    files = [
        text_file("cases.csv", [CASES, *some]),
        text_file("visits-north.csv", [VISITS, *north]),
        text_file("visits-south.csv", [VISITS, *south]),
    ]
    whole = load(files[0], text_file("visits.csv", [VISITS, *north, *south]))
    empty = {("sheet-without-rows", "")}
    parts = load(*files)

    assert settled(parts) == settled(load(*data.draw(st.permutations(files))))
    assert facts(whole) == facts(parts)
    assert set(said(whole)) | empty == set(said(parts)) | empty


@FEW
@given(
    lists(cases()),
    lists(visits),
    st.lists(st.integers(0, len(VISITS)), max_size=3),
    st.sampled_from(["", " ", "\u00a0"]),
)
def test_blank_columns_change_nothing(some: list[Row], events: list[Row], places: list[int], blank: str) -> None:
    """Wherever they stand; places stay the same too."""

    def widen(raw: RawSheet) -> RawSheet:
        rows = [[str(column.cell(row)) for column in raw.columns] for row in range(raw.rows)]
        for place in places:
            rows = [[*row[:place], blank, *row[place:]] for row in rows]
        return sheet(raw.name, rows)

    narrow, wide = load(*book(some, events)), load(*map(widen, book(some, events)))

    assert settled(narrow) == settled(wide)
    assert narrow.problems == wide.problems
    assert narrow.sources == wide.sources


anything = st.text(st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=6)
ragged = st.lists(st.one_of(ids, days, types, words, anything), max_size=7)


@FEW
@given(st.lists(ragged, max_size=10), st.lists(ragged, max_size=10), lists(cases()))
def test_no_row_is_lost(some: list[Row], events: list[Row], sound: list[Row]) -> None:
    """Rows read are rows used and rows set aside, each with its problem, however dirty the file."""
    caseload = load(text_file("cases.csv", [CASES, *sound, *some]), text_file("visits.csv", [VISITS, *events]))
    records = {"totals-row", "header-repeated", "not-an-event", "duplicate-case"}
    for source in caseload.sources:
        problems = [each for each in caseload.problems if each.file == source.file and each.row != 1]
        aside = {each.row for each in problems if each.severity is Severity.ERROR or each.code in records}

        assert source.rows == source.rows_used + source.rows_set_aside
        assert len(aside) == source.rows_set_aside
    assert all(each.file and each.message and each.hint and each.row for each in caseload.problems)
    assert len(caseload.tables["cases"]) == caseload.sources[0].rows_used
    used = sum(int((table["source"] == 1).sum()) for table in caseload.tables.values())
    assert used == caseload.sources[1].rows_used
