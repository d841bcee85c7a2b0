"""Rows that cannot be are set aside, what needs a look is spoken of, and nothing is lost."""

from __future__ import annotations

from datetime import date

import pytest

from builders_sheets import codes, load, rows_of, sheet, text_file
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.caseload import Caseload
from cwd_audit.model.problem import Severity

DAY, LATER = "05/01/2026", "05/03/2026"
CASES = sheet("cases", [["case_id", "pathway", "dob"], ["00123", "hub", "01/02/2015"], ["00456", "hub", ""]])


def with_cases(*sheets: RawSheet, cases: RawSheet = CASES) -> Caseload:
    """A caseload of these sheets beside the list of cases."""
    return load(cases, *sheets)


ORPHANS = [
    sheet("pathways", [["case_id", "pathway", "start"], ["00123", "hub", DAY], ["00999", "hub", DAY]]),
    sheet("visits", [["case_id", "date"], ["00123", DAY], ["00999", DAY]]),
    sheet("reviews", [["case_id", "date"], ["00123", DAY], ["123", DAY]]),
    sheet("supervisions", [["case_id", "date"], ["00123", DAY], [123.0, DAY]]),
    sheet("panels", [["case_id", "date", "type"], ["00123", DAY, "CDRP"], ["00999", DAY, "CDRP"]]),
    sheet("stays", [["case_id", "start"], ["00123", DAY], ["00999", DAY]]),
    sheet(
        "allocations",
        [["case_id", "worker", "start"], ["00123", "Testworker Alfa", DAY], ["00999", "Testworker Alfa", DAY]],
    ),
]


@pytest.mark.parametrize("raw", ORPHANS, ids=[raw.name for raw in ORPHANS])
def test_a_row_of_no_case_is_set_aside(raw: RawSheet) -> None:
    """In every table; IDs are compared as text, zeros included."""
    caseload = with_cases(raw)

    assert codes(caseload.problems) == [("event-without-case", 3, "case_id")]
    assert caseload.tables[raw.name]["row"].tolist() == [2]
    assert (caseload.sources[1].rows, caseload.sources[1].rows_used, caseload.sources[1].rows_set_aside) == (2, 1, 1)


def test_events_of_a_contested_case_are_used() -> None:
    """The child is there, whatever its details."""
    cases = sheet("cases", [["case_id", "pathway", "team"], ["00123", "hub", "North"], ["00123", "hub", "South"]])
    caseload = with_cases(sheet("visits", [["case_id", "date"], ["00123", DAY]]), cases=cases)

    assert [problem.code for problem in caseload.problems] == ["conflicting-case"]
    assert len(caseload.tables["visits"]) == 1


def test_events_before_birth_are_set_aside() -> None:
    """Events of the day of birth, and of a child whose date of birth is not recorded, stay."""
    rows = [["00123", "31/01/2015"], ["00123", "01/02/2015"], ["00456", "31/01/2015"]]
    caseload = with_cases(sheet("visits", [["case_id", "date"], *rows]), sheet("reviews", [["case_id", "date"], *rows]))

    assert codes(caseload.problems) == [("date-before-birth", 2, "date")] * 2
    assert {Severity.ERROR} == {problem.severity for problem in caseload.problems}
    assert [3, 4] == caseload.tables["visits"]["row"].tolist() == caseload.tables["reviews"]["row"].tolist()


def test_starts_before_birth_are_left_blank() -> None:
    """The case stays: it is warned of, and its start is not used."""
    header = ["case_id", "pathway", "dob", "pathway_start", "plan_start", "lac_start"]
    cases = sheet("cases", [header, ["00123", "hub", "01/02/2015", "31/01/2015", "01/02/2015", "01/01/2014"]])
    caseload = with_cases(cases=cases)

    assert codes(caseload.problems) == [
        ("date-before-birth", 2, "lac_start"),
        ("date-before-birth", 2, "pathway_start"),
    ]
    assert {Severity.WARNING} == {problem.severity for problem in caseload.problems}
    assert rows_of(caseload.tables["cases"], "pathway_start", "plan_start", "lac_start") == [("", "2015-02-01", "")]


