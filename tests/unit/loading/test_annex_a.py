"""Annex A: lists 6, 7 and 8 are one list of cases, and each holds last dates besides."""

from __future__ import annotations

from datetime import date

import pytest

from builders_sheets import codes, find, load, rows_of, sheet
from cwd_audit.loading.sheets import Cell, RawSheet
from cwd_audit.model.caseload import Caseload
from cwd_audit.model.errors import InputError
from cwd_audit.model.problem import Severity

PERSON = [
    "Child Unique ID",
    "Gender",
    "Ethnicity",
    "Date of Birth",
    "Age of Child (Years)",
    "Does the Child have a Disability",
]
HELD = ["Allocated Team", "Allocated Worker"]
LIST_6 = [*PERSON, "CIN Start Date", "Primary Need Code", "Date Child Was Last Seen", "CIN Closure Date",
          "Reason for Closure",
          "Case status", *HELD]  # fmt: skip
LIST_7 = [
    *PERSON, "Child Protection Plan Start Date", "Initial Category of Abuse", "Latest Category of Abuse",
    "Date of the Last Statutory Visit", "Was the Child Seen Alone?", "Date of latest review conference",
    "Child Protection Plan End Date",
    "Subject to Emergency Protection Order or Protected Under Police Powers in Last Six Months (Y/N)",
    "Number of Previous Child Protection Plans", *HELD,
]  # fmt: skip
LIST_8 = [*PERSON, "Date Started to be Looked After", "Child’s Legal Status", "Date of Latest Statutory Review",
          "Date of Last Social Work Visit", "Date Ceased to be Looked After ", *HELD]  # fmt: skip
MARCH = date(2026, 3, 15)


def person(child: str, born: str = "05/05/2015") -> list[str]:
    """The first columns of every list."""
    return [child, "b) Female", "a) WBRI", born, "10", "a) Yes"]


def need(child: str, status: str, *, closed: str = "", seen: str = "01/03/2026", born: str = "05/05/2015") -> list[str]:
    """A row of list 6."""
    return [*person(child, born), "01/02/2025", "N2", seen, closed, "", status, "Team North", "Testworker One"]


def protected(child: str, *, ended: str = "", visit: str = "05/03/2026", review: str = "01/01/2026") -> list[str]:
    """A row of list 7."""
    return [
        *person(child),
        "01/10/2025",
        "",
        "",
        visit,
        "a) Yes",
        review,
        ended,
        "",
        "",
        "Team South",
        "Testworker Two",
    ]


def in_care(child: str, status: str, *, ceased: str = "") -> list[str]:
    """A row of list 8."""
    return [*person(child), "01/12/2025", status, "02/02/2026", "03/02/2026", ceased, "Team East", "Testworker Three"]


def annex(*, six: list[list[str]] = [], seven: list[list[str]] = [], eight: list[list[str]] = []) -> Caseload:  # noqa: B006 – never changed
    """The caseload of a workbook with these rows, under the title rows of Ofsted's template."""
    lists = (("List_6", LIST_6, six), ("List 7", LIST_7, seven), ("Children in Care", LIST_8, eight))
    sheets = [sheet(name, [["A title"], header, *rows], file="Annex A.xlsx") for name, header, rows in lists if rows]
    return load(*sheets, as_of=MARCH)


def one_case(caseload: Caseload, *columns: str) -> tuple[str, ...]:
    """These columns of the one case."""
    (row,) = rows_of(caseload.tables["cases"], *columns)
    return row


def test_a_child_on_several_lists_is_one_case() -> None:
    """List 6 says who holds it, list 8 before list 7 what holds for it; each event keeps its place and kind."""
    caseload = annex(six=[need("17", "a) Looked after child")], seven=[protected("17")], eight=[in_care("17", "V2")])
    facts = ("case_id", "worker", "team", "legal_status", "plan_start", "lac_start", "pathway_start")

    assert one_case(caseload, *facts) == (
        "17", "Testworker One", "Team North", "s20", "2025-10-01", "2025-12-01", "2025-02-01",
    )  # fmt: skip
    assert rows_of(caseload.tables["visits"], "date", "type") == [
        ("2026-03-01", ""),
        ("2026-03-05", "child protection visit"),
        ("2026-02-03", "looked after visit"),
    ]
    assert rows_of(caseload.tables["reviews"], "date", "type") == [
        ("2026-01-01", "child protection review"),
        ("2026-02-02", "looked after review"),
    ]
    assert caseload.problems == ()


