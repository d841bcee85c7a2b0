"""A day laid over the ledger."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from builders import Row, Standing, facts, standing, standings, timescale
from cwd_audit.engine.judgement import Reason, judge, open_cases
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.policies.calendars import load_calendar

AS_OF = date(2026, 6, 30)
VISIT = timescale(every="6 weeks")
CASE: Row = {"pathway": "hub", "pathway_start": date(2026, 1, 5)}
RULE = "test.hub.visit"


@pytest.mark.parametrize(
    ("closed_on", "expected"),
    [(None, True), (date(2026, 6, 29), False), (AS_OF, False), (date(2026, 7, 1), True)],
)
def test_closed_cases_owe_nothing(closed_on: date | None, expected: bool) -> None:  # noqa: FBT001 – the answer
    """From the day the case closed; one that will close is open."""
    known = facts(AS_OF, [{**CASE, "closed_on": closed_on}], visits=[])

    assert expected is bool(open_cases(known)[0])
    assert len(standings(known, VISIT)) == int(expected)


def test_one_judgement_for_each_case_and_rule_that_applies() -> None:
    """And none where a rule does not apply, or where it is not known whether it does."""
    cases = [
        {"case_id": str(at), "pathway": way, "pathway_start": date(2026, 1, 5)}
        for at, way in enumerate(("hub", "lodge", "", "hub"))
    ]
    known = facts(AS_OF, cases, visits=[])
    lodge = timescale("test.lodge.visit", applies_to={"pathway": ["lodge"]}, every="3 months")
    everyone = timescale("test.all.visit.home", applies_to={}, every="1 year")
    expected = [(0, RULE), (3, RULE), (1, "test.lodge.visit"), *((at, "test.all.visit.home") for at in range(4))]

    assert expected == [(each.case, each.rule) for each in standings(known, VISIT, lodge, everyone)]


@pytest.mark.parametrize(
    ("case", "visits", "expected"),
    [
        (CASE, [], Standing(0, RULE, "overdue", date(2026, 2, 16), None, Reason.NOTHING_RECORDED)),
        (
            {"pathway": "hub", "pathway_start": AS_OF},
            [date(2026, 6, 1)],
            Standing(0, RULE, "due_soon", date(2026, 7, 13), date(2026, 6, 1), Reason.CARRIED),
        ),
        ({"pathway": "hub"}, [], Standing(0, RULE, "not_assessed", None, None, Reason.NO_DAY_TO_COUNT_FROM)),
        (
            {"pathway": "hub"},
            [date(2026, 6, 29), date(2026, 1, 5)],
            Standing(0, RULE, "in_time", date(2026, 8, 10), date(2026, 6, 29), Reason.NONE),
        ),
        (
            {"pathway": "hub", "pathway_start": date(2026, 7, 1)},
            [date(2026, 6, 29)],
            Standing(0, RULE, "not_assessed", None, date(2026, 6, 29), Reason.STARTS_LATER),
        ),
    ],
    ids=["nothing recorded", "carried over", "no day to count from", "no start, but visits", "starts later"],
)
def test_reasons(case: Row, visits: list[date], expected: Standing) -> None:
    """Why a judgement is what it is; a case that cannot be judged is never called in time."""
    known = facts(AS_OF, [case], visits=[{"date": day} for day in visits])

    assert [expected] == standings(known, VISIT)


def test_kept_from_the_pathway_before() -> None:
    """The reason says that the old due date holds."""
    old = timescale("test.old.visit", applies_to={"pathway": ["old"]}, every="1 month")
    history = [{"pathway": "old", "start": date(2026, 1, 5), "end": date(2026, 5, 4)}]
    known = facts(AS_OF, [{**CASE, "pathway_start": date(2026, 5, 4)}], pathways=history, visits=[])

    assert standings(known, VISIT, old)[0][2:] == ("overdue", date(2026, 2, 5), None, Reason.KEPT)


def test_silent_after_a_time() -> None:
    """The rule held for a time only; before it began the case is not judged, and without a day neither."""
    rule = timescale(every="1 month", only_for="3 months", **{"from": ["plan_start", "pathway_start"]})
    rows: list[Row] = [
        {"case_id": "1", "pathway": "hub", "plan_start": date(2026, 1, 5)},
        {"case_id": "2", "pathway": "hub", "plan_start": date(2026, 7, 6), "pathway_start": date(2026, 1, 5)},
        {"case_id": "3", "pathway": "hub"},
    ]
    held = [{"case_id": "1", "date": date(2026, month, 5)} for month in (2, 3, 4)]
    expected = [
        Standing(0, RULE, "query", None, date(2026, 4, 5), Reason.NOW_SILENT),
        Standing(1, RULE, "not_assessed", None, None, Reason.STARTS_LATER),
        Standing(2, RULE, "not_assessed", None, None, Reason.NO_DAY_TO_COUNT_FROM),
    ]

    assert expected == standings(facts(AS_OF, rows, visits=held), rule)


def test_a_panel_that_did_not_agree_begins_nothing() -> None:
    """A rule for a time only is not over where it never began."""
    rule = timescale(
        every="1 month", only_for="3 months", where={"decision": ["agreed"]}, **{"from": "first panels.date"}
    )
    known = facts(AS_OF, [CASE], visits=[], panels=[{"date": date(2026, 1, 5), "decision": "deferred"}])

    assert standings(known, rule)[0].reason is Reason.NO_DAY_TO_COUNT_FROM


def test_a_contested_case_is_not_judged() -> None:
    """Whatever the dates say."""
    known = facts(AS_OF, [{"case_id": "1", **CASE}, {"case_id": "2", **CASE}], visits=[])

    assert [(each.status, each.reason) for each in standings(known, VISIT, contested=["1"])] == [
        ("not_assessed", Reason.CONTESTED),
        ("overdue", Reason.NOTHING_RECORDED),
    ]


def test_two_cases_of_one_child() -> None:
    """A child on two pathways is judged on each; one visit counts for both."""
    cases = [{"pathway": way, "pathway_start": date(2026, 1, 5)} for way in ("hub", "lodge")]
    lodge = timescale("test.lodge.visit", applies_to={"pathway": ["lodge"]}, every="2 weeks")
    known = facts(AS_OF, cases, visits=[{"date": date(2026, 6, 1)}])

    assert [(0, "due_soon", date(2026, 7, 13)), (1, "overdue", date(2026, 6, 15))] == [
        (each.case, each.status, each.due_on) for each in standings(known, VISIT, lodge)
    ]


def test_the_longest_overdue_of_several_settings() -> None:
    """Each setting starts the clock again; the child is as late as in the setting where it is latest."""
    rule = timescale(first="1 week", every="6 weeks", **{"from": "first stays.start per setting"})
    stays = [{"start": date(2026, 5, 4), "setting": "A"}, {"start": date(2026, 6, 8), "setting": "B"}]
    visited = [{"date": date(2026, 5, 6)}]

    assert standing(facts(date(2026, 6, 16), [CASE], stays=stays, visits=visited), rule) == (
        "overdue",
        date(2026, 6, 15),
    )
    assert standing(facts(date(2026, 6, 16), [CASE], stays=stays, visits=[]), rule) == ("overdue", date(2026, 5, 11))


def test_the_record_it_rests_on() -> None:
    """The row of the visit that opened what is owed; where nothing did, the row of the case."""
    cases = [{"case_id": name, **CASE} for name in ("1", "2")]
    known = facts(AS_OF, cases, visits=[{"case_id": "1", "date": date(2026, month, 1)} for month in (6, 5)])
    judged = judge([VISIT], write_obligations([VISIT], known, load_calendar()), known, 28, ())

    assert judged.row.tolist() == [2, 3]
    assert judged.limit.tolist() != [0, -1]
    assert len(judged.rows(np.array([True, False]))) == 1


def test_no_cases_and_no_rules() -> None:
    """Nothing to judge is no fault."""
    nobody = facts(AS_OF, [{**CASE, "closed_on": date(2026, 2, 2)}], visits=[])

    assert not standings(nobody, VISIT)
    assert not standings(facts(AS_OF, [CASE]))
