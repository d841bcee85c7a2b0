"""A rule in words. Imports nothing heavy: policy commands use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cwd_audit.model.kinds.timescale import TimescaleRule
    from cwd_audit.model.policy import Policy


def tell_rule(rule: TimescaleRule, policy: Policy) -> str:
    """One rule as text: whom it concerns, the timescale, the clause, the reading taken."""
    titles = {pathway.id: pathway.title for pathway in policy.pathways}
    concerns = "; ".join(
        f"{column.replace('_', ' ')} {' or '.join(titles.get(word, word) for word in words)}"
        for column, words in rule.applies_to.items()
    )
    lines = [
        f"{rule.id}: {rule.title}",
        f"  {policy.title} ({policy.authority}), {policy.document.name} {policy.document.version}".rstrip(),
        f"  Concerns   {concerns or 'every case'}",
        f"  Timescale  {rule.in_words()}",
        f"  Strength   {rule.strength} (as the document words it)",
        f"  Clause     {rule.cites.section}: “{rule.cites.quote}”",
    ]
    if rule.reading:
        lines.append(f"  Reading    {rule.reading}")
    if rule.starts_from or rule.else_from:
        lines.append(f"  Counted    from {', else '.join((*rule.starts_from, *filter(None, (rule.else_from,))))}")
    if rule.variation:
        lines.append(f"  Longer     if agreed by {' or '.join(rule.variation.by_role)}, and recorded")
    lines.append(f"  Needs      {', '.join(sorted(rule.needs()))}")
    return "\n".join(lines) + "\n"
