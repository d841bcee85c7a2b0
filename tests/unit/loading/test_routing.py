"""The words of an event's type say which table it belongs to, and some of them say more."""

from __future__ import annotations

import pytest

from builders_sheets import codes, load, rows_of, sheet, with_cases
from cwd_audit.model.caseload import Caseload

STEPS = ["Person ID", "Step Type", "Completed On", "Child Seen", "Step Status"]
CASES = sheet("cases", [["case_id", "pathway"], ["00123", "hub"]])


def steps(*types: str, seen: str = "", status: str = "", events: dict[str, str] | None = None) -> Caseload:
    """A caseload of steps of these types, from row 2 on."""
    rows = [["00123", word, "05/01/2026", seen, status] for word in types]
    return load(CASES, sheet("Completed Steps", [STEPS, *rows]), events=events)


WORDS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("CIN Visit", "visits", {"type": "CIN visit"}),
    ("cin_visit", "visits", {"type": "CIN visit"}),
    ("Statutory Visit – child seen", "visits", {"type": "statutory visit", "child_seen": "yes"}),
    ("Home Visit - child not seen", "visits", {"type": "home visit", "child_seen": "no"}),
    ("CIN Visit - cancelled", "visits", {"type": "CIN visit", "outcome": "cancelled"}),
    ("Attempted visit", "visits", {"type": "statutory visit", "outcome": "attempted"}),
    ("Virtual visit", "visits", {"type": "statutory visit", "mode": "video"}),
    ("School visit", "visits", {"type": "statutory visit", "location": "school"}),
    ("CIN Review - telephone", "reviews", {"type": "CIN review", "mode": "telephone"}),
    ("Combined CIN and EHC Review", "reviews", {"type": "CIN review", "combined_with": "EHC review"}),
    ("Case Supervision", "supervisions", {"type": "case supervision"}),
    ("CIN Planning Meeting", "meetings", {"type": "CIN planning meeting"}),
    ("CDRP", "panels", {"type": "children's disability resource panel"}),
)


@pytest.mark.parametrize(("word", "table", "says"), WORDS)
def test_types_of_steps_go_to_their_tables(word: str, table: str, says: dict[str, str]) -> None:
    """One list of steps holds them all."""
    caseload = steps(word)

    assert {"cases", table} == set(caseload.tables)
    assert [tuple(says.values())] == rows_of(caseload.tables[table], *says)


def test_what_the_row_says_comes_before_what_its_type_says() -> None:
    """Words fill blanks and overwrite nothing."""
    caseload = steps("Statutory Visit – child seen", "CIN Visit - cancelled", seen="No", status="Completed")

    assert rows_of(caseload.tables["visits"], "child_seen", "outcome") == [("no", "completed"), ("no", "completed")]


def test_words_fill_only_their_own_rows() -> None:
    """A row of another type beside them stays blank."""
    caseload = steps("CIN Visit", "Statutory Visit – child seen", "CIN Visit - cancelled")

    assert rows_of(caseload.tables["visits"], "child_seen", "outcome") == [("", ""), ("yes", ""), ("", "cancelled")]


ASIDE = {
    "Trip to the moon": "event-type-not-known",
    "": "event-type-not-known",
    "Phone Call": "not-an-event",
    "ICPC": "not-an-event",
}


@pytest.mark.parametrize(("word", "code"), ASIDE.items())
def test_steps_that_are_no_known_events_are_set_aside(word: str, code: str) -> None:
    """Nobody can say whether an unknown one counts; a known one that never counts is a note."""
    caseload = steps("CIN Visit", word, seen="yes")

    assert [(code, 3, "Step Type")] == codes(caseload.problems)
    assert (caseload.sources[1].rows, caseload.sources[1].rows_used, caseload.sources[1].rows_set_aside) == (2, 1, 1)
    assert len(caseload.tables["visits"]) == 1


def test_a_mapping_comes_before_the_vocabulary() -> None:
    """It adds words, changes what they mean, and says which never count."""
    events = {"TRIP to the Moon": "home visit", "review": "case supervision", "CIN visit": ""}
    caseload = steps("Trip to the moon", "Review", "CIN Visit", seen="yes", events=events)

    assert rows_of(caseload.tables["visits"], "type") == [("home visit",)]
    assert rows_of(caseload.tables["supervisions"], "type") == [("case supervision",)]
    assert codes(caseload.problems) == [("not-an-event", 4, "Step Type")]


def test_a_row_without_a_type_belongs_to_its_sheet() -> None:
    """In a sheet of visits it is a visit; so it is where the sheet has no such column at all."""
    blank = with_cases(sheet("visits", [["case_id", "date", "type"], ["00123", "05/01/2026", ""]]))
    absent = with_cases(sheet("visits", [["case_id", "date", "child_seen"], ["00123", "05/01/2026", "yes"]]))

    assert rows_of(blank.tables["visits"], "case_id", "date", "type") == [("00123", "2026-01-05", "")]
    assert rows_of(absent.tables["visits"]) == [("00123", "2026-01-05", "yes")]
    assert blank.problems + absent.problems == ()


def test_an_event_in_the_sheet_of_another_table_moves() -> None:
    """With the columns its own table has; the sheet's own table stays, even empty."""
    caseload = with_cases(
        sheet(
            "visits",
            [["case_id", "date", "type", "child_seen", "mode"], ["00123", "05/01/2026", "CIN Review", "Y", "Video"]],
        )
    )

    assert rows_of(caseload.tables["reviews"]) == [("00123", "2026-01-05", "CIN review", "video")]
    assert rows_of(caseload.tables["visits"]) == []
    assert "reviews.date" not in caseload.provided


@pytest.mark.parametrize(
    "row", [[], ["00123", "05/01/2026", "Trip to the moon"]], ids=["no rows", "none that is known"]
)
def test_a_list_of_which_nothing_is_left_is_there_and_empty(row: list[str]) -> None:
    """The export says that there were no visits."""
    caseload = with_cases(sheet("visits", [["case_id", "date", "type"], row]))

    assert rows_of(caseload.tables["visits"]) == []
    assert "visits.date" in caseload.provided
