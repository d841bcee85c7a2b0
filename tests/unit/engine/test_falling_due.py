"""What falls due in the coming weeks, against due dates counted one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import numpy as np
import pytest
from dateutil.relativedelta import relativedelta

from builders import Row, facts, timescale
from cwd_audit.engine.facts import Facts
from cwd_audit.engine.forecast import ask_most, count_made, fall_due
from cwd_audit.engine.judgement import judge
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.calendars import load_calendar

AS_OF = date(2026, 1, 31)
STARTED = {"pathway": "hub", "pathway_start": date(2024, 1, 1)}


def falling_due(known: Facts, *rules: TimescaleRule, weeks: int = 12, most: bool = False) -> list[tuple[str, str]]:
    """Rule and day of all that falls due, in order; "overdue" for what is so now."""
    calendar = load_calendar()
    written = write_obligations(rules, known, calendar)
    judged = judge(rules, written, known, 28, ())
    due = fall_due(rules, written, judged, known, days=7 * weeks, calendar=calendar)
    if most:
        names = sorted({rule.requirement for rule in rules})
        due = ask_most(due, np.array([names.index(rule.requirement) for rule in rules]))
    days = np.where(due.overdue, "overdue", due.due_on.astype(str))
    return sorted((rules[rule].id, day) for rule, day in zip(due.rule.tolist(), days.tolist(), strict=True))


def one_by_one(due_on: date, every: relativedelta, weeks: int) -> list[str]:
    """The same by a plain loop: each is done on the day it is due."""
    days = ["overdue"] if due_on < AS_OF else []
    due_on = AS_OF + every if due_on < AS_OF else due_on
    while due_on < AS_OF + timedelta(weeks=weeks):
        days.append(str(due_on))
        due_on += every
    return sorted(days)


def visited(*days: date) -> Facts:
    """A child on the hub who was visited on these days."""
    return facts(AS_OF, [STARTED], visits=[{"date": day} for day in days])


@pytest.mark.parametrize("weeks", [1, 12, 52])
@pytest.mark.parametrize(
    "last", [date(2026, 1, 31), date(2026, 1, 30), date(2026, 1, 3), date(2025, 12, 31), date(2025, 6, 1)]
)
@pytest.mark.parametrize(
    ("written", "every"),
    [
        ("1 week", relativedelta(weeks=1)),
        ("4 weeks", relativedelta(weeks=4)),
        ("20 days", relativedelta(days=20)),
        ("1 month", relativedelta(months=1)),
        ("3 months", relativedelta(months=3)),
        ("1 year", relativedelta(years=1)),
    ],
)
def test_it_is_what_a_plain_loop_counts(written: str, every: relativedelta, last: date, weeks: int) -> None:
    """Whatever the interval, the last visit and the horizon: months count from the day it is done."""
    found = falling_due(visited(last), timescale(every=written), weeks=weeks)

    assert [day for _, day in found] == one_by_one(last + every, every, weeks)


def test_working_days_are_counted_by_the_calendar() -> None:
    """Ten working days over Easter are longer than two weeks."""
    known = facts(date(2026, 3, 25), [STARTED], visits=[{"date": date(2026, 3, 25)}])

    assert [day for _, day in falling_due(known, timescale(every="10 working days"), weeks=6)] == [
        "2026-04-10", "2026-04-24",
    ]  # fmt: skip


def test_a_sequence_goes_on_with_its_next_interval() -> None:
    """First within a week, then after a month, then every three months."""
    rule = timescale(every=("1 month", "3 months"), first="1 week", **{"from": "plan_start"})
    known = facts(AS_OF, [{**STARTED, "plan_start": date(2026, 1, 28)}], visits=[{"date": date(2024, 1, 1)}])

    assert [day for _, day in falling_due(known, rule, weeks=52)] == [
        "2026-02-04", "2026-03-04", "2026-06-04", "2026-09-04", "2026-12-04",
    ]  # fmt: skip


def test_one_in_any_year_is_due_a_year_after_the_last() -> None:
    """Such a rule recurs; what wants several in a stretch is forecast once."""
    known = visited(date(2025, 3, 1), date(2025, 9, 1))
    one, two = timescale(at_least=1, in_any="6 months"), timescale(at_least=2, in_any="12 months")

    assert [day for _, day in falling_due(known, one, weeks=52)] == ["2026-03-01", "2026-09-01"]
    assert [day for _, day in falling_due(known, two, weeks=52)] == ["2026-03-01"]


def test_an_agreed_interval_holds_on() -> None:
    """Twelve weeks instead of six, as agreed with a manager."""
    agreed = {"requirement": "visit", "interval": "12 weeks", "agreed_on": date(2026, 1, 2), "agreed_by": "A manager"}
    known = facts(AS_OF, [STARTED], visits=[{"date": date(2026, 1, 1)}], variations=[{**agreed, "agreed_by_role": ""}])
    rule = timescale(every="6 weeks", variation={"by_role": ("team manager",)})

    assert [day for _, day in falling_due(known, rule, weeks=30)] == ["2026-03-26", "2026-06-18"]


@pytest.mark.parametrize("terms", [{}, {"variation": {"by_role": ("team manager",)}}])
def test_after_what_was_kept_from_the_pathway_before_the_rule_goes_on(terms: dict[str, object]) -> None:
    """Overdue since the old pathway; from then on every six weeks, whether or not a manager may agree to more."""
    old = timescale("test.old.visit", applies_to={"pathway": ["old"]}, every="2 weeks")
    known = facts(
        AS_OF,
        [{"pathway": "hub", "pathway_start": date(2026, 1, 26)}],
        pathways=[{"pathway": "old", "start": date(2026, 1, 5), "end": date(2026, 1, 26)}],
        visits=[],
    )

    assert [day for _, day in falling_due(known, timescale(every="6 weeks", **terms), old)] == [
        "2026-03-14", "overdue",
    ]  # fmt: skip


def test_a_rule_that_asks_once_does_not_recur() -> None:
    """An assessment within six weeks is due on one day."""
    rule = timescale(within="6 weeks", **{"from": "pathway_start"})
    known = facts(AS_OF, [{**STARTED, "pathway_start": date(2026, 1, 20)}], visits=[{"date": date(2024, 1, 1)}])

    assert [day for _, day in falling_due(known, rule, weeks=52)] == ["2026-03-03"]


@pytest.mark.parametrize(
    ("terms", "case"),
    [({"until": date(2026, 3, 10)}, {}), ({}, {"closed_on": date(2026, 3, 10)}), ({"only_for": "799 days"}, {})],
)
def test_nothing_falls_due_when_the_rule_has_ended(terms: dict[str, object], case: Row) -> None:
    """It is no longer in force, or the case closes, or the document is silent from then on."""
    known = facts(AS_OF, [{**STARTED, **case}], visits=[{"date": date(2026, 1, 20)}])

    assert [day for _, day in falling_due(known, timescale(every="4 weeks", **terms))] == ["2026-02-17"]


def test_who_cannot_be_judged_is_not_forecast() -> None:
    """No start and no visit; and one past the shorter of two intervals of which none is recorded."""
    undated = facts(AS_OF, [{"pathway": "hub"}], visits=[{"date": date(2024, 1, 1), "case_id": "other"}])
    choice = timescale(every={"per_case": "review_interval_months", "choices": ("6 months", "12 months")})
    unsure = facts(AS_OF, [STARTED], visits=[{"date": date(2025, 6, 1)}])

    assert falling_due(undated, timescale(every="4 weeks")) == []
    assert falling_due(unsure, choice) == []


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (
            date(2026, 1, 20),
            [("test.hub.often", "2026-02-17"), ("test.hub.often", "2026-03-17"), ("test.hub.often", "2026-04-14")],
        ),
        (
            date(2025, 12, 1),
            [("test.hub.often", "2026-02-28"), ("test.hub.often", "2026-03-28"), ("test.hub.often", "overdue")],
        ),
        (
            date(2025, 1, 1),
            [("test.hub.often", "2026-02-28"), ("test.hub.often", "2026-03-28"), ("test.hub.often", "overdue")],
        ),
    ],
)
def test_one_visit_meets_several_rules(last: date, expected: Sequence[tuple[str, str]]) -> None:
    """The rule that asks most often counts; a child overdue under both is overdue once."""
    often, seldom = timescale("test.hub.often", every="4 weeks"), timescale("test.hub.seldom", every="6 weeks")

    assert falling_due(visited(last), often, seldom, most=True) == sorted(expected)


def test_rules_of_other_requirements_count_beside_them() -> None:
    """A review is no visit."""
    visit, review = timescale(every="6 weeks"), timescale("test.hub.review", every="6 weeks", requirement="review")
    known = facts(AS_OF, [STARTED], visits=[{"date": date(2026, 1, 30)}], reviews=[{"date": date(2026, 1, 29)}])

    assert falling_due(known, visit, review, most=True) == [
        ("test.hub.review", "2026-03-12"), ("test.hub.review", "2026-04-23"),
        ("test.hub.visit", "2026-03-13"), ("test.hub.visit", "2026-04-24"),
    ]  # fmt: skip


def test_what_was_made_is_counted_back_from_the_day() -> None:
    """Eighty-four days with the day of the audit; one a day, and no telephone call or cancelled visit."""
    days = [date(2026, 1, 31), date(2026, 1, 31), date(2025, 11, 9), date(2025, 11, 8)]
    known = facts(
        AS_OF,
        [STARTED],
        visits=[
            *({"date": day, "mode": "", "outcome": ""} for day in days),
            {"date": date(2026, 1, 5), "mode": "telephone", "outcome": ""},
            {"date": date(2026, 1, 6), "mode": "", "outcome": "cancelled"},
        ],
    )

    assert count_made("visit", known, 84).tolist() == [2]
