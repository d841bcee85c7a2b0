"""Each rule is shown at work in every standing that it can give, and beside a case that it does not concern."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from cwd_audit.model.kinds.decide import DecideRule
from cwd_audit.model.kinds.holder import HolderRule
from cwd_audit.model.kinds.limit import LimitRule
from cwd_audit.model.kinds.order import OrderRule
from cwd_audit.model.kinds.present import PresentRule
from cwd_audit.model.kinds.timescale import PerCase, Shape, TimescaleRule
from cwd_audit.model.period import Period
from cwd_audit.model.policy import JudgedRule, RuleBase
from cwd_audit.policies.calendars import load_calendar
from cwd_audit.policies.library import list_policies, load_policy

FOLDER = Path(__file__).parent
DUE_WITHIN = 28
NO_FINDING = "no finding"
RULES = [rule for name in list_policies() for rule in load_policy(name).rules]
IN_NIGHTS = {"nights", "longest stay in nights"}


def _shown(rule: RuleBase) -> set[str]:
    path = FOLDER / rule.id.partition(".")[0] / f"{rule.id}.toml"
    return {example["expect"]["status"] for example in tomllib.loads(path.read_text(encoding="utf-8"))["example"]}


def _can_give(rule: RuleBase) -> set[str]:
    """The standings of cases under a rule, as its terms allow; `no finding` where some case may owe nothing."""
    if isinstance(rule, TimescaleRule):
        return _of_timescale(rule) | ({NO_FINDING} if rule.applies_to or rule.opens_by_rows else set())
    if not isinstance(rule, JudgedRule):
        return {NO_FINDING}
    can, owes_nothing = {"met", rule.fails_as}, bool(rule.applies_to)
    match rule:
        case HolderRule():
            always_known = rule.same_in_family or (rule.of is None and rule.column in rule.applies_to)
            can |= {"not_assessed"} if rule.blank == "not_assessed" and not always_known else set()
            owes_nothing |= any((rule.of, rule.family, rule.when_rows, rule.open_rows, rule.same_in_family))
        case PresentRule():
            can |= {"not_assessed"} if rule.counted_since or rule.from_age else set()
            owes_nothing |= any((rule.after_each, rule.when_rows, rule.from_age))
        case OrderRule():
            owes_nothing = True
        case DecideRule():
            can |= {"not_assessed"} if set(rule.then) - set(rule.applies_to) else set()
            can |= {"query"} if _has_boundary(rule) else set()
            owes_nothing |= any((rule.when_rows, rule.unless_rows, rule.measure))
        case LimitRule():
            can |= {"not_assessed"} if rule.measure.take == "age in years" else set()
            can |= {"query"} if _has_boundary(rule) else set()
            owes_nothing |= any((rule.unless, rule.unless_rows, rule.measure.take == "months"))
        case _:
            msg = f"what a rule of kind {rule.kind} can give is not said here"
            raise AssertionError(msg)
    return can | ({NO_FINDING} if owes_nothing else set())


def _has_boundary(rule: DecideRule | LimitRule) -> bool:
    """Whether the text leaves an exact number open, or nights and days may fall on different sides."""
    return rule.query_at is not None or (rule.measure is not None and rule.measure.take in IN_NIGHTS)


def _of_timescale(rule: TimescaleRule) -> set[str]:
    """A case in time is due soon at once where the whole interval is no longer than what counts as soon."""
    can = {"overdue", "due_soon"}
    can |= {"in_time"} if rule.shape in {Shape.ONCE, Shape.AFTER_EACH} or _longest(rule) > DUE_WITHIN else set()
    can |= {"query"} if rule.only_for else set()
    return can if rule.opens_by_rows else can | {"not_assessed"}


def _longest(rule: TimescaleRule) -> int:
    every = rule.every or ()
    recorded = (*every.choices, every.otherwise) if isinstance(every, PerCase) else every
    periods: list[Period] = [each for each in (*recorded, rule.first, rule.in_any) if each]
    start = date(2026, 1, 1)
    return max((each.after(start, load_calendar()) - start).days for each in periods)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_is_shown_in_every_standing(rule: RuleBase) -> None:
    """What no example shows nobody has checked against the clause."""
    assert sorted(_can_give(rule) - _shown(rule)) == []
