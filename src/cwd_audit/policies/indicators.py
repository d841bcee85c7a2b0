"""The indicator cards of a policy: read from `schemas/indicators`, and checked against the policy's rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from cwd_audit.model.errors import Fault, PolicyError
from cwd_audit.model.indicators import Card, Indicators
from cwd_audit.model.policy import Policy
from cwd_audit.policies.checks import listed
from cwd_audit.policies.faults import locate, plain_faults
from cwd_audit.policies.indicator_checks import check_cards, find_misfits
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.policies.lines import add_lines
from cwd_audit.policies.toml_files import read_bytes, read_toml
from cwd_audit.resources import schemas

FOLDER = "indicators"
"""Among the schemas; it stands in messages too, since a policy's own file has the same name."""
_EXAMPLES = {
    "policy": 'policy = "bromley"',
    "id": 'id = "bromley.visits"',
    "title": 'title = "Visits in time"',
    "question": 'question = "Have we seen every child in time?"',
    "measure": 'measure = "timescale"',
    "rules": 'rules = ["bromley.cin.visit"]',
    "numerator": 'numerator = "Children with no visit overdue"',
    "denominator": 'denominator = "Children to whom a visit is owed"',
    "cohort": 'cohort = "Children open on CIN"',
    "excludes": 'excludes = ["children on CIN Review, for whom no visit is set"]',
    "target": 'target = { percent = 100, authority = "local", source = "Who set it", green = 95, amber = 85 }',
    "percent": "percent = 100",
    "authority": 'authority = "local"',
    "source": 'source = "Who decided it"',
    "green": "green = 95",
    "amber": "amber = 85",
    "minimum_denominator": "minimum_denominator = 10",
    "caution": 'caution = "Siblings move this figure together."',
    "expected_children": "expected_children = 750",
    "publication": "a section [publication] with suppress_below, secondary, round_to and source",
    "suppress_below": "suppress_below = 6",
    "secondary": "secondary = true",
    "round_to": "round_to = 1",
}


def load_indicators(policy: Policy, folder: Path | None = None) -> Indicators:
    """The cards of a policy, in the order of the report.

    A policy that extends another takes that one's cards where it has no file of its own, without the rules it drops.

    Args:
        policy: the policy.
        folder: where the files are; those that come with the product, where none is named.

    Raises:
        PolicyError: there is no file, or with every fault of it, each with its key and a remedy.
    """
    folder = folder or schemas() / FOLDER
    owner = _find_owner(policy, folder)
    path = folder / f"{owner.id}.toml"
    name = f"{FOLDER}/{path.name}"
    indicators = parse_indicators(name, read_bytes(path, PolicyError), owner)
    return indicators if owner.id == policy.id else _narrow(indicators, policy, name)


def parse_indicators(name: str, content: bytes, policy: Policy) -> Indicators:
    """The cards that the bytes of a file hold.

    Args:
        name: the name of the file, for messages.
        content: its bytes.
        policy: the policy whose rules it measures.

    Raises:
        PolicyError: with every fault of the file, each with its key and a remedy.
    """
    written = read_toml(name, content, PolicyError)
    faults: list[Fault] = []
    head = _read_head(name, written, faults)
    cards = _read_cards(name, written, faults)
    faults += check_cards(name, written, cards, policy)
    if head is None or faults:
        raise PolicyError(*add_lines(dict.fromkeys(faults), name, content))
    return head.model_copy(update={"indicator": tuple(cards.values())})


def _find_owner(policy: Policy, folder: Path) -> Policy:
    """The policy whose file is used: itself, or the nearest of those it extends that has one."""
    owner = policy
    while not (folder / f"{owner.id}.toml").is_file():
        if owner.extends not in list_policies():
            remedy = f"write {FOLDER}/{policy.id}.toml, or let the policy extend one that has indicators"
            raise PolicyError(Fault(f"{FOLDER}/{policy.id}.toml", f'policy "{policy.id}" has no indicators', remedy))
        owner = load_policy(owner.extends)
    return owner


def _read_head(name: str, written: Mapping[str, Any], faults: list[Fault]) -> Indicators | None:
    """All but the cards."""
    try:
        return Indicators.model_validate({**written, "indicator": ()})
    except ValidationError as error:
        faults += plain_faults(error, name, Indicators, written, examples=_EXAMPLES)
        return None


def _read_cards(name: str, written: Mapping[str, Any], faults: list[Fault]) -> dict[int, Card]:
    """The sound ones by their position, in the order of the file."""
    entries = written.get("indicator")
    if not isinstance(entries, list) or not entries or any(not isinstance(entry, dict) for entry in entries):
        where = locate(name, ("indicator",), written)
        faults.append(Fault(where, "this is not a list of indicators", "begin every one with a line [[indicator]]"))
    cards = {}
    for position, entry in listed(written, "indicator"):
        try:
            cards[position] = Card.model_validate(entry)
        except ValidationError as error:
            faults += plain_faults(error, name, Card, written, ("indicator", position), examples=_EXAMPLES)
    return cards


def _narrow(indicators: Indicators, policy: Policy, name: str) -> Indicators:
    """The cards for a policy that extends theirs; one of which every rule was dropped is dropped."""
    known = {rule.id: rule for rule in policy.rules}
    cards = []
    for card in indicators.indicator:
        rules = tuple(rule for rule in card.rules if rule in known)
        if rules or not card.rules:
            cards.append(card.model_copy(update={"rules": rules}))
    remedy = f"write {FOLDER}/{policy.id}.toml, since the cards of {indicators.policy} do not fit this policy"
    misfits = [
        Fault(f"{name}: indicator {card.id}, key {misfit.key}", misfit.what, remedy)
        for card in cards
        for misfit in find_misfits(card, known)
    ]
    if misfits:
        raise PolicyError(*misfits)
    return indicators.model_copy(update={"policy": policy.id, "indicator": tuple(cards)})
