"""The heads of the policies that come with the product: enough to list them, without reading their rules as rules."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import NamedTuple

from cwd_audit.model.errors import PolicyError
from cwd_audit.policies.toml_files import read_bytes, read_toml
from cwd_audit.resources import schemas

_RULE = b"\n[[rule]]\n"


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

    A file is read up to its first rule, and the rules are counted by their headings: to read three hundred of them
    takes longer than all else. A test holds the heads against the policies as they are parsed in full.
    """
    return tuple(_read_head(f"{policy}.toml") for policy in list_policies())


def _read_head(name: str) -> PolicyHead:
    head, *rules = read_bytes(schemas() / "policies" / name, PolicyError).split(_RULE)
    written = read_toml(name, head, PolicyError)
    return PolicyHead(
        written["id"],
        written["authority"],
        written["title"],
        written.get("national", False),
        len(rules),
        written["document"].get("review_due"),
    )
