"""Sheets are recognised by their headings, wherever the header stands and whatever the sheet is called."""

from __future__ import annotations

import pytest

from builders_sheets import Rows, codes, find, sheet, text_file
from cwd_audit.loading.layouts import load_layouts
from cwd_audit.loading.recognition import recognise
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.errors import InputError
from cwd_audit.model.problem import Problem

VISITS = ["LCS ID", "Visit Date", "Visit Type"]
CASELOAD = ["LCS ID", "Child Name", "CIN Level", "Allocated Worker"]
STEPS = ["Person ID", "Step Type", "Completed On"]
EVENT = ["case_id", "date", "type", "outcome"]
NOW = "31/10/2026"

FOUND: tuple[tuple[str, RawSheet, tuple[str, str, int]], ...] = (
    ("the usual headings", sheet("Visits", [VISITS]), ("liquidlogic", "visits", 1)),
    ("any name of sheet", sheet("Sheet1", [CASELOAD]), ("liquidlogic", "cases", 1)),
    (
        "other headings for the same",
        sheet("x", [["Child ID", "Current Level", "Social Worker"]]),
        ("liquidlogic", "cases", 1),
    ),
    (
        "case, gaps and marks",
        sheet("x", [["lcs_id:", " VISIT  date ", "Type-of-Visit?"]]),
        ("liquidlogic", "visits", 1),
    ),
    ("title rows", sheet("x", [["Team South"], [], ["As at", NOW], VISITS]), ("liquidlogic", "visits", 4)),
    ("blank first column", sheet("x", [["", *VISITS]]), ("liquidlogic", "visits", 1)),
    ("header in row 40", sheet("x", [*[[f"Title {row}"] for row in range(39)], VISITS]), ("liquidlogic", "visits", 40)),
    ("a poorer row above", sheet("Visits", [["LCS ID", "Visit Date"], VISITS]), ("liquidlogic", "visits", 2)),
    ("a steps list", sheet("Export", [STEPS]), ("mosaic", "steps", 1)),
    ("the plain layout", sheet("reviews", [EVENT]), ("plain", "reviews", 1)),
    ("the plain layout by the name in capitals", sheet("SUPERVISIONS 2026", [EVENT]), ("plain", "supervisions", 1)),
    ("a text file by its name", text_file("cin-visits_2026.csv", [EVENT]), ("plain", "visits", 1)),
    ("a list of cases of one column", sheet("cases", [["case_id"]]), ("plain", "cases", 1)),
)
NOT_FOUND: tuple[tuple[str, RawSheet, str], ...] = (
    ("no header", sheet("Visits", [["00123", "05/01/2026", "CIN Visit"]]), "sheet-not-recognised"),
    ("no ID", sheet("Visits", [["Visit Date", "Visit Type"]]), "sheet-not-recognised"),
    ("no date", sheet("Visits", [["LCS ID", "Visit Type"]]), "sheet-not-recognised"),
    ("header in row 41", sheet("x", [*[[f"Title {row}"] for row in range(40)], VISITS]), "sheet-not-recognised"),
    ("an ID and nothing of a timetable", sheet("Contacts", [["case_id", "name", "Telephone"]]), "sheet-not-recognised"),
    ("no rows", sheet("Visits", []), "sheet-empty"),
    ("hidden", sheet("Visits", [VISITS], visible=False), "sheet-hidden"),
)


def notes(*sheets: RawSheet) -> list[Problem]:
    """What is said of these sheets."""
    return recognise(sheets, load_layouts())[2]


def faults(*sheets: RawSheet) -> list[str]:
    """What stops the run because of these sheets."""
    with pytest.raises(InputError) as stopped:
        find(*sheets)
    return [f"{fault.where}: {fault.what}" for fault in stopped.value.faults]


@pytest.mark.parametrize(("raw", "expected"), [each[1:] for each in FOUND], ids=[each[0] for each in FOUND])
def test_sheets_are_recognised(raw: RawSheet, expected: tuple[str, str, int]) -> None:
    """By headings; the name only decides between tables that have the same ones."""
    (match,) = find(raw)

    assert expected == (match.layout, match.spec.table, match.header_row)


@pytest.mark.parametrize(("raw", "expected"), [each[1:] for each in NOT_FOUND], ids=[each[0] for each in NOT_FOUND])
def test_what_is_not_recognised_is_spoken_of(raw: RawSheet, expected: str) -> None:
    """A sheet that is not read is never passed over in silence, and a hidden one is not read."""
    recognised, _, problems = recognise([raw], load_layouts())

    assert recognised == []
    assert [(expected, None, "")] == codes(problems)
    assert [(raw.file, raw.name)] == [(problem.file, problem.sheet) for problem in problems]
    assert problems[0].hint


