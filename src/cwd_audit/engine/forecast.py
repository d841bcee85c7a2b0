"""What falls due in the coming weeks, if everything is done on the day it is due: a view of the ledger.

What is overdue is taken to be done on the day of the audit. A rule that asks once does not recur; an interval that
was agreed for one child is taken to hold on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.counted import count_events
from cwd_audit.engine.judgement import STATUSES, Judgements
from cwd_audit.engine.limits import PeriodList, find_limits
from cwd_audit.engine.periods import Days, add, add_each
from cwd_audit.model.kinds.timescale import Shape, TimescaleRule
from cwd_audit.model.report import Status

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Facts, Mask, Positions
    from cwd_audit.engine.ledger import Ledger, Obligations
    from cwd_audit.model.working_calendar import WorkingCalendar

_RUNNING = [STATUSES.index(status) for status in (Status.OVERDUE, Status.DUE_SOON, Status.IN_TIME)]
_END_OF_TIME = np.datetime64("9999-12-31", "D")


@dataclass(frozen=True)
class FallingDue:
    """Parallel columns, one row for each time that something falls due."""

    case: Positions
    rule: Positions
    due_on: Days
    overdue: Mask
    """It was due before the day of the audit."""

    def rows(self, chosen: Mask) -> FallingDue:
        """Some of the rows."""
        return FallingDue(*(getattr(self, column.name)[chosen] for column in fields(self)))


def fall_due(
    rules: Sequence[TimescaleRule],
    written: Obligations,
    judged: Judgements,
    facts: Facts,
    *,
    days: int,
    calendar: WorkingCalendar,
) -> FallingDue:
    """Every time something falls due on the day of the audit or in the days after it, and what is overdue now.

    Args:
        rules: the rules of the ledger, in its order.
        written: the obligations of these cases.
        judged: how they stand; a case that cannot be judged under a rule is not forecast under it.
        facts: the cases.
        days: how many days, the day of the audit being the first.
        calendar: bank holidays.

    Raises:
        CalendarError: a due date in working days lies outside the calendar's span.
    """
    end = facts.today + np.timedelta64(days, "D")
    ledger = _open_rows(written.ledger, judged, facts)
    overdue = ledger.due_latest < facts.today
    until = _last_days(rules, written.ledger, ledger, calendar)
    soon = overdue | ((ledger.due_on >= facts.today) & (ledger.due_on < end))
    ledger, overdue, until = ledger.rows(soon), overdue[soon], until[soon]
    parts = [FallingDue(ledger.case, ledger.rule, np.where(overdue, ledger.due_latest, ledger.due_on), overdue)]

    periods = PeriodList(list(written.periods))
    recurs = np.array([_recurs(rule) for rule in rules], dtype=bool)[ledger.rule]
    case, rule, limit, until = ledger.case[recurs], ledger.rule[recurs], ledger.limit[recurs], until[recurs]
    done_on = np.where(overdue, facts.today, ledger.due_on)[recurs]
    while len(case):
        limit = _following(rules, (case, rule, limit), facts, periods)
        due_on = add_each(done_on, limit, periods.periods, calendar)
        goes_on = (due_on < end) & (due_on <= until)
        case, rule, limit, until, done_on = (part[goes_on] for part in (case, rule, limit, until, due_on))
        parts.append(FallingDue(case, rule, done_on, np.zeros(len(case), bool)))
    return FallingDue(*(np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(FallingDue)))


def ask_most(due: FallingDue, requirement: NDArray[np.int64]) -> FallingDue:
    """For each case and requirement the rule that asks most often; what is overdue under any of them counts once.

    One event may satisfy several rules. Of two that ask as often, the one that asks first; then the policy's first.

    Args:
        due: what falls due.
        requirement: a number for each rule, the same for rules of one requirement.
    """
    groups = int(requirement.max(initial=0)) + 1
    pair = due.case * len(requirement) + due.rule
    _, first, of_row, count = np.unique(pair, return_index=True, return_inverse=True, return_counts=True)
    earliest = np.full(len(first), _END_OF_TIME)
    np.minimum.at(earliest, of_row, due.due_on)
    group = due.case[first] * groups + requirement[due.rule[first]]
    order = np.lexsort((due.rule[first], earliest, -count, group))
    chosen = np.zeros(len(first), bool)
    chosen[order[np.unique(group[order], return_index=True)[1]]] = True
    late = np.flatnonzero(due.overdue)
    once = late[np.unique(due.case[late] * groups + requirement[due.rule[late]], return_index=True)[1]]
    kept = chosen[of_row] & ~due.overdue
    kept[once] = True
    return due.rows(kept)


def count_made(requirement: str, facts: Facts, days: int) -> Positions:
    """For each child how many events of a requirement took place in the days up to the day of the audit.

    Those count that would count for any rule of the requirement, one a day.
    """
    events = count_events(requirement, facts)
    recent = events.day > facts.today - np.timedelta64(days, "D")
    return np.bincount(events.child[recent], minlength=int(facts.child_of_case.max(initial=-1)) + 1).astype(np.int64)


def _recurs(rule: TimescaleRule) -> bool:
    return rule.shape is Shape.RECURRING or (rule.shape is Shape.WINDOW and rule.at_least == 1)


def _open_rows(ledger: Ledger, judged: Judgements, facts: Facts) -> Ledger:
    """The open obligations of cases and rules that are judged, but for those past the shortest of several intervals."""
    running = np.isin(judged.status, _RUNNING)
    known = np.isin(
        ledger.rule * len(facts.cases) + ledger.case, (judged.rule * len(facts.cases) + judged.case)[running]
    )
    unsure = (ledger.due_on < facts.today) & (ledger.due_latest >= facts.today)
    return ledger.rows(ledger.open_on(facts.today) & known & ~unsure)


def _last_days(rules: Sequence[TimescaleRule], every: Ledger, rows: Ledger, calendar: WorkingCalendar) -> Days:
    """For each row the last day on which its rule can ask again: it ends, or the case closes, or it is silent then."""
    stated = [_END_OF_TIME if rule.until is None else np.datetime64(rule.until, "D") for rule in rules]
    last: Days = np.array(stated, dtype="M8[D]")[rows.rule]
    last = np.fmin(last, rows.ended_on)
    for number, rule in enumerate(rules):
        of_rule = rows.rule == number
        if rule.only_for and of_rule.any():
            start = np.full(int(every.case.max(initial=0)) + 1, _END_OF_TIME)
            began = every.rule == number
            np.minimum.at(start, every.case[began], every.opened_on[began])
            last[of_rule] = np.minimum(last[of_rule], add(start[rows.case[of_rule]], rule.only_for, calendar))
    return last


def _following(
    rules: Sequence[TimescaleRule],
    rows: tuple[Positions, Positions, NDArray[np.int64]],
    facts: Facts,
    periods: PeriodList,
) -> NDArray[np.int64]:
    """For each row the limit after its own: the next of a sequence, or the same again."""
    case, rule, limit = rows
    following = limit.copy()
    for number in np.unique(rule).tolist():
        if rules[number].shape is not Shape.RECURRING:
            continue
        chosen = rule == number
        sequence = find_limits(rules[number], facts, periods).sequence[case[chosen]]
        found = sequence == limit[chosen][:, None]
        step = sequence.shape[1] - 1 - np.argmax(found[:, ::-1], axis=1)
        after = sequence[np.arange(len(sequence)), np.minimum(step + 1, sequence.shape[1] - 1)]
        following[chosen] = np.where(found.any(axis=1), after, limit[chosen])
    return following
