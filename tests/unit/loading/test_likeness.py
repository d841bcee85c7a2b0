"""A sheet that was not recognised is said to be like something, so that a person can mend it."""

from __future__ import annotations

import pytest

from builders_sheets import sheet
from cwd_audit.loading.layouts import load_layouts
from cwd_audit.loading.likeness import Likeness, most_like
from cwd_audit.loading.recognition import recognise
from cwd_audit.loading.sheets import RawSheet


def like(raw: RawSheet) -> Likeness:
    """What it is most like."""
    found = most_like(raw, load_layouts())
    assert found is not None
    return found


def test_it_is_said_what_is_there_and_what_is_missing() -> None:
    """In words that need no manual."""
    raw = sheet("Sheet1", [["Statutory visits"], ["Child Unique ID", "Visit Type", "Seen", "When", "Child Name"]])
    expected = (
        'most like the visits of liquidlogic: has the child\'s ID ("Child Unique ID"), type ("Visit Type"), '
        'child seen ("Seen"); lacks date'
    )

    assert expected == str(like(raw))
    assert like(raw).header_row == 2


def test_a_list_of_children_lacks_what_tells_the_timetable() -> None:
    """One of two columns would do."""
    raw = sheet("Our list", [["LCS ID", "Date of Birth", "Date of Last Visit", "Category of Abuse"]])
    expected = {"case_id": "LCS ID", "dob": "Date of Birth", "last_visit": "Date of Last Visit"}

    assert ("cases", expected, ("pathway or legal status",), {}) == (
        like(raw).table, like(raw).found, like(raw).lacks, like(raw).meant,
    )  # fmt: skip


def test_a_list_about_children_is_no_list_of_cases() -> None:
    """In the plain layout too, unless the sheet is called so: it lacks what tells the timetable."""
    contacts = like(sheet("Contacts", [["case_id", "worker_start", "Telephone"]]))

    assert (contacts.layout, contacts.table, contacts.lacks) == ("plain", "cases", ("pathway or legal status",))


SLIPS = {
    "Vist Date": "date",
    "Date Visit": "date",
    "Visit Dates": "date",
    "Visit Dt.": "date",
    "Chld Seen": "child_seen",
    "When": None,
    "Birth Date": None,
    "Visit Due": None,
    "\x1b[1mVisit Date": None,
}


@pytest.mark.parametrize(("heading", "column"), SLIPS.items())
def test_a_slip_is_asked_about(heading: str, column: str | None) -> None:
    """Only where a column is missing whose heading is nearly the same."""
    raw = sheet("Visits", [["LCS ID", "Visit Type", heading]])
    expected = {heading: column} if column else {}

    assert expected == like(raw).meant
    assert (f'is "{heading}" meant for' in str(like(raw))) == bool(column)


def test_a_plan_of_one_kind_is_no_slip_for_another() -> None:
    """Two letters apart, and worlds."""
    assert like(sheet("x", [["Child Unique ID", "DOB", "CIN Start Date"]])).meant == {}


def test_a_suggestion_is_never_applied() -> None:
    """The sheet stays unread, and says so with the suggestion."""
    raw = sheet("Visits", [["LCS ID", "Visit Type", "Vist Date"], ["00123", "CIN Visit", "05/01/2026"]])

    recognised, unrecognised, problems = recognise([raw], load_layouts())

    assert ([], [raw]) == (recognised, unrecognised)
    assert [str(like(raw)).casefold()] == [problem.hint.rstrip(".").casefold() for problem in problems]


@pytest.mark.parametrize(
    "raw",
    [
        sheet("Cover", [["Caseload of the team"], ["Printed", "31/10/2026"]]),
        sheet("Visits", [["LCS ID", "When", "Why"]]),
        sheet("Visits", [["Due Date", "Reason Not Seen", "Recorded By"]]),
        sheet("Visits", []),
        sheet("Visits", [["LCS ID", "Visit Type", "Notes"]], visible=False),
    ],
    ids=["a cover", "one known heading", "none that is used", "empty", "hidden"],
)
def test_some_sheets_are_like_nothing(raw: RawSheet) -> None:
    """Two known headings are needed, of which one is used; a hidden sheet is not looked at."""
    assert most_like(raw, load_layouts()) is None


def test_the_name_of_a_sheet_decides() -> None:
    """A sheet called Reviews is said to be like reviews, although as many of its headings are those of visits."""
    header = ["LCS ID", "Type", "Method"]

    assert [like(sheet(name, [header])).table for name in ("Sheet1", "Reviews")] == ["visits", "reviews"]
