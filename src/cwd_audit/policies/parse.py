"""Reads one policy file, and shows all its faults at once."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cwd_audit.model.errors import Fault, PolicyError
from cwd_audit.model.policy import Policy, RuleBase
from cwd_audit.model.wording import nearest
from cwd_audit.policies.checks import check_agreement, listed
from cwd_audit.policies.faults import locate, name_of, plain_faults
from cwd_audit.policies.kinds import rule_kinds
from cwd_audit.policies.toml_files import read_bytes, read_toml


def parse_policy(path: Path) -> Policy:
    """The policy of a file.

    Raises:
        PolicyError: with every fault of the file, each with its key and a remedy.
    """
    return parse_policy_bytes(path.name, read_bytes(path, PolicyError))


def parse_policy_bytes(name: str, content: bytes) -> Policy:
    """The policy that the bytes of a file hold.

    Args:
        name: the name of the file: the policy's id with `.toml`.
        content: its bytes.

    Raises:
        PolicyError: with every fault of the file, each with its key and a remedy.
    """
    written = read_toml(name, content, PolicyError)
    faults: list[Fault] = []
    head = _read_head(name, written, faults)
    rules = _read_rules(name, written, faults)
    faults += check_agreement(name, written)
    if head is None or faults:
        raise PolicyError(*dict.fromkeys(faults))
    return head.model_copy(update={"rules": rules, "sha256": hashlib.sha256(content).hexdigest()})


def _read_head(name: str, written: Mapping[str, Any], faults: list[Fault]) -> Policy | None:
    """All but the rules."""
    if "sha256" in written:
        faults.append(Fault(locate(name, ("sha256",), written), "there is no such key", "take it out"))
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
        if kind not in kinds:
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
    near = nearest(str(kind), known)
    return Fault(
        where, f'there is no kind "{kind}"', f'did you mean "{near}"?' if near else f"there are: {', '.join(known)}"
    )
