"""A policy in words: a timetable at a glance, every rule, and what is left open. Imports nothing heavy."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from cwd_audit.audit.rule_words import list_rule, say_concerns, say_force
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.versions import find_gaps
from cwd_audit.reporting.words import say_count, say_date, say_first_capital, say_list

if TYPE_CHECKING:
    from cwd_audit.model.policy import Difference, Policy, RuleBase

WIDTH = 100
"""Characters of the longest line, but for a word that is longer."""
_COLUMNS = (24, 32, 32, 7)
"""Of the timetable: whom it concerns, what is owed, how often, and the document's own verb."""
NO_RULE = "no rule in the policy"


def tell_policy(policy: Policy) -> str:
    """The whole policy: head, timetable, rules by whom they concern, and what the documents leave open."""
    parts = [_head(policy), *_differences(policy), _timetable(policy)]
    timescales = [rule for rule in policy.rules if isinstance(rule, TimescaleRule)]
    for concerns, rules in _grouped(timescales, lambda rule: say_concerns(rule, policy)).items():
        parts += [_heading(f"Timescales: {concerns}"), *(list_rule(rule, policy, WIDTH) for rule in rules)]
    others = [rule for rule in policy.rules if not isinstance(rule, TimescaleRule)]
    for requirement, rules in _grouped(others, lambda rule: rule.requirement).items():
        heading = f"Other rules: {requirement} ({len(rules)})"
        parts += [_heading(heading), *(list_rule(rule, policy, WIDTH) for rule in rules)]
    return "\n".join([*parts, *_left_open(policy)])


def _head(policy: Policy) -> str:
    document = policy.document
    issued = f", issued {say_date(document.issued)}" if document.issued else ""
    kinds = Counter(rule.kind for rule in policy.rules)
    counted = ", ".join(f"{number} {kind}" for kind, number in kinds.most_common())
    lines = [
        f"{policy.title} ({policy.authority})",
        *_fold(f"{document.name} {document.version}".rstrip() + issued),
        f"  own review date: {say_date(document.review_due) if document.review_due else 'none stated'}",
        f"  rules last compared with it on {say_date(document.verified_on)}",
        *_fold(f"{say_count(len(policy.rules), 'rule')}: {counted}"),
    ]
    if policy.national:
        lines += _fold(
            f"national: laid over the cases beside the council's own policy when asked for, as in --policy bromley,"
            f"{policy.id}, and counted apart"
        )
    open_ends = [
        (len(policy.unchecked), "statement that no data can decide", "statements that no data can decide"),
        (len(policy.matters), "matter for the council to settle", "matters for the council to settle"),
        (len(policy.missing_sources), "source not supplied", "sources not supplied"),
    ]
    said = [say_count(*each) for each in open_ends if each[0]]
    lines += _fold(f"{say_list(said)}: at the end") if said else []
    return "\n".join(lines) + "\n"


def _differences(policy: Policy) -> Iterator[str]:
    if policy.extends:
        yield _heading(f"What differs from {policy.extends}")
        yield say_differences(policy.differences)


def say_differences(differences: Sequence[Difference]) -> str:
    """What one policy changes against another, drops and adds: one entry for each, what it was and what it is."""
    lines: list[str] = []
    for change in differences:
        sides = {"was": change.before, "is": change.after, "keys": ", ".join(change.also)}
        lines += [f"  {change.what}", *(f"    {name:<5} {said}" for name, said in sides.items() if said)]
    return "\n".join(lines or ["  nothing"]) + "\n"


def tell_check(policy: Policy, file: str, *, quoted: bool) -> str:
    """That a file is sound, what it holds, and what it says otherwise than the policy it extends."""
    quotes = "; every quote stands in the document" if quoted else ""
    rules, unchecked = say_count(len(policy.rules), "rule"), say_count(len(policy.unchecked), "statement")
    lines = [f"{file} is sound: {rules}, {unchecked} unchecked{quotes}.\n"]
    for before, after in find_gaps(policy.rules):
        assert before.until
        gap = say_date(before.until + timedelta(days=1))
        lines.append(f"From {gap} until {after.id} comes into force, neither it nor {before.id} is.\n")
    if policy.extends:
        lines += [f"It differs from {policy.extends}:\n", say_differences(policy.differences)]
    return "".join(lines)


def _timetable(policy: Policy) -> str:
    """Whom it concerns, what is owed, how often, how strongly; what the policy is silent on stands with the rest."""
    rows: dict[str, list[tuple[str, str, str]]] = {}
    for rule in policy.rules:
        if isinstance(rule, TimescaleRule):
            interval = ", ".join(filter(None, (rule.in_words(), say_force(rule))))
            rows.setdefault(say_concerns(rule, policy), []).append((rule.title, interval, rule.strength.value))
    for pathway in policy.pathways:
        rows.setdefault(pathway.title, []).extend(
            (say_first_capital(requirement), NO_RULE, "") for requirement in pathway.silent
        )
    silent = [(say_first_capital(requirement), NO_RULE, "") for requirement in policy.silent]
    rows.setdefault("every pathway", []).extend(silent)
    lines = [line for concerns, owed in rows.items() if owed for line in _rows_of(concerns, owed)]
    return _heading("Timetable at a glance") + "\n" + "\n".join(lines or ["  no timescale"]) + "\n"


def _rows_of(concerns: str, owed: list[tuple[str, str, str]]) -> Iterator[str]:
    for number, row in enumerate(owed):
        cells = [textwrap.wrap(text, width) for text, width in zip((concerns, *row), _COLUMNS, strict=True)]
        cells[0] = [] if number else cells[0]
        for at in range(max(map(len, cells))):
            parts = (cell[at] if at < len(cell) else "" for cell in cells)
            padded = (f"{part:<{width}}" for part, width in zip(parts, _COLUMNS, strict=True))
            yield f"  {' '.join(padded)}".rstrip()


def _left_open(policy: Policy) -> Iterator[str]:
    if policy.unchecked:
        yield _heading(f"Statements that no data can decide ({len(policy.unchecked)})")
        for entry in policy.unchecked:
            lines = [entry.id, *_fold(f"{entry.cites.section}: “{entry.cites.quote}”"), *_fold(f"Why: {entry.why}")]
            yield "\n".join(lines) + "\n"
    if policy.matters:
        yield _heading(f"For the council to settle ({len(policy.matters)})")
        for matter in policy.matters:
            yield "\n".join([matter.title, *_fold(matter.says)]) + "\n"
    if policy.missing_sources:
        yield _heading(f"Documents it refers to that were not supplied ({len(policy.missing_sources)})")
        yield "\n".join(line for source in policy.missing_sources for line in _fold(source)) + "\n"


def _grouped(rules: Sequence[RuleBase], key: Callable[[RuleBase], str]) -> dict[str, list[RuleBase]]:
    groups: dict[str, list[RuleBase]] = {}
    for rule in rules:
        groups.setdefault(key(rule), []).append(rule)
    return groups


def _heading(text: str) -> str:
    return "\n".join(textwrap.wrap(f"== {text} ==", WIDTH, subsequent_indent="   ")) + "\n"


def _fold(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False, break_long_words=False
    )
