"""Cases: made of allocations where there is no list of them, recorded once each, with last dates lifted."""

from __future__ import annotations

from datetime import date

import pytest

from builders_sheets import Rows, codes, load, rows_of, sheet
from cwd_audit.model.caseload import Caseload
from cwd_audit.model.problem import Severity

HEADER = [
    "Person ID",
    "Worker",
    "Role",
    "Allocation Type",
    "Team",
    "Allocation Start",
    "Allocation End",
    "Hub",
    "Hub Start",
]
FIRST, SECOND, THIRD = "05/01/2026", "05/03/2026", "05/05/2026"
ALFA, BRAVO = "Testworker Alfa", "Testworker Bravo"


def allocation(
    start: str, end: str = "", *, worker: str = ALFA, kind: str = "Allocated", hub: str = "Hub A", since: str = ""
) -> list[str]:
    """A row of the list of allocations."""
    return ["00123", worker, "Social Worker", kind, "South", start, end, hub, since]


def allocated(*rows: list[str]) -> Caseload:
    """A caseload of nothing but allocations."""
    return load(sheet("Allocations", [HEADER, *rows]))


WORKERS: tuple[tuple[str, list[list[str]], tuple[str, str, str]], ...] = (
    ("one that is open", [allocation(FIRST)], (ALFA, "Hub A", "2026-01-05")),
    (
        "the open one of two",
        [allocation(FIRST, worker=BRAVO), allocation(SECOND, THIRD)],
        (BRAVO, "Hub A", "2026-01-05"),
    ),
    (
        "the latest of two open ones",
        [allocation(SECOND, worker=BRAVO), allocation(FIRST)],
        (BRAVO, "Hub A", "2026-01-05"),
    ),
    ("none is open", [allocation(FIRST, SECOND), allocation(SECOND, THIRD, hub="Hub B")], ("", "Hub B", "2026-03-05")),
    ("one that ends after the day of the audit", [allocation(FIRST, "31/12/2026")], (ALFA, "Hub A", "2026-01-05")),
    ("one that ends on the day of the audit", [allocation(FIRST, "31/10/2026")], (ALFA, "Hub A", "2026-01-05")),
    ("one that ended the day before", [allocation(FIRST, "30/10/2026")], ("", "Hub A", "2026-01-05")),
    (
        "another kind of worker beside",
        [allocation(FIRST), allocation(SECOND, worker=BRAVO, kind="Co-worker")],
        (ALFA, "Hub A", "2026-01-05"),
    ),
    ("another kind of worker alone", [allocation(FIRST, kind="Co-worker")], ("", "Hub A", "")),
    (
        "another kind without a hub, after the end",
        [allocation(FIRST, SECOND), allocation(SECOND, kind="Co-worker", hub="")],
        ("", "Hub A", "2026-01-05"),
    ),
    (
        "a new worker on the same hub",
        [allocation(FIRST, SECOND), allocation(SECOND, worker=BRAVO)],
        (BRAVO, "Hub A", "2026-01-05"),
    ),
    ("a new hub", [allocation(FIRST, SECOND), allocation(SECOND, hub="Hub B")], (ALFA, "Hub B", "2026-03-05")),
    (
        "back on the old hub",
        [allocation(FIRST), allocation(SECOND, hub="Hub B"), allocation(THIRD)],
        (ALFA, "Hub A", "2026-05-05"),
    ),
    (
        "a hub spelt in two ways",
        [allocation(FIRST, SECOND, hub="HUB-A"), allocation(SECOND)],
        (ALFA, "Hub A", "2026-01-05"),
    ),
    ("a hub left out later", [allocation(FIRST, SECOND), allocation(SECOND, hub="")], (ALFA, "Hub A", "2026-01-05")),
    ("a start of the hub on the row", [allocation(SECOND, since=FIRST)], (ALFA, "Hub A", "2026-01-05")),
)


