"""Change of pathway (design section 5, point 4): nobody late for a rule that did not apply, and no time bought.

`near` is visited every 6 weeks, `far` every 6 months; on `quiet` nothing is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import pytest

from builders import Obligation, facts, obligations, standing, standings, timescale
from cwd_audit.engine.ledger import Opening

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Facts
    from cwd_audit.model.kinds.timescale import TimescaleRule

NEAR = timescale("test.near.visit", applies_to={"pathway": ["near"]}, every="6 weeks")
FAR = timescale("test.far.visit", applies_to={"pathway": ["far"]}, every="6 months")
MOVED = date(2026, 7, 6)
WAYS = {word: word for word in ("near", "far", "quiet")}


class Move(NamedTuple):
    """From one pathway to another on 6 July, last visited on a day, as at a day."""

    pathway: str
    before: str
    last: date | None
    as_of: date
    status: str
    due_on: date


@pytest.mark.parametrize(
    "move",
    [
        Move("far", "near", date(2026, 6, 15), date(2026, 12, 15), "due_soon", date(2026, 12, 15)),
        Move("far", "near", date(2026, 6, 15), date(2026, 12, 16), "overdue", date(2026, 12, 15)),
        Move("far", "near", date(2026, 5, 25), date(2026, 7, 20), "in_time", date(2026, 11, 25)),  # on the day itself
        Move("far", "near", date(2026, 5, 24), date(2026, 7, 20), "overdue", date(2026, 7, 5)),  # it was overdue
        Move("far", "near", None, date(2026, 7, 20), "overdue", date(2026, 6, 22)),
        Move("near", "far", date(2026, 6, 29), date(2026, 8, 10), "due_soon", date(2026, 8, 10)),
        Move("near", "far", date(2026, 5, 26), date(2026, 7, 7), "due_soon", date(2026, 7, 7)),  # the day after
        Move("near", "far", date(2026, 5, 25), date(2026, 7, 7), "in_time", date(2026, 8, 17)),  # on the day: anew
        Move("near", "far", date(2026, 2, 9), date(2026, 8, 10), "overdue", date(2026, 8, 9)),  # the old day is earlier
        Move("near", "far", date(2026, 1, 5), date(2026, 7, 7), "overdue", date(2026, 7, 5)),  # it was overdue
        Move("near", "quiet", date(2026, 1, 5), date(2026, 7, 20), "due_soon", date(2026, 8, 17)),
        Move("near", "elsewhere", date(2026, 1, 5), date(2026, 7, 20), "due_soon", date(2026, 8, 17)),
    ],
)  # fmt: skip
def test_one_move(move: Move) -> None:
    """The last visit + the new interval; if not after the move, the earlier of the old day and the move + the new."""
    known = facts(
        move.as_of,
        [{"pathway": move.pathway, "pathway_start": MOVED}],
        pathway_ids=WAYS,
        pathways=[{"pathway": move.before, "start": date(2026, 5, 11), "end": MOVED}],
        visits=[{"date": move.last}] if move.last else [],
    )
    rules = (NEAR, FAR) if move.pathway == "near" else (FAR, NEAR)

    assert standing(known, *rules) == (move.status, move.due_on)


def test_the_same_day_by_both_is_the_new_pathway_s_own() -> None:
    """Six months from 17 February and six weeks from the move are one day: nothing need be kept."""
    known = facts(
        date(2026, 7, 20),
        [{"pathway": "near", "pathway_start": MOVED}],
        pathways=[{"pathway": "far", "start": date(2026, 2, 17), "end": MOVED}],
        visits=[],
    )

    assert Obligation(MOVED, Opening.START, date(2026, 8, 17), None) in obligations(known, NEAR, FAR)


PLANNED = timescale("test.far.visit", applies_to={"pathway": ["far"]}, every="6 months", **{"from": "plan_start"})
"""Counts from a day that may lie before the child came to `far`."""
PLANNED_FIRST = timescale(
    "test.far.visit", applies_to={"pathway": ["far"]}, first="2 months", every="6 months", **{"from": "plan_start"}
)


def _moved_with_a_plan(visits: Sequence[date], plan: date | None = date(2026, 6, 1), **case: date | None) -> Facts:
    """On `near` from 5 January, on `far` from 6 July, with a plan of 1 June."""
    return facts(
        date(2026, 7, 20),
        [{"pathway": "far", "pathway_start": MOVED, "plan_start": plan, **case}],
        pathways=[{"pathway": "near", "start": date(2026, 1, 5), "end": MOVED}],
        visits=[{"date": day, "location": "school"} for day in visits],
    )


@pytest.mark.parametrize("rule", [PLANNED, PLANNED_FIRST], ids=["every", "first"])
@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        (date(2026, 5, 4), ("overdue", date(2026, 6, 15))),
        (date(2026, 5, 24), ("overdue", date(2026, 7, 5))),  # the last that was overdue on the day of the move
        (MOVED, ("in_time", date(2027, 1, 6))),
        (date(2026, 7, 10), ("in_time", date(2027, 1, 10))),
    ],
)
def test_what_was_overdue_stays_overdue_where_the_plan_is_older_than_the_move(
    rule: TimescaleRule, visit: date, expected: tuple[str, date]
) -> None:
    """Only a visit on the day of the move or after it makes good what `near` asked for, every 6 weeks."""
    assert standing(_moved_with_a_plan([visit]), rule, NEAR) == expected


FORTNIGHTLY = timescale("test.near.visit", applies_to={"pathway": ["near"]}, every="2 weeks")


@pytest.mark.parametrize("rule", [PLANNED, PLANNED_FIRST], ids=["every", "first"])
@pytest.mark.parametrize(
    ("visit", "expected"),
    [
        (date(2026, 6, 15), ("overdue", date(2026, 6, 29))),
        (date(2026, 6, 21), ("overdue", date(2026, 7, 5))),
        (date(2026, 6, 22), ("in_time", date(2026, 12, 22))),  # due on the day of the move: nobody was late
    ],
)
def test_a_visit_after_the_plan_and_before_the_move_does_not_make_good_what_came_after_it(
    rule: TimescaleRule, visit: date, expected: tuple[str, date]
) -> None:
    """Every two weeks on `near`: the visit counts for `far`, and `near` was overdue again before the child left."""
    assert standing(_moved_with_a_plan([date(2026, 6, 5), visit]), rule, FORTNIGHTLY) == expected


def test_the_obligation_that_is_open_on_the_day_of_the_move_keeps_the_day() -> None:
    """`near` counts visits at home alone and was overdue since 16 February; `far` counts the visit of 15 June."""
    at_home = timescale(
        "test.near.visit", applies_to={"pathway": ["near"]}, every="6 weeks", counts={"location": ["home"]}
    )
    rows = [row for row in obligations(_moved_with_a_plan([date(2026, 6, 15)]), PLANNED, at_home) if not row.ended_on]

    assert rows == [
        Obligation(date(2026, 6, 1), Opening.START, date(2026, 12, 1), date(2026, 6, 15)),
        Obligation(date(2026, 6, 15), Opening.OVERDUE, date(2026, 2, 16), None),
    ]


@pytest.mark.parametrize("missing", ["plan_start", "pathway_start"])
def test_a_day_that_was_not_recorded_makes_nothing_good(missing: str) -> None:
    """Without the plan, or the day on `far`, the visit before the move is still counted from, and still too old."""
    rule = PLANNED if missing == "plan_start" else FAR
    known = _moved_with_a_plan([date(2026, 6, 15)], **{"plan_start": None, missing: None})

    assert standing(known, rule, FORTNIGHTLY) == ("overdue", date(2026, 6, 29))


def _there_and_back(*visits: date, between: str, as_of: date = date(2026, 9, 1)) -> tuple[str, date | None]:
    """On `near` from January, between on another pathway from 6 April, back on `near` on 6 July."""
    known = facts(
        as_of,
        [{"pathway": "near", "pathway_start": MOVED}],
        pathway_ids=WAYS,
        pathways=[
            {"pathway": "near", "start": date(2026, 1, 5), "end": date(2026, 4, 6)},
            {"pathway": between, "start": date(2026, 4, 6), "end": MOVED},
        ],
        visits=[{"date": day} for day in visits],
    )
    return standing(known, NEAR, FAR)


@pytest.mark.parametrize("between", ["far", "quiet"])
def test_what_was_overdue_stays_overdue_there_and_back(between: str) -> None:
    """Overdue since 16 February, whatever the pathway between asks for."""
    assert _there_and_back(between=between) == ("overdue", date(2026, 2, 16))


@pytest.mark.parametrize("between", ["far", "quiet"])
@pytest.mark.parametrize(
    ("visit", "due_on"),
    [(date(2026, 4, 6), date(2026, 8, 17)), (date(2026, 7, 5), date(2026, 8, 16)), (MOVED, date(2026, 8, 17))],
)
def test_a_visit_ends_what_was_overdue(between: str, visit: date, due_on: date) -> None:
    """A visit on the day of the first move, while away, or on coming back."""
    assert _there_and_back(visit, between=between, as_of=date(2026, 8, 1)) == ("due_soon", due_on)


def test_a_rule_that_asked_for_nothing_settles_nothing() -> None:
    """Between, `far` counts from the plan of now, so that nothing can be said of then; overdue since 16 February."""
    known = facts(
        date(2026, 9, 1),
        [{"pathway": "near", "pathway_start": MOVED, "plan_start": MOVED}],
        pathways=[
            {"pathway": "near", "start": date(2026, 1, 5), "end": date(2026, 4, 6)},
            {"pathway": "far", "start": date(2026, 4, 6), "end": MOVED},
        ],
        visits=[],
    )

    assert standing(known, NEAR, PLANNED) == ("overdue", date(2026, 2, 16))


@pytest.mark.parametrize("as_of", [date(2026, 7, 20), date(2026, 12, 1)])
def test_a_rule_that_comes_into_force_later_settles_nothing(as_of: date) -> None:
    """`far` asks for visits from September on; `near` was overdue when the child left it."""
    later = timescale("test.far.visit", applies_to={"pathway": ["far"]}, every="6 months", since=date(2026, 9, 1))
    known = facts(
        as_of,
        [{"pathway": "far", "pathway_start": MOVED}],
        pathways=[{"pathway": "near", "start": date(2026, 1, 5), "end": MOVED}],
        visits=[],
    )

    assert standing(known, later, NEAR) == ("overdue", date(2026, 2, 16))


def test_what_was_overdue_is_told_by_the_version_of_then_alone() -> None:
    """Two versions of a rule of `far`: the older is overdue, and the newer begins anew."""
    older = timescale("test.far.visit", applies_to={"pathway": ["far"]}, every="6 months", until=date(2026, 8, 31))
    newer = timescale("test.far2.visit", applies_to={"pathway": ["far"]}, every="6 months", since=date(2026, 9, 1))
    known = facts(
        date(2026, 9, 20),
        [{"pathway": "far", "pathway_start": MOVED}],
        pathways=[{"pathway": "near", "start": date(2026, 1, 5), "end": MOVED}],
        visits=[],
    )

    for rules in ((older, newer, NEAR), (newer, older, NEAR)):
        found = {each.rule: (each.status, each.due_on) for each in standings(known, *rules)}

        assert found[older.id] == ("overdue", date(2026, 2, 16))
        assert found[newer.id] == ("in_time", date(2027, 3, 1))


def test_a_time_elsewhere_is_a_time_away() -> None:
    """On a pathway the policy does not know nothing was owed to it: six weeks from coming back."""
    assert _there_and_back(between="elsewhere", as_of=date(2026, 8, 1)) == ("due_soon", date(2026, 8, 17))


def test_what_was_not_due_yet_lapses_where_nothing_is_asked_for() -> None:
    """Due on 20 April, two weeks after it left for `quiet`: nobody was late then, so nobody is now."""
    assert _there_and_back(date(2026, 3, 9), between="quiet") == ("overdue", date(2026, 8, 17))


@pytest.mark.parametrize(
    ("visit", "expected"),
    [(date(2026, 2, 23), ("due_soon", date(2026, 8, 17))), (date(2026, 2, 22), ("overdue", date(2026, 4, 5)))],
)
def test_due_on_the_day_of_leaving(visit: date, expected: tuple[str, date]) -> None:
    """In time on that day, it lapses on `quiet`; due the day before, it was overdue and is still."""
    assert expected == _there_and_back(visit, between="quiet", as_of=date(2026, 8, 1))


def test_a_rule_without_a_pathway_knows_the_spell_of_now_alone() -> None:
    """What the legal status was on the pathway before is not recorded, so nothing is owed from there."""
    rule = timescale("test.any.visit", applies_to={"legal_status": ["s17"]}, every="6 weeks")
    known = facts(
        date(2026, 7, 20),
        [{"pathway": "near", "pathway_start": MOVED, "legal_status": "s17"}],
        pathway_ids=WAYS,
        pathways=[{"pathway": "far", "start": date(2026, 1, 5), "end": MOVED}],
        visits=[{"date": date(2026, 4, 6)}],
    )

    assert standing(known, rule) == ("due_soon", date(2026, 8, 17))


@pytest.mark.parametrize("applies_to", [{"pathway": ["far"], "legal_status": ["s17"]}, {}], ids=["some", "everybody"])
def test_rules_that_ask_for_more_or_less_than_a_pathway_stand_alone(applies_to: dict[str, list[str]]) -> None:
    """A rule for some of the children of a pathway, or for all children, takes over nothing from a pathway's own."""
    some = timescale("test.some.visit", applies_to=applies_to, every="3 months")
    known = facts(
        date(2026, 7, 20),
        [{"pathway": "far", "pathway_start": MOVED, "legal_status": "s17"}],
        pathways=[{"pathway": "near", "start": date(2026, 1, 5), "end": MOVED}],
        visits=[],
    )

    assert standing(known, some, NEAR) == ("in_time", date(2026, 10, 6))


