"""Obligations that follow one another (design section 5, points 1, 3, 4 and 7)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from builders import Obligation, facts, ledger, obligations, standing, standings, timescale
from cwd_audit.engine.ledger import Opening
from cwd_audit.model.kinds.timescale import TimescaleRule

START, EVENT, CARRIED, KEPT = Opening.START, Opening.EVENT, Opening.CARRIED, Opening.KEPT
VISIT = timescale(every="6 weeks")


def _visits(*days: date) -> list[dict[str, object]]:
    return [{"date": day} for day in days]


def test_the_example_of_the_design() -> None:
    """Bromley CIN, start 1 June, visits 20 June and 3 August, as at 1 September."""
    known = facts(
        date(2026, 9, 1),
        [{"pathway": "hub", "pathway_start": date(2026, 6, 1)}],
        visits=_visits(date(2026, 6, 20), date(2026, 8, 3)),
    )
    rule = timescale(every="4 weeks")
    expected = [
        Obligation(date(2026, 6, 1), START, date(2026, 6, 29), date(2026, 6, 20)),
        Obligation(date(2026, 6, 20), EVENT, date(2026, 7, 18), date(2026, 8, 3)),
        Obligation(date(2026, 8, 3), EVENT, date(2026, 8, 31), None),
    ]

    assert expected == obligations(known, rule)
    assert standing(known, rule) == ("overdue", date(2026, 8, 31))


@pytest.mark.parametrize(
    ("every", "last", "due_on"),
    [
        ("1 month", date(2026, 1, 31), date(2026, 2, 28)),
        ("1 month", date(2028, 1, 31), date(2028, 2, 29)),
        ("1 month", date(2026, 2, 28), date(2026, 3, 28)),  # from the day itself, not from the end of the month
        ("6 months", date(2026, 8, 31), date(2027, 2, 28)),
        ("12 months", date(2024, 2, 29), date(2025, 2, 28)),
        ("1 year", date(2024, 2, 29), date(2025, 2, 28)),
        ("4 years", date(2024, 2, 29), date(2028, 2, 29)),
        ("4 weeks", date(2026, 2, 2), date(2026, 3, 2)),
        ("20 days", date(2026, 12, 20), date(2027, 1, 9)),
        ("7 working days", date(2026, 4, 1), date(2026, 4, 14)),  # Good Friday and Easter Monday between
        (
            "1 working day",
            date(2026, 12, 24),
            date(2026, 12, 29),
        ),  # Christmas, Saturday, Sunday, the day for Boxing Day
        ("5 working days", date(2026, 5, 2), date(2026, 5, 11)),  # from a Saturday, over a bank holiday
    ],
)
def test_units(every: str, last: date, due_on: date) -> None:
    """Point 1: corresponding dates, weeks of seven days, days, working days; the day of the event is day 0."""
    known = facts(date(2028, 6, 1), [{"pathway": "hub", "pathway_start": date(2023, 1, 2)}], visits=_visits(last))

    assert standing(known, timescale(every=every)) == ("overdue", due_on)


def test_months_are_counted_from_the_anchor() -> None:
    """31 January and two months are 31 March, whatever February does."""
    known = facts(date(2026, 3, 3), [{"pathway": "hub", "pathway_start": date(2026, 1, 31)}], visits=[])

    assert standing(known, timescale(every="2 months")) == ("due_soon", date(2026, 3, 31))


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        (date(2026, 7, 15), "in_time"),  # 29 days ahead
        (date(2026, 7, 16), "due_soon"),  # 28 days ahead
        (date(2026, 8, 12), "due_soon"),  # the day before
        (date(2026, 8, 13), "due_soon"),  # the last day in time
        (date(2026, 8, 14), "overdue"),  # the day after
    ],
)
def test_the_day_before_the_day_and_the_day_after(as_of: date, status: str) -> None:
    """Points 2 and 8: the due day is in time, overdue begins the day after, soon is up to 28 days ahead."""
    known = facts(as_of, [{"pathway": "hub", "pathway_start": date(2026, 5, 1)}], visits=_visits(date(2026, 7, 2)))

    assert standing(known, VISIT) == (status, date(2026, 8, 13))


def test_how_soon_is_soon() -> None:
    """The number of days ahead is the user's to choose."""
    known = facts(
        date(2026, 8, 3), [{"pathway": "hub", "pathway_start": date(2026, 5, 1)}], visits=_visits(date(2026, 7, 2))
    )

    assert [each.status for each in standings(known, VISIT, due_within=10)] == ["due_soon"]
    assert [each.status for each in standings(known, VISIT, due_within=9)] == ["in_time"]


