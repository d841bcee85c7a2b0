"""What must agree between the indicator cards of a file, and between a card and the rules it measures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from cwd_audit.model.errors import Fault
from cwd_audit.model.indicators import Card, Measure, Polarity, Target
from cwd_audit.model.kinds.limit import LimitRule
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import JudgedRule, Policy, RuleBase
from cwd_audit.model.wording import nearest
from cwd_audit.policies.checks import did_you_mean, listed
from cwd_audit.policies.faults import locate

LONGEST_TITLE = 40
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\]")
COUNTS = frozenset({Measure.OPEN, Measure.AGREEMENTS})
"""Measures that count, and so have neither rules nor a percentage."""

Written = Mapping[str, Any]
Rules = Mapping[str, RuleBase]


class Misfit(NamedTuple):
    """What does not fit within one card."""

    key: str
    what: str
    remedy: str


def check_cards(file: str, written: Written, cards: Mapping[int, Card], policy: Policy) -> Iterator[Fault]:
    """Every fault between the parts of a file and with the policy; what is wrong within a part is left to the models.

    Args:
        file: the name of the file, for messages.
        written: the file as TOML has it, whatever it may hold.
        cards: the sound cards by their position.
        policy: the policy whose rules they measure.
    """
    named = written.get("policy")
    if isinstance(named, str) and named != policy.id:
        remedy = f'write policy = "{policy.id}", or rename the file'
        yield Fault(locate(file, ("policy",), written), f'"{named}" is not the name of the file', remedy)
    rules = {rule.id: rule for rule in policy.rules}
    yield from _ids(file, written, policy.id)
    yield from _titles(file, written)
    yield from _unknown_rules(file, written, rules)
    for position, card in cards.items():
        for misfit in find_misfits(card, rules):
            where = locate(file, ("indicator", position, misfit.key), written, missing=True)
            yield Fault(where, misfit.what, misfit.remedy)


def find_misfits(card: Card, rules: Rules) -> Iterator[Misfit]:
    """What a card says that its measure, its rules or its target do not bear.

    Args:
        card: the card; a rule that is not known is passed over.
        rules: the rules of the policy by id.
    """
    yield from _counted(card) if card.measure in COUNTS else _measured(card, rules)
    requirements = sorted({rule.requirement for rule in rules.values() if getattr(rule, "variation", None)})
    if card.requirement and card.measure is not Measure.AGREEMENTS:
        yield Misfit("requirement", f'"{card.measure}" goes by rules, and not by a requirement', "take it out")
    elif card.requirement and card.requirement not in requirements:
        yield Misfit(
            "requirement",
            f'no rule on "{card.requirement}" allows an agreement',
            did_you_mean(card.requirement, requirements),
        )
    if card.target:
        yield from _targeted(card, card.target, rules)


def _ids(file: str, written: Written, policy: str) -> Iterator[Fault]:
    seen = set()
    form = re.compile(rf"{re.escape(policy)}\.[a-z0-9]+(-[a-z0-9]+)*")
    for position, entry in listed(written, "indicator"):
        name = entry.get("id")
        if not isinstance(name, str):
            continue
        where = locate(file, ("indicator", position, "id"), written)
        if name in seen:
            what = f"indicator {position + 1} has the id of one before it"
            yield Fault(where, what, "give every indicator an id of its own")
        seen.add(name)
        if not form.fullmatch(name):
            what = "the id of an indicator is the policy and what is measured, joined by one dot"
            yield Fault(where, what, f'write it as in: id = "{policy}.visits"')


def _titles(file: str, written: Written) -> Iterator[Fault]:
    seen = set()
    for position, entry in listed(written, "indicator"):
        title = entry.get("title")
        if not isinstance(title, str):
            continue
        where = locate(file, ("indicator", position, "title"), written)
        if title.casefold() in seen:
            yield Fault(where, "another indicator has the same title", "give every indicator a title of its own")
        seen.add(title.casefold())
        if len(title) > LONGEST_TITLE:
            what = f"the title has {len(title)} characters, and {LONGEST_TITLE} is the most"
            yield Fault(where, what, "shorten it: it heads tables and charts")
        if _NOT_IN_SHEET_NAMES.search(title):
            what = "the title holds a character that the name of a sheet may not hold"
            yield Fault(where, what, r"leave out [ ] : * ? / and \ ")


def _unknown_rules(file: str, written: Written, rules: Rules) -> Iterator[Fault]:
    for position, entry in listed(written, "indicator"):
        named = entry.get("rules")
        names = [name for name in named if isinstance(name, str)] if isinstance(named, list) else []
        where = locate(file, ("indicator", position, "rules"), written)
        for name in dict.fromkeys(names):
            if name not in rules:
                near = nearest(name, rules)
                remedy = (
                    f'did you mean "{near}"?' if near else "see `cwd-audit policy show ID` for the rules of a policy"
                )
                yield Fault(where, f'the policy has no rule "{name}"', remedy)
            if names.count(name) > 1:
                yield Fault(where, f'rule "{name}" is named twice', "name it once")


def _counted(card: Card) -> Iterator[Misfit]:
    if card.rules:
        yield Misfit("rules", f'"{card.measure}" counts, and measures no rule', "take the rules out")
    if card.target:
        yield Misfit("target", f'"{card.measure}" counts, and has no percentage to reach', "take the target out")
    if card.polarity is Polarity.HIGH:
        what = f'of what "{card.measure}" counts, more is not better'
        yield Misfit("polarity", what, 'write polarity = "information"')


def _measured(card: Card, rules: Rules) -> Iterator[Misfit]:
    if not card.rules:
        yield Misfit("rules", "no rule is named", "name the rules that are measured")
    for name in card.rules:
        rule = rules.get(name)
        if rule is None:
            continue
        match card.measure:
            case Measure.TIMESCALE if not isinstance(rule, TimescaleRule):
                yield Misfit("rules", f'rule "{name}" sets no due date', 'its measure is "kept", or "caseload"')
            case Measure.CASELOAD if not (isinstance(rule, LimitRule) and rule.measure.take == "cases of the worker"):
                yield Misfit(
                    "rules", f'rule "{name}" limits no caseload', "name rules that limit the cases of a worker"
                )
            case Measure.KEPT if not isinstance(rule, JudgedRule):
                yield Misfit("rules", f'rule "{name}" is not kept or broken by a child', "take it out")
            case Measure.KEPT if isinstance(rule, JudgedRule) and rule.fails_as == "query":
                what = f'rule "{name}" ends in a question and never in a breach, so that all would seem to meet it'
                yield Misfit("rules", what, "take it out: the worklist shows its questions")
            case _:
                pass


def _targeted(card: Card, target: Target, rules: Rules) -> Iterator[Misfit]:
    if card.polarity is Polarity.INFORMATION:
        yield Misfit("target", "a figure that only informs has no target", 'take it out, or say "high" or "low"')
    low = card.polarity is Polarity.LOW
    ordered = (target.amber, target.green, target.percent)
    if list(ordered) != sorted(ordered, reverse=low):
        most = "amber is at least green, and green at least" if low else "amber is at most green, and green at most"
        yield Misfit("target", f"{most} the percentage wanted", "correct the one that is wrong")
    for name in card.rules:
        rule = rules.get(name)
        if rule and not rule.strength.decides:
            what = f'the document words rule "{name}" as "{rule.strength}", which sets no target'
            yield Misfit("target", what, 'take the target out and write polarity = "information"')
