"""The rules that the engines are compared on: those of every pack, and made-up ones of every shape and term."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from builders import timescale
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.library import list_policies, load_policy

MADE_UP = "made up"
BOOKS = (*list_policies(), MADE_UP)


class Book(NamedTuple):
    """Rules and the pathways they speak of."""

    rules: tuple[TimescaleRule, ...]
    pathways: tuple[str, ...]


@cache
def open_book(name: str) -> Book:
    """The rules of a pack, or the made-up ones."""
    if name == MADE_UP:
        written = tomllib.loads(Path(__file__).with_name("made_up_rules.toml").read_text(encoding="utf-8"))
        rules = (timescale(rule_id, **terms) for rule_id, terms in written["rule"].items())
        return Book(tuple(rules), tuple(written["pathways"]))
    policy = load_policy(name)
    timescales = (rule for rule in policy.rules if isinstance(rule, TimescaleRule))
    return Book(tuple(timescales), tuple(pathway.id for pathway in policy.pathways))
