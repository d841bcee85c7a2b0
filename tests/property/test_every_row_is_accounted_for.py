"""Rows read are rows used and rows set aside: in the catalogue of messages, in samples, in files spoilt at random."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from effort import tried_on
from held import read_in_place
from hypothesis import given
from hypothesis import strategies as st
from xlsxwriter import Workbook
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.worksheet import Worksheet

from cwd_audit.loading.assembly import assemble
from cwd_audit.loading.cells import read_text
from cwd_audit.loading.load import begin, recognise_sheets
from cwd_audit.loading.reading.asked import ask
from cwd_audit.loading.recognition import Recognised
from cwd_audit.loading.sheets import Cell
from cwd_audit.loading.spoilt import CODES
from cwd_audit.loading.tidying import tidy
from cwd_audit.model.caseload import ROW, SOURCE
from cwd_audit.model.errors import InputError
from messages import Message, all_messages

SAMPLES = Path(__file__).parents[2] / "sample_data"
EXPORTS = sorted(path for path in SAMPLES.iterdir() if path.suffix == ".xlsx" or path.is_dir())
OF_DATA = [message for message in all_messages() if message.about == "data" and "--map" not in message.args]
AS_OF = date(2026, 10, 31)


@pytest.fixture(autouse=True, scope="module")
def _in_place() -> Iterator[None]:
    with read_in_place():
        yield


def check_books(path: Path, *, include_hidden: bool = False) -> int:
    """Count the rows of each recognised sheet apart from the product's own count; gives how many there are."""
    recognised = recognise_sheets(begin([path], ask(include_hidden=include_hidden))).recognised
    caseload = assemble([tidy(match, number) for number, match in enumerate(recognised)], AS_OF, {})
    used: dict[int, set[int]] = defaultdict(set)
    for table in caseload.tables.values():
        for source, row in zip(table[SOURCE].tolist(), table[ROW].tolist(), strict=True):
            used[source].add(row)
    for number, (source, match) in enumerate(zip(caseload.sources, recognised, strict=True)):
        there = rows_under_header(match)
        spoken_of = {each.row for each in caseload.problems if (each.file, each.sheet) == (source.file, source.sheet)}

        assert source.rows == len(there) == source.rows_used + source.rows_set_aside
        assert used[number] <= there
        if match.spec.children:  # lists that belong together make one row of each child, which names one of theirs
            continue
        assert there - used[number] <= spoken_of
        assert len(used[number]) == source.rows_used
    return sum(source.rows for source in caseload.sources)


def rows_under_header(match: Recognised) -> set[int]:
    """The numbers of the rows below the header in which anything can be seen, or should be."""
    sheet = match.sheet
    return {
        sheet.first_row + at
        for at in range(match.header + 1, sheet.rows)
        if any(can_be_seen(column.cell(at)) for column in sheet.columns)
    }


def can_be_seen(cell: Cell) -> bool:
    """Whether it is more than a blank."""
    return not isinstance(cell, str) or cell in CODES or bool(read_text(cell))


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.name)
def test_in_every_sample(path: Path) -> None:
    """Clean or troubled, in every layout."""
    assert check_books(path) > 0


@pytest.mark.parametrize("message", OF_DATA, ids=lambda message: message.name)
def test_in_every_file_of_the_catalogue(message: Message, tmp_path: Path) -> None:
    """With what is hidden and without it."""
    message.lay_out(tmp_path)

    assert check_books(tmp_path, include_hidden=True) >= check_books(tmp_path) >= 0


HEAD = ("case_id", "pathway", "dob", "team", "last_visit")
VISITS = ("case_id", "date", "type", "outcome")
CASE = ("00123", "Hub A", "01/02/2015", "North", "05/01/2026")
ROWS = 8
VISIT = ("00123", "05/01/2026", "CIN Visit", "completed")
Spoil = tuple[str, int, int]
spoils = st.lists(
    st.tuples(
        st.sampled_from(["error", "formula", "merge", "hide row", "hide column", "total", "remark", "blank", "number"]),
        st.integers(0, ROWS),
        st.integers(0, len(HEAD) - 1),
    ),
    max_size=8,
)


def write(path: Path, cases: list[Spoil], visits: list[Spoil]) -> None:
    """A workbook of some children and visits with these things done to its sheets."""
    with Workbook(path) as book:
        for title, head, row, done in (("cases", HEAD, CASE, cases), ("visits", VISITS, VISIT, visits)):
            page = book.add_worksheet(title)
            for number in range(ROWS + 1):
                page.write_row(number, 0, (f"{number:05}", *row[1:]) if number else head)
            for what, at, column in done:
                spoil(page, what, at, column)


def spoil(page: Worksheet, what: str, row: int, column: int) -> None:
    """Do one thing to a sheet."""
    match what:
        case "error":
            page.write_formula(row, column, "=1/0", None, "#DIV/0!")
        case "formula":
            page.write_formula(row, column, "=TODAY()", None, "")
        case "merge":
            with suppress(OverlappingRange):
                page.merge_range(row, column, row + 2, column, "Team North")
        case "hide row":
            page.set_row(row, options={"hidden": True})
        case "hide column":
            page.set_column(column, column, options={"hidden": True})
        case "number":
            page.write_number(row, column, 46027.5)
        case _:
            words = {"total": "Grand total", "remark": "End of report", "blank": ""}
            page.write_row(row, 0, [words[what], *[""] * column])


@tried_on(12)
@given(spoils, spoils, st.booleans())
def test_in_files_spoilt_at_random(cases: list[Spoil], visits: list[Spoil], include_hidden: bool) -> None:  # noqa: FBT001 – drawn
    """Errors, formulas, merged and hidden cells, totals and remarks, anywhere, the header included."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "export.xlsx"
        write(path, cases, visits)
        with suppress(InputError):  # without its header a sheet is no list
            check_books(path, include_hidden=include_hidden)
