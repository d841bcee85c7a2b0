"""Reads one policy file, with the files it extends, and shows all its faults at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cwd_audit.model.errors import Fault, PolicyError
from cwd_audit.model.policy import MADE, Policy, RuleBase
from cwd_audit.model.wording import as_sentence, nearest
from cwd_audit.policies.checks import check_agreement, did_you_mean, is_policy_id, listed
from cwd_audit.policies.extension import check_extension, find_differences, join, join_rules, replaced_rules
from cwd_audit.policies.faults import locate, name_of, plain_faults
from cwd_audit.policies.kinds import rule_kinds
from cwd_audit.policies.lines import add_lines
from cwd_audit.policies.toml_files import read_bytes, read_toml
from cwd_audit.policies.versions import check_versions
from cwd_audit.resources import schemas


@dataclass(frozen=True)
class _Reading:
    """A policy, and what it was read from."""

    policy: Policy
    whole: Mapping[str, Any]
    """The file and those it extends, as TOML has them."""
    content: bytes
    """Their bytes, one after the other."""


def parse_policy(path: Path) -> Policy:
    """The policy of a file.

    A policy it extends is looked for beside the file, then among those that come with the product.

    Raises:
        PolicyError: with every fault of the file, each with its key and a remedy.
    """
    return _read(path.name, read_bytes(path, PolicyError), path.parent, ()).policy


def parse_policy_bytes(name: str, content: bytes) -> Policy:
    """The policy that the bytes of a file hold.

    Args:
        name: the name of the file: the policy's id with `.toml`.
        content: its bytes.

    Raises:
        PolicyError: with every fault of the file, each with its key and a remedy.
    """
    return _read(name, content, None, ()).policy


def _read(name: str, content: bytes, folder: Path | None, above: tuple[str, ...]) -> _Reading:
    written = read_toml(name, content, PolicyError)
    parent = _read_parent(name, written, folder, (*above, name.removesuffix(".toml"))) if "extends" in written else None
    whole = join(written, parent.whole) if parent else written
    faults: list[Fault] = []
    head = _read_head(name, whole, faults)
    rules = _read_rules(name, written, faults)
    faults += check_agreement(name, written, whole, replaced_rules(written, parent.policy) if parent else ())
    faults += check_extension(name, written, parent.policy if parent else None)
    if parent:
        rules = join_rules(rules, parent.policy, written.get("without"))
    faults += check_versions(name, rules)
    if head is None or faults:
        raise PolicyError(*add_lines(dict.fromkeys(faults), name, content))
    content += parent.content if parent else b""
    policy = head.model_copy(update={"rules": rules, "sha256": hashlib.sha256(content).hexdigest()})
    if parent:
        policy = policy.model_copy(update={"differences": find_differences(policy, parent.policy)})
    return _Reading(policy, whole, content)


def _read_parent(name: str, written: Mapping[str, Any], folder: Path | None, above: tuple[str, ...]) -> _Reading:
    """The policy that a file extends."""
    wanted, where = written["extends"], locate(name, ("extends",), written)
    if not is_policy_id(wanted):
        raise PolicyError(Fault(where, "this is not the id of a policy", 'write it as in: extends = "bromley"'))
    if wanted in above:
        ring = " extends ".join((*above[above.index(wanted) :], wanted))
        where = f"{wanted}.toml: key extends"
        raise PolicyError(Fault(where, f"it extends itself: {ring}", "let one of them stand by itself"))
    shipped = schemas() / "policies"
    for place in (folder or shipped, shipped):
        path = place / f"{wanted}.toml"
        if path.is_file():
            return _read(path.name, read_bytes(path, PolicyError), place, above)
    known = [path.stem for path in sorted(shipped.glob("*.toml"))]
    remedy = f"{as_sentence(did_you_mean(wanted, known))} A file of your own is looked for in the same folder"
    raise PolicyError(Fault(where, f'there is no policy "{wanted}" to extend', remedy))


def _read_head(name: str, written: Mapping[str, Any], faults: list[Fault]) -> Policy | None:
    """All but the rules."""
    made = sorted(MADE & written.keys())
    faults += [Fault(locate(name, (key,), written), "there is no such key", "take it out") for key in made]
    try:
        return Policy.model_validate({**written, "rule": ()})
    except ValidationError as error:
        faults += plain_faults(error, name, Policy, written)
        return None


def _read_rules(name: str, written: Mapping[str, Any], faults: list[Fault]) -> tuple[RuleBase, ...]:
    """Each rule as its kind, in the order of the file."""
    entries = written.get("rule", [])
    if not isinstance(entries, list) or any(not isinstance(entry, dict) for entry in entries):
        faults.append(
            Fault(f"{name}: key rule", "this is not a list of rules", "begin every rule with a line [[rule]]")
        )
    rules = []
    kinds = rule_kinds()
    for position, entry in listed(written, "rule"):
        kind = entry.get("kind")
        if not isinstance(kind, str) or kind not in kinds:
            faults.append(_no_such_kind(f"{name}: {name_of('rule', position, written)}, key kind", kind, list(kinds)))
            continue
        try:
            rules.append(kinds[kind].model_validate(entry))
        except ValidationError as error:
            faults += plain_faults(error, name, kinds[kind], written, ("rule", position))
    return tuple(rules)


def _no_such_kind(where: str, kind: object, known: list[str]) -> Fault:
    if kind is None:
        return Fault(where, "the key is missing", f"the kinds are {', '.join(known)}")
    if not isinstance(kind, str):
        return Fault(where, "this is not text", f"the kinds are {', '.join(known)}")
    near = nearest(kind, known)
    return Fault(
        where, f'there is no kind "{kind}"', f'did you mean "{near}"?' if near else f"there are: {', '.join(known)}"
    )
