"""Which columns the rules of policies want that an export lacks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cwd_audit.model.policy import Policy


class Lacking(NamedTuple):
    """What an export lacks for some policies."""

    wanted: dict[str, tuple[str, ...]]
    """`table.column` -> ids of the rules that are not run for want of it, most wanted first."""
    runnable: dict[str, tuple[int, int]]
    """Id of a policy -> how many of its rules can run, and how many it has."""


def find_lacking(policies: Sequence[Policy], provided: frozenset[str]) -> Lacking:
    """Weigh the rules of policies against the columns of an export.

    Args:
        policies: the policies.
        provided: `table.column` of all columns that the export gives.
    """
    wanted: dict[str, list[str]] = {}
    runnable: dict[str, tuple[int, int]] = {}
    for policy in policies:
        missing = {rule.id: rule.missing(provided) for rule in policy.rules}
        runnable[policy.id] = sum(not columns for columns in missing.values()), len(missing)
        for rule, columns in missing.items():
            for column in columns:
                wanted.setdefault(column, []).append(rule)
    in_order = sorted(wanted.items(), key=lambda each: (-len(each[1]), each[0]))
    return Lacking({column: tuple(rules) for column, rules in in_order}, runnable)
