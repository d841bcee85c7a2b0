"""Obligations that rows of another table open, and those that a birthday or a move of school opens."""

from __future__ import annotations

from datetime import date

import pytest

from builders import facts, standing, standings, timescale

AS_OF = date(2026, 10, 31)
FOR_EACH = timescale(within="45 working days", applies_to={}, **{"from": "each referrals.date"})
BY_16 = timescale(within="16 years", soon="6 months", applies_to={}, **{"from": "dob"})
AT_A_MOVE = timescale(
    requirement="assessment", within="12 months", soon="3 months", applies_to={}, **{"from": "each school move"}
)


def test_what_each_row_opens_is_not_owed_without_one() -> None:
    """A child who was never referred is not one whose day of referral is missing."""
    assert [] == standings(facts(AS_OF, [{}], referrals=[], visits=[]), FOR_EACH)
    assert ("overdue", date(2026, 10, 6)) == standing(
        facts(AS_OF, [{}], referrals=[{"date": date(2026, 8, 3)}], visits=[]), FOR_EACH
    )


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2027, 8, 28), "in_time"),
        (date(2027, 8, 29), "due_soon"),
        (date(2028, 2, 29), "due_soon"),
        (date(2028, 3, 1), "overdue"),
    ],
)
def test_a_birthday_on_a_leap_day(as_of: date, status: str) -> None:
    """16 on 29 February 2028; soon from six months before, by the same day of the month."""
    known = facts(as_of, [{"dob": date(2012, 2, 29)}], visits=[])

    assert (status, date(2028, 2, 29)) == standing(known, BY_16)


@pytest.mark.parametrize(
    ("dob", "due_on"),
    [
        (date(2015, 8, 31), date(2026, 8, 31)),
        (date(2015, 9, 1), date(2027, 8, 31)),
        (date(2015, 12, 31), date(2027, 8, 31)),
        (date(2016, 2, 29), date(2027, 8, 31)),
        (date(2022, 8, 31), date(2026, 8, 31)),
        (date(2010, 8, 31), date(2026, 8, 31)),
    ],
)
def test_the_school_year_decides_when_a_child_moves(dob: date, due_on: date) -> None:
    """Born on the last day of August a child moves to high school a year before one born the day after.

    To primary school it moves at four, and to college at sixteen.
    """
    known = facts(due_on, [{"dob": dob, "pathway_start": date(2025, 9, 1)}], assessments=[])

    assert ("due_soon", due_on) == standing(known, AT_A_MOVE)


@pytest.mark.parametrize(("start", "statuses"), [(date(2026, 8, 31), ["overdue"]), (date(2026, 9, 1), [])])
def test_who_comes_after_the_move_owes_nothing_for_it(start: date, statuses: list[str]) -> None:
    """The last day before the school year begins is the last on which the pathway can begin in time to owe it."""
    known = facts(AS_OF, [{"dob": date(2015, 8, 31), "pathway_start": start}], assessments=[])

    assert statuses == [found.status for found in standings(known, AT_A_MOVE)]


@pytest.mark.parametrize(("as_of", "statuses"), [(date(2025, 8, 30), []), (date(2025, 8, 31), ["in_time"])])
def test_a_move_is_owed_for_from_a_year_before(as_of: date, statuses: list[str]) -> None:
    """From that day on, and not sooner."""
    known = facts(as_of, [{"dob": date(2015, 8, 31), "pathway_start": date(2025, 1, 6)}], assessments=[])

    assert statuses == [found.status for found in standings(known, AT_A_MOVE)]


def test_between_two_moves_nothing_is_owed() -> None:
    """At eight the move to primary school is over, and that to high school three years off."""
    known = facts(AS_OF, [{"dob": date(2018, 5, 10), "pathway_start": date(2025, 9, 1)}], assessments=[])

    assert [] == standings(known, AT_A_MOVE)


def test_without_a_birthday_a_move_cannot_be_told() -> None:
    """Then it is not assessed, and not left out."""
    known = facts(AS_OF, [{"dob": None, "pathway_start": date(2025, 9, 1)}], assessments=[])

    assert [("not_assessed", None)] == [(found.status, found.due_on) for found in standings(known, AT_A_MOVE)]
