"""A policy that extends another: what it takes from it, what must agree between the two, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from cwd_audit.model.errors import Fault
from cwd_audit.model.policy import Difference, Policy, RuleBase
from cwd_audit.model.wording import nearest
from cwd_audit.policies.checks import listed
from cwd_audit.policies.faults import locate

Written = Mapping[str, Any]
_LISTS = ("pathway", "rule", "unchecked")
"""Keys that hold a list of things with an id: one of the same id replaces the other's, others are added."""
_APART = {"id", "extends", "without", "rules", "pathways", "unchecked", "matters", "sha256", "differences"}
"""Fields of a policy that are compared otherwise, or not at all."""


def join(written: Written, parent: Written) -> dict[str, Any]:
    """What a file and the policy it extends say together: the file's own words come before the other's.

    A key replaces the whole of the other's; rules, pathways and unchecked statements are replaced one by one, by id;
    matters to settle are added.
    """
    dropped = set(_ids(written.get("without")))
    own_ids = {name for key in _LISTS for name in _entries(written, key)}
    whole = {**parent, **written}
    for key in _LISTS:
        own = _entries(written, key)
        gone = dropped | (own_ids - own.keys())
        kept = [own.get(entry["id"], entry) for _, entry in listed(parent, key) if entry["id"] not in gone]
        known = {entry["id"] for entry in kept}
        new = [entry for _, entry in listed(written, key) if _id_of(entry) not in known]
        if isinstance(written.get(key, []), list) and (key in parent or key in written):
            whole[key] = [*kept, *new]
    matters = [entry for each in (parent, written) for _, entry in listed(each, "matter")]
    return {**whole, "matter": matters} if matters else whole


def join_rules(own: Iterable[RuleBase], parent: Policy, dropped: object) -> tuple[RuleBase, ...]:
    """The rules of both: those of the other policy in its order, each replaced where the file has one of its id."""
    left, without = {rule.id: rule for rule in own}, set(_ids(dropped))
    kept = [left.pop(rule.id, rule) for rule in parent.rules if rule.id not in without]
    return (*kept, *left.values())


def replaced_rules(written: Written, parent: Policy) -> frozenset[str]:
    """The ids of a file's rules that stand for rules of the policy it extends, or would if that had them."""
    known = {rule.id for rule in parent.rules}
    named = (rule.get("id") for _, rule in listed(written, "rule"))
    return frozenset(
        name for name in named if isinstance(name, str) and (name in known or name.startswith(f"{parent.id}."))
    )


def check_extension(file: str, written: Written, parent: Policy | None) -> Iterator[Fault]:
    """What a file may not say of the policy it extends; None where it extends none."""
    known = {entry.id: entry for entry in (*parent.rules, *parent.unchecked)} if parent else {}
    where = locate(file, ("without",), written)
    if parent is None:
        if "without" in written:
            what = "`without` drops rules of another policy, and none is named"
            yield Fault(where, what, 'add the other: extends = "bromley"')
        return
    own = _entries(written, "rule")
    for name in _ids(written.get("without")):
        if name not in known:
            remedy = f"{_near(name, known)}`cwd-audit policy show {parent.id}` lists its rules"
            yield Fault(where, f'{parent.id} has no rule "{name}" to drop', remedy)
        elif name in own:
            yield Fault(where, f'the rule "{name}" is dropped and replaced at once', "do one of the two")
    for position, rule in listed(written, "rule"):
        replaced = rule.get("id")
        if isinstance(replaced, str) and replaced.startswith(f"{parent.id}.") and replaced not in known:
            remedy = f"{_near(replaced, known)}a rule that is new begins with the id of this policy"
            place = locate(file, ("rule", position, "id"), written)
            yield Fault(place, f'{parent.id} has no rule "{replaced}" to replace', remedy)


def find_differences(policy: Policy, parent: Policy) -> tuple[Difference, ...]:
    """What a policy says otherwise than the one it extends, keys first, then rules in their order, then the rest."""
    found = [
        Difference(what=f"key {name}", before=_plain(before), after=_plain(after))
        for name in Policy.model_fields
        if name not in _APART and (before := getattr(parent, name)) != (after := getattr(policy, name))
    ]
    is_now = {rule.id: rule for rule in policy.rules}
    found += [change for rule in parent.rules for change in _of_rule(rule, is_now.get(rule.id))]
    was = {rule.id for rule in parent.rules}
    found += [
        Difference(what=f"rule {rule.id}, new", after=f"{rule.title}: {rule.in_words()}")
        for rule in policy.rules
        if rule.id not in was
    ]
    for name, before, after in (
        ("pathway", parent.pathways, policy.pathways),
        ("statement", parent.unchecked, policy.unchecked),
    ):
        found += _of_entries(name, {each.id: each for each in before}, {each.id: each for each in after})
    return tuple(found)


def _of_rule(before: RuleBase, after: RuleBase | None) -> Iterator[Difference]:
    what = f"rule {before.id}"
    if after is None:
        yield Difference(what=f"{what}, dropped", before=f"{before.title}: {before.in_words()}")
    elif before != after:
        keys = {**type(before).model_fields, **type(after).model_fields}
        changed = [name for name in keys if getattr(before, name, None) != getattr(after, name, None)]
        same = before.in_words() == after.in_words()
        words = ("", "") if same else (before.in_words(), after.in_words())
        yield Difference(what=what, before=words[0], after=words[1], also=tuple(changed))


def _of_entries(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[Difference]:
    for each in {**before, **after}:
        if before.get(each) != after.get(each):
            how = "dropped" if each not in after else "new" if each not in before else "changed"
            yield Difference(what=f"{name} {each}, {how}")


def _plain(written: object) -> str:
    match written:
        case str():
            return written
        case tuple():
            return ", ".join(map(str, written))
        case _:
            return "as its file says"


def _id_of(entry: Written) -> str:
    """The id of an entry; "" where it has none, or what it has is no text."""
    name = entry.get("id")
    return name if isinstance(name, str) else ""


def _entries(written: Written, key: str) -> dict[str, Written]:
    return {_id_of(entry): entry for _, entry in listed(written, key) if _id_of(entry)}


def _near(name: str, known: Iterable[str]) -> str:
    near = nearest(name, known)
    return f'did you mean "{near}"? If not, ' if near else ""


def _ids(written: object) -> list[str]:
    return [each for each in written if isinstance(each, str)] if isinstance(written, list) else []