def test_a_row_is_counted_once_whatever_it_holds() -> None:
    """A last visit that is no date is lost, and not the row of the child."""
    caseload = annex(
        six=[need("17", "c) Child in need plan", seen="31/02/2026")], seven=[protected("17", visit="01/04/2010")]
    )
    before_birth, no_day = caseload.problems

    assert [(source.table, source.rows, source.rows_used) for source in caseload.sources] == [
        ("cases", 1, 1), ("visits", 0, 0), ("cases", 1, 1), ("visits", 0, 0), ("reviews", 0, 0),
    ]  # fmt: skip
    assert (no_day.code, no_day.severity, no_day.column) == (
        "date-impossible", Severity.WARNING, "Date Child Was Last Seen",
    )  # fmt: skip
    assert (before_birth.code, before_birth.severity) == ("date-before-birth", Severity.WARNING)
    assert len(caseload.tables["visits"]) == 0


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("C1: ICO", "care order"), ("C2", "care order"), ("D1: Freeing order", "freeing order"),
        ("E1", "placement order"),
        ("V2: Single period under S20", "s20"), ("V3: Short term break", "s20 reg 48"), ("V3", "s20 reg 48"),
        ("V4: Short term breaks, agreements recorded", "s20 reg 48"), ("L2: EPO", "emergency protection order"),
        ("J3: Youth rehabilitation order", "youth rehabilitation order"), ("L1", "police protection"), ("", ""),
    ],
)  # fmt: skip
def test_legal_statuses_are_those_of_the_codes(written: str, meant: str) -> None:
    """With their words or bare; a blank overrules what list 6 says, since nobody can say which it is."""
    caseload = annex(six=[need("17", "c) Child in need plan")], eight=[in_care("17", written)])

    assert one_case(caseload, "legal_status") == (meant,)
    assert caseload.problems == ()


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a) Looked after child", ""), ("b) Child Protection plan", "CP"), ("c) Child in need plan", "s17"),
        ("Child in Need Plan", "s17"), ("d) Open assessment", ""),
    ],
)  # fmt: skip
def test_the_status_of_the_case_is_a_legal_status_only_where_it_says_one(written: str, meant: str) -> None:
    """That a child is looked after, or being assessed, does not say under what."""
    assert one_case(annex(six=[need("17", written)]), "legal_status") == (meant,)


def test_closed_cases_are_closed() -> None:
    """By their date, or by their status alone; then they are set aside with a word of it."""
    caseload = annex(six=[
        need("17", "e) Closed episode", closed="01/02/2026"),
        need("18", "e) Closed episode"),
        need("19", "c) Child in need plan"),
    ])  # fmt: skip

    assert rows_of(caseload.tables["cases"], "case_id", "closed_on") == [("19", ""), ("17", "2026-02-01")]
    assert ("case-closed", 4, "Case status") in codes(caseload.problems)


def test_a_plan_that_has_ended_no_longer_holds() -> None:
    """Its review is none of the plan that followed, its visit was a visit all the same."""
    caseload = annex(six=[need("17", "c) Child in need plan")], seven=[protected("17", ended="01/02/2026")])

    assert one_case(caseload, "legal_status", "plan_start", "closed_on") == ("s17", "", "")
    assert len(caseload.tables["reviews"]) == 0
    assert rows_of(caseload.tables["visits"], "type") == [("",), ("child protection visit",)]


def test_lists_that_contradict_each_other_are_said_to() -> None:
    """A case that is closed on list 6 and lasts on list 7 is open; two dates of birth are spoken of."""
    caseload = annex(
        six=[
            need("17", "e) Closed episode", closed="01/02/2026"),
            need("18", "c) Child in need plan", born="06/06/2016"),
        ],
        seven=[protected("17"), protected("18")],
    )

    assert rows_of(caseload.tables["cases"], "case_id", "closed_on", "legal_status") == [
        ("18", "", "CP"),
        ("17", "", "CP"),
    ]
    assert [(each.code, each.sheet, each.column) for each in caseload.problems] == [
        ("lists-disagree", "List 7", "Child Protection Plan End Date"),
        ("lists-disagree", "List_6", "Date of Birth"),
    ]


