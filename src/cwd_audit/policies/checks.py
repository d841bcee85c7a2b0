"""What must agree between the parts of a policy file: ids, pathways, columns, dates, silences."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from cwd_audit.model.canonical import EVENT_TABLE, TABLES
from cwd_audit.model.errors import Fault
from cwd_audit.model.wording import nearest, normalise
from cwd_audit.policies.faults import locate

Written = Mapping[str, Any]
_POLICY_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATES = {"document": ("issued", "review_due", "verified_on"), "rule": ("since", "until")}


def check_agreement(file: str, written: Written, whole: Written, replaced: Collection[str]) -> list[Fault]:
    """Every fault between the parts of a policy; what is wrong within a part is left to the models.

    Args:
        file: the name of the file, which is the policy's id with `.toml`.
        written: the file as TOML has it, whatever it may hold.
        whole: the same with all that it takes from the policy it extends.
        replaced: the ids of its rules that stand for rules of that policy, and so are no ids of its own.
    """
    faults = [fault for check in (_name, _pathway_ids) for fault in check(file, written)]
    faults += _rule_ids(file, written, replaced)
    checks = (_pathway_names, _conditions, _silences, _dates)
    return [*faults, *(fault for check in checks for fault in check(file, whole))]


def is_policy_id(written: object) -> bool:
    """Whether this can be the id of a policy: small letters and figures, joined by hyphens."""
    return isinstance(written, str) and _POLICY_ID.fullmatch(written) is not None


def listed(written: Written, key: str) -> Iterator[tuple[int, Written]]:
    """The entries of a list of the file that are sets of keys, with their positions."""
    entries = written.get(key)
    for position, entry in enumerate(entries if isinstance(entries, list) else ()):
        if isinstance(entry, dict):
            yield position, entry


def _texts(written: object) -> list[str]:
    return [text for text in written if isinstance(text, str)] if isinstance(written, list) else []


def _name(file: str, written: Written) -> Iterator[Fault]:
    name, policy = file.removesuffix(".toml"), written.get("id")
    where = locate(file, ("id",), written)
    if isinstance(policy, str) and "." in policy:
        yield Fault(where, "the id of a policy has no dot", "dots part the id of a rule: policy, pathway, what")
    elif isinstance(policy, str) and policy != name:
        yield Fault(where, f'the id "{policy}" is not the name of the file', f'write id = "{name}", or rename the file')


def _rule_ids(file: str, written: Written, replaced: Collection[str]) -> Iterator[Fault]:
    seen = set()
    for position, rule in listed(written, "rule"):
        name = rule.get("id")
        if not isinstance(name, str):
            continue
        where = locate(file, ("rule", position, "id"), written)
        if name in seen:
            yield Fault(
                where, f"rule {position + 1} has the id of a rule before it", "give every rule an id of its own"
            )
        seen.add(name)
        if name in replaced:
            continue
        policies = [policy for policy in (written.get("id"), file.removesuffix(".toml")) if isinstance(policy, str)]
        if name.count(".") <= 1 or not name.startswith(tuple(f"{policy}." for policy in policies)):
            what = "the id of a rule is the policy, the pathway and what is owed, joined by dots"
            yield Fault(where, what, f'write it as in: id = "{policies[0]}.cin.visit"')


def _pathway_ids(file: str, written: Written) -> Iterator[Fault]:
    seen = set()
    for position, pathway in listed(written, "pathway"):
        name = pathway.get("id")
        if isinstance(name, str) and name in seen:
            where = locate(file, ("pathway", position, "id"), written)
            yield Fault(
                where, f"pathway {position + 1} has the id of one before it", "give every pathway an id of its own"
            )
        seen.add(name if isinstance(name, str) else None)


def _pathway_names(file: str, written: Written) -> Iterator[Fault]:
    owner: dict[str, object] = {}
    for position, pathway in listed(written, "pathway"):
        for name in _texts([pathway.get("id"), pathway.get("title"), *_texts(pathway.get("names"))]):
            first = owner.setdefault(normalise(name), pathway.get("id"))
            if first != pathway.get("id"):
                where = locate(file, ("pathway", position, "names"), written)
                yield Fault(where, f'"{name}" names pathway {first} too', "a name may stand for one pathway only")


def _conditions(file: str, written: Written) -> Iterator[Fault]:
    pathways = _texts([pathway.get("id") for _, pathway in listed(written, "pathway")])
    columns = TABLES["cases"].by_name
    for position, rule in listed(written, "rule"):
        conditions = rule.get("applies_to")
        for column in conditions if isinstance(conditions, dict) else ():
            if column not in columns:
                where = locate(file, ("rule", position, "applies_to", column), written)
                yield Fault(where, f'there is no column "{column}" of cases', did_you_mean(column, columns))
        named = conditions.get("pathway") if isinstance(conditions, dict) else None
        for pathway in _texts(named):
            if pathway not in pathways:
                where = locate(file, ("rule", position, "applies_to", "pathway"), written)
                yield Fault(where, f'there is no pathway "{pathway}" in this file', did_you_mean(pathway, pathways))


def _silences(file: str, written: Written) -> Iterator[Fault]:
    places: list[tuple[tuple[int | str, ...], object]] = [(("silent",), written.get("silent"))]
    places += [(("pathway", at, "silent"), entry.get("silent")) for at, entry in listed(written, "pathway")]
    for steps, silent in places:
        for word in _texts(silent):
            if word not in EVENT_TABLE:
                where = locate(file, steps, written)
                yield Fault(where, f'"{word}" is no requirement', did_you_mean(word, EVENT_TABLE))
    everywhere = set(_texts(written.get("silent")))
    for position, rule in listed(written, "rule"):
        conditions = rule.get("applies_to")
        timescale = rule.get("kind") == "timescale"  # a rule of another kind sets no interval, and breaks no silence
        named = _texts(conditions.get("pathway")) if timescale and isinstance(conditions, dict) else []
        for _, pathway in listed(written, "pathway"):
            silent_here = everywhere | set(_texts(pathway.get("silent")))
            if pathway.get("id") in named and rule.get("requirement") in list(silent_here):
                where = locate(file, ("rule", position, "requirement"), written)
                what = f'pathway {pathway.get("id")} is said to be silent on "{rule.get("requirement")}"'
                yield Fault(where, what, "take it out of `silent`, or take the pathway out of the rule")


def _dates(file: str, written: Written) -> Iterator[Fault]:
    parts: list[tuple[tuple[int | str, ...], object, str, str]]
    parts = [(("document",), written.get("document"), "issued", "review_due")]
    parts += [(("rule", position), rule, "since", "until") for position, rule in listed(written, "rule")]
    for steps, part, earlier, later in parts:
        if not isinstance(part, dict):
            continue
        for key in _DATES[str(steps[0])]:
            if key in part and (not isinstance(part[key], date) or isinstance(part[key], datetime)):
                where = locate(file, (*steps, key), written)
                yield Fault(where, "this is not a date", "write year, month and day without quotes: 2026-11-22")
        start, end = part.get(earlier), part.get(later)
        if type(start) is date and type(end) is date and end < start:
            where = locate(file, (*steps, later), written)
            yield Fault(where, f"`{later}` is before `{earlier}`", "correct the one that is wrong")


def did_you_mean(word: str, known: Mapping[str, object] | list[str]) -> str:
    """A remedy for a word that is not known: the nearest that is, or all of them."""
    near = nearest(word, known)
    return f'did you mean "{near}"?' if near else f"there are: {', '.join(known) or 'none'}"