@pytest.mark.parametrize(("day", "expected"), [
    (date(2026, 1, 5), [("date-after-as-of", 3, "date")]), (date(2026, 1, 4), [("date-after-as-of", 2, "date"),
    ("date-after-as-of", 3, "date")]),
    (date(2026, 3, 5), []),
])  # fmt: skip
def test_events_after_the_day_of_the_audit_stay_and_are_spoken_of(
    day: date, expected: list[tuple[str, int, str]]
) -> None:
    """They do not count, but a later audit will want them."""
    caseload = load(CASES, sheet("visits", [["case_id", "date"], ["00123", DAY], ["00123", LATER]]), as_of=day)

    assert expected == codes(caseload.problems)
    assert len(caseload.tables["visits"]) == 2


def test_planned_events_may_lie_ahead() -> None:
    """Only an event that is said to be done, or of which nothing is said, is odd after the day of the audit."""
    rows = [["00123", "01/11/2026", outcome] for outcome in ("planned", "cancelled", "completed", "")]
    caseload = with_cases(sheet("visits", [["case_id", "date", "outcome"], *rows]))

    assert codes(caseload.problems) == [("date-after-as-of", 4, "date"), ("date-after-as-of", 5, "date")]


def test_starts_after_the_day_of_the_audit_are_spoken_of() -> None:
    """The case stays as it is."""
    cases = sheet(
        "cases", [["case_id", "pathway", "pathway_start", "plan_start"], ["00123", "hub", "01/11/2026", "31/10/2026"]]
    )

    assert codes(with_cases(cases=cases).problems) == [("start-after-as-of", 2, "pathway_start")]


@pytest.mark.parametrize("table", ["pathways", "stays", "allocations"])
def test_what_ends_before_it_starts_is_set_aside(table: str) -> None:
    """The place is that of the end."""
    second = {"pathways": "pathway", "stays": "setting", "allocations": "worker"}[table]
    rows = [["00123", "x", DAY, DAY], ["00456", "x", LATER, DAY]]
    caseload = with_cases(sheet(table, [["case_id", second, "start", "end"], *rows]))

    assert codes(caseload.problems) == [("end-before-start", 3, "end")]
    assert caseload.tables[table]["row"].tolist() == [2]


SPELLS: tuple[tuple[str, list[tuple[str, str, str]], list[int]], ...] = (
    ("one after another", [("00123", "01/01/2026", "01/02/2026"), ("00123", "01/02/2026", "")], []),
    ("with a gap", [("00123", "01/01/2026", "15/01/2026"), ("00123", "01/02/2026", "")], []),
    ("into the next", [("00123", "01/01/2026", "02/02/2026"), ("00123", "01/02/2026", "")], [2]),
    (
        "into the next, written the other way round",
        [("00123", "01/02/2026", ""), ("00123", "01/01/2026", "02/02/2026")],
        [3],
    ),
    ("without an end before the next", [("00123", "01/01/2026", ""), ("00123", "01/02/2026", "")], [2]),
    ("of two children", [("00123", "01/01/2026", ""), ("00456", "01/02/2026", "")], []),
)


@pytest.mark.parametrize(("rows", "expected"), [each[1:] for each in SPELLS], ids=[each[0] for each in SPELLS])
def test_spells_that_run_into_the_next_are_spoken_of(rows: list[tuple[str, str, str]], expected: list[int]) -> None:
    """They are used; the end is what is wrong."""
    history = [[case, f"hub {number}", start, end] for number, (case, start, end) in enumerate(rows)]
    caseload = with_cases(sheet("pathways", [["case_id", "pathway", "start", "end"], *history]))

    assert [("spells-overlap", row, "end") for row in expected] == codes(caseload.problems)
    assert len(rows) == len(caseload.tables["pathways"])


def test_a_child_with_two_cases_may_be_on_two_pathways_at_once() -> None:
    """So its spells may overlap."""
    cases = sheet("cases", [["case_id", "pathway"], ["00123", "hub A"], ["00123", "hub B"]])
    spells = [["00123", "hub A", DAY, ""], ["00123", "hub B", LATER, ""]]

    assert with_cases(sheet("pathways", [["case_id", "pathway", "start", "end"], *spells]), cases=cases).problems == ()


