"""What keeps the cases of a policy from being assessed, by requirement and cause: read off what the engine found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cwd_audit.audit.request import ANY
from cwd_audit.engine.conditions import decide_for_cases
from cwd_audit.engine.judgement import STATUSES, Reason, open_cases
from cwd_audit.engine.limits import PeriodList, find_limits
from cwd_audit.engine.residue import Why
from cwd_audit.engine.verdicts import Ground
from cwd_audit.model.data_quality import Hindrance
from cwd_audit.model.kinds.timescale import PerCase, TimescaleRule
from cwd_audit.model.policy import ESSENTIAL, RuleBase
from cwd_audit.model.report import Status

if TYPE_CHECKING:
    from cwd_audit.audit.policy_run import PolicyRun
    from cwd_audit.engine.facts import Mask, Positions

_NOT_ASSESSED = STATUSES.index(Status.NOT_ASSESSED)
_OF_REASON = {
    Reason.NO_DAY_TO_COUNT_FROM: Hindrance.BLANK,
    Reason.STARTS_LATER: Hindrance.LATER,
    Reason.CONTESTED: Hindrance.CONTESTED,
    Reason.UNTOLD: Hindrance.UNTOLD,
}
_WITH_COLUMNS = {Hindrance.BLANK, Hindrance.LATER}


class Cause(NamedTuple):
    """One requirement that cannot be assessed, and why."""

    essential: bool
    """Whether it is a timescale of visits, reviews or supervisions, which is what an audit is for."""
    requirement: str
    hindrance: Hindrance
    columns: tuple[str, ...]
    """As `table.column`."""


class Hindered(NamedTuple):
    """The cases of a policy that one cause concerns under one rule."""

    cause: Cause
    rule: str
    """"" where it cannot be said which rules apply."""
    cases: Positions


def is_essential(rule: RuleBase) -> bool:
    """Whether a rule says by when a child is visited or reviewed, or the case supervised."""
    return isinstance(rule, TimescaleRule) and rule.requirement in ESSENTIAL


def undecided(requirement: str, columns: tuple[str, ...]) -> Cause:
    """That it cannot be said which timetable applies, because of what these columns hold or do not hold."""
    return Cause(essential=True, requirement=requirement, hindrance=Hindrance.UNDECIDED, columns=columns)


def find_hindered(run: PolicyRun) -> Iterator[Hindered]:
    """Every rule and cause by which open cases of the policy cannot be assessed; no rows without cases."""
    for each in (*_judged(run), *_of_unknown_interval(run), *_of_verdicts(run), *_undecided(run), *_not_run(run)):
        if len(each.cases):
            yield each


def count_cases(run: PolicyRun) -> tuple[int, int, int]:
    """How many open cases can be assessed in full, how many there are, and for how many the policy sets nothing.

    A case can be assessed in full when a rule on visits, reviews or supervisions judged it and nothing hinders another
    of them.
    """
    is_open = open_cases(run.facts)
    judged, hindered = np.zeros(len(is_open), bool), np.zeros(len(is_open), bool)
    essential = np.array([is_essential(rule) for rule in run.rules], dtype=bool)
    judged[run.judgements.case[essential[run.judgements.rule]]] = True
    for each in find_hindered(run):
        if each.cause.essential:
            hindered[each.cases] = True
    assessable = is_open & judged & ~hindered
    return int(assessable.sum()), int(is_open.sum()), int((is_open & ~judged & ~hindered).sum())


def _judged(run: PolicyRun) -> Iterator[Hindered]:
    judged = run.judgements
    for number, rule in enumerate(run.rules):
        for reason, hindrance in _OF_REASON.items():
            chosen = (judged.rule == number) & (judged.reason == reason) & (judged.status == _NOT_ASSESSED)
            columns = _days_to_count_from(rule) if hindrance in _WITH_COLUMNS else ()
            yield Hindered(
                Cause(is_essential(rule), rule.requirement, hindrance, columns), rule.id, np.unique(judged.case[chosen])
            )


def _days_to_count_from(rule: TimescaleRule) -> tuple[str, ...]:
    needed = [anchor.needs for anchor in rule.anchors] + ([f"cases.{rule.else_from}"] if rule.else_from else [])
    return tuple(dict.fromkeys(needed))


def _of_unknown_interval(run: PolicyRun) -> Iterator[Hindered]:
    """Cases whose interval is not recorded, whether or not it matters on the day: another visit would change that."""
    for number, rule in enumerate(run.rules):
        if isinstance(rule.every, PerCase):
            unknown = find_limits(rule, run.facts, PeriodList(list(run.obligations.periods))).latest >= 0
            applies = np.unique(run.judgements.case[run.judgements.rule == number])
            column = f"cases.{rule.every.per_case}"
            cause = Cause(is_essential(rule), rule.requirement, Hindrance.INTERVAL, (column,))
            yield Hindered(cause, rule.id, applies[unknown[applies]])


def _of_verdicts(run: PolicyRun) -> Iterator[Hindered]:
    for rule, found in run.verdicts:
        for ground, hindrance in ((Ground.BLANK, Hindrance.UNANSWERED), (Ground.UNTOLD, Hindrance.UNTOLD)):
            chosen = (found.ground == ground) & (found.status == _NOT_ASSESSED)
            columns = tuple(sorted(rule.needs() - {f"cases.{name}" for name in rule.applies_to}))
            named = columns if hindrance is Hindrance.UNANSWERED else ()
            cause = Cause(is_essential(rule), rule.requirement, hindrance, named)
            yield Hindered(cause, rule.id, np.unique(found.case[chosen]))


def _undecided(run: PolicyRun) -> Iterator[Hindered]:
    left = run.residue
    for requirement, lacking in sorted(set(zip(left.requirement.tolist(), left.lacking.tolist(), strict=True))):
        chosen = (left.requirement == requirement) & (left.lacking == lacking) & (left.why == Why.NOT_RECORDED)
        columns = tuple(f"cases.{column}" for column in left.columns[lacking])
        cause = undecided(left.requirements[requirement] or ANY, columns)
        yield Hindered(cause, "", np.unique(left.case[chosen]))


def _not_run(run: PolicyRun) -> Iterator[Hindered]:
    is_open = open_cases(run.facts)
    for rule, columns in run.lacking:
        concerned = np.flatnonzero(_certainly_applies(rule, run) & is_open)
        cause = Cause(is_essential(rule), rule.requirement, Hindrance.NOT_EXPORTED, columns)
        yield Hindered(cause, rule.id, concerned)


def _certainly_applies(rule: RuleBase, run: PolicyRun) -> Mask:
    return decide_for_cases(rule.applies_to, run.facts).applies


def in_order(causes: Iterable[tuple[Cause, int]]) -> list[Cause]:
    """Causes with their numbers of cases: what an audit is for first, then by the number of cases."""
    rank = {requirement: place for place, requirement in enumerate((ANY, *ESSENTIAL))}

    def key(each: tuple[Cause, int]) -> tuple[bool, int, int, Cause]:
        cause, cases = each
        return not cause.essential, rank.get(cause.requirement, len(rank)) if cause.essential else 0, -cases, cause

    return [cause for cause, _ in sorted(causes, key=key)]
