"""Cells become typed columns; every fault is noted at its place, and no row is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest

from builders_sheets import Rows, codes, find, rows_of, sheet, text_file, tidied
from cwd_audit.loading.frames import categorical, join_frames
from cwd_audit.loading.sheets import Cell
from cwd_audit.loading.spoilt import CODES
from cwd_audit.loading.tidying import TidyTable, tidy
from cwd_audit.model.problem import Severity

VISITS = ["LCS ID", "Visit Date", "Visit Type", "Child Seen", "Visit Method", "Visited By"]
GOOD: list[Cell] = ["00123", "05/01/2026", "CIN Visit", "Y", "Face to face", "Testworker Alpha"]


def visits(*rows: list[Cell]) -> TidyTable:
    """A tidy list of visits whose header is in row 1."""
    return tidied(sheet("Visits", [VISITS, *rows]))


def changed(position: int, cell: Cell) -> list[Cell]:
    """A sound row with one cell changed."""
    return [*GOOD[:position], cell, *GOOD[position + 1 :]]


def balance(table: TidyTable) -> tuple[int, int, int]:
    """Rows read, rows used, rows set aside."""
    return table.rows, len(table.frame), len(table.set_aside)


def test_a_sound_row_is_typed() -> None:
    """IDs keep their zeros, dates are dates, and known words are canonical ones."""
    table = visits(GOOD)

    assert rows_of(table.frame) == [("00123", "2026-01-05", "CIN Visit", "face to face", "Testworker Alpha", "yes")]
    assert np.dtype("M8[s]") == table.frame["date"].dtype
    assert table.frame["row"].tolist() == [2]
    assert table.problems == []


ASIDE: tuple[tuple[str, int, Cell, str], ...] = (
    ("case-id-blank", 0, "", "LCS ID"),
    ("case-id-blank", 0, "\u200b ", "LCS ID"),
    ("id-digits-lost", 0, 1e16, "LCS ID"),
    ("id-not-whole", 0, 0.5, "LCS ID"),
    ("required-blank", 1, "", "Visit Date"),
    ("date-impossible", 1, "31/02/2026", "Visit Date"),
    ("date-month-first", 1, "04/31/2026", "Visit Date"),
    ("date-sentinel", 1, date(9999, 12, 31), "Visit Date"),
    ("date-unreadable", 1, "soon", "Visit Date"),
    ("date-number", 1, 7.0, "Visit Date"),
    ("totals-row", 0, "Total", "LCS ID"),
    ("totals-row", 0, "Grand Total: 60", "LCS ID"),
    ("totals-row", 0, "Sub-total", "LCS ID"),
    ("totals-row", 0, "Total visits 60", "LCS ID"),
    ("totals-row", 0, "Count: 60", "LCS ID"),
    ("header-repeated", 0, "LCS ID", "LCS ID"),
    ("header-repeated", 0, "lcs_id:", "LCS ID"),
)
KEPT: tuple[tuple[str, int, Cell, str, str], ...] = (
    ("word-not-known", 3, "perhaps", "Child Seen", "?perhaps"),
    ("word-not-known", 4, "carrier pigeon", "Visit Method", "?carrier pigeon"),
)


@pytest.mark.parametrize(("code", "position", "cell", "heading"), ASIDE)
def test_a_row_that_means_nothing_is_set_aside(code: str, position: int, cell: Cell, heading: str) -> None:
    """A blank or a fault where a value is required, or a line that is no record; the rows around it stay."""
    table = visits(GOOD, changed(position, cell), GOOD)

    assert [(code, 3, heading)] == codes(table.problems)
    assert balance(table) == (3, 2, 1)
    assert table.frame["row"].tolist() == [2, 4]


@pytest.mark.parametrize(("code", "position", "cell", "heading", "kept"), KEPT)
def test_a_word_that_is_not_known_is_kept_apart(code: str, position: int, cell: Cell, heading: str, kept: str) -> None:
    """The row is used; the word cannot be taken for a known one, and is not shown."""
    table = visits(changed(position, cell))

    assert [(code, 2, heading)] == codes(table.problems)
    assert kept in rows_of(table.frame)[0]
    assert str(cell) not in table.problems[0].message


@pytest.mark.parametrize(
    ("code", "row"),
    [
        ("totals-row", ["", "", "", "", "", "North Total"]),
        ("totals-row", ["7", "", "", "", "", "North Count"]),
        ("totals-row", ["", "", "", "", "Grand Total", "60"]),
        ("remark-row", ["End of report"]),
        ("remark-row", ["Printed: 31/10/2026"]),
        ("case-id-blank", ["", "", "", "", "", "Testworker Alpha"]),
        ("required-blank", ["LCS 123"]),
    ],
)
def test_lines_around_the_table_are_no_records(code: str, row: list[Cell]) -> None:
    """Subtotals in any column, and remarks; a name that stands alone may be a child's, and an ID is an ID."""
    table = visits(GOOD, row, GOOD)

    assert code in {problem.code for problem in table.problems}
    assert {3} == {problem.row for problem in table.problems}
    assert balance(table) == (3, 2, 1)


