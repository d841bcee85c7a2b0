"""Which sorts of cases a policy speaks of, so that every rule and every pathway has cases."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import Policy
from cwd_audit.sampling.tables import Row

_USUAL_STATUS = ("s17", "s17", "s17", "CSDPA s2")
_USUAL_ROLE = ("social worker", "social worker", "social worker", "social work assistant", "family support worker")


@dataclass(frozen=True)
class Profiles:
    """The sorts of cases of one policy."""

    policy: Policy
    rules: tuple[TimescaleRule, ...]
    sorts: tuple[dict[str, tuple[str, ...]], ...]
    """Column -> values; those that many rules speak of come up as often."""

    @classmethod
    def of(cls, policy: Policy) -> Profiles:
        """The sorts of cases a policy has rules or pathways for."""
        rules = tuple(rule for rule in policy.rules if isinstance(rule, TimescaleRule))
        sorts = [dict(rule.applies_to) for rule in rules] + [{"pathway": (pathway.id,)} for pathway in policy.pathways]
        return cls(policy, rules, tuple(sorts))

    def draw(self, rng: Random) -> Row:
        """The facts of one case on which rules depend: pathway (by id), legal status, role and what else they name."""
        facts: Row = {column: rng.choice(accepted) for column, accepted in rng.choice(self.sorts).items()}
        if self.policy.pathways:
            facts.setdefault("pathway", rng.choice(self.policy.pathways).id)
        facts.setdefault("legal_status", rng.choice(_USUAL_STATUS))
        facts.setdefault("worker_role", rng.choice(_USUAL_ROLE))
        return facts

    def that_apply(self, case: Row, pathway: str) -> tuple[TimescaleRule, ...]:
        """The rules for a case while on a pathway."""
        facts = {**case, "pathway": pathway}
        return tuple(
            rule
            for rule in self.rules
            if all(facts.get(column, "") in accepted for column, accepted in rule.applies_to.items())
        )

    def uses(self, table: str) -> bool:
        """Whether a rule looks at a table beside the events it counts."""
        return any(anchor.table == table for rule in self.rules for anchor in rule.anchors)

    @property
    def pathways(self) -> tuple[str, ...]:
        """The ids of the policy's pathways."""
        return tuple(pathway.id for pathway in self.policy.pathways)