@pytest.mark.parametrize(
    ("terms", "case", "due_on"),
    [
        ({"every": "6 weeks"}, {}, date(2026, 2, 16)),
        ({"every": "6 weeks", "requirement": "review"}, {"plan_start": date(2026, 2, 2)}, date(2026, 3, 16)),
        ({"every": "6 weeks", "requirement": "review"}, {"plan_start": date(2025, 12, 1)}, date(2026, 2, 16)),
        ({"every": "6 weeks", "requirement": "visit"}, {"plan_start": date(2026, 2, 2)}, date(2026, 2, 16)),
        ({"every": "6 weeks", "requirement": "assessment"}, {"plan_start": date(2026, 2, 2)}, date(2026, 2, 16)),
        (
            {"every": "6 weeks", "first": "10 days", "from": "plan_start"},
            {"plan_start": date(2026, 2, 2)},
            date(2026, 2, 12),
        ),
        (
            {"every": "6 weeks", "first": "10 days", "from": "plan_start", "else_from": "pathway_start"},
            {},
            date(2026, 2, 16),
        ),
        (
            {"every": ["6 weeks", "12 weeks"], "first": "10 days", "from": "plan_start", "else_from": "pathway_start"},
            {},
            date(2026, 2, 16),
        ),
    ],
    ids=[
        "one interval after the start",
        "reviews: the plan, if later",
        "the plan was earlier",
        "visits: never the plan",
        "assessments: never the plan",
        "a first interval",
        "the anchor is not recorded: a full interval",
        "the anchor is not recorded: the first of several intervals",
    ],
)
def test_before_any_event(terms: dict[str, Any], case: dict[str, object], due_on: date) -> None:
    """Point 3: `first` after the anchor; without one, a full interval after the start, or a later plan for reviews."""
    known = facts(
        date(2026, 2, 3),
        [{"pathway": "hub", "pathway_start": date(2026, 1, 5), **case}],
        visits=[],
        reviews=[],
        assessments=[],
    )
    (found,) = standings(known, timescale(**terms))

    assert due_on == found.due_on


def test_events_before_the_anchor_of_a_first_do_not_count() -> None:
    """A review held before the plan began does not review the plan, and is not shown as the last one."""
    rule = timescale(requirement="review", every="6 months", first="3 months", **{"from": "plan_start"})
    case = {"pathway": "hub", "pathway_start": date(2025, 1, 6), "plan_start": date(2026, 1, 5)}
    known = facts(date(2026, 4, 6), [case], reviews=_visits(date(2025, 12, 1)))
    (found,) = standings(known, rule)

    assert ("overdue", date(2026, 4, 5), None) == (found.status, found.due_on, found.last_on)


@pytest.mark.parametrize("held", [date(2026, 1, 5), date(2026, 1, 6)])
def test_events_from_the_day_of_the_anchor_count(held: date) -> None:
    """On the day itself and after."""
    rule = timescale(requirement="review", every="6 months", first="3 months", **{"from": "plan_start"})
    case = {"pathway": "hub", "plan_start": date(2026, 1, 5)}
    known = facts(date(2026, 4, 6), [case], reviews=_visits(held))

    assert standing(known, rule) == ("in_time", held.replace(month=7))


def test_events_of_one_day_count_once() -> None:
    """Point 5: two visits on a day are one step of a sequence, and one row of the ledger."""
    rule = timescale(every=["1 month", "2 months", "3 months"])
    known = facts(
        date(2026, 3, 1),
        [{"pathway": "hub", "pathway_start": date(2026, 1, 5)}],
        visits=_visits(date(2026, 2, 2), date(2026, 2, 2), date(2026, 2, 2)),
    )
    expected = [
        Obligation(date(2026, 1, 5), START, date(2026, 2, 5), date(2026, 2, 2)),
        Obligation(date(2026, 2, 2), EVENT, date(2026, 3, 2), None),
    ]

    assert expected == obligations(known, rule)


def test_a_sequence_of_intervals() -> None:
    """The first step after the start and after the first event, the next after the second; the last goes on."""
    rule = timescale(every=["3 months", "6 months"])
    held = [date(2025, 3, 3), date(2025, 6, 2), date(2025, 12, 1)]
    known = facts(date(2026, 1, 5), [{"pathway": "hub", "pathway_start": date(2025, 1, 6)}], visits=_visits(*held))
    expected = [date(2025, 4, 6), date(2025, 6, 3), date(2025, 12, 2), date(2026, 6, 1)]

    assert expected == [row.due_on for row in obligations(known, rule)]


