"""The cases on which the engines once differed."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from comparing import DUE_WITHIN, judge_fast
from rule_books import open_book
from slow_engine import Verdict, judge_slowly
from slow_facts import World

from cwd_audit.model.canonical import TABLES
from cwd_audit.policies.calendars import load_calendar

EXAMPLES = tomllib.loads(Path(__file__).with_name("kept_examples.toml").read_text(encoding="utf-8"))["example"]
CHILD = "00123"


def _read(example: dict[str, Any], pathways: tuple[str, ...]) -> World:
    tables = {name: example.get(name, []) for name in TABLES if name not in {"cases", "allocations"}}
    rows = {name: [{"case_id": CHILD, **row} for row in found] for name, found in tables.items()}
    provided = {f"cases.{column}" for column in TABLES["cases"].by_name}
    provided |= {f"{name}.{column.name}" for name in rows for column in TABLES[name].columns if column.required}
    provided |= {f"{name}.{column}" for name, found in rows.items() for row in found for column in row}
    case = {"case_id": CHILD, **example["case"]}
    return World(example["as_of"], [case], rows, frozenset(provided), frozenset(pathways), load_calendar())


@pytest.mark.parametrize("example", EXAMPLES, ids=[f"{each['rule']}-{at}" for at, each in enumerate(EXAMPLES)])
def test_kept_example(example: dict[str, Any]) -> None:
    """Both engines say what the date rules say."""
    book = open_book(example["rule"].split(".")[0])
    world = _read(example, book.pathways)
    rules = [rule for rule in book.rules if not rule.missing(world.provided)]
    (rule,) = [rule for rule in rules if rule.id == example["rule"]]
    blank = {"due_on": None, "last_on": None, "days_overdue": None}
    expected = Verdict(**{**blank, **example["expect"]})

    assert expected == judge_slowly(rule, rules, world.cases[0], world, DUE_WITHIN), example["says"]
    assert expected == judge_fast(rules, world)[0, rule.id], example["says"]
