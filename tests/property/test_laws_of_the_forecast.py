"""What holds of what falls due in the coming weeks: it is a view of the findings of today."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
from drawn_exports import AS_OF, LAW, Export, exports, rules
from hypothesis import given
from hypothesis import strategies as st

from builders import standings
from cwd_audit.engine.forecast import FallingDue, ask_most, fall_due
from cwd_audit.engine.judgement import judge
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.calendars import load_calendar

Rules = list[TimescaleRule]
Row = tuple[int, int, date, bool]
days = st.integers(1, 200)


def look_ahead(export: Export, judged_by: Rules, number: int) -> FallingDue:
    """What falls due in so many days from today."""
    known, calendar = export.facts(), load_calendar()
    written = write_obligations(judged_by, known, calendar)
    judged = judge(judged_by, written, known, 28, ())
    return fall_due(judged_by, written, judged, known, days=number, calendar=calendar)


def rows_of(due: FallingDue) -> list[Row]:
    """Case, rule, day and whether it is overdue."""
    return sorted(zip(due.case.tolist(), due.rule.tolist(), due.due_on.tolist(), due.overdue.tolist(), strict=True))


@LAW
@given(exports(), rules, days)
def test_who_looks_further_ahead_sees_the_same_and_more(export: Export, judged_by: Rules, number: int) -> None:
    """The first weeks of a long forecast are a short forecast, on whichever day that ends, days of falling due too."""
    longer = rows_of(look_ahead(export, judged_by, 250))
    due = sorted({row[2] for row in longer if row[2] > AS_OF})
    for end in {AS_OF + timedelta(number), *due[:1], *due[-1:]}:
        shorter = rows_of(look_ahead(export, judged_by, (end - AS_OF).days))

        assert shorter == [row for row in longer if row[3] or row[2] < end]


@LAW
@given(exports(), rules, days)
def test_the_forecast_begins_with_the_findings(export: Export, judged_by: Rules, number: int) -> None:
    """What is overdue is what the findings call so; the first day of what is not is the due date of its finding.

    On the day of the audit, and on the day on which something falls due.
    """
    dates = [each.due_on for each in standings(export.facts(), *judged_by) if each.due_on and each.due_on > AS_OF]
    for today in (AS_OF, *dates[:1]):
        now = replace(export, as_of=today)
        found = standings(now.facts(), *judged_by)
        rows = rows_of(look_ahead(now, judged_by, number))
        place = {rule.id: at for at, rule in enumerate(judged_by)}
        due = {(each.case, place[each.rule]): each.due_on for each in found if each.status in {"due_soon", "in_time"}}
        first: dict[tuple[int, int], date] = {}
        for case, rule, day, overdue in rows:
            if not overdue:
                first.setdefault((case, rule), day)

        assert {(case, rule) for case, rule, _, overdue in rows if overdue} == {
            (each.case, place[each.rule]) for each in found if each.status == "overdue"
        }
        assert {key: first[key] for key in first if key in due} == {key: due[key] for key in first if key in due}
        assert all(today <= row[2] < today + timedelta(number) for row in rows if not row[3])


@LAW
@given(exports(), rules, days)
def test_one_event_that_satisfies_several_rules_is_forecast_once(export: Export, judged_by: Rules, number: int) -> None:
    """Of each case and requirement the rule that asks most often; nothing that no rule asks for."""
    names = sorted({rule.requirement for rule in judged_by})
    requirement = np.array([names.index(rule.requirement) for rule in judged_by])
    due = look_ahead(export, judged_by, number)
    asked, most = rows_of(due), rows_of(ask_most(due, requirement))
    late = {(case, requirement[rule]) for case, rule, _, overdue in asked if overdue}
    by_rule: dict[tuple[int, int], int] = {}
    for case, rule, _, overdue in asked:
        by_rule[case, rule] = by_rule.get((case, rule), 0) + (not overdue)

    assert set(most) <= set(asked)
    assert sum(overdue for *_, overdue in most) == len(late)
    for pair in {(case, int(requirement[rule])) for case, rule, *_ in asked}:
        kept = {rule for case, rule, _, overdue in most if not overdue and (case, requirement[rule]) == pair}
        number_kept = sum(not row[3] and (row[0], requirement[row[1]]) == pair for row in most)

        assert len(kept) <= 1
        assert number_kept <= max(by_rule[key] for key in by_rule if (key[0], requirement[key[1]]) == pair)
