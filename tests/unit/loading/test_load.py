"""Loading from end to end, with real files."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from cwd_audit.loading.load import begin, load_caseload, recognise_sheets
from cwd_audit.loading.mapping import MappedSheet, MappingFile
from cwd_audit.model.caseload import Caseload
from cwd_audit.model.errors import InputError
from cwd_audit.model.problem import Severity

SAMPLES = Path(__file__).parents[3] / "sample_data"
EXPORTS = sorted(path for path in SAMPLES.iterdir() if path.suffix == ".xlsx" or path.is_dir())
AS_OF = date(2026, 10, 31)
CANARY = "Testcanary"


@cache
def loaded(path: Path) -> Caseload:
    """The caseload of a sample."""
    return load_caseload(begin([path]), AS_OF)


def write_book(path: Path, sheets: dict[str, list[list[str]]]) -> Path:
    """A workbook of text."""
    with Workbook(path) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for number, row in enumerate(rows):
                page.write_row(number, 0, row)
    return path


def write_csv(path: Path, rows: list[list[str]]) -> Path:
    """A text file."""
    path.write_text("".join(f"{','.join(row)}\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize("path", EXPORTS, ids=[path.name for path in EXPORTS])
def test_no_row_of_a_sample_is_lost(path: Path) -> None:
    """Rows read are rows used and rows set aside, and each row set aside has its problem."""
    caseload = loaded(path)
    spoken_of = {(problem.file, problem.sheet, problem.row) for problem in caseload.problems}
    for source in caseload.sources:
        aside = sum(place[:2] == (source.file, source.sheet) for place in spoken_of if place[2])

        assert source.rows == source.rows_used + source.rows_set_aside
        assert aside >= source.rows_set_aside
    assert caseload.sources


@pytest.mark.parametrize("path", EXPORTS, ids=[path.name for path in EXPORTS])
def test_rows_in_the_tables_are_the_rows_that_were_used(path: Path) -> None:
    """Each row used stands in a table once, save those that cases or last dates were made of."""
    caseload = loaded(path)
    at = Counter(
        int(source)
        for name, table in caseload.tables.items()
        for source in table["source"]
        if caseload.sources[source].table in {name, "steps"}
        or caseload.sources[source].table not in {"cases", "allocations"}
    )

    assert {number: source.rows_used for number, source in enumerate(caseload.sources) if source.rows_used} == dict(at)


def test_every_problem_says_where_it_is_and_what_to_do() -> None:
    """File and remedy always; the row wherever it is about a row; the heading as the export writes it."""
    problems = loaded(SAMPLES / "troubled.xlsx").problems
    of_sheets = {problem.code for problem in problems if problem.row is None}

    assert {"troubled.xlsx"} == {problem.file for problem in problems}
    assert all(problem.message and problem.hint for problem in problems)
    assert {"sheet-hidden", "sheet-empty", "sheet-not-recognised"} == of_sheets - {"long-number"}
    assert all(problem.row >= 1 for problem in problems if problem.row is not None)


TROUBLED = {
    "cases": [
        ["case_id", "pathway", "name", "dob", "legal_status", "visit_interval", "review_interval_months",
         "worker_role", "last_visit"],
        ["00123", "hub", CANARY, "01/02/2015", f"{CANARY} status", f"{CANARY} weeks", CANARY, CANARY, "01/01/2026"],
        ["00123", "hub", f"{CANARY} Two", f"31/02/{CANARY}", "", "", "", "", ""],
        ["00456", f"{CANARY} hub", CANARY, "31/02/2015", "", "", "", "", f"{CANARY}"],
        ["", "hub", CANARY, "", "", "", "", "", ""],
        ["1.5E+20", "hub", CANARY, "", "", "", "", "", ""],
        [f"Total {CANARY}", "", "", "", "", "", "", "", ""],
    ],
    "visits": [
        ["case_id", "date", "type", "mode", "location", "child_seen", "outcome"],
        ["00123", "05/01/2014", "CIN Visit", "", "", "yes", ""],
        ["00123", "05/01/2027", "CIN Visit", f"{CANARY} mode", CANARY, "", ""],
        [f"{CANARY}-ID", "05/01/2026", "CIN Visit", "", "", CANARY, CANARY],
        ["00123", f"{CANARY} day", "CIN Visit", "", "", "", ""],
        ["00123", "05/01/2026", f"{CANARY} visit", "", "", "", ""],
        ["00123", "05/01/26", "Phone Call", "", "", "", ""],
    ],
    "pathways": [["case_id", "pathway", "start", "end"], ["00123", CANARY, "05/01/2026", "01/01/2026"]],
    "variations": [["case_id", "requirement", "interval", "agreed_on"], ["00123", CANARY, "8 weeks", "05/01/2026"],
                   ["00123", "visit", f"{CANARY} weeks", "05/01/2026"]],
    "jottings": [["case_id", "visitor", "visited"], ["00123", CANARY, CANARY]],
}  # fmt: skip


def test_no_cell_of_the_file_is_in_a_message(tmp_path: Path) -> None:
    """Whatever is wrong: names, IDs, dates and words stay where they are."""
    caseload = load_caseload(begin([write_book(tmp_path / "export.xlsx", TROUBLED)]), AS_OF)
    said = "\n".join(f"{problem.message} {problem.hint} {problem.column}" for problem in caseload.problems)
    said += "\n".join((*caseload.notes, *caseload.contested.values()))
    least = 15

    assert len({problem.code for problem in caseload.problems}) >= least
    assert not [
        word for word in (CANARY, CANARY.lower(), "00123", "00456", "1.5E+20", "05/01", "2014", "2027") if word in said
    ]


def test_errors_are_rows_set_aside_and_nothing_else_is(tmp_path: Path) -> None:
    """An error means that something is missing from the audit; rows that are no records are notes."""
    caseload = load_caseload(begin([write_book(tmp_path / "export.xlsx", TROUBLED)]), AS_OF)
    errors = {(each.sheet, each.row) for each in caseload.problems if each.severity is Severity.ERROR}
    records = {
        (each.sheet, each.row)
        for each in caseload.problems
        if each.code in {"totals-row", "not-an-event", "duplicate-case"}
    }

    assert sum(source.rows_set_aside for source in caseload.sources) == len(errors | records)
    assert set() == errors & records


def test_a_folder_of_text_files_is_one_export(tmp_path: Path) -> None:
    """Each file is the table that its name says."""
    write_csv(tmp_path / "cases.csv", [["case_id", "pathway"], ["00123", "hub"]])
    write_csv(tmp_path / "visits.csv", [["case_id", "date"], ["00123", "05/01/2026"], ["00123", "46027"]])
    caseload = load_caseload(begin([tmp_path]), AS_OF)

    assert {name: len(table) for name, table in caseload.tables.items()} == {"cases": 1, "visits": 1}
    assert [(each.file, each.sheet, each.row, each.code) for each in caseload.problems] == [
        ("visits.csv", "", 3, "date-number")
    ]


def test_without_a_list_of_children_the_run_stops_with_what_was_seen(tmp_path: Path) -> None:
    """Sheet by sheet: what it was recognised as, or what it is most like and lacks."""
    path = write_book(tmp_path / "annex.xlsx", {
        "List 6": [["Child Unique ID", "Gender", "Date of Birth", "CIN Closure Date"], ["00123", CANARY]],
        "Visits": [["LCS ID", "Visit Date"], ["00123", "05/01/2026"]],
        "List 11": [["Adopter identifier", "Date enquiry received"], [CANARY, CANARY]],
        "Blank": [],
    })  # fmt: skip
    with pytest.raises(InputError) as stopped:
        load_caseload(begin([path]), AS_OF)
    said = [f"{fault.where}: {fault.what}" for fault in stopped.value.faults]

    assert said[-1].endswith(
        "no list of children was found: a sheet with at least the child's ID and pathway or legal status"
    )
    assert said[:-1] == [
        'annex.xlsx: sheet "Visits": recognised as visits (2 columns)',
        (
            'annex.xlsx: sheet "List 6": not recognised; most like the cases of annex-a: has the child\'s ID '
            '("Child Unique ID"), '
            'date of birth ("Date of Birth"), closed on ("CIN Closure Date"); lacks legal status'
        ),
        'annex.xlsx: sheet "List 11": not recognised; no known headings',
        'annex.xlsx: sheet "Blank": not recognised; no known headings',
    ]
    assert CANARY not in "".join(said)


def test_a_mapping_decides_before_layouts_do(tmp_path: Path) -> None:
    """It reads a sheet no layout knows, and the sheets it replaces are left out and spoken of."""
    header, old = ["Ref", "When", "Mood"], ["LCS ID", "Visit Date"]
    path = write_book(tmp_path / "export.xlsx", {
        "cases": [["case_id", "pathway"], ["00123", "hub"]], "Ours": [header, ["00123", "05/01/2026"]],
        "Visits": [old, ["00123", "05/01/2020"]], "Visits 2": [old, ["00123", "05/01/2021"]],
    })  # fmt: skip
    columns = {"case_id": "Ref", "date": "When"}
    mapping = MappingFile(sheets=(MappedSheet(sheet="Ours", table="visits", columns=columns),))
    caseload = load_caseload(begin([path]), AS_OF, mapping)

    assert [str(day)[:10] for day in caseload.tables["visits"]["date"]] == ["2026-01-05"]
    assert {
        ("heading-not-used", "Ours", "Mood"),
        ("sheet-left-out", "Visits", ""),
        ("sheet-left-out", "Visits 2", ""),
    } == {(each.code, each.sheet, each.column) for each in caseload.problems}
    assert [match.spec.table for match in recognise_sheets(begin([path]), mapping).recognised] == ["visits", "cases"]


@pytest.mark.slow
@pytest.mark.parametrize("arguments", [["columns"], ["check", "--as-of", "2026-10-31"]], ids=["columns", "check"])
def test_the_commands_say_what_a_sheet_is_most_like(arguments: list[str], tmp_path: Path) -> None:
    """`columns` as its report, `check` as the reason why it stops."""
    path = write_book(tmp_path / "annex.xlsx", {"List 1": [["Child Unique ID", "Date of Birth", "Date of Contact"]]})
    done = subprocess.run(  # noqa: S603 – this very Python
        [sys.executable, "-m", "cwd_audit", *arguments, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    expected = 'annex.xlsx: sheet "List 1": not recognised; most like the cases of liquidlogic'

    assert expected in (done.stdout if arguments == ["columns"] else done.stderr)
    assert "lacks pathway or legal status" in done.stdout + done.stderr
    assert done.returncode == (0 if arguments == ["columns"] else 2)
