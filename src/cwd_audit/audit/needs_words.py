"""What an export can answer of a policy, in words for the manager who hands the list to whoever writes the export."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cwd_audit.audit.needs import tables_of
from cwd_audit.model.availability import SELDOM_RECORDED
from cwd_audit.model.canonical import TABLES
from cwd_audit.reporting.words import say_count, say_first_capital

if TYPE_CHECKING:
    from cwd_audit.audit.needs import Needs, Want
    from cwd_audit.model.policy import Policy

WIDTH = 100
_HOW = """\
A sheet or text file named as the table, with these headings, is always recognised, in any case and with spaces,
hyphens or underscores alike; it can stand beside the sheets there are. Where a heading of your own stands for one of
them, say so in a mapping: `cwd-audit columns EXPORT --write map.toml` drafts one, and --map takes it."""


def tell_needs(policy: Policy, needs: Needs) -> str:
    """The rules that can be answered, by requirement; then what to ask for by table, best value first."""
    lines = [f"{policy.title} ({policy.authority})", *_answered(policy, needs)]
    if not needs.wants:
        return "\n".join([*lines, "", "Nothing is wanting."]) + "\n"
    lines += ["", "== What to ask for, best value first =="]
    running, known = len(needs.answered), needs.known_tables
    for number, want in enumerate(needs.wants, start=1):
        lines += ["", *_step(number, want, running, policy, known)]
        running += len(want.rules)
        known |= tables_of(want.columns)
    lines += ["", *textwrap.wrap(_HOW, WIDTH)]
    return "\n".join(lines) + "\n"


def _answered(policy: Policy, needs: Needs) -> Iterator[str]:
    everything, here = len(policy.rules), len(needs.answered)
    counted = f"{here} can be answered with this export, {everything - here} want more columns"
    yield f"  {say_count(everything, 'rule')}: {counted}"
    yield ""
    yield "== What this export can answer =="
    yield ""
    asked = Counter(rule.requirement for rule in policy.rules)
    answered = Counter(rule.requirement for rule in policy.rules if rule.id in set(needs.answered))
    wide = max(map(len, asked), default=0)
    for requirement, number in asked.items():
        yield f"  {say_first_capital(requirement):<{wide}}  {answered[requirement]:>3} of {number}"


def _step(number: int, want: Want, running: int, policy: Policy, known: frozenset[str]) -> Iterator[str]:
    """One thing to ask for: what it brings, its columns by table with their meaning, and the rules it brings."""
    brings = f"{number}. {' and '.join(_by_name(want.columns))}: brings {say_count(len(want.rules), 'rule')}"
    yield f"{brings} ({running} -> {running + len(want.rules)} of {len(policy.rules)})"
    for table, columns in _by_name(want.columns).items():
        how = "more columns of it" if table in known else "a table this export lacks"
        yield f"   {table}, {how}; one row is {TABLES[table].one_row_is}"
        for name in sorted(columns, key=lambda name: (-want.columns[f"{table}.{name}"], name)):
            serves = f"for {want.columns[f'{table}.{name}']}"
            seldom = " (seldom a field of its own)" if f"{table}.{name}" in SELDOM_RECORDED else ""
            told = f"     {say_heading(name):<28}{serves:<8}{TABLES[table].by_name[name].meaning}{seldom}"
            yield from textwrap.wrap(told, WIDTH, subsequent_indent=" " * 41, break_on_hyphens=False)
    titles = {rule.id: rule.title for rule in policy.rules}
    said = "; ".join(f"{titles[rule]} ({rule})" for rule in want.rules)
    yield from textwrap.wrap(
        f"so that can be told: {said}", WIDTH, initial_indent="   ", subsequent_indent="     ", break_on_hyphens=False
    )


def say_heading(column: str) -> str:
    """A column as a heading that is recognised: `legal_status` -> `Legal status`."""
    return say_first_capital(column.replace("_", " "))


def _by_name(columns: Iterable[str]) -> dict[str, list[str]]:
    tables: dict[str, list[str]] = {}
    for column in sorted(columns):
        table, _, name = column.partition(".")
        tables.setdefault(table, []).append(name)
    return tables
