"""Finding a rule or an indicator by its id among all policies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.model.wording import nearest
from cwd_audit.policies.indicators import load_indicators
from cwd_audit.policies.library import list_policies, load_policy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwd_audit.model.indicators import Card
    from cwd_audit.model.policy import Policy, RuleBase


def list_cards() -> dict[str, tuple[Card, Policy]]:
    """Every indicator of the policies that come with the product, by its id, with its policy."""
    return {
        card.id: (card, policy)
        for policy in map(load_policy, list_policies())
        for card in load_indicators(policy).indicator
    }


def find_rule(rule_id: str, codes: Iterable[str] = ()) -> tuple[RuleBase, Policy]:
    """A rule and the policy it stands in.

    Args:
        rule_id: its id.
        codes: what else might have been meant.

    Raises:
        UsageError: no policy has a rule of this id; says the nearest.
    """
    known = {rule.id: (rule, policy) for policy in map(load_policy, list_policies()) for rule in policy.rules}
    if rule_id in known:
        return known[rule_id]
    near = nearest(rule_id, [*known, *codes])
    hint = f'did you mean "{near}"?' if near else "see `cwd-audit policy show ID` for the rules of a policy"
    if "/" in rule_id or "\\" in rule_id or rule_id.endswith((".xlsx", ".csv")):
        hint = "to explain a case of an export, add --case ID"
    raise UsageError(Fault("explain", "there is no rule or indicator of this id, and no such code of a problem", hint))
