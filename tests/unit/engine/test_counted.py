"""Which events count (design section 5, point 5; catalogue A-34 to A-36)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from builders import Row, facts, timescale
from cwd_audit.engine.counted import count_events

AS_OF = date(2026, 6, 30)
DAY = date(2026, 6, 1)


def _counts(requirement: str, row: Row, case: Row | None = None, **terms: object) -> bool:
    rows = [{"date": DAY, **row}]
    visits, reviews = (rows, []) if requirement == "visit" else ([], rows)
    known = facts(AS_OF, [case or {}], visits=visits, reviews=reviews)
    rule = timescale("test.hub.any", requirement=requirement, every="6 weeks", **terms)
    return len(count_events(requirement, known, rule).day) > 0


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({}, True),
        ({"date": AS_OF}, True),
        ({"date": date(2026, 7, 1)}, False),  # after the day of the audit, whatever its outcome
        ({"date": date(2026, 7, 1), "outcome": "completed"}, False),
        ({"date": None}, False),
        ({"outcome": "completed"}, True),
        ({"outcome": ""}, True),
        ({"outcome": "cancelled"}, False),
        ({"outcome": "attempted"}, False),
        ({"outcome": "planned"}, False),
        ({"outcome": "?did not go"}, False),  # a word the vocabulary does not know
        ({"child_seen": "yes"}, True),
        ({"child_seen": "no"}, False),
        ({"child_seen": ""}, False),  # the column is there, and does not say yes
        ({"mode": "face to face"}, True),
        ({"mode": ""}, True),
        ({"mode": "telephone"}, False),
        ({"mode": "video"}, False),
        ({"case_id": "99"}, False),  # a child not under audit
    ],
)
def test_a_visit(row: Row, expected: bool) -> None:  # noqa: FBT001 – the answer of the case
    """Completed, by the day of the audit, in person, and with the child seen where that is recorded."""
    assert expected is _counts("visit", row)


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"mode": "video"}, True),
        ({"mode": "telephone"}, False),
        ({"type": "CIN review"}, True),
        ({"type": "EHC review"}, False),
        ({"type": "EHC review", "combined_with": ""}, False),
        ({"type": "EHC review", "combined_with": "CIN review"}, True),
        ({"type": "CIN review", "combined_with": ""}, True),
    ],
)
def test_a_review(row: Row, expected: bool) -> None:  # noqa: FBT001 – the answer of the case
    """Not by telephone; one of another plan only where it is recorded as combined."""
    assert expected is _counts("review", row)


def test_any_mode_where_the_text_allows_it() -> None:
    """A review by telephone, or a visit by video."""
    assert _counts("review", {"mode": "telephone"}, counts_any_mode=True)
    assert _counts("visit", {"mode": "video"}, counts_any_mode=True)


@pytest.mark.parametrize(
    ("agreed", "mode", "expected"),
    [
        ("telephone", "telephone", True),
        ("video", "telephone", False),
        ("", "telephone", False),
        ("telephone", "face to face", True),
        ("telephone", "", True),
        ("", "", True),
    ],
)
def test_the_mode_agreed_with_the_family(agreed: str, mode: str, expected: bool) -> None:  # noqa: FBT001 – the answer
    """A review by telephone counts where that is how this child's reviews are held."""
    assert expected is _counts("review", {"mode": mode}, {"review_mode": agreed}, counts_mode_agreed=True)


@pytest.mark.parametrize(
    ("row", "terms", "expected"),
    [
        ({"location": "home"}, {"counts": {"location": ["home"]}}, True),
        ({"location": "school"}, {"counts": {"location": ["home"]}}, False),
        ({"location": ""}, {"counts": {"location": ["home"]}}, False),
        ({}, {"counts": {"location": ["home"]}}, False),  # such a rule is not run on an export without the column
        ({"location": "home"}, {"counts_where_recorded": {"location": ["home"]}}, True),
        ({"location": "school"}, {"counts_where_recorded": {"location": ["home"]}}, False),
        ({"location": ""}, {"counts_where_recorded": {"location": ["home"]}}, False),  # a blank does not meet it
        ({}, {"counts_where_recorded": {"location": ["home"]}}, True),  # not recorded: not asked
        ({"location": "school"}, {"counts": {"location": ["home", "school"]}}, True),  # any of the words
    ],
)
def test_conditions_on_events(row: Row, terms: dict[str, Any], expected: bool) -> None:  # noqa: FBT001 – the answer
    """Those without which a rule means nothing, and those that refine it where the export can tell."""
    assert expected is _counts("visit", row, **terms)


def test_without_a_rule_any_event_that_could_count() -> None:
    """What opens an obligation after each review is a review that took place, not one by telephone."""
    rows = [{"date": date(2026, 5, day), "mode": mode} for day, mode in ((1, "telephone"), (2, "video"), (3, ""))]

    assert [day.day for day in count_events("review", facts(AS_OF, reviews=rows)).day.tolist()] == [2, 3]


def test_one_a_day_and_in_order() -> None:
    """Several on a day count once, by the first row of the export that counts; children do not mix."""
    rows: list[Row] = [
        {"case_id": "B", "date": date(2026, 5, 4)},
        {"case_id": "A", "date": date(2026, 5, 11), "outcome": "cancelled"},
        {"case_id": "A", "date": date(2026, 5, 11)},
        {"case_id": "A", "date": date(2026, 5, 4)},
        {"case_id": "A", "date": date(2026, 5, 11)},
    ]
    found = count_events("visit", facts(AS_OF, [{"case_id": "A"}, {"case_id": "B"}], visits=rows))

    assert [
        (child, day.day, row) for child, day, row in zip(found.child, found.day.tolist(), found.row, strict=True)
    ] == [(0, 4, 5), (0, 11, 4), (1, 4, 2)]


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(1969, 12, 31), date(2199, 12, 31)])
def test_far_days_keep_their_place(day: date) -> None:
    """Days before 1970, and slips of the keyboard, stay with their child and in order."""
    known = facts(date(2200, 1, 1), [{"case_id": "A"}, {"case_id": "B"}], visits=[
        {"case_id": name, "date": held} for name in "BA" for held in (day, date(2026, 1, 5))
    ])  # fmt: skip
    found = count_events("visit", known)

    assert [sorted([day, date(2026, 1, 5)])] * 2 == [found.day[:2].tolist(), found.day[2:].tolist()]
    assert found.end(known.child_of_case).tolist() == [2, 4]


@pytest.mark.parametrize(("says", "expected"), [("no", False), ("yes", True), ("", True)])
def test_what_the_type_says_of_the_child(says: str, expected: bool) -> None:  # noqa: FBT001 – the answer of the case
    """“CIN Visit – child not seen” does not count, though the export has no column of its own for it."""
    known = facts(AS_OF, [{}], visits=[{"date": DAY, "child_seen": says}])
    implied = replace(known, provided=known.provided - {"visits.child_seen"})
    rule = timescale("test.hub.any", requirement="visit", every="6 weeks")

    assert expected == (len(count_events("visit", implied, rule).day) > 0)