def test_a_first_interval_before_a_sequence() -> None:
    """20 working days, then three months, then six, as reviews of looked-after children go."""
    rule = timescale(first="20 working days", every=["3 months", "6 months"], **{"from": "plan_start"})
    held = [date(2026, 1, 30), date(2026, 4, 27), date(2026, 10, 26)]
    known = facts(date(2026, 11, 2), [{"pathway": "hub", "plan_start": date(2026, 1, 5)}], visits=_visits(*held))
    expected = [date(2026, 2, 2), date(2026, 4, 30), date(2026, 10, 27), date(2027, 4, 26)]

    assert expected == [row.due_on for row in obligations(known, rule)]


@pytest.mark.parametrize(
    ("last", "due_on", "opened_by"),
    [
        (date(2026, 5, 4), date(2026, 6, 15), CARRIED),  # 6 weeks after the visit, which is after the start
        (date(2026, 4, 21), date(2026, 6, 2), CARRIED),  # the day after the start
        (
            date(2026, 4, 20),
            date(2026, 7, 13),
            START,
        ),  # the day of the start: from the start, since nothing was owed before
        (date(2026, 1, 5), date(2026, 7, 13), START),
        (date(2026, 6, 1), date(2026, 7, 13), EVENT),  # on the day of the start it is an event of this spell
    ],
)
def test_an_event_before_the_start_carries_over(last: date, due_on: date, opened_by: Opening) -> None:
    """Point 4: the last event + the interval, if that is after the day of the change."""
    known = facts(date(2026, 6, 2), [{"pathway": "hub", "pathway_start": date(2026, 6, 1)}], visits=_visits(last))
    found = obligations(known, VISIT)[-1]

    assert (due_on, opened_by) == (found.due_on, found.opened_by)


@pytest.mark.parametrize(("last", "row"), [(date(2026, 5, 4), 3), (date(2026, 4, 20), 2)])
def test_the_record_that_opened_it(last: date, row: int) -> None:
    """The visit in row 3 that carries over; or else the case in row 2, and no visit from before."""
    known = facts(
        date(2026, 6, 2),
        [{"pathway": "hub", "pathway_start": date(2026, 6, 1)}],
        visits=_visits(date(2026, 4, 13), last),
    )

    assert [row] == ledger(known, VISIT).opened_row.tolist()


@pytest.mark.parametrize(
    ("visited", "due_on"),
    [("1", [date(2026, 5, 18), date(2026, 5, 25)]), ("2", [date(2026, 5, 25), date(2026, 5, 18)])],
)
def test_a_visit_to_another_child_carries_nothing_over(visited: str, due_on: list[date]) -> None:
    """The other child was never visited: six weeks from its own start."""
    cases = [{"case_id": name, "pathway": "hub", "pathway_start": date(2026, 4, 13)} for name in ("1", "2")]
    known = facts(date(2026, 4, 20), cases, visits=[{"case_id": visited, "date": date(2026, 4, 6)}])

    assert due_on == [row.due_on for row in standings(known, VISIT)]


def test_each_child_has_a_last_visit_of_its_own() -> None:
    """The second child was never visited, the first twice."""
    cases = [{"case_id": name, "pathway": "hub", "pathway_start": date(2026, 4, 13)} for name in ("1", "2", "3")]
    held = [("1", date(2026, 4, 14)), ("1", date(2026, 4, 15)), ("3", date(2026, 4, 16))]
    known = facts(date(2026, 4, 20), cases, visits=[{"case_id": name, "date": day} for name, day in held])

    assert [date(2026, 4, 15), None, date(2026, 4, 16)] == [row.last_on for row in standings(known, VISIT)]


def _window(at_least: int, *days: date, as_of: date = date(2026, 9, 1)) -> tuple[list[Obligation], TimescaleRule]:
    rule = timescale(at_least=at_least, in_any="12 months")
    known = facts(as_of, [{"pathway": "hub", "pathway_start": date(2025, 1, 6)}], visits=_visits(*days))
    return obligations(known, rule), rule


def test_one_in_any_year() -> None:
    """Point 7: twelve months after the last; before any, twelve months after the start."""
    expected = [
        Obligation(date(2025, 1, 6), START, date(2026, 1, 6), date(2025, 5, 1)),
        Obligation(date(2025, 5, 1), EVENT, date(2026, 5, 1), None),
    ]

    assert expected == _window(1, date(2025, 5, 1))[0]


