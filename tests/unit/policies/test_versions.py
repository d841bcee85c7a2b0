"""Versions of one rule: found, and the days between them."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwd_audit.model.errors import PolicyError
from cwd_audit.policies.parse import parse_policy
from cwd_audit.policies.versions import find_gaps, list_versions
from policy_files import CHANGED, write_policies

VERSIONS = ["changed.cin.visit", "changed.cin2026.visit"]


def changed(folder: Path, *replaced: tuple[str, str]) -> Path:
    """The policy that changed its mind, with other words."""
    text = CHANGED
    for old, new in replaced:
        text = text.replace(old, new)
    return write_policies(folder, changed=text) / "changed.toml"


def test_versions_are_told_in_the_order_of_time(tmp_path: Path) -> None:
    """However the file has them."""
    rules = parse_policy(changed(tmp_path)).rules

    assert [[rule.id for rule in versions] for versions in list_versions(reversed(rules))] == [VERSIONS]
    assert find_gaps(rules) == []


def test_rules_without_a_day_are_no_versions(tmp_path: Path) -> None:
    """Two of one title may hold side by side, such as for events of two kinds."""
    rules = parse_policy(changed(tmp_path, ("until = 2026-03-31\n", ""), ("since = 2026-04-01\n", ""))).rules

    assert list_versions(rules) == []


@pytest.mark.parametrize(("since", "gaps"), [("2026-04-01", []), ("2026-04-02", [VERSIONS])])
def test_a_gap_is_a_day_with_neither(since: str, gaps: list[list[str]], tmp_path: Path) -> None:
    """The day after the last is none."""
    rules = parse_policy(changed(tmp_path, ("2026-04-01", since))).rules

    assert [[rule.id for rule in pair] for pair in find_gaps(rules)] == gaps


def test_a_title_of_its_own_makes_another_rule(tmp_path: Path) -> None:
    """What overlaps on purpose is called otherwise."""
    overlapping = ("2026-04-01", "2026-03-01")
    with pytest.raises(PolicyError):
        parse_policy(changed(tmp_path, overlapping))
    first, _, second = CHANGED.partition('[[rule]]\nid = "changed.cin2026.visit"')
    renamed = (
        first + '[[rule]]\nid = "changed.cin2026.visit"' + second.replace('title = "Visit"', 'title = "Home visit"')
    )

    write_policies(tmp_path, changed=renamed.replace(*overlapping))
    assert len(parse_policy(tmp_path / "changed.toml").rules) == 2
