"""The JSON Schema that editors check a policy file with while it is written."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cwd_audit.policies.kinds import rule_kinds
from cwd_audit.policies.library import list_policies
from cwd_audit.policies.parse import parse_policy
from cwd_audit.policies.schema import FILE, render_schema
from cwd_audit.resources import schemas
from policy_files import CHANGED, CHILD, PARENT
from toml_as_json import as_json

PUBLISHED = schemas() / "meta" / FILE
VALIDATOR = Draft202012Validator(json.loads(render_schema()), format_checker=FormatChecker())


def faults(text: str) -> list[str]:
    """The keys at which a text does not fit."""
    return [".".join(map(str, fault.path)) for fault in VALIDATOR.iter_errors(as_json(tomllib.loads(text)))]


def test_the_published_schema_is_fresh() -> None:
    """The file equals what `make schemas` would write, and is a schema."""
    assert PUBLISHED.read_text(encoding="utf-8") == render_schema()
    Draft202012Validator.check_schema(VALIDATOR.schema)


@pytest.mark.parametrize("policy", list_policies())
def test_every_policy_fits(policy: str) -> None:
    """An editor finds no fault where the tool finds none."""
    assert faults((schemas() / "policies" / f"{policy}.toml").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("text", [PARENT, CHILD, CHANGED])
def test_policies_that_extend_or_change_fit(text: str) -> None:
    """One that extends another need not repeat its head."""
    assert faults(text) == []


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ('every = "4 weeks"', 'every = "0 weeks"', "rule.0"),
        ('every = "4 weeks"', 'every = "4 fortnights"', "rule.0"),
        ('every = "4 weeks"', 'evry = "4 weeks"', "rule.0"),
        ('kind = "holder"', 'kind = "owner"', "rule.2"),
        ('strength = "must"', 'strength = "shall"', "rule.0"),
        ("issued = 2025-01-31", 'issued = "January 2025"', "document.issued"),
        ('title = "CIN"', 'titel = "CIN"', "pathway.0"),
    ],
)
def test_a_slip_is_marked_while_it_is_written(old: str, new: str, place: str) -> None:
    """At the part in which it stands."""
    assert place in faults(PARENT.replace(old, new, 1))


def test_a_policy_by_itself_needs_its_head() -> None:
    """Only one that extends another may leave the authority out."""
    assert faults('id = "ours"\n') != []
    assert faults('id = "ours"\nextends = "bromley"\n') == []


def test_every_kind_is_there_and_every_key_of_its_own_is_explained() -> None:
    """What a key means stands where the hand is."""
    definitions = json.loads(render_schema())["$defs"]
    unexplained = [
        (kind, key)
        for kind in rule_kinds()
        for key, value in definitions[f"{kind} rule"]["properties"].items()
        if "description" not in value
    ]

    assert unexplained == []


def test_what_reading_makes_is_no_key(tmp_path: Path) -> None:
    """The hash and the differences are made; a file cannot say them."""
    path = tmp_path / "testshire.toml"
    path.write_text(PARENT, encoding="utf-8")

    assert parse_policy(path).sha256
    assert not {"sha256", "differences"} & json.loads(render_schema())["properties"].keys()
