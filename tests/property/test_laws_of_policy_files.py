"""What holds of any policy file: what is said twice is said once, and whatever is wrong has a place and a remedy."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from effort import tried_on
from hypothesis import given
from hypothesis import strategies as st

from cwd_audit.model.errors import Fault, PolicyError
from cwd_audit.model.policy import Policy
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.policies.parse import parse_policy, parse_policy_bytes
from cwd_audit.resources import schemas
from policy_files import PARENT

FEW = tried_on(6)
packs = st.sampled_from(list_policies())


@cache
def parts_of(pack: str) -> tuple[str, list[str]]:
    """What stands before the first rule of a pack, and each rule (and what else has its own heading) as written."""
    text = Path(str(schemas() / "policies" / f"{pack}.toml")).read_text(encoding="utf-8")
    head, *parts = re.split(r"(?m)^(?=\[\[)", text)
    return head, parts


def write(name: str, text: str) -> Policy:
    """The policy that a file of this text is."""
    return parse_policy_bytes(f"{name}.toml", text.encode())


def read(content: str) -> Policy | tuple[Fault, ...]:
    """The policy, or what is wrong with it."""
    try:
        return write("testshire", content)
    except PolicyError as error:
        return error.faults


@FEW
@given(packs, st.randoms(use_true_random=False))
def test_the_order_of_rules_in_a_file_changes_no_rule(pack: str, random: Random) -> None:
    """Nor the order of its pathways and statements: each says all that concerns it."""
    head, parts = parts_of(pack)
    mixed = write(pack, head + "".join(random.sample(parts, len(parts))))
    usual = load_policy(pack)

    assert {rule.id: rule for rule in usual.rules} == {rule.id: rule for rule in mixed.rules}
    assert {each.id: each for each in usual.pathways} == {each.id: each for each in mixed.pathways}
    assert {each.id: each for each in usual.unchecked} == {each.id: each for each in mixed.unchecked}


@FEW
@given(packs, st.randoms(use_true_random=False))
def test_an_extension_that_repeats_is_the_policy_it_extends(pack: str, random: Random) -> None:
    """Rules taken over word for word, or none at all, differ in nothing."""
    _, parts = parts_of(pack)
    rules = [part for part in parts if part.startswith("[[rule]]")]
    repeated = random.sample(rules, random.randrange(len(rules) + 1))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "testshire.toml"
        path.write_text(f'id = "testshire"\nextends = "{pack}"\n\n{"".join(repeated)}', encoding="utf-8")
        child = parse_policy(path)

    assert child.rules == load_policy(pack).rules
    assert child.pathways == load_policy(pack).pathways
    assert child.silent == load_policy(pack).silent
    assert not child.differences


lines = PARENT.splitlines()
rubbish = st.sampled_from(
    (
        "3",
        "true",
        '""',
        "[]",
        '["x"]',
        "{}",
        '"6 fortnights"',
        '"0 weeks"',
        "nan",
        "2026-02-30",
        '"' + "x" * 300 + '"',
        "= =",
    )
) | st.text(st.sampled_from("abc=[]{}\"'\n#.0"), max_size=6)


@tried_on(40)
@given(st.integers(0, len(lines) - 1), rubbish, st.booleans())
def test_whatever_a_line_says_there_is_a_policy_or_a_fault_with_its_place(at: int, written: str, cut: bool) -> None:  # noqa: FBT001 – drawn
    """A value that is none, a line broken off or left out: never a crash, and never a fault without a remedy."""
    key = lines[at].partition("=")[0]
    changed = [*lines[:at], *([] if cut else [f"{key}= {written}" if "=" in lines[at] else written]), *lines[at + 1 :]]
    found = read("\n".join(changed))
    if isinstance(found, Policy):
        assert all(rule.in_words() for rule in found.rules)
    else:
        assert found
        assert all(fault.where.startswith("testshire.toml") and fault.what and fault.remedy for fault in found)


@FEW
@given(packs, st.sampled_from(("\n", "\r\n")), st.text(st.sampled_from("ab #="), max_size=5))
def test_line_ends_and_comments_change_no_policy(pack: str, end: str, words: str) -> None:
    """As an editor on another system may leave them; only the hash of the file tells."""
    head, parts = parts_of(pack)
    policy = write(pack, f"# {words}\n{head}{''.join(parts)}".replace("\n", end))
    usual = load_policy(pack)

    assert policy.sha256 != usual.sha256
    assert policy.model_dump(exclude={"sha256"}) == usual.model_dump(exclude={"sha256"})
