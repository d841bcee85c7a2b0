"""The policies in a list, a line each."""

from __future__ import annotations

from cwd_audit.policies.heads import PolicyHead, list_heads
from cwd_audit.reporting.words import say_count, say_date


def tell_policies() -> str:
    """A line for each policy that comes with the product."""
    heads = list_heads()
    wide = max(len(head.id) for head in heads)
    return "".join(f"{_say_head(head, wide)}\n" for head in heads)


def _say_head(head: PolicyHead, name_width: int) -> str:
    said = ["national"] if head.national else []
    said.append(say_count(head.rules, "rule"))
    said.append(f"review due {say_date(head.review_due)}" if head.review_due else "states no review date")
    return f"{head.id:<{name_width}}  {head.authority}: {head.title} ({', '.join(said)})"
