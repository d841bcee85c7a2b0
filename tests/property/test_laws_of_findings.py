"""What holds of the findings of any export under any rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

import numpy as np
from drawn_exports import AS_OF, LAW, Export, an_event, days, exports, judge_all, rules, shift
from hypothesis import given
from hypothesis import strategies as st

from builders import Row, standings, timescale
from cwd_audit.engine.conditions import decide_for_cases
from cwd_audit.engine.counted import count_events
from cwd_audit.engine.judgement import Reason, judge, open_cases
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.engine.residue import find_residue
from cwd_audit.model.kinds.timescale import Shape, TimescaleRule
from cwd_audit.policies.calendars import load_calendar

Rules = list[TimescaleRule]
MET = {Reason.MET, Reason.MET_LATE}


@LAW
@given(exports(), rules, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(export: Export, judged_by: Rules, random: Random) -> None:
    """An export may list cases and events in any order."""

    def shuffle(_: str, rows: Sequence[Row]) -> list[Row]:
        return random.sample(list(rows), len(rows))

    mixed = replace(export.change(shuffle), cases=tuple(shuffle("cases", export.cases)))

    assert judge_all(export, judged_by) == judge_all(mixed, judged_by)


@LAW
@given(exports(), rules)
def test_the_order_of_rules_changes_nothing(export: Export, judged_by: Rules) -> None:
    """A policy may list its rules in any order."""
    assert judge_all(export, judged_by) == judge_all(export, judged_by[::-1])


@LAW
@given(exports(), rules)
def test_a_row_listed_twice_changes_nothing(export: Export, judged_by: Rules) -> None:
    """Of an event, a stay, an agreement or a spell."""
    twice = export.change(lambda _, rows: (*rows, *rows))

    assert judge_all(export, judged_by) == judge_all(twice, judged_by)


@LAW
@given(exports(), rules)
def test_each_child_is_judged_by_its_own_rows(export: Export, judged_by: Rules) -> None:
    """Judged alone, every child stands as it does among others."""
    together = judge_all(export, judged_by)
    for child in {case["case_id"] for case in export.cases}:
        alone = replace(export, cases=tuple(case for case in export.cases if case["case_id"] == child))

        assert [each for each in together if each[0] == child] == judge_all(alone, judged_by)


@LAW
@given(exports(), rules)
def test_what_is_dated_after_the_day_of_the_audit_changes_nothing(export: Export, judged_by: Rules) -> None:
    """The judgement of a day is the one made with all that came later removed."""
    assert judge_all(export, judged_by) == judge_all(export.until_today(), judged_by)


@LAW
@given(exports(), rules, days)
def test_what_does_not_count_changes_nothing(export: Export, judged_by: Rules, on: date) -> None:
    """Cancelled, attempted and planned events, and visits at which the child was not seen."""
    outcomes = ("cancelled", "attempted", "planned")
    more = export
    for table in ("visits", "reviews", "supervisions", "meetings"):
        more = more.add(table, *(an_event(on, outcome=outcome) for outcome in outcomes), an_event(AS_OF + timedelta(1)))
    more = more.add("visits", an_event(on, child_seen="no"), an_event(on, child_seen=""))

    assert judge_all(export, judged_by) == judge_all(more, judged_by)


@LAW
@given(exports(), rules)
def test_one_finding_for_each_open_case_and_rule_that_applies(export: Export, judged_by: Rules) -> None:
    """No more and no fewer; a rule that waits for an event finds nothing before one."""
    known = export.facts()
    found = {(each.case, each.rule) for each in standings(known, *judged_by)}
    for rule in judged_by:
        applies = np.flatnonzero(decide_for_cases(rule.applies_to, known).applies & open_cases(known)).tolist()
        children = set(count_events(rule.after_each, known).child.tolist()) if rule.after_each else set()
        found_for = {case for case, name in found if name == rule.id}

        if rule.shape is Shape.AFTER_EACH:
            assert found_for <= {case for case in applies if int(known.child_of_case[case]) in children}
        else:
            assert set(applies) == found_for
    assert len(found) == len(standings(known, *judged_by))


@LAW
@given(exports(), rules)
def test_every_open_case_is_judged_or_left(export: Export, judged_by: Rules) -> None:
    """Either some rule judged it or the residue says why not, never both and never neither; closed ones neither."""
    known = export.facts()
    judged = judge(judged_by, write_obligations(judged_by, known, load_calendar()), known, 28, ())
    left = find_residue(judged_by, [], judged.case, known)

    assert not set(judged.case.tolist()) & set(left.case.tolist())
    assert set(np.flatnonzero(open_cases(known)).tolist()) == set(judged.case.tolist()) | set(left.case.tolist())


@LAW
@given(exports(), rules)
def test_the_status_is_what_the_dates_say(export: Export, judged_by: Rules) -> None:
    """Overdue after the due day, soon up to 28 days before it, in time before that; never in time after it."""
    for each in standings(export.facts(), *judged_by):
        left = None if each.due_on is None else (each.due_on - AS_OF).days
        match each.status:
            case "overdue":
                assert left is not None
                assert left < 0
            case "due_soon":
                assert left is not None
                assert 0 <= left <= 28
            case "in_time":
                assert left is not None
                assert left > 28 or each.reason in MET
            case _:
                assert each.status in {"not_assessed", "query"}
                assert left is None or each.reason is Reason.INTERVAL_NOT_RECORDED


@LAW
@given(exports(), rules, st.integers(0, 400))
def test_how_soon_is_soon_moves_nothing_else(export: Export, judged_by: Rules, due_within: int) -> None:
    """Another number of days only moves findings between in time and due soon."""
    for usual, other in zip(
        standings(export.facts(), *judged_by),
        standings(export.facts(), *judged_by, due_within=due_within),
        strict=True,
    ):
        assert usual == other or {usual.status, other.status} == {"in_time", "due_soon"}


@LAW
@given(exports(), rules)
def test_a_case_that_will_close_is_open(export: Export, judged_by: Rules) -> None:
    """A day of closing that is still to come, and no case begins after, changes nothing; one that has come ends all."""
    begun = [day for case in export.cases for day in case.values() if isinstance(day, date)]
    to_come = max([AS_OF, *begun]) + timedelta(1)
    never = replace(export, cases=tuple({**case, "closed_on": None} for case in export.cases))
    later = replace(export, cases=tuple({**case, "closed_on": to_come} for case in export.cases))
    now = replace(export, cases=tuple({**case, "closed_on": AS_OF} for case in export.cases))

    assert judge_all(never, judged_by) == judge_all(later, judged_by)
    assert not judge_all(now, judged_by)


@LAW
@given(exports(), st.integers(-60, 60))
def test_all_days_moved_by_weeks_move_the_findings(export: Export, number: int) -> None:
    """A rule in weeks or days knows no calendar: everything so many weeks later is due so many weeks later."""
    by = timedelta(weeks=number)
    judged_by = [
        timescale(every="6 weeks", variation={"by_role": ("team manager",)}),
        timescale("test.lodge.visit", applies_to={"pathway": ("lodge",)}, every="20 days"),
        timescale(
            "test.all.review", requirement="review", applies_to={}, first="1 week", every="9 weeks",
            **{"from": "first stays.start per setting"},
        ),
    ]  # fmt: skip
    moved = replace(
        export.change(lambda _, rows: [shift(row, by) for row in rows]),
        cases=tuple(shift(case, by) for case in export.cases),
        as_of=export.as_of + by,
    )
    export = export.change(lambda name, rows: [_in_weeks(row) for row in rows] if name == "variations" else rows)
    moved = moved.change(lambda name, rows: [_in_weeks(row) for row in rows] if name == "variations" else rows)
    expected = [
        tuple(cell + by if isinstance(cell, date) else cell for cell in each) for each in judge_all(export, judged_by)
    ]

    assert sorted(expected, key=repr) == judge_all(moved, judged_by)


def _in_weeks(row: Row) -> Row:
    return {**row, "interval": "9 weeks"}