@pytest.mark.parametrize(("rows", "expected"), [each[1:] for each in WORKERS], ids=[each[0] for each in WORKERS])
def test_a_case_is_described_by_its_open_allocation(rows: list[list[str]], expected: tuple[str, str, str]) -> None:
    """Worker, hub and the start of the hub; unallocated where no allocation of the case itself is open."""
    caseload = allocated(*rows)

    assert [expected] == rows_of(caseload.tables["cases"], "worker", "pathway", "pathway_start")
    assert {"cases.worker", "cases.pathway", "cases.pathway_start", "cases.worker_start"} <= caseload.provided


def test_an_unallocated_case_keeps_its_team() -> None:
    """Whose it was last, so that somebody sees it; worker, role and start are blank."""
    caseload = allocated(allocation(FIRST, SECOND))

    assert rows_of(caseload.tables["cases"], "worker", "worker_role", "worker_start", "team") == [("", "", "", "South")]


def test_the_order_of_allocations_does_not_matter() -> None:
    """Their dates say which came last."""
    rows = [allocation(FIRST, SECOND), allocation(SECOND, THIRD, hub="Hub B"), allocation(THIRD, worker=BRAVO)]
    one, other = allocated(*rows), allocated(*reversed(rows))

    assert rows_of(one.tables["cases"]) == rows_of(other.tables["cases"])
    assert rows_of(one.tables["pathways"]) == rows_of(other.tables["pathways"])


def test_spells_on_hubs_run_until_the_next_hub() -> None:
    """Whatever the ends of the allocations, and whoever was the worker."""
    caseload = allocated(
        allocation(FIRST, FIRST), allocation(FIRST, SECOND, worker=BRAVO), allocation(SECOND, hub="Hub B"),
        allocation(THIRD, kind="Co-worker", hub="Hub C"), ["00456", ALFA, "", "", "", THIRD, "", "Hub C", ""],
    )  # fmt: skip

    assert rows_of(caseload.tables["pathways"], "case_id", "pathway", "start", "end") == [
        ("00123", "Hub A", "2026-01-05", "2026-03-05"),
        ("00123", "Hub B", "2026-03-05", ""),
        ("00456", "Hub C", "2026-05-05", ""),
    ]


def test_cases_are_made_only_where_there_is_no_list_of_them() -> None:
    """And the reader is told."""
    listed = load(
        sheet("cases", [["case_id", "pathway"], ["00456", "hub"]]), sheet("Allocations", [HEADER, allocation(FIRST)])
    )

    assert [case for (case,) in rows_of(listed.tables["cases"], "case_id")] == ["00456"]
    assert listed.notes == ()
    assert allocated(allocation(FIRST)).notes == (
        "The export has no list of cases: each child with an allocation is taken for a case.",
    )


def test_an_export_with_neither_has_no_cases() -> None:
    """A list of visits says nothing of who is open."""
    assert {"visits"} == set(load(sheet("visits", [["case_id", "date"], ["00123", FIRST]])).tables)


CASES = ["LCS ID", "Child Name", "CIN Level", "Team", "Date of Last Visit"]
CHILD = ["00123", "Testchild Alpha", "Hub A", "South", ""]


def listed(*rows: list[str], beside: Rows = ()) -> Caseload:
    """A list of these cases, and of visits where there are any."""
    visits = [sheet("Visits", [["LCS ID", "Visit Date"], *beside])] if beside else []
    return load(sheet("Caseload", [CASES, *rows]), *visits)


def test_the_same_row_twice_is_one_case() -> None:
    """Each repeat is set aside with a note, and the case is as good as any."""
    caseload = listed(CHILD, CHILD, CHILD)

    assert codes(caseload.problems) == [("duplicate-case", 3, "LCS ID"), ("duplicate-case", 4, "LCS ID")]
    assert caseload.tables["cases"]["row"].tolist() == [2]
    assert caseload.contested == {}