FLAGS: tuple[tuple[str, tuple[Cell, ...]], ...] = (
    ("yes", ("Y", "yes", "YES ", "\u00a0Yes", "TRUE", True, "1", 1.0, "a) Yes", "A)  yes", "✓", "✔", "x", "Yes.")),
    ("no", ("N", "no", "No\u200b", "FALSE", False, "0", 0.0, "b) No", "✗")),
    ("unknown", ("c) Unknown", "Not known", "N/K", "Don’t know")),
    ("", ("", " ", "\u00a0")),
)


@pytest.mark.parametrize(("expected", "cell"), [(word, cell) for word, cells in FLAGS for cell in cells], ids=repr)
def test_yes_and_no_in_every_usual_spelling(expected: str, cell: Cell) -> None:
    """However it is typed, ticked or numbered, and also where one file mixes them."""
    table = visits(changed(3, cell))

    assert rows_of(table.frame, "child_seen") == [(expected,)]
    assert table.problems == []


def test_ids_that_begin_like_totals_are_ids() -> None:
    """Only a whole word makes a line of totals."""
    table = visits(changed(0, "TOTAL7"), changed(0, "Totaliser"), changed(0, "C-17"))

    assert balance(table) == (3, 3, 0)


CASES = ["LCS ID", "CIN Level", "DOB", "Family ID", "Review Interval (Months)", "Visit Frequency"]
CASE: list[Cell] = ["00123", "hub", "01/02/2015", "F1", "6", "6 weeks"]
OPTIONAL: tuple[tuple[str, int, Cell, str], ...] = (
    ("date-impossible", 2, "31/02/2015", "dob"),
    ("date-unreadable", 2, "unknown", "dob"),
    ("id-not-whole", 3, 1.5, "family_id"),
    ("number-unreadable", 4, "now and then", "review_interval_months"),
    ("interval-unreadable", 5, "when the family likes", "visit_interval"),
)


@pytest.mark.parametrize(("code", "position", "cell", "column"), OPTIONAL)
def test_a_fault_in_a_column_that_may_be_blank_costs_the_cell(
    code: str, position: int, cell: Cell, column: str
) -> None:
    """The row is used with the cell blank, and that is a warning."""
    table = tidied(sheet("Caseload", [CASES, [*CASE[:position], cell, *CASE[position + 1 :]]]))

    assert [(code, 2, CASES[position])] == codes(table.problems)
    assert {Severity.WARNING} == {problem.severity for problem in table.problems}
    assert rows_of(table.frame, column) == [("",)]
    assert balance(table) == (1, 1, 0)


def test_a_fault_in_a_column_that_may_not_be_blank_is_an_error() -> None:
    """An interval that cannot be read makes an agreement void."""
    table = tidied(sheet("variations", [["case_id", "requirement", "interval", "agreed_on"],
                                        ["00123", "visit", "now and then", "05/01/2026"]]))  # fmt: skip

    assert [(problem.code, problem.severity) for problem in table.problems] == [("interval-unreadable", Severity.ERROR)]
    assert balance(table) == (1, 0, 1)


@pytest.mark.parametrize("mark", CODES)
def test_a_cell_whose_value_cannot_be_had_is_no_blank(mark: str) -> None:
    """In a required column it costs the row; the type and the outcome of a visit are then not known."""
    table = visits(changed(1, mark), changed(2, mark), changed(3, mark), changed(5, mark))

    assert codes(table.problems) == [(CODES[mark], row, VISITS[at]) for row, at in ((2, 1), (3, 2), (5, 5), (4, 3))]
    assert [problem.severity for problem in table.problems] == [Severity.ERROR] + [Severity.WARNING] * 3
    assert rows_of(table.frame, "type", "child_seen", "visitor") == [
        ("?", "yes", "Testworker Alpha"), ("CIN Visit", "?", "Testworker Alpha"), ("CIN Visit", "yes", ""),
    ]  # fmt: skip


