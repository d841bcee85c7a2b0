"""Lays the engine and the slow engine over one export and says where they differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from random_caseloads import lay_out
from slow_engine import Verdict, judge_slowly
from slow_facts import World

from cwd_audit.engine.judgement import STATUSES, judge
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.report import Status

DUE_WITHIN = 28
Key = tuple[int, str]
"""Position of the case, and the rule's id."""


class Compared(NamedTuple):
    """How many verdicts of each status agree, and the others as (engine, slow engine)."""

    agreed: Counter[str]
    different: dict[Key, tuple[Verdict | None, Verdict | None]]


def judge_fast(rules: Sequence[TimescaleRule], world: World) -> dict[Key, Verdict]:
    """The verdicts of the engine."""
    facts = lay_out(world)
    judged = judge(rules, write_obligations(rules, facts, world.calendar), facts, DUE_WITHIN, ())
    found = {}
    for at in range(len(judged)):
        status = STATUSES[judged.status[at]]
        due_on: date | None = judged.due_on[at].astype(object)
        last_on: date | None = judged.last_on[at].astype(object)
        late = (world.as_of - due_on).days if due_on and status is Status.OVERDUE else None
        found[int(judged.case[at]), rules[judged.rule[at]].id] = Verdict(status.value, due_on, last_on, late)
    return found


def compare(rules: Sequence[TimescaleRule], world: World) -> Compared:
    """The verdicts of both engines on each case and each rule that can be run."""
    return compare_together(rules, [world], world)[0]


def compare_together(rules: Sequence[TimescaleRule], worlds: Sequence[World], joined: World) -> list[Compared]:
    """The verdicts on several exports, which the engine takes joined and the slow engine one by one."""
    runnable = [rule for rule in rules if not rule.missing(joined.provided)]
    fast = judge_fast(runnable, joined)
    places = {id(case): place for place, case in enumerate(joined.cases)}
    return [_compare_one(runnable, world, [places[id(case)] for case in world.cases], fast) for world in worlds]


def _compare_one(
    rules: Sequence[TimescaleRule], world: World, places: Sequence[int], fast: Mapping[Key, Verdict]
) -> Compared:
    agreed: Counter[str] = Counter()
    different = {}
    for place, (joined_place, case) in enumerate(zip(places, world.cases, strict=True)):
        for rule in rules:
            expected = judge_slowly(rule, rules, case, world, DUE_WITHIN)
            actual = fast.get((joined_place, rule.id))
            if expected != actual:
                different[place, rule.id] = (actual, expected)
            elif expected:
                agreed[expected.status] += 1
    return Compared(agreed, different)
