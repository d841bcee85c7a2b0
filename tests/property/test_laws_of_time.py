"""What holds of one child as time goes by, as events are added, and as it moves between pathways."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from drawn_exports import (
    AS_OF,
    LAW,
    Export,
    agreements,
    an_event,
    exports,
    judge_all,
    only,
    past_days,
    plain_cases,
    rules,
    weeks,
)
from hypothesis import assume, given
from hypothesis import strategies as st

from builders import Row, timescale
from cwd_audit.model.kinds.timescale import TimescaleRule

intervals = weeks.map("{} weeks".format) | st.integers(1, 6).map("{} months".format)
Moves = list[tuple[date, str]]
"""The day of each, and the interval there."""
SPRING = date(2026, 3, 31)
BAD = {"due_soon": 0, "in_time": 0, "overdue": 1}


@LAW
@given(plain_cases(visited_from_start=True), weeks, weeks)
def test_a_longer_interval_is_never_due_earlier(export: Export, shorter: int, more: int) -> None:
    """For a child seen since it came, or not yet seen.

    An event carried over from before is the exception that the date rules make: six weeks from it may end before the
    move and then run from the move, while seven end after it and hold.
    """
    short, long = (only(export, timescale(every=f"{number} weeks")).due_on for number in (shorter, shorter + more))

    assert short
    assert long
    assert short < long


@LAW
@given(exports(), rules, st.integers(1, 500))
def test_overdue_stays_overdue_until_something_happens(
    export: Export, judged_by: list[TimescaleRule], later: int
) -> None:
    """With nothing new on record, what is overdue today is overdue on every later day, since the same day."""
    today = replace(export, cases=tuple(_without_future(case) for case in export.cases)).until_today()
    overdue = {each[:5] for each in judge_all(today, judged_by) if each[3] == "overdue"}
    then = {each[:5] for each in judge_all(replace(today, as_of=AS_OF + timedelta(later)), judged_by)}

    assert overdue <= then


def _without_future(case: Row) -> Row:
    """An open case row without days that are still to come: on such a day something happens."""
    past = {name: None if isinstance(cell, date) and cell > AS_OF else cell for name, cell in case.items()}
    return {**past, "closed_on": None}


@LAW
@given(plain_cases(), st.data())
def test_one_more_event_never_worsens(export: Export, data: st.DataObject) -> None:
    """A visit that counts, on any day since the start, brings no due date forward; intervals that do not shrink."""
    start = export.cases[0]["pathway_start"]
    assert isinstance(start, date)
    terms: dict[str, Any] = data.draw(
        st.sampled_from((
            {"every": "6 weeks"},
            {"every": ["1 month", "3 months"]},
            {"first": "2 weeks", "every": "2 months", "from": "pathway_start"},
            {"at_least": 2, "in_any": "6 months"},
            {"within": "1 month", "from": "pathway_start"},
        ))
    )  # fmt: skip
    before = only(export, timescale(**terms))
    after = only(export.add("visits", an_event(data.draw(st.dates(start, AS_OF)))), timescale(**terms))

    assert BAD[after.status] <= BAD[before.status]
    assert before.due_on
    assert after.due_on
    assert after.due_on >= before.due_on


@LAW
@given(plain_cases(), intervals, agreements())
def test_an_agreement_never_makes_a_due_date_earlier(export: Export, every: str, agreement: Row) -> None:
    """Whoever made it, for however long, with or without an end."""
    rule = timescale(every=every, variation={"by_role": ("team manager",)})
    agreed = only(export.add("variations", agreement), rule).due_on
    standard = only(export, rule).due_on

    assert agreed
    assert standard
    assert agreed >= standard


@LAW
@given(plain_cases(), intervals, agreements(), st.integers(1, 300))
def test_an_agreement_does_not_heal(export: Export, every: str, agreement: Row, late: int) -> None:
    """What was overdue on the day before it was made stays overdue."""
    rule = timescale(every=every, variation={"by_role": ("team manager",)})
    standard = only(export, rule)
    assume(standard.status == "overdue" and standard.due_on)
    assert standard.due_on
    made = min(standard.due_on + timedelta(late), AS_OF)

    assert standard == only(export.add("variations", {**agreement, "agreed_on": made}), rule)


@LAW
@given(plain_cases(visited_from_start=True, until=SPRING), st.integers(1, 12), st.data())
def test_a_move_never_turns_overdue_into_in_time(export: Export, every: int, data: st.DataObject) -> None:
    """However often the child moves, whatever the rule there: overdue since the same day."""
    here = timescale("test.hub.visit", every=f"{every} weeks")
    before = only(export, here)
    assert before.due_on
    ways = data.draw(st.lists(st.tuples(st.dates(before.due_on + timedelta(1), AS_OF), intervals), max_size=3))
    moved, judged_by = _move(export, here, ways)
    after = only(moved, *judged_by)

    assert (before.status, before.due_on, before.last_on) == (after.status, after.due_on, after.last_on)


@LAW
@given(plain_cases(), intervals, intervals)
def test_nobody_is_late_on_the_day_of_a_move(export: Export, every: str, there: str) -> None:
    """A child that was in time on its old pathway until today is in time on the new one today."""
    here = timescale("test.hub.visit", every=every)
    assume(only(export, here).status != "overdue")
    moved, judged_by = _move(export, here, [(AS_OF, there)])

    assert only(moved, *judged_by).status != "overdue"


def _move(export: Export, here: TimescaleRule, ways: Moves) -> tuple[Export, list[TimescaleRule]]:
    """The child of an export on the last of several further pathways, and the rules of all, the last first."""
    (case,) = export.cases
    judged_by, history, start = [here], [], case["pathway_start"]
    for number, (day, every) in enumerate(sorted(ways)):
        history.append({"case_id": "1", "pathway": judged_by[0].applies_to["pathway"][0], "start": start, "end": day})
        name, start = f"place{number}", day
        judged_by.insert(0, timescale(f"test.{name}.visit", applies_to={"pathway": (name,)}, every=every))
    moved = replace(export, cases=({**case, "pathway": judged_by[0].applies_to["pathway"][0], "pathway_start": start},))
    return moved.add("pathways", *history), judged_by


@LAW
@given(plain_cases(), st.lists(past_days, max_size=3))
def test_events_before_the_anchor_of_a_first_change_nothing(export: Export, early: list[date]) -> None:
    """A review held before the plan began does not review the plan."""
    start = export.cases[0]["pathway_start"]
    assert isinstance(start, date)
    rule = timescale(first="1 month", every="3 months", **{"from": "pathway_start"})
    more = export.add("visits", *(an_event(day) for day in early if day < start))

    assert only(export, rule) == only(more, rule)


@LAW
@given(plain_cases(), st.integers(1, 4), st.integers(1, 3))
def test_asking_for_more_is_never_due_later(export: Export, fewer: int, more: int) -> None:
    """Three in a year are due no later than two."""
    two, three = (only(export, timescale(at_least=n, in_any="6 months")).due_on for n in (fewer, fewer + more))

    assert two
    assert three
    assert three <= two
