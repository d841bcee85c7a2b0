"""Which rules of a policy an export can answer, and which columns would bring the rest."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cwd_audit.model.policy import Policy


class Want(NamedTuple):
    """A set of columns that an export lacks, and the rules they would bring."""

    columns: tuple[str, ...]
    rules: tuple[str, ...]


class Needs(NamedTuple):
    """What an export can answer of a policy."""

    answered: tuple[str, ...]
    """Ids of the rules that can run."""
    wants: tuple[Want, ...]
    """Best value first: what brings most rules for fewest columns. Each step counts on those before it."""


def find_needs(policy: Policy, provided: frozenset[str]) -> Needs:
    """Weigh the rules of a policy against the columns of an export.

    The order is greedy: at every step the set of columns that brings most rules per column; of equals, the one with
    fewer columns, then by name.
    """
    left = {rule.id: frozenset(rule.missing(provided)) for rule in policy.rules}
    answered = tuple(name for name, lacking in left.items() if not lacking)
    left = {name: lacking for name, lacking in left.items() if lacking}
    wants: list[Want] = []
    while left:
        sets = Counter(left.values())
        best = min(sets, key=lambda columns: (-_brought(columns, left) / len(columns), len(columns), sorted(columns)))
        brought = tuple(name for name, lacking in left.items() if lacking <= best)
        wants.append(Want(tuple(sorted(best)), brought))
        left = {name: lacking - best for name, lacking in left.items() if not lacking <= best}
    return Needs(answered, tuple(wants))


def _brought(columns: frozenset[str], left: dict[str, frozenset[str]]) -> int:
    return sum(lacking <= columns for lacking in left.values())