def test_a_child_twice_on_one_list_with_other_details_is_contested() -> None:
    """The same row twice is one record; two that differ cannot both be right."""
    child = need("17", "c) Child in need plan")
    other = need("18", "c) Child in need plan")
    caseload = annex(six=[child, child, other, need("18", "b) Child Protection plan")])

    assert list(caseload.contested) == ["18"]
    assert rows_of(caseload.tables["cases"], "case_id") == [("17",), ("18",)]
    assert codes(caseload.problems) == [
        ("duplicate-case", 4, "Child Unique ID"),
        ("conflicting-case", 6, "Child Unique ID"),
    ]


def test_what_it_cannot_hold_is_not_judged_and_is_said() -> None:
    """Reviews of child in need plans, whatever reviews other children have."""
    caseload = annex(
        six=[need("17", "c) Child in need plan"), need("18", "b) Child Protection plan")], seven=[protected("18")]
    )

    assert caseload.untold == {"reviews": frozenset({"17"}), "cases.plan_start": frozenset({"17"})}
    assert [note for note in caseload.notes if "no reviews of child in need plans, no supervision" in note]


SSD_6 = ["ChildUniqueID", "Gender", "Ethnicity", "DateOfBirth", "Age", "HasDisability", "CINStartDate",
         "PrimaryNeedCode", "DateChildLastSeen", "CINClosureDate", "ReasonForClosure", "CaseStatus", "AllocatedTeam",
         "AllocatedWorker"]  # fmt: skip
SSD_8 = ["ChildUniqueID", "Gender", "Ethnicity", "DateOfBirth", "Age", "UASC", "HasDisability", "LoookedAfterStartDate",
         "LegalStatus", "LatestStatutoryReviewDate", "LastSocialWorkVisitDate", "CeasedLookedAfterDate"]  # fmt: skip


def test_the_annex_that_queries_write_is_read_as_such() -> None:
    """Headings run together, one misspelt; text dates beside true ones, and bare codes."""
    six: list[Cell] = ["17", "F", "WBRI", "05/05/2015", 10, "a) Yes", "01/02/2025", "N2", date(2026, 3, 1), "", "",
                       "a) Looked after child", "Team North", "Testworker One"]  # fmt: skip
    eight: list[Cell] = ["17", "F", "WBRI", "05/05/2015", 10, "b) No", "a) Yes", "2025-12-01 00:00:00.000", "C2",
                         "02/02/2026", date(2026, 2, 3), ""]  # fmt: skip
    sheets = (sheet("AA_6_children_in_need", [SSD_6, six]), sheet("AA_8_children_in_care", [SSD_8, eight]))
    caseload = load(*sheets, as_of=MARCH)

    assert {match.layout for match in find(*sheets)} == {"annex-a-ssd"}
    assert one_case(caseload, "case_id", "legal_status", "lac_start") == ("17", "care order", "2025-12-01")
    assert rows_of(caseload.tables["visits"], "date") == [("2026-03-01",), ("2026-02-03",)]
    assert caseload.problems == ()


LISTS = {"List 4": "Continuous Assessment Start Date", "List 6": "Case status",
         "List 7": "Child Protection Plan Start Date",
         "List 8": "Date Started to be Looked After"}  # fmt: skip
IDS = ("child id", "Unique Child Identifier", "CHILD_UNIQUE_ID", "Child’s Unique ID", "Child identifier:")
BIRTH = ("date of birth", "Date of  Birth ", "Date-of-Birth", "Child's Date of Birth", "Date of Birth (DD/MM/YYYY)")


@pytest.mark.parametrize(("written", "born"), list(zip(IDS, BIRTH, strict=True)))
@pytest.mark.parametrize("title", LISTS)
def test_headings_are_found_as_they_are_spelt(title: str, written: str, born: str) -> None:
    """On a sheet of any name."""
    header = [written, born, LISTS[title], "Allocated Team", *(["Child’s Legal Status"] if title == "List 8" else [])]
    (match,) = find(sheet("Sheet1", [header]))

    assert match.kind == ("annex-a", title)
    assert match.unknown == ()


def test_the_published_headings_are_all_known() -> None:
    """None of lists 6, 7 and 8 is reported as unknown."""
    found = find(*(sheet(f"List {at}", [row]) for at, row in ((6, LIST_6), (7, LIST_7), (8, LIST_8))))

    assert [match.unknown for match in found] == [(), (), ()]


def test_two_of_one_list_in_a_file_stop_the_run() -> None:
    """One may be an old copy."""
    raw: list[RawSheet] = [
        sheet(name, [LIST_6, need("17", "c) Child in need plan")]) for name in ("List 6", "List 6 old")
    ]
    with pytest.raises(InputError, match="both fit as cases"):
        find(*raw)