def test_a_year_of_two_digits_is_used_and_spoken_of() -> None:
    """Even where the date is required."""
    table = visits(changed(1, "05/01/26"))

    assert codes(table.problems) == [("date-two-digit-year", 2, "Visit Date")]
    assert rows_of(table.frame, "date") == [("2026-01-05",)]


def test_all_faults_of_a_row_are_said() -> None:
    """So that one correction is enough; the row is set aside once."""
    table = visits(["", "", "CIN Visit", "perhaps", "", ""])

    assert codes(table.problems) == [
        ("case-id-blank", 2, "LCS ID"),
        ("required-blank", 2, "Visit Date"),
        ("word-not-known", 2, "Child Seen"),
    ]
    assert balance(table) == (1, 0, 1)


def test_blank_rows_are_no_rows() -> None:
    """Wherever they stand, and whatever invisible things they hold; row numbers stay those of the sheet."""
    table = tidied(
        sheet("Visits", [["Visits of the team"], [], VISITS, [], GOOD, [" ", "\u00a0", "\u200b"], GOOD, ["", ""]])
    )

    assert balance(table) == (2, 2, 0)
    assert table.frame["row"].tolist() == [5, 7]


def test_text_that_others_take_for_blank_is_text() -> None:
    """The surname None, the ID NA and the team null are as good as any."""
    table = tidied(sheet("Caseload", [["LCS ID", "Child Name", "CIN Level", "Team"], ["NA", "None", "nan", "null"]]))

    assert rows_of(table.frame) == [("NA", "None", "null", "nan")]


def test_ragged_rows_of_text_files_are_set_aside() -> None:
    """Nobody can say which of the fields has moved; rows above the header do not matter."""
    header = ["case_id", "date", "visitor", "child_seen"]
    good = ["00123", "05/01/2026", "Testworker Alpha", "yes"]
    table = tidied(text_file("visits.csv", [["Visits"], header, good, good[:3], [*good, ""], ["", "", "", ""], good]))

    assert codes(table.problems) == [("row-ragged", 4, ""), ("row-ragged", 5, "")]
    assert balance(table) == (4, 2, 2)


def test_short_rows_of_workbooks_are_whole() -> None:
    """A workbook holds no blank cells after the last one."""
    assert balance(visits(GOOD[:2])) == (1, 1, 0)


@pytest.mark.parametrize("rows", [[], [["", ""]], [["Total", ""]]], ids=["none", "a blank one", "totals alone"])
def test_a_header_with_nothing_under_it_is_spoken_of(rows: Rows) -> None:
    """It may be a report that was run for the wrong team; the table is there and empty."""
    table = tidied(sheet("Visits", [VISITS, *rows]))

    assert ("sheet-without-rows", 1, "") in codes(table.problems)
    assert rows_of(table.frame) == []
    assert {"case_id", "date", "child_seen"} < set(table.frame)


def test_excel_s_numbers_are_dates_in_workbooks_only() -> None:
    """In a text file the same number is no date, and it is text there anyway."""
    rows: Rows = [["case_id", "date"], ["00123", "46027"]]

    assert rows_of(visits(changed(1, 46027.0)).frame, "date") == [("2026-01-05",)]
    assert [problem.code for problem in tidied(text_file("visits.csv", rows)).problems] == ["date-number"]


def test_what_a_layout_says_of_every_row_is_put_there() -> None:
    """A list of school visits, say."""
    (match,) = find(sheet("Visits", [["LCS ID", "Visit Date"], GOOD[:2], GOOD[:2]]))
    fixed = replace(match, spec=match.spec.model_copy(update={"fixed": {"location": "school"}}))

    assert rows_of(tidy(fixed, 0).frame, "location") == [("school",), ("school",)]


def test_frames_of_one_table_are_joined() -> None:
    """Columns that one of them lacks are blank there; text stays text with each word once."""
    one = pd.DataFrame({"case_id": categorical(["1", "2"]), "row": [2, 3], "team": categorical(["A", "A"])})
    day = np.array(["2026-01-05"], "M8[s]")
    other = pd.DataFrame({"case_id": categorical(["2"]), "row": [2], "dob": day, "review_interval_months": [6.0]})

    joined = join_frames([one, other])

    assert rows_of(
        joined.rename(columns={"row": "number"}), "case_id", "number", "team", "dob", "review_interval_months"
    ) == [("1", "2", "A", "", ""), ("2", "3", "A", "", ""), ("2", "2", "", "2026-01-05", "6")]
    assert {"1", "2", ""} == set(joined["case_id"].cat.categories)
    assert np.dtype("M8[s]") == joined["dob"].dtype