@pytest.mark.parametrize("other", [
    ["00123", "Testchild Alpha", "Hub A", "North", ""], ["00123", "Testchild Bravo", "hub-a", "South", ""],
])  # fmt: skip
def test_a_child_twice_with_other_details_is_contested(other: list[str]) -> None:
    """One of the rows is kept so that the case is counted, and nobody judges it."""
    caseload = listed(CHILD, ["00456", *CHILD[1:]], other)

    assert codes(caseload.problems) == [("conflicting-case", 4, "LCS ID")]
    assert list(caseload.contested) == ["00123"]
    assert [case for (case,) in rows_of(caseload.tables["cases"], "case_id")] == ["00123", "00456"]


def test_a_child_may_be_on_two_pathways() -> None:
    """Two rows, two cases."""
    caseload = listed(CHILD, ["00123", "Testchild Alpha", "Hub B", "South", ""])

    assert rows_of(caseload.tables["cases"], "pathway") == [("Hub A",), ("Hub B",)]
    assert (caseload.problems, caseload.contested) == ((), {})


def test_last_dates_become_events_where_there_is_no_list() -> None:
    """One each, at the row of the case; the reader is told that there is no history."""
    caseload = listed([*CHILD[:4], FIRST], ["00456", *CHILD[1:]])

    assert rows_of(caseload.tables["visits"]) == [("00123", "2026-01-05")]
    assert caseload.tables["visits"]["row"].tolist() == [2]
    assert {"visits.case_id", "visits.date"} <= caseload.provided
    assert caseload.notes == ("The export holds only the last date of visits: history cannot be told from it.",)


def test_a_list_comes_before_last_dates() -> None:
    """Where the last date is later than the list knows, the two are said to disagree; an earlier one is no news."""
    later, same, none = ([case, *CHILD[1:4], SECOND] for case in ("00123", "00456", "00789"))
    caseload = listed(later, same, none, beside=[["00123", FIRST], ["00456", THIRD], ["00456", FIRST]])

    assert codes(caseload.problems) == [
        ("sources-disagree", 2, "Date of Last Visit"),
        ("sources-disagree", 4, "Date of Last Visit"),
    ]
    assert rows_of(caseload.tables["visits"]) == [
        ("00123", "2026-01-05"),
        ("00456", "2026-05-05"),
        ("00456", "2026-01-05"),
    ]


def test_an_empty_list_is_a_list() -> None:
    """An export whose list of visits has no rows says that there were none."""
    caseload = listed([*CHILD[:4], FIRST], beside=[["", ""]])

    assert rows_of(caseload.tables["visits"]) == []
    assert ("sources-disagree", 2, "Date of Last Visit") in codes(caseload.problems)


def test_a_stray_event_in_another_list_is_no_list() -> None:
    """A review among the visits joins the last dates of reviews and does not replace them."""
    caseload = load(
        sheet(
            "Caseload", [["LCS ID", "CIN Level", "Last Review"], ["00123", "Hub A", SECOND], ["00456", "Hub A", THIRD]]
        ),
        sheet("Visits", [["LCS ID", "Visit Date", "Visit Type"], ["00123", FIRST, "CIN Review"]]),
    )

    assert rows_of(caseload.tables["reviews"], "case_id", "date", "type") == [
        ("00123", "2026-01-05", "CIN review"),
        ("00123", "2026-03-05", ""),
        ("00456", "2026-05-05", ""),
    ]
    assert caseload.problems == ()
    assert "reviews.date" in caseload.provided


def test_a_last_date_that_cannot_be_costs_the_date_and_not_the_case() -> None:
    """It is named by the heading that it has on the row of the case."""
    header = ["LCS ID", "CIN Level", "DOB", "Date of Last Visit"]
    caseload = load(sheet("Caseload", [header, ["00123", "Hub A", THIRD, FIRST]]), as_of=date(2026, 10, 31))

    assert codes(caseload.problems) == [("date-before-birth", 2, "Date of Last Visit")]
    assert caseload.problems[0].severity is Severity.WARNING
    assert (rows_of(caseload.tables["visits"]), rows_of(caseload.tables["cases"], "case_id")) == ([], [("00123",)])
    assert (caseload.sources[0].rows, caseload.sources[0].rows_used, caseload.sources[0].rows_set_aside) == (1, 1, 0)
