"""Nights, days, longest stays, ages, caseloads and sums, against a loop that counts one day at a time."""

from __future__ import annotations

import random
from datetime import date, timedelta

import numpy as np
import pytest

from builders import facts
from cwd_audit.engine.measures import measure
from cwd_audit.model.rows import Measure
from cwd_audit.policies.calendars import load_calendar

AS_OF = date(2026, 10, 31)
STAYS = {"table": "stays"}


def measured(take: str, stays: list[dict[str, object]], **terms: object) -> float:
    """One quantity of one child."""
    what = Measure.model_validate({"take": take, "of": STAYS, **terms})
    found = measure(what, facts(AS_OF, [{}], stays=stays), np.ones(1, bool), load_calendar())
    return float(found.number[0])


def stay(start: date, nights: int, setting: str = "The Big House") -> dict[str, object]:
    """A stay of so many nights."""
    return {"start": start, "end": start + timedelta(nights), "setting": setting}


@pytest.mark.parametrize(
    ("take", "expected"),
    [
        ("nights", 3),
        ("days", 4),
        ("longest stay in nights", 3),
        ("longest stay in days", 4),
        ("rows", 1),
        ("settings", 1),
    ],
)
def test_one_stay_from_friday_to_monday(take: str, expected: int) -> None:
    """A stay of three nights touches four days."""
    assert expected == measured(take, [stay(date(2026, 5, 1), 3)])


def test_overlapping_stays_do_not_count_twice() -> None:
    """A night spent in two records is one night."""
    stays = [stay(date(2026, 5, 1), 3), stay(date(2026, 5, 2), 3)]

    assert (4, 5) == (measured("nights", stays), measured("days", stays))


def test_a_day_on_which_one_stay_ends_and_another_begins_is_touched_once() -> None:
    """Back to back: two and two nights touch five days."""
    stays = [stay(date(2026, 5, 1), 2), stay(date(2026, 5, 3), 2)]

    assert (4, 5) == (measured("nights", stays), measured("days", stays))


def test_an_open_stay_goes_on_until_the_day_of_the_audit() -> None:
    """Without an end it has lasted until today."""
    assert 5 == measured("nights", [{"start": AS_OF - timedelta(5), "end": None, "setting": "x"}])


def test_a_stay_planned_for_later_is_not_counted() -> None:
    """What has not happened is not measured."""
    assert 0 == measured("nights", [stay(AS_OF + timedelta(1), 3)])


def test_the_window_is_any_twelve_months_and_no_year_of_the_calendar() -> None:
    """40 nights in the autumn and 40 in the spring after are 80 in one window, though 40 in each year."""
    stays = [stay(date(2024, 11, 1), 40), stay(date(2025, 2, 1), 40)]

    assert 80 == measured("nights", stays, in_any="12 months")


def test_a_night_a_year_later_to_the_day_is_outside_the_window() -> None:
    """Twelve months from 1 May end on 30 April."""
    stays = [stay(date(2025, 5, 1), 1), stay(date(2026, 5, 1), 1)]

    assert 1 == measured("nights", stays, in_any="12 months")


def test_the_window_agrees_with_a_loop_over_every_day() -> None:
    """The most nights in any twelve months, for 60 random children at once."""
    chance = random.Random(7)
    cases = [{"case_id": f"{number:05d}"} for number in range(60)]
    stays = [
        {
            "case_id": case["case_id"],
            **stay(date(2024, 1, 1) + timedelta(chance.randrange(900)), chance.randrange(0, 25)),
        }
        for case in cases
        for _ in range(chance.randrange(0, 12))
    ]
    what = Measure.model_validate({"take": "nights", "of": STAYS, "in_any": "12 months"})
    found = measure(what, facts(AS_OF, cases, stays=stays), np.ones(60, bool), load_calendar())

    for number, case in enumerate(cases):
        nights = {
            day
            for each in stays
            if each["case_id"] == case["case_id"]
            for day in days_between(each["start"], each["end"])
            if day < AS_OF
        }
        most = max((sum(first <= day < a_year_after(first) for day in nights) for first in nights), default=0)
        assert most == found.number[number]


def days_between(start: object, end: object) -> list[date]:
    """The nights of a stay."""
    assert isinstance(start, date)
    assert isinstance(end, date)
    return [start + timedelta(day) for day in range((end - start).days)]


def a_year_after(day: date) -> date:
    """The same day a year later; 29 February becomes 28 February."""
    return date(day.year + 1, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)


@pytest.mark.parametrize(
    ("dob", "as_of", "age"),
    [
        (date(2010, 10, 31), AS_OF, 16),
        (date(2010, 11, 1), AS_OF, 15),
        (date(2008, 2, 29), date(2026, 2, 27), 17),
        (date(2008, 2, 29), date(2026, 2, 28), 18),
        (date(2008, 2, 29), date(2024, 2, 28), 15),
    ],
)
def test_age(dob: date, as_of: date, age: int) -> None:
    """Whole years; a birthday on 29 February falls on the 28th in common years."""
    found = measure(Measure(take="age in years"), facts(as_of, [{"dob": dob}]), np.ones(1, bool), load_calendar())

    assert age == found.number[0]


def test_caseload_counts_the_cases_concerned_and_skips_the_unallocated() -> None:
    """Two of three cases of a worker are concerned; nobody's caseload is unknown."""
    cases = [{"case_id": str(at), "worker": worker} for at, worker in enumerate(("Lee", "Lee", "Lee", ""))]
    concerned = np.array([True, True, False, True])
    found = measure(Measure(take="cases of the worker"), facts(AS_OF, cases), concerned, load_calendar())

    assert [2, 2, 2] == found.number[:3].tolist()
    assert np.isnan(found.number[3])


@pytest.mark.parametrize(
    ("until", "months"), [(date(2026, 5, 1), 12), (date(2026, 5, 2), 12.5), (date(2026, 4, 30), 11.5)]
)
def test_months_from_one_date_to_another(until: date, months: float) -> None:
    """A part of a month counts as half of one, so that a day over a year is over twelve months."""
    what = Measure.model_validate(
        {"take": "months", "of": {"table": "panels"}, "column": "agreed_from", "to": "agreed_to"}
    )
    panels = [{"date": date(2025, 4, 1), "agreed_from": date(2025, 5, 1), "agreed_to": until}]
    found = measure(what, facts(AS_OF, [{}], panels=panels), np.ones(1, bool), load_calendar())

    assert months == found.number[0]
