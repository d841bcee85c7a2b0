"""Which rules of a policy an export can answer, and which tables and columns would bring the rest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from cwd_audit.model.policy import Policy


class Want(NamedTuple):
    """Columns that an export lacks, and the rules they bring once all that stands before them is there."""

    columns: dict[str, int]
    """`table.column` -> how many of the rules want it."""
    rules: tuple[str, ...]


class Needs(NamedTuple):
    """What an export can answer of a policy."""

    answered: tuple[str, ...]
    """Ids of the rules that can run."""
    wants: tuple[Want, ...]
    """Best value first. Each counts on those before it, and together they bring every rule."""
    known_tables: frozenset[str]
    """Tables of which the export holds some column."""


def find_needs(policy: Policy, provided: frozenset[str]) -> Needs:
    """Weigh the rules of a policy against the columns of an export.

    What is asked for is a table, since that is what somebody writes a report for: at every step the one, or the ones
    together, that bring most rules for each; of equals, those with fewer columns, then by name.
    """
    lacking = {rule.id: frozenset(rule.missing(provided)) for rule in policy.rules}
    answered = tuple(name for name, columns in lacking.items() if not columns)
    left = {name: tables_of(columns) for name, columns in lacking.items() if columns}
    wants: list[Want] = []
    had: set[str] = set()
    while left:
        candidates = [_want(tables, left, lacking, had) for tables in sorted(set(left.values()), key=sorted)]
        best = min(candidates, key=lambda want: (-len(want.rules) / len(tables_of(want.columns)), len(want.columns)))
        wants.append(best)
        had |= best.columns.keys()
        left = {name: tables_of(lacking[name] - had) for name in left if name not in best.rules}
    return Needs(answered, tuple(wants), tables_of(provided))


def tables_of(columns: Iterable[str]) -> frozenset[str]:
    """The tables of some columns."""
    return frozenset(column.partition(".")[0] for column in columns)


def _want(
    tables: frozenset[str], left: dict[str, frozenset[str]], lacking: dict[str, frozenset[str]], had: set[str]
) -> Want:
    """What these tables bring."""
    rules = tuple(name for name, needed in left.items() if needed <= tables)
    return Want(dict(sorted(Counter(column for name in rules for column in lacking[name] - had).items())), rules)
