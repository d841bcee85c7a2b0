"""Which period limits each obligation."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from builders import Row, Standing, facts, standings, timescale
from cwd_audit.engine.judgement import Reason
from cwd_audit.engine.limits import PeriodList, find_limits
from cwd_audit.model.kinds.timescale import TimescaleRule

CHOSEN = timescale(
    requirement="review", every={"per_case": "review_interval_months", "choices": ["6 months", "9 months", "12 months"]}
)
PLANNED = timescale(every={"per_case": "visit_interval", "otherwise": "6 weeks"})


def _steps(rule: TimescaleRule, case: Row, steps: int) -> list[str]:
    periods = PeriodList()
    limits = find_limits(rule, facts(date(2026, 6, 30), [case]), periods)
    found = limits.at(np.zeros(steps, np.int64), np.arange(steps))
    return [str(periods.periods[at]) for at in found.tolist()]


@pytest.mark.parametrize(
    ("rule", "case", "expected"),
    [
        (timescale(every="6 weeks"), {}, ["6 weeks"] * 3),
        (timescale(first="1 week", every="6 weeks", **{"from": "plan_start"}), {}, ["1 week", "6 weeks", "6 weeks"]),
        (timescale(every=["3 months", "6 months"]), {}, ["3 months", "3 months", "6 months", "6 months"]),
        (PLANNED, {"visit_interval": "10 working days"}, ["10 working days"] * 2),
        (PLANNED, {"visit_interval": "8 weeks"}, ["8 weeks"] * 2),
        (PLANNED, {"visit_interval": ""}, ["6 weeks"] * 2),
        (PLANNED, {"visit_interval": "?fortnightly"}, ["6 weeks"] * 2),
        (CHOSEN, {"review_interval_months": 12}, ["12 months"] * 2),
        (CHOSEN, {"review_interval_months": 3}, ["3 months"] * 2),
        (CHOSEN, {"review_interval_months": None}, ["6 months"] * 2),
    ],
)
def test_by_how_many_came_before(rule: TimescaleRule, case: Row, expected: list[str]) -> None:
    """The rule's own, one of a sequence of which the last goes on, or the one recorded for the child."""
    assert expected == _steps(rule, case, len(expected))


def test_a_period_is_listed_once() -> None:
    """However often it is used."""
    periods = PeriodList()
    for rule in (timescale(every=["1 month", "1 month"]), timescale(every="1 month")):
        find_limits(rule, facts(date(2026, 6, 30), [{}]), periods)

    assert [str(period) for period in periods.periods] == ["1 month"]


@pytest.mark.parametrize(
    ("as_of", "status", "due_on", "reason"),
    [
        (date(2025, 8, 3), "in_time", date(2025, 9, 3), Reason.NONE),
        (date(2025, 9, 3), "due_soon", date(2025, 9, 3), Reason.NONE),
        (date(2025, 9, 4), "not_assessed", date(2025, 9, 3), Reason.INTERVAL_NOT_RECORDED),
        (date(2026, 3, 3), "not_assessed", date(2025, 9, 3), Reason.INTERVAL_NOT_RECORDED),
        (date(2026, 3, 4), "overdue", date(2026, 3, 3), Reason.NONE),
    ],
)
def test_an_interval_that_is_not_recorded(as_of: date, status: str, due_on: date, reason: Reason) -> None:
    """Point 6: in time up to the shorter, overdue past the longer, and between them not assessed."""
    held = date(2025, 3, 3)
    known = facts(as_of, [{"pathway": "hub", "pathway_start": date(2025, 1, 6)}], reviews=[{"date": held}])

    assert [Standing(0, "test.hub.visit", status, due_on, held, reason)] == standings(known, CHOSEN)


@pytest.mark.parametrize("before", [(), (timescale("test.hub.review", requirement="review", every="4 years"),)])
def test_an_interval_that_is_recorded(before: tuple[TimescaleRule, ...]) -> None:
    """Then there is nothing to doubt, for this child, whatever other rules say; for the one beside it there is."""
    cases = [
        {"case_id": name, "pathway": "hub", "pathway_start": date(2025, 1, 6), "review_interval_months": months}
        for name, months in (("1", 12), ("2", None), ("3", 6))
    ]
    known = facts(date(2025, 9, 4), cases, reviews=[{"case_id": name, "date": date(2025, 3, 3)} for name in "123"])
    found = [each.status for each in standings(known, *before, CHOSEN) if each.rule == CHOSEN.id]

    assert ["in_time", "not_assessed", "overdue"] == found


def test_an_interval_that_the_document_gives_is_not_in_doubt() -> None:
    """Where none is recorded the six weeks hold, however long the intervals of other rules are."""
    longer = timescale("test.hub.review", requirement="review", every=["4 years", "5 years"])
    case = {"pathway": "hub", "pathway_start": date(2026, 1, 5), "visit_interval": ""}
    found = standings(facts(date(2026, 6, 30), [case], visits=[], reviews=[]), longer, PLANNED)

    assert [("in_time", date(2030, 1, 5)), ("overdue", date(2026, 2, 16))] == [
        (each.status, each.due_on) for each in found
    ]
