"""The policies that come with the product, and those of files a user names."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from cwd_audit.model.errors import Fault, PolicyError
from cwd_audit.model.policy import ESSENTIAL, Policy
from cwd_audit.model.wording import nearest, normalise
from cwd_audit.policies.heads import list_policies
from cwd_audit.policies.parse import parse_policy
from cwd_audit.resources import schemas

__all__ = ["list_policies", "list_requirements", "load_policy"]


def list_requirements(wanted: Sequence[str] = ()) -> tuple[str, ...]:
    """What the rules of policies are about: visits, reviews and supervisions first, then the others by name.

    Args:
        wanted: ids or files; empty: all policies.

    Raises:
        PolicyError: there is no such policy, or its file is wrong.
    """
    asked = {rule.requirement for name in wanted or list_policies() for rule in load_policy(name).rules}
    return tuple(dict.fromkeys((*ESSENTIAL, *sorted(asked, key=str.casefold))))


@cache
def load_policy(wanted: str) -> Policy:
    """One policy.

    Args:
        wanted: an id, or the path of a file that ends in `.toml`.

    Raises:
        PolicyError: there is no such policy, or its file is wrong.
    """
    if wanted.casefold().endswith(".toml"):
        return parse_policy(Path(wanted))
    known = list_policies()
    name = next((each for each in known if normalise(each) == normalise(wanted)), "")
    if not name:
        near = nearest(wanted.casefold(), known)
        remedy = f'did you mean "{near}"? ' if near else ""
        remedy += f"The policies are {', '.join(known)}; the path of a file that ends in .toml will do too"
        raise PolicyError(Fault("--policy", f'there is no policy "{wanted}"', remedy))
    return parse_policy(schemas() / "policies" / f"{name}.toml")
