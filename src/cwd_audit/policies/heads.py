"""The heads of the policies that come with the product: enough to list them, without reading their rules as rules."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from cwd_audit.model.errors import PolicyError
from cwd_audit.policies.toml_files import read_bytes, read_toml
from cwd_audit.resources import schemas


class PolicyHead(NamedTuple):
    """What a list of policies says of one."""

    id: str
    authority: str
    title: str
    national: bool
    rules: int
    """How many there are."""
    review_due: date | None


@cache
def list_policies() -> tuple[str, ...]:
    """The ids of all policies, in alphabetical order: the names of the files."""
    return tuple(sorted(path.stem for path in (schemas() / "policies").glob("*.toml")))


def list_heads() -> tuple[PolicyHead, ...]:
    """The head of each policy, in alphabetical order of their ids.

    A test holds them against the policies as they are parsed in full.
    """
    heads = []
    for policy in list_policies():
        name = f"{policy}.toml"
        written = read_toml(name, read_bytes(schemas() / "policies" / name, PolicyError), PolicyError)
        heads.append(
            PolicyHead(
                written["id"],
                written["authority"],
                written["title"],
                written.get("national", False),
                len(written["rule"]),
                written["document"].get("review_due"),
            )
        )
    return tuple(heads)
