"""A policy that extends another takes everything from it that it does not say itself."""

from __future__ import annotations

import hashlib
from pathlib import Path

from cwd_audit.model.policy import Difference
from cwd_audit.policies.parse import parse_policy
from policy_files import CHILD, PARENT, write_policies

SEVEN = """\
id = "testshire-seven"
extends = "testshire-six"
silent = []

[[rule]]
id = "testshire.cin.visit"
kind = "timescale"
requirement = "visit"
title = "Visit"
applies_to = { pathway = ["cin"] }
every = "7 weeks"
strength = "must"
cites = { section = "Proposal", quote = "every seven weeks" }

[[pathway]]
id = "cin"
title = "Child in Need"

[[unchecked]]
id = "testshire-seven.cin.new"
cites = { section = "6", quote = "soon" }
why = "It names no day."

[[matter]]
title = "Soon"
says = "It names no day."
"""


def test_rules_are_replaced_dropped_added_and_inherited(tmp_path: Path) -> None:
    """Those of the same id stand in the place of the others; ids stay what they were."""
    policy = parse_policy(write_policies(tmp_path) / "testshire-six.toml")

    assert [(rule.id, rule.in_words()) for rule in policy.rules] == [
        ("testshire.cin.visit", "every 6 weeks"),
        ("testshire.sb.review", "first within 3 months, then every 6 months"),
        ("testshire-six.sb.visit-at-home", "at least 1 in any 12 months"),
    ]


def test_all_else_is_inherited(tmp_path: Path) -> None:
    """The authority, the document, pathways, silences, matters and sources; a statement is dropped as a rule is."""
    write_policies(tmp_path)
    parent, policy = (parse_policy(tmp_path / f"{name}.toml") for name in ("testshire", "testshire-six"))

    assert policy.title == "Short breaks, as proposed"
    assert (policy.authority, policy.document, policy.pathways) == (parent.authority, parent.document, parent.pathways)
    assert (policy.silent, policy.matters) == (parent.silent, parent.matters)
    assert [entry.id for entry in parent.unchecked] == ["testshire.cin.kindly"]
    assert policy.unchecked == ()


def test_differences_are_known(tmp_path: Path) -> None:
    """A key, a rule that changed, one that was dropped and one that is new; a policy by itself has none."""
    write_policies(tmp_path)
    parent, policy = (parse_policy(tmp_path / f"{name}.toml") for name in ("testshire", "testshire-six"))

    assert parent.differences == ()
    assert policy.differences == (
        Difference(what="key title", before="Short breaks", after="Short breaks, as proposed"),
        Difference(
            what="rule testshire.cin.visit",
            before="every 4 weeks",
            after="every 6 weeks",
            also=("cites", "every", "variation"),
        ),
        Difference(
            what="rule testshire.cin.worker, dropped", before="Held by a social worker: worker role is social worker"
        ),
        Difference(
            what="rule testshire-six.sb.visit-at-home, new", after="Review at home: at least 1 in any 12 months"
        ),
        Difference(what="statement testshire.cin.kindly, dropped"),
    )


def test_an_extension_may_be_extended(tmp_path: Path) -> None:
    """What differs is told against the nearest; an empty list replaces a list; matters are added."""
    write_policies(tmp_path, testshire=PARENT, testshire_six=CHILD, testshire_seven=SEVEN)
    policy = parse_policy(tmp_path / "testshire-seven.toml")

    assert policy.rules[0].in_words() == "every 7 weeks"
    assert (policy.title, policy.silent) == ("Short breaks, as proposed", ())
    assert [pathway.title for pathway in policy.pathways] == ["Child in Need", "Short Breaks"]
    assert [matter.title for matter in policy.matters] == ["Four weeks and a month", "Soon"]
    assert [change.what for change in policy.differences] == [
        "key silent",
        "rule testshire.cin.visit",
        "pathway cin, changed",
        "statement testshire-seven.cin.new, new",
    ]


def test_the_hash_is_of_the_file_and_those_it_extends(tmp_path: Path) -> None:
    """As `cat testshire-six.toml testshire.toml | sha256sum` has it: a change of either shows in the report."""
    write_policies(tmp_path)
    content = (tmp_path / "testshire-six.toml").read_bytes() + (tmp_path / "testshire.toml").read_bytes()

    assert parse_policy(tmp_path / "testshire-six.toml").sha256 == hashlib.sha256(content).hexdigest()


def test_a_policy_of_the_product_may_be_extended(tmp_path: Path) -> None:
    """Where no file beside it has the name."""
    write_policies(tmp_path, ours='id = "ours"\nextends = "torbay"\n')

    assert parse_policy(tmp_path / "ours.toml").authority == "Torbay Council"


def test_a_file_beside_it_comes_first(tmp_path: Path) -> None:
    """A council that keeps a corrected policy beside its own means that one."""
    write_policies(tmp_path, ours='id = "ours"\nextends = "torbay"\n', torbay=PARENT.replace("testshire", "torbay"))

    assert parse_policy(tmp_path / "ours.toml").authority == "Testshire Council"