def test_columns_stand_where_their_headings_stand() -> None:
    """Whatever their order, with what is known and not used, and what is not known, kept apart."""
    (match,) = find(sheet("Visits", [["Visit Date", "Child Name", "Mood", "Case ID", "", "Seen"]]))

    assert {name: found.position for name, found in match.columns.items()} == {"date": 0, "case_id": 3, "child_seen": 5}
    assert match.ignored == ("Child Name",)
    assert match.unknown == ("Mood",)


def test_columns_that_are_not_used_are_reported() -> None:
    """An unknown heading, and a second heading for what was already found; a known one that is not used is no news."""
    problems = notes(sheet("Visits", [["LCS ID", "Visit Date", "Child Name", "Mood", "Event Date"]]))

    assert codes(problems) == [("heading-not-used", 1, "Mood"), ("heading-spare", 1, "Event Date")]


def test_a_sheet_that_could_be_several_tables_stops_the_run() -> None:
    """Nobody can say whether these are visits or reviews."""
    what = "its headings fit more than one table: meetings, referrals, reviews, supervisions, transitions, visits"

    assert [f'export.xlsx: sheet "Sheet1": {what}'] == faults(sheet("Sheet1", [EVENT]))


def test_two_sheets_of_one_table_stop_the_run() -> None:
    """One may be an old copy; in two files they are two parts of one list."""
    old, new = sheet("Visits", [VISITS]), sheet("Visits (2)", [VISITS])
    what = 'the sheets "Visits" and "Visits (2)" both fit as visits, and one may be an old copy'

    assert [f"export.xlsx: {what}"] == faults(old, new)
    assert [
        match.sheet.file for match in find(sheet("V", [VISITS], file="a.xlsx"), sheet("V", [VISITS], file="b.xlsx"))
    ] == ["a.xlsx", "b.xlsx"]


def test_a_hidden_copy_stops_nothing() -> None:
    """It is not read at all."""
    assert [match.sheet.name for match in find(sheet("Old", [VISITS], visible=False), sheet("Visits", [VISITS]))] == [
        "Visits"
    ]


@pytest.mark.parametrize(
    ("header", "column"),
    [(["LCS ID", "Visit Date", "visit_date"], "Visit Date"), (["LCS ID", "LCS-ID", "Visit Date"], "LCS ID")],
)
def test_a_heading_that_stands_twice_stops_the_run(header: list[str], column: str) -> None:
    """Nobody can say which of the two columns is meant."""
    (fault,) = faults(sheet("Visits", [header]))

    assert fault.startswith(f'export.xlsx: sheet "Visits", row 1, column "{column}": two columns have this heading')


def test_headings_that_are_not_used_may_stand_twice() -> None:
    """They change nothing."""
    assert [match.spec.table for match in find(sheet("Visits", [[*VISITS, "Notes", "Notes", "Mood", "Mood"]]))] == [
        "visits"
    ]


def test_all_faults_are_said_at_once() -> None:
    """An ambiguous sheet, a heading twice and two sheets of a table, in one run."""
    said = faults(
        sheet("Sheet1", [EVENT]), sheet("Visits", [["LCS ID", "Visit Date", "Visit Date"]]), sheet("Visits 2", [VISITS])
    )

    assert len(said) == 3


SHARED: Rows = [["Person ID", "Setting", "First Night"]]


@pytest.mark.parametrize(("neighbour", "expected"), [(CASELOAD, "liquidlogic"), (STEPS, "mosaic")])
def test_neighbours_tell_layouts_apart(neighbour: list[str], expected: str) -> None:
    """A sheet that is the same table in two layouts belongs to the layout of the file's other sheets."""
    matches = find(sheet("Stays", SHARED), sheet("First", [neighbour]))

    assert {expected} == {match.layout for match in matches}


def test_neighbours_in_other_files_tell_nothing() -> None:
    """Each file is an export of its own."""
    alone = find(sheet("Stays", SHARED))[0].layout
    beside = find(sheet("Stays", SHARED), sheet("First", [STEPS], file="other.xlsx"))[0].layout

    assert alone == beside


def test_a_sheet_that_a_mapping_replaces_is_left_out_and_spoken_of() -> None:
    """However many sheets fit as the table that the mapping gives to another sheet of the file."""
    sheets = [sheet("Visits", [VISITS]), sheet("Visits 2", [VISITS])]

    recognised, unrecognised, problems = recognise(sheets, load_layouts(), {("export.xlsx", "visits")})

    assert (recognised, unrecognised) == ([], [])
    assert [problem.sheet for problem in problems if problem.code == "sheet-left-out"] == ["Visits", "Visits 2"]
