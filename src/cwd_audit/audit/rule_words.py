"""A rule in words. Imports nothing heavy: policy commands use it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import JudgedRule
from cwd_audit.reporting.words import say_date

if TYPE_CHECKING:
    from cwd_audit.model.policy import Policy, RuleBase

_MARGIN = 13
"""Where the words begin, after the names of the lines."""


def tell_rule(rule: RuleBase, policy: Policy) -> str:
    """One rule as text: whom it concerns, what it asks, the clause, the reading taken, and what it needs."""
    document = policy.document
    named = f"  {policy.title} ({policy.authority}), {document.name} {document.version}".rstrip()
    lines = [f"{rule.id}: {rule.title}", named, *_lines(rule, policy), _line("Needs", ", ".join(sorted(rule.needs())))]
    return "\n".join(lines) + "\n"


def list_rule(rule: RuleBase, policy: Policy, width: int) -> str:
    """The same as an entry of a list of the policy's rules, in lines of at most so many characters."""
    lines = [line for text in _lines(rule, policy) for line in _fold(text, width)]
    title = textwrap.wrap(f"{rule.id}: {rule.title}", width, subsequent_indent="    ", break_on_hyphens=False)
    return "\n".join([*title, *lines]) + "\n"


def say_concerns(rule: RuleBase, policy: Policy) -> str:
    """Whom a rule concerns, in the titles of the policy: `CIN Review; s17`, or `every case`."""
    titles = {pathway.id: pathway.title for pathway in policy.pathways}
    parts = (_say_condition(column, words, titles) for column, words in rule.applies_to.items())
    return "; ".join(parts) or "every case"


def say_force(rule: RuleBase) -> str:
    """`from 1 April 2026 to 31 March 2027`, or "" where the rule is in force without end or beginning."""
    parts = [f"from {say_date(rule.since)}"] if rule.since else []
    parts += [f"to {say_date(rule.until)}"] if rule.until else []
    return " ".join(parts)


def _say_condition(column: str, words: tuple[str, ...], titles: dict[str, str]) -> str:
    said = " or ".join(titles.get(word, word) for word in words)
    return said if column in {"pathway", "legal_status"} else f"{column.replace('_', ' ')} {said}"


def _lines(rule: RuleBase, policy: Policy) -> Iterator[str]:
    titles = {pathway.id: pathway.title for pathway in policy.pathways}
    conditions = (
        f"{column.replace('_', ' ')} {' or '.join(titles.get(word, word) for word in words)}"
        for column, words in rule.applies_to.items()
    )
    yield _line("Concerns", "; ".join(conditions) or "every case")
    yield _line("Timescale" if isinstance(rule, TimescaleRule) else "Asks", rule.in_words())
    yield _line("Strength", f"{rule.strength} (as the document words it)")
    yield _line("Clause", f"{rule.cites.section}: “{rule.cites.quote}”")
    if rule.reading:
        yield _line("Reading", rule.reading)
    if rule.since or rule.until:
        yield _line("In force", say_force(rule))
    if isinstance(rule, TimescaleRule):
        if rule.starts_from or rule.else_from:
            anchors = (*rule.starts_from, *filter(None, (rule.else_from,)))
            yield _line("Counted", f"from {', else '.join(anchors)}")
        if rule.variation:
            yield _line("Longer", f"if agreed by {' or '.join(rule.variation.by_role)}, and recorded")
    elif isinstance(rule, JudgedRule) and rule.fails_as == "query":
        yield _line("If not", "a question for somebody to decide, and no breach")


def _line(name: str, words: str) -> str:
    return f"  {name:<{_MARGIN - 2}}{words}"


def _fold(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width, subsequent_indent=" " * _MARGIN, break_on_hyphens=False, break_long_words=False)
