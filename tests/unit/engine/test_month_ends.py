"""Past days read off one ledger."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from drawn_exports import LAW, Export, exports, past_days, rules
from hypothesis import given

from builders import Row, facts, timescale
from cwd_audit.engine.facts import Facts
from cwd_audit.engine.judgement import STATUSES, judge
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.engine.month_ends import MonthEnds, Standing, Standings, worst_of
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.report import Status
from cwd_audit.policies.calendars import load_calendar

AS_OF = date(2026, 6, 30)
VISIT = timescale(every="6 weeks")
CASE: Row = {"pathway": "hub", "pathway_start": date(2026, 1, 5)}
NOTHING, IN_TIME, UNKNOWN, LATE = Standing
OF_STATUS = {
    Status.OVERDUE: LATE,
    Status.NOT_ASSESSED: UNKNOWN,
    Status.DUE_SOON: IN_TIME,
    Status.IN_TIME: IN_TIME,
    Status.MET: IN_TIME,
    Status.QUERY: NOTHING,
}


def day(text: str) -> np.datetime64:
    """A day of 2026 as numpy has it, from `03-31`."""
    return np.datetime64(f"2026-{text}", "D")


def read(known: Facts, *judged_by: TimescaleRule, **hindered: Any) -> MonthEnds:  # noqa: ANN401 – contested, untold
    """The ledger of rules, ready to be read."""
    written = write_obligations(judged_by, known, load_calendar())
    return MonthEnds(judged_by, written, known, **({"contested": (), "untold": {}} | hindered))


def one_standing(known: Facts, on: str, *judged_by: TimescaleRule, **hindered: Any) -> Standing:  # noqa: ANN401 – as above
    """How the only case stood under the worst of the rules."""
    return Standing(read(known, *judged_by, **hindered).stand_on(day(on)).max())


def audit_on(known: Facts, judged_by: Sequence[TimescaleRule]) -> Standings:
    """What an audit finds on its own day, as standings."""
    judged = judge(judged_by, write_obligations(judged_by, known, load_calendar()), known, 28, ())
    found = np.zeros((len(judged_by), len(known.cases)), np.int8)
    found[judged.rule, judged.case] = [OF_STATUS[STATUSES[code]] for code in judged.status]
    return found


def may_count_from_another_day(rule: TimescaleRule) -> bool:
    """Whether a rule counts from one day, or from the first event, until another is recorded."""
    by_rows = any(anchor.table not in {"", "cases"} for anchor in rule.anchors)
    return bool(rule.else_from) or len(rule.starts_from) > 1 or by_rows


@LAW
@given(exports(), rules, past_days)
def test_a_past_day_is_as_an_audit_on_that_day(export: Export, judged_by: list[TimescaleRule], then: date) -> None:
    """Of the same export, for every case that was open and already on its pathway.

    The audit of then knows no day to count from that was recorded since. Where a rule counts from another day until
    there is one, the view does not assess what it judges: the ledger holds one count only.
    """
    ends = read(export.facts(), *judged_by)
    at = np.datetime64(then, "D")
    there = ends.presence.on(at) & ends.presence.in_current_spell(at)
    expected, found = audit_on(replace(export, as_of=then).facts(), judged_by), ends.stand_on(at)
    excused = np.array([[may_count_from_another_day(rule)] for rule in judged_by]) & (found == UNKNOWN)

    assert (expected[~excused & there] == found[~excused & there]).all()


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("01-04", NOTHING),  # not there yet
        ("01-05", IN_TIME),
        ("02-16", IN_TIME),  # the last day in time
        ("02-17", LATE),
        ("03-01", LATE),
        ("03-02", IN_TIME),  # the day of the visit
        ("04-13", IN_TIME),
        ("06-30", LATE),
    ],
)
def test_a_case_is_late_from_the_day_after_until_the_visit(on: str, expected: Standing) -> None:
    """Six weeks from the start, and from the only visit."""
    known = facts(AS_OF, [CASE], visits=[{"date": date(2026, 3, 2)}])

    assert expected is one_standing(known, on, VISIT)


def test_a_move_is_remembered() -> None:
    """In March the child stood under the rule of the pathway of then, overdue; it is not asked of the one of now."""
    moved = {**CASE, "pathway": "lodge", "pathway_start": date(2026, 5, 1)}
    before = [{"pathway": "hub", "start": date(2026, 1, 5), "end": date(2026, 5, 1)}]
    lodge = timescale("test.lodge.visit", applies_to={"pathway": ["lodge"]}, every="3 months")
    ends = read(facts(AS_OF, [moved], visits=[], pathways=before), VISIT, lodge)

    assert [[LATE], [NOTHING]] == ends.stand_on(day("03-31")).tolist()
    assert [[NOTHING], [LATE]] == ends.stand_on(day("06-30")).tolist()


def test_a_move_on_a_day_not_recorded_hides_what_came_before() -> None:
    """Nobody can say which rule applied when: neither is late, and neither is in time."""
    moved = {"pathway": "lodge"}
    before = [{"pathway": "hub", "start": date(2026, 1, 5), "end": None}]
    lodge = timescale("test.lodge.visit", applies_to={"pathway": ["lodge"]}, every="3 months")
    known = facts(AS_OF, [moved], visits=[], pathways=before)

    assert [[NOTHING], [UNKNOWN]] == read(known, VISIT, lodge).stand_on(day("03-31")).tolist()
    assert [UNKNOWN] == due(known, "02-01", "02-28", VISIT, lodge)
    assert not read(known, VISIT, lodge).days_late(day("06-30")).any()


@pytest.mark.parametrize(
    ("hindered", "case"),
    [
        ({}, {"pathway": "hub"}),
        ({"contested": ("00123",)}, CASE),
        ({"untold": {"visits": frozenset({"00123"})}}, CASE),
        ({}, {**CASE, "closed_on": date(2026, 6, 1), "pathway_start": None}),
    ],
    ids=["no day to count from", "contested", "untold", "no day, and closed since"],
)
@pytest.mark.parametrize("on", ["02-28", "05-31"])
def test_what_cannot_be_told_is_never_in_time_and_never_gone(hindered: dict[str, Any], case: Row, on: str) -> None:
    """In no month in which the case was open."""
    assert one_standing(facts(AS_OF, [case], visits=[]), on, VISIT, **hindered) is UNKNOWN


def test_a_closed_case_was_open_before() -> None:
    """And owes nothing from the day it closed."""
    known = facts(AS_OF, [{**CASE, "closed_on": date(2026, 4, 30)}], visits=[])

    assert one_standing(known, "04-29", VISIT) is LATE
    assert one_standing(known, "04-30", VISIT) is NOTHING


def due(known: Facts, first: str, last: str, *judged_by: TimescaleRule, **hindered: Any) -> list[Standing]:  # noqa: ANN401
    """The outcomes of what fell due."""
    return [Standing(each) for each in read(known, *judged_by, **hindered).fell_due(day(first), day(last)).outcome]


@pytest.mark.parametrize(
    ("visits", "case", "expected"),
    [
        ([], CASE, [LATE]),
        ([date(2026, 2, 16)], CASE, [IN_TIME]),
        ([date(2026, 2, 17)], CASE, [LATE]),
        ([date(2026, 1, 9)], CASE, [IN_TIME, LATE]),  # the next was due on 20 February
        ([date(2026, 1, 9), date(2026, 1, 20)], CASE, [IN_TIME, IN_TIME]),  # and the next on 3 March
        ([], {**CASE, "closed_on": date(2026, 2, 16)}, []),
        ([], {**CASE, "closed_on": date(2026, 2, 17)}, [LATE]),
    ],
)
def test_what_fell_due_in_february(visits: list[date], case: Row, expected: list[Standing]) -> None:
    """Done by its day or not; what ended before that was no longer owed."""
    known = facts(AS_OF, [case], visits=[{"date": on} for on in visits])

    assert expected == sorted(due(known, "02-01", "02-28", VISIT))


@pytest.mark.parametrize("start", [date(2026, 3, 2), None], ids=["recorded", "told by the history alone"])
@pytest.mark.parametrize(
    ("visits", "before", "after"),
    [
        ([], [LATE], []),
        ([date(2026, 1, 9)], [IN_TIME, LATE], []),  # overdue since 20 February
        ([date(2026, 1, 9), date(2026, 1, 20)], [IN_TIME, IN_TIME], [LATE]),  # three months from the last: 20 April
    ],
)
def test_what_was_owed_at_a_move_falls_due_once(
    start: date | None, visits: list[date], before: list[Standing], after: list[Standing]
) -> None:
    """What was overdue fell due on the pathway before, and not again on the one that keeps the day.

    Nor did the new pathway ask for anything while the child was still on the one before.
    """
    moved = {**CASE, "pathway": "lodge", "pathway_start": start}
    history = [{"pathway": "hub", "start": date(2026, 1, 5), "end": date(2026, 3, 2)}]
    lodge = timescale("test.lodge.visit", applies_to={"pathway": ["lodge"]}, every="3 months")
    known = facts(AS_OF, [moved], visits=[{"date": on} for on in visits], pathways=history)

    assert before == sorted(due(known, "02-01", "02-28", VISIT, lodge))
    assert after == due(known, "03-01", "06-30", VISIT, lodge)


@pytest.mark.parametrize(
    ("reviews", "expected"),
    [
        ([], UNKNOWN),  # the longer interval is not over on the day of the audit
        ([date(2026, 3, 5)], IN_TIME),
        ([date(2026, 4, 20)], UNKNOWN),
    ],
)
def test_an_interval_not_recorded_decides_nothing_between_the_two(reviews: list[date], expected: Standing) -> None:
    """Three months or six: due on 5 April, or not until 5 July."""
    chosen = {"per_case": "review_interval_months", "choices": ["3 months", "6 months"]}
    review = timescale("test.hub.review", requirement="review", every=chosen)
    known = facts(AS_OF, [CASE], reviews=[{"date": on} for on in reviews])

    assert expected is due(known, "04-01", "04-30", review)[0]


def test_what_is_contested_fell_due_and_is_not_assessed() -> None:
    """Whatever the ledger says of it."""
    known = facts(AS_OF, [CASE], visits=[{"date": date(2026, 2, 16)}])

    assert [UNKNOWN] == due(known, "02-01", "02-28", VISIT, contested=("00123",))


def test_days_late_are_those_of_what_is_open() -> None:
    """From the day after it was due."""
    known = facts(AS_OF, [CASE], visits=[])

    assert [[12]] == read(known, VISIT).days_late(day("02-28")).tolist()
    assert [[0]] == read(known, VISIT, contested=("00123",)).days_late(day("02-28")).tolist()


def test_the_worst_of_a_child_counts() -> None:
    """Overdue before not assessed, that before in time; a group without members owes nothing."""
    standings = np.array([IN_TIME, LATE, UNKNOWN, IN_TIME], np.int8)

    assert [LATE, UNKNOWN, NOTHING] == worst_of(standings, np.array([0, 0, 1, 1]), 3).tolist()