def test_of_several_rules_before_the_earliest_counts() -> None:
    """Two rules of one track on the pathway before: the day that came first is the one that is owed."""
    also = timescale("test.far2.visit", applies_to={"pathway": ["far"]}, every="2 months")
    for rules in ((NEAR, FAR, also), (NEAR, also, FAR)):
        known = facts(
            date(2026, 7, 20),
            [{"pathway": "near", "pathway_start": MOVED}],
            pathways=[{"pathway": "far", "start": date(2026, 1, 5), "end": MOVED}],
            visits=[],
        )

        assert standing(known, *rules) == ("overdue", date(2026, 3, 5))


def test_the_same_requirement_under_another_name_is_another_track() -> None:
    """A yearly home visit takes over nothing from the visits of the pathway before."""
    home = timescale("test.far.visit.home", applies_to={"pathway": ["far"]}, every="12 months")
    known = facts(
        date(2026, 7, 20),
        [{"pathway": "far", "pathway_start": MOVED}],
        pathways=[{"pathway": "near", "start": date(2026, 1, 5), "end": MOVED}],
        visits=[],
    )

    assert standing(known, home, NEAR) == ("in_time", date(2027, 7, 6))


def test_a_blank_day_of_the_move_asks_for_nothing_before_the_child_left() -> None:
    """Left `near` on 6 July. What was met before that day was not asked for by `far`; the last visit carries on."""
    known = facts(
        date(2026, 7, 20),
        [
            {"case_id": "1", "pathway": "far", "closed_on": date(2026, 7, 1)},
            {"case_id": "2", "pathway": "far"},
            {"case_id": "3", "pathway": "far"},
        ],
        pathway_ids=WAYS,
        pathways=[{"case_id": "3", "pathway": "near", "start": date(2026, 1, 5), "end": MOVED}],
        visits=[
            {"case_id": "2", "date": date(2026, 2, 1)},
            {"case_id": "2", "date": date(2026, 6, 1)},
            {"case_id": "3", "date": date(2026, 2, 1)},
            {"case_id": "3", "date": date(2026, 6, 1)},
            {"case_id": "3", "date": MOVED},
        ],
    )
    rows = [(row.opened_on, row.met_on) for row in obligations(known, FAR)]

    assert rows == [
        (date(2026, 2, 1), date(2026, 6, 1)),  # of the second child nothing says that it was elsewhere
        (date(2026, 6, 1), None),
        (date(2026, 6, 1), MOVED),
        (MOVED, None),
    ]


@pytest.mark.parametrize(
    ("visit", "opened_by", "due_on"),
    [
        (date(2026, 1, 5), Opening.OVERDUE, date(2026, 7, 5)),
        (date(2026, 1, 6), Opening.KEPT, MOVED),
        (date(2026, 1, 7), Opening.KEPT, date(2026, 7, 7)),
    ],
)
def test_what_is_kept_was_overdue_at_the_move_or_not(visit: date, opened_by: Opening, due_on: date) -> None:
    """Six months from the visit, on `far`; on its last day nobody was late."""
    known = facts(
        date(2026, 7, 20),
        [{"pathway": "near", "pathway_start": MOVED}],
        pathways=[{"pathway": "far", "start": date(2026, 1, 1), "end": MOVED}],
        visits=[{"date": visit}],
    )

    assert Obligation(MOVED, opened_by, due_on, None) in obligations(known, NEAR, FAR)
