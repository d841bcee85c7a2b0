"""Which sorts of cases a policy speaks of, so that every rule and every pathway has cases."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from random import Random

from cwd_audit.model.kinds.decide import DecideRule
from cwd_audit.model.kinds.holder import HolderRule
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import Conditions, Policy
from cwd_audit.sampling.fitting import USUAL_ROLE, USUAL_STATUS, Fitting, meets
from cwd_audit.sampling.tables import Row

HELD = ("planning meeting", "review", "visit", "supervision")
"""What an ordinary export lists, in the order in which it is drawn: reviews may count from a meeting, supervisions from
a review."""


@dataclass(frozen=True)
class Profiles:
    """The sorts of cases of one policy."""

    policy: Policy
    rules: tuple[TimescaleRule, ...]
    sorts: tuple[Conditions, ...]
    """Column -> values; those that many rules speak of come up as often."""

    @classmethod
    def of(cls, policy: Policy) -> Profiles:
        """The sorts of cases a policy has rules or pathways for."""
        rules = tuple(rule for rule in policy.rules if isinstance(rule, TimescaleRule) and rule.requirement in HELD)
        sorts = [dict(rule.applies_to) for rule in rules] + [{"pathway": (pathway.id,)} for pathway in policy.pathways]
        return cls(policy, rules, (*sorts, *_seldom(policy, sorts)))

    def draw(self, rng: Random) -> Row:
        """The facts of one case on which rules depend: pathway (by id), legal status, role and what else they name."""
        facts: Row = {column: rng.choice(accepted) for column, accepted in rng.choice(self.sorts).items()}
        if self.policy.pathways:
            facts.setdefault("pathway", rng.choice(self.policy.pathways).id)
        facts.setdefault("legal_status", rng.choice(USUAL_STATUS))
        facts.setdefault("worker_role", rng.choice(USUAL_ROLE))
        return facts

    @cached_property
    def fitting(self) -> Fitting:
        """Which words the rules on people accept."""
        return Fitting(self.policy)

    def that_apply(self, case: Row, pathway: str) -> tuple[TimescaleRule, ...]:
        """The rules for a case while on a pathway."""
        facts = {**case, "pathway": pathway}
        return tuple(rule for rule in self.rules if meets(facts, rule.applies_to))

    def uses(self, table: str) -> bool:
        """Whether a rule looks at a table beside the events it counts."""
        return any(anchor.table == table for rule in self.rules for anchor in rule.anchors)

    @property
    def pathways(self) -> tuple[str, ...]:
        """The ids of the policy's pathways."""
        return tuple(pathway.id for pathway in self.policy.pathways)


def _seldom(policy: Policy, sorts: list[Conditions]) -> list[Conditions]:
    """What rules on holders and statuses apply to, where no sort has it: a legal status that no timetable names."""
    known: dict[str, set[str]] = {"legal_status": set(USUAL_STATUS), "worker_role": set(USUAL_ROLE), "pathway": set()}
    for sort in sorts:
        for column in known.keys() & sort.keys():
            known[column].update(sort[column])
    return [
        dict(rule.applies_to)
        for rule in policy.rules
        if isinstance(rule, HolderRule | DecideRule)
        and rule.applies_to.keys() <= known.keys()
        and any(known[column].isdisjoint(words) for column, words in rule.applies_to.items())
    ]
