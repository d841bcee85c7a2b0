"""Versions of one rule: the same thing asked of the same cases, each in force for a time of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from cwd_audit.model.errors import Fault

if TYPE_CHECKING:
    from cwd_audit.model.policy import RuleBase


def list_versions(rules: Iterable[RuleBase]) -> list[list[RuleBase]]:
    """Rules of which there are several versions, each list by time.

    Versions are rules of one kind, requirement and title that concern the same cases, of which one at least has a
    first or a last day; without any day they are rules that hold side by side.
    """
    alike: dict[tuple[object, ...], list[RuleBase]] = {}
    for rule in rules:
        concerns = tuple(sorted(rule.applies_to.items()))
        alike.setdefault((rule.kind, rule.requirement, rule.title, concerns), []).append(rule)
    return [
        sorted(versions, key=lambda rule: rule.since or date.min)
        for versions in alike.values()
        if len(versions) > 1 and any(rule.since or rule.until for rule in versions)
    ]


def check_versions(file: str, rules: Iterable[RuleBase]) -> Iterator[Fault]:
    """A fault for each version that begins before the one before it has ended: both would be asked for at once."""
    for before, after in _neighbours(rules):
        if after.since is None or before.until is None or after.since <= before.until:
            what = f"it is in force at the same time as {before.id}, which asks the same of the same cases"
            remedy = (
                "give the older an `until` and the newer a `since` on the day after, or give them titles of their own"
            )
            yield Fault(f"{file}: rule {after.id}, key since", what, remedy)


def find_gaps(rules: Iterable[RuleBase]) -> list[tuple[RuleBase, RuleBase]]:
    """Versions between which there are days with neither in force."""
    return [
        (before, after)
        for before, after in _neighbours(rules)
        if before.until and after.since and after.since > before.until + timedelta(days=1)
    ]


def _neighbours(rules: Iterable[RuleBase]) -> Iterator[tuple[RuleBase, RuleBase]]:
    for versions in list_versions(rules):
        yield from pairwise(versions)