AGREEMENT = ["case_id", "requirement", "interval", "agreed_on", "agreed_by", "agreed_by_role"]
REQUIREMENTS = {
    "Visits": "visit", "CIN visit": "visit", "visit": "visit", "Reviews": "review", "Case Supervision": "supervision",
    "Planning-Meeting": "planning meeting", "everything": "",
}  # fmt: skip


def test_agreements_name_what_they_vary() -> None:
    """In the words of the export; what is not known is spoken of and blank."""
    rows = [["00123", said, "8 weeks", DAY, "Testmanager Alfa", ""] for said in REQUIREMENTS]
    caseload = with_cases(sheet("variations", [AGREEMENT, *rows]))

    assert [(meant,) for meant in REQUIREMENTS.values()] == rows_of(caseload.tables["variations"], "requirement")
    assert codes(caseload.problems) == [("word-not-known", 8, "requirement")]


def test_an_agreement_that_nobody_made_is_spoken_of() -> None:
    """A name or a role will do."""
    signed = [("Testmanager Alfa", ""), ("", "team manager"), ("", "")]
    rows = [["00123", "visit", "8 weeks", DAY, *names] for names in signed]

    assert codes(with_cases(sheet("variations", [AGREEMENT, *rows])).problems) == [("agreement-not-valid", 4, "")]
    assert codes(with_cases(sheet("variations", [AGREEMENT[:4], ["00123", "visit", "8 weeks", DAY]])).problems) == [
        ("agreement-not-valid", 2, "")
    ]


def test_a_visit_that_does_not_say_whether_the_child_was_seen_is_spoken_of() -> None:
    """Where the column is there, and the visit was not cancelled, planned or attempted."""
    rows = [["00123", DAY, seen, outcome] for seen in ("", "yes", "no") for outcome in ("", "completed", "cancelled")]
    caseload = with_cases(sheet("visits", [["case_id", "date", "child_seen", "outcome"], *rows]))
    without = with_cases(sheet("visits", [["case_id", "date"], ["00123", DAY]]))

    assert codes(caseload.problems) == [("child-seen-blank", 2, "child_seen"), ("child-seen-blank", 3, "child_seen")]
    assert without.problems == ()


def test_files_of_one_table_are_put_together() -> None:
    """Each row knows its file; what one of them lacks is blank there."""
    north = text_file("visits-north.csv", [["case_id", "date", "mode"], ["00123", DAY, "video"]])
    south = text_file("visits-south.csv", [["case_id", "date"], ["00456", LATER], ["00999", DAY]])
    caseload = with_cases(north, south)

    assert rows_of(caseload.tables["visits"]) == [("00123", "2026-01-05", "video"), ("00456", "2026-03-05", "")]
    assert [(problem.file, problem.row) for problem in caseload.problems] == [("visits-south.csv", 3)]
    assert caseload.tables["visits"]["source"].tolist() == [1, 2]
    assert [source.file for source in caseload.sources] == ["export.xlsx", "visits-north.csv", "visits-south.csv"]


def test_what_the_export_gave_is_told_even_where_it_is_blank() -> None:
    """A column without a single value is no column that is missing; headings are kept as they are written."""
    caseload = load(sheet("Caseload", [["LCS ID", "CIN Level", "Team"], ["00123", "hub", ""]]))

    assert {"cases.case_id", "cases.pathway", "cases.team"} == caseload.provided
    assert caseload.headings == {(0, "case_id"): "LCS ID", (0, "pathway"): "CIN Level", (0, "team"): "Team"}


def test_problems_come_in_the_order_of_their_places() -> None:
    """File, sheet, row and column, whatever found them first."""
    visits = sheet(
        "visits", [["case_id", "date", "child_seen"], ["00123", DAY, ""], ["", "", "perhaps"], ["00999", DAY, "yes"]]
    )

    assert [
        (problem.code, problem.row) for problem in sorted(with_cases(visits).problems, key=lambda each: each.row or 0)
    ] == [
        ("child-seen-blank", 2),
        ("case-id-blank", 3),
        ("word-not-known", 3),
        ("required-blank", 3),
        ("event-without-case", 4),
    ]
    places = [(problem.sheet, problem.row, problem.column) for problem in with_cases(visits).problems]
    assert sorted(places) == places