def test_two_in_any_year() -> None:
    """From the start until the second; then a year after the second latest. One row for each thing owed."""
    expected = [
        Obligation(date(2025, 1, 6), START, date(2026, 1, 6), date(2025, 11, 3)),
        Obligation(date(2025, 11, 3), EVENT, date(2026, 5, 1), date(2026, 4, 1)),
        Obligation(date(2026, 4, 1), EVENT, date(2026, 11, 3), None),
    ]

    assert expected == _window(2, date(2025, 5, 1), date(2025, 11, 3), date(2026, 4, 1))[0]


@pytest.mark.parametrize("held", [0, 1, 2])
def test_fewer_than_three(held: int) -> None:
    """With fewer than three, the whole year from the start is there for them."""
    days = [date(2025, 2, 3), date(2025, 3, 3)][:held]
    expected = [Obligation(date(2025, 1, 6), START, date(2026, 1, 6), None)]

    assert expected == _window(3, *days)[0]


def test_three_in_any_year() -> None:
    """A year after the third latest."""
    days = [date(2025, 2, 3), date(2025, 3, 3), date(2025, 9, 1), date(2025, 10, 1)]

    assert [date(2026, 1, 6), date(2026, 2, 3), date(2026, 3, 3)] == [row.due_on for row in _window(3, *days)[0]]


@pytest.mark.parametrize(("as_of", "status"), [(date(2026, 1, 6), "due_soon"), (date(2026, 1, 7), "overdue")])
def test_a_year_is_tested_once_it_has_run(as_of: date, status: str) -> None:
    """Point 7: never before the case has been open for twelve months; events before the start do not count."""
    known = facts(as_of, [{"pathway": "hub", "pathway_start": date(2025, 1, 6)}], visits=_visits(date(2024, 12, 30)))

    assert standing(known, timescale(at_least=1, in_any="12 months")) == (status, date(2026, 1, 6))


def test_without_a_start_no_stretch_begins() -> None:
    """There is nothing to count a year from."""
    known = facts(date(2026, 9, 1), [{"pathway": "hub", "pathway_start": None}], visits=_visits(date(2026, 5, 1)))

    assert [] == obligations(known, timescale(at_least=1, in_any="12 months"))


def test_for_a_time_only() -> None:
    """What falls due after the time is not owed; what fell due within it stays."""
    rule = timescale(first="1 week", every="6 weeks", only_for="3 months", **{"from": "plan_start"})
    case = {"pathway": "hub", "plan_start": date(2026, 1, 5)}
    known = facts(date(2026, 9, 1), [case], visits=_visits(date(2026, 1, 8), date(2026, 2, 16)))
    expected = [
        Obligation(date(2026, 1, 5), START, date(2026, 1, 12), date(2026, 1, 8)),
        Obligation(date(2026, 1, 8), EVENT, date(2026, 2, 19), date(2026, 2, 16)),
        Obligation(date(2026, 2, 16), EVENT, date(2026, 3, 30), None),
    ]

    assert expected == obligations(known, rule)
    assert standing(known, rule) == ("overdue", date(2026, 3, 30))


@pytest.mark.parametrize(("held", "status"), [(date(2026, 2, 22), "overdue"), (date(2026, 2, 23), "query")])
def test_the_last_day_of_the_time(held: date, status: str) -> None:
    """Due on the last day of the three months it is owed; due the day after it is not, and the document is silent."""
    rule = timescale(every="6 weeks", only_for="3 months", **{"from": "plan_start"})
    known = facts(date(2026, 9, 1), [{"pathway": "hub", "plan_start": date(2026, 1, 5)}], visits=_visits(held))

    assert standing(known, rule) == (status, date(2026, 4, 5) if status == "overdue" else None)


def test_a_change_of_pathway_in_the_ledger() -> None:
    """The old obligation ends unmet on the day of the change, and the new one keeps its due date."""
    old = timescale("test.old.visit", applies_to={"pathway": ["old"]}, every="3 months")
    known = facts(
        date(2026, 6, 1),
        [{"pathway": "hub", "pathway_start": date(2026, 4, 1)}],
        pathways=[{"pathway": "old", "start": date(2026, 1, 5), "end": date(2026, 4, 1)}],
        visits=_visits(date(2026, 1, 12)),
    )
    expected = [
        Obligation(date(2026, 4, 1), KEPT, date(2026, 4, 12), None),
        Obligation(date(2026, 1, 5), START, date(2026, 4, 5), date(2026, 1, 12)),
        Obligation(date(2026, 1, 12), EVENT, date(2026, 4, 12), None, date(2026, 4, 1)),
    ]

    assert expected == sorted(
        obligations(known, VISIT, old), key=lambda row: (row.opened_on != date(2026, 4, 1), row.opened_on)
    )
