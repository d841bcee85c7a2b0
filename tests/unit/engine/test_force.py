"""Rules that hold for a time: every 4 weeks, since 1 April 2026 or until 31 March 2026."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest

from builders import Obligation, facts, obligations, timescale
from cwd_audit.engine.force import asks_the_same, is_in_force
from cwd_audit.engine.ledger import Opening

if TYPE_CHECKING:
    from cwd_audit.model.kinds.timescale import TimescaleRule

START, EVENT = Opening.START, Opening.EVENT
OLDER = timescale("test.hub.visit", every="4 weeks", until=date(2026, 3, 31))
NEWER = timescale("test.hub2.visit", every="4 weeks", since=date(2026, 4, 1))
BEGAN = date(2026, 3, 1)


def _rows(rule: TimescaleRule, start: date, *visits: date, closed_on: date | None = None) -> list[Obligation]:
    """What a rule alone asks for, as at 1 June 2026."""
    known = facts(
        date(2026, 6, 1),
        [{"pathway": "hub", "pathway_start": start, "closed_on": closed_on}],
        visits=[{"date": day} for day in visits],
    )
    return obligations(known, rule)


@pytest.mark.parametrize(("start", "kept"), [(date(2026, 3, 3), True), (date(2026, 3, 4), False)])
def test_the_last_day_in_force_is_the_last_to_fall_due_on(start: date, kept: bool) -> None:  # noqa: FBT001 – a column
    """Due on 31 March it is asked for, due on 1 April no more."""
    due_on = date(2026, 3, 31)

    assert _rows(OLDER, start) == ([Obligation(start, START, due_on, None)] if kept else [])


@pytest.mark.parametrize(
    ("start", "due_on"),
    [
        (date(2026, 3, 3), date(2026, 4, 29)),  # due the day before
        (date(2026, 3, 4), date(2026, 4, 1)),
        (date(2026, 1, 5), date(2026, 4, 29)),
    ],
)
def test_what_is_open_on_the_first_day_is_due_one_interval_after_it(start: date, due_on: date) -> None:
    """Nobody is late for a rule that did not yet apply."""
    assert _rows(NEWER, start) == [Obligation(start, START, due_on, None)]


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 4, 1)])
def test_what_was_met_before_the_first_day_is_not_asked_for(day: date) -> None:
    """Due on 29 March: met on the first day in force it is in time, and before that the rule asked for nothing."""
    following = Obligation(day, EVENT, date(2026, 4, 28) if day.month == 3 else date(2026, 4, 29), None)
    met = [Obligation(BEGAN, START, date(2026, 4, 29), day)] if day.month == 4 else []

    assert _rows(NEWER, BEGAN, day) == [*met, following]


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 4, 1)])
def test_what_ended_before_the_first_day_is_not_asked_for(day: date) -> None:
    """Due on 29 March, when the child had not yet left."""
    ended = Obligation(BEGAN, START, date(2026, 4, 29), None, day)

    assert _rows(NEWER, BEGAN, closed_on=day) == ([ended] if day.month == 4 else [])


def test_the_first_and_the_last_day_are_days_in_force() -> None:
    """A rule without either is always in force."""
    days = [np.datetime64(day) for day in ("2026-03-30", "2026-03-31", "2026-04-01", "2026-04-02")]

    assert [is_in_force(OLDER, day) for day in days] == [True, True, False, False]
    assert [is_in_force(NEWER, day) for day in days] == [False, False, True, True]
    assert all(is_in_force(timescale(every="4 weeks"), day) for day in days)


@pytest.mark.parametrize(
    ("terms", "same"),
    [
        ({"every": "6 weeks", "strength": "usually"}, True),
        ({"requirement": "review"}, False),
        ({"title": "Home visit"}, False),
        ({"applies_to": {"pathway": ("lodge",)}}, False),
    ],
)
def test_versions_ask_the_same_of_the_same_cases(terms: dict[str, object], same: bool) -> None:  # noqa: FBT001 – as above
    """How often may differ; what is owed, what it is called and by whom may not."""
    assert asks_the_same(OLDER, timescale("test.other.visit", **{"every": "4 weeks", **terms})) is same
