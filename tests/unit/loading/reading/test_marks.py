"""What Excel shows and readers do not hand over: spoilt cells, merged cells, hidden rows and columns."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from commands import run_command
from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit
from cwd_audit.loading.load import begin, load_caseload
from cwd_audit.loading.reading.asked import ask
from cwd_audit.loading.reading.marks import NO_MARKS, apply_marks
from cwd_audit.loading.sheets import Cell
from cwd_audit.loading.spoilt import ERROR, NO_RESULT
from cwd_audit.model.caseload import Caseload
from cwd_audit.model.problem import Severity

Rows = list[list[Cell]]
AS_OF = date(2026, 10, 31)


def marked(rows: Rows, *, include_hidden: bool = False, **marks: object) -> tuple[Rows, list[str]]:
    """The rows after these marks, and the messages."""
    names = ("spoilt", "merged", "hidden", "filtered", "columns")
    every = tuple(marks.get(name, plain) for name, plain in zip(names, NO_MARKS, strict=True))
    said = list(apply_marks(rows, every, include_hidden=include_hidden))  # type: ignore[arg-type]
    return rows, [message for _, message, _ in said]


def test_spoilt_cells_are_told_from_blanks() -> None:
    """Even beyond the cells that the reader gave."""
    rows, _ = marked([["a", ""]], spoilt=[((0, 1), ERROR), ((2, 0), NO_RESULT), ((0, 16_000), ERROR)])

    assert rows == [["a", ERROR], [], [NO_RESULT]]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["North", "1"], ["", "2"], ["", "3"]], [["North", "1"], ["North", "2"], ["North", "3"]]),
        ([["North", "1"], [], ["", "3"]], [["North", "1"], [], ["North", "3"]]),
        ([["North", "1"], ["South", "2"]], [["North", "1"], ["South", "2"]]),
        ([["", "1"], ["", "2"]], [["", "1"], ["", "2"]]),
        ([], []),
    ],
    ids=["filled", "blank rows stay blank", "what is there stays", "nothing to fill with", "beyond the sheet"],
)
def test_merged_cells_are_read_in_each_row(rows: Rows, expected: Rows) -> None:
    """As Excel shows them; a merge over the whole sheet costs nothing."""
    before = [list(row) for row in rows]
    after, said = marked(rows, merged=[(0, 0, 1_048_575, 16_383)])

    assert expected == after
    assert bool(said) == (before != after)


@pytest.mark.parametrize(
    ("filtered", "rows", "message"),
    [
        (False, [1], "1 row (2) is hidden and was not read"),
        (True, [1, 3, 9], "2 rows (2, 4) are hidden, as a filter does, and were not read"),
    ],
)
def test_hidden_rows_are_counted_and_not_read(filtered: bool, rows: list[int], message: str) -> None:  # noqa: FBT001 - drawn
    """Rows that hold nothing are not spoken of."""
    after, said = marked([["a"], ["b"], ["c"], ["d"]], hidden=rows, filtered=filtered)

    assert [message] == said
    assert [row for row in after if row] == [[["a"], ["b"], ["c"], ["d"]][at] for at in range(4) if at not in rows]


def test_hidden_rows_are_read_if_asked_for() -> None:
    """Then nothing is hidden."""
    assert marked([["a"], ["b"]], hidden=[1], include_hidden=True) == ([["a"], ["b"]], [])


HEAD, CHILD = ["case_id", "pathway", "team", "last_visit"], ["00101", "Hub A", "Team North", "05/01/2026"]


def write(path: Path, change: Callable[[Workbook], None], *, date_1904: bool = False) -> Path:
    """A workbook of three children, changed."""
    with Workbook(path, {"strings_to_formulas": False, "date_1904": date_1904}) as book:
        page = book.add_worksheet("cases")
        for number, row in enumerate([HEAD, CHILD, ["00102", *CHILD[1:]], ["00103", *CHILD[1:]]]):
            page.write_row(number, 0, row)
        book.add_worksheet("visits").write_row(0, 0, ["case_id", "date"])
        change(book)
    return path


def loaded(path: Path, *, include_hidden: bool = False) -> Caseload:
    """The caseload of a workbook."""
    return load_caseload(begin([path], ask(include_hidden=include_hidden)), AS_OF)


def said(caseload: Caseload) -> list[tuple[str, str, int | None, str]]:
    """Severity, code, row and column of what is wrong, save that there are no visits."""
    return [
        (each.severity, each.code, each.row, each.column)
        for each in caseload.problems
        if each.code not in {"sheet-without-rows", "sources-disagree"}
    ]


def _errors(book: Workbook) -> None:
    visits = book.get_worksheet_by_name("visits")
    visits.write_row(1, 0, ["00101"])
    visits.write_formula(1, 1, "=1/0", None, "#DIV/0!")
    book.get_worksheet_by_name("cases").write_formula(2, 2, "=NA()", None, "#N/A")


def test_each_spoilt_cell_is_a_problem_at_its_place(tmp_path: Path) -> None:
    """A visit whose day cannot be had is set aside and not forgotten; a team is blank and spoken of."""
    caseload = loaded(write(tmp_path / "export.xlsx", _errors))

    assert said(caseload) == [
        (Severity.WARNING, "cell-error", 3, "team"),
        (Severity.ERROR, "cell-error", 2, "date"),
    ]
    assert [(each.rows, each.rows_set_aside) for each in caseload.sources] == [(3, 0), (1, 1)]


def _hide(book: Workbook) -> None:
    cases = book.get_worksheet_by_name("cases")
    cases.set_row(2, None, None, {"hidden": True})
    cases.set_column(2, 2, None, None, {"hidden": True})


@pytest.mark.parametrize("include_hidden", [False, True])
def test_what_is_hidden_is_never_read_in_silence(include_hidden: bool, tmp_path: Path) -> None:  # noqa: FBT001 - drawn
    """Rows are left out; a column is read, since a hidden outcome still says that a visit never took place."""
    caseload = loaded(write(tmp_path / "export.xlsx", _hide), include_hidden=include_hidden)
    spoken = [(Severity.WARNING, "rows-hidden", None, ""), (Severity.NOTE, "column-hidden", 1, "team")]

    assert said(caseload) == ([] if include_hidden else spoken)
    assert list(caseload.tables["cases"]["case_id"]) == ["00101", *["00102"] * include_hidden, "00103"]
    assert set(caseload.tables["cases"]["team"]) == {"Team North"}


@pytest.mark.parametrize("include_hidden", [False, True])
def test_hidden_children_are_lost_to_the_audit(include_hidden: bool, tmp_path: Path) -> None:  # noqa: FBT001 - drawn
    """A run that leaves children out is never a good one."""
    path = write(tmp_path / "export.xlsx", _hide)
    request = AuditRequest((path,), AS_OF, ("warks",), asked=ask(include_hidden=include_hidden))

    assert audit(request).report.lost_cases == (not include_hidden)


@pytest.mark.parametrize(
    ("command", "without", "asked"),
    [
        (["check", "--policy", "warks"], "2 open cases", "3 open cases"),
        (["columns"], "is hidden and was not read", "header in row 1"),
        (["explain", "--policy", "warks", "--case", "00102"], "there is no open case", "00102"),
    ],
    ids=["check", "columns", "explain"],
)
def test_the_commands_can_ask_for_what_is_hidden(command: list[str], without: str, asked: str, tmp_path: Path) -> None:
    """All three with the same words."""
    write(tmp_path / "export.xlsx", _hide)
    before, after = (
        run_command([command[0], "export.xlsx", *command[1:], *more], tmp_path) for more in ([], ["--include-hidden"])
    )

    assert without in before.out + before.err
    assert asked in after.out + after.err
    assert "was not read" not in after.out + after.err


def test_a_hidden_sheet_is_read_if_asked_for(tmp_path: Path) -> None:
    """Otherwise it is named alone."""
    path = write(tmp_path / "export.xlsx", lambda book: book.get_worksheet_by_name("visits").hide())

    assert "visits" not in {source.sheet for source in loaded(path).sources}
    assert "visits" in {source.sheet for source in loaded(path, include_hidden=True).sources}


def _merge(book: Workbook) -> None:
    book.get_worksheet_by_name("cases").merge_range("C2:C4", "Team South", book.add_format())


def test_merged_teams_are_the_teams_of_all_rows(tmp_path: Path) -> None:
    """And that is said."""
    caseload = loaded(write(tmp_path / "export.xlsx", _merge))

    assert set(caseload.tables["cases"]["team"]) == {"Team South"}
    assert said(caseload) == [(Severity.NOTE, "merged-cells", None, "")]


def _bare_number(book: Workbook) -> None:
    book.get_worksheet_by_name("visits").write_row(1, 0, ["00101", 44566])


@pytest.mark.parametrize("date_1904", [False, True])
def test_bare_numbers_are_no_days_where_days_count_from_1904(date_1904: bool, tmp_path: Path) -> None:  # noqa: FBT001 - drawn
    """Read as others are they would be four years too early."""
    caseload = loaded(write(tmp_path / "export.xlsx", _bare_number, date_1904=date_1904))

    assert [code for _, code, _, _ in said(caseload)] == ["date-number"] * date_1904
    assert len(caseload.tables["visits"]) == (not date_1904)


def _nameless(book: Workbook) -> None:
    book.get_worksheet_by_name("cases").write_row(1, 5, ["seen"])


def test_a_column_without_a_heading_is_spoken_of(tmp_path: Path) -> None:
    """Nothing is dropped in silence."""
    assert said(loaded(write(tmp_path / "export.xlsx", _nameless))) == [(Severity.NOTE, "heading-blank", 1, "")]
