"""What holds of every file of indicator cards that comes with the product."""

from __future__ import annotations

import importlib.util
import json
import os
import tomllib
from datetime import date
from itertools import groupby
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from cwd_audit.model.indicators import Card, Measure, Polarity, TargetAuthority
from cwd_audit.model.policy import ESSENTIAL
from cwd_audit.policies.indicators import load_indicators
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.policies.schema import INDICATORS_FILE, render_indicators_schema
from cwd_audit.resources import schemas
from toml_as_json import as_json

LONGEST_SHEET_NAME = 31
FILES = sorted((schemas() / "indicators").glob("*.toml"))
DOCUMENTS = {
    "bromley": "bromley.txt",
    "notts": "nottinghamshire.txt",
    "stoke": "stoke-on-trent.txt",
    "torbay": "torbay.txt",
    "warks": "warwickshire.txt",
}


def cards_of(policy: str) -> tuple[Card, ...]:
    """The cards of a policy in the order of the report."""
    return load_indicators(load_policy(policy)).indicator


def test_every_policy_has_cards_and_every_file_a_policy() -> None:
    """A month can be reported under any of them."""
    assert [path.stem for path in FILES] == list(list_policies())


@pytest.mark.parametrize("policy", list_policies())
def test_every_visit_review_and_supervision_is_measured(policy: str) -> None:
    """What an audit is for is missing in no report."""
    measured = {rule for card in cards_of(policy) for rule in card.rules}
    owed = [rule.id for rule in load_policy(policy).rules if rule.kind == "timescale" and rule.requirement in ESSENTIAL]

    assert [rule for rule in owed if rule not in measured] == []


@pytest.mark.parametrize("policy", list_policies())
def test_no_rule_is_measured_twice(policy: str) -> None:
    """One late visit would else be counted under two headings."""
    named = [rule for card in cards_of(policy) for rule in card.rules]

    assert len(named) == len(set(named))


@pytest.mark.parametrize("policy", DOCUMENTS)
def test_a_report_opens_with_the_children_and_then_what_an_audit_is_for(policy: str) -> None:
    """Visits, reviews and supervision each stand together and in this order, before all else."""
    first, *others = cards_of(policy)
    requirements = {rule.id: rule.requirement for rule in load_policy(policy).rules}
    order = [requirement for requirement, _ in groupby(requirements.get((*card.rules, "")[0], "") for card in others)]
    essential = [requirement for requirement in ESSENTIAL if requirement in order]

    assert (first.measure, first.polarity) == (Measure.OPEN, Polarity.INFORMATION)
    assert order[: len(essential)] == essential
    assert not set(load_policy(policy).silent) & set(order)


@pytest.mark.parametrize("policy", list_policies())
def test_a_target_is_no_invention(policy: str) -> None:
    """No document sets a percentage: every child is wanted, and who is to confirm that is said."""
    national = load_policy(policy).national
    targets = [card.target for card in cards_of(policy) if card.target]

    assert {target.percent for target in targets} == {100}
    assert {target.authority for target in targets} == {TargetAuthority.NATIONAL if national else TargetAuthority.LOCAL}
    assert all("no percentage" in target.source and "the council to confirm" in target.source for target in targets)


@pytest.mark.parametrize("council", list_policies())
def test_titles_name_sheets_and_stay_apart_from_the_national_ones(council: str) -> None:
    """A report may hold a council's indicators and the national ones."""
    policies = {council, "england-statutory"}
    titles = [card.title.casefold() for policy in policies for card in cards_of(policy)]

    assert len(titles) == len(set(titles))
    assert max(map(len, titles)) <= LONGEST_SHEET_NAME


@pytest.mark.parametrize("policy", list_policies())
def test_words_read_as_words(policy: str) -> None:
    """Questions ask, cautions are sentences, and what stands in a list or a table has no full stop."""
    for card in cards_of(policy):
        assert card.question.endswith("?"), card.id
        assert not card.caution or card.caution.endswith("."), card.id
        assert not any(words.endswith(".") for words in (card.numerator, card.denominator, card.cohort)), card.id
        assert all(words[0].islower() for words in card.excludes), card.id


def test_warwickshire_alone_orders_a_report_and_expects_a_number_of_children() -> None:
    """Both are read from its document."""
    found = {policy: load_indicators(load_policy(policy)) for policy in list_policies()}

    assert {policy for policy, each in found.items() if each.ordered_by} == {"warks"}
    assert {policy: each.expected_children for policy, each in found.items() if each.expected_children} == {
        "warks": 750
    }


def test_small_numbers_are_hidden_until_a_council_decides_otherwise() -> None:
    """As the release that the files name."""
    published = [load_indicators(load_policy(policy)).publication for policy in list_policies()]

    assert {(each.suppress_below, each.secondary, each.round_to) for each in published} == {(6, True, 1)}
    assert all(each.source.endswith("The council decides.") for each in published)


@pytest.mark.parametrize("policy", DOCUMENTS)
def test_a_quote_is_verbatim(policy: str) -> None:
    """The clause that orders the report, and those that ask for an indicator, letter for letter."""
    folder = os.environ.get("CWD_AUDIT_DOCUMENTS")
    if not folder:
        pytest.skip(
            "CWD_AUDIT_DOCUMENTS does not name the folder of the policy documents, which are not in the repository"
        )
    text = (Path(folder) / DOCUMENTS[policy]).read_text(encoding="utf-8").replace("\u00a0", " ")
    indicators = load_indicators(load_policy(policy))
    cited = [cites for cites in (indicators.ordered_by, *(card.cites for card in indicators.indicator)) if cites]

    assert [piece for cites in cited for piece in cites.quote.split(" […] ") if piece not in text] == []
    assert policy != "warks" or "approximately 750 children" in text
    assert indicators.verified_on >= date(2026, 11, 22)


def test_the_published_schema_is_fresh_and_every_file_fits() -> None:
    """An editor finds no fault where the tool finds none, and a slip where it stands."""
    schema = render_indicators_schema()
    validator = Draft202012Validator(json.loads(schema), format_checker=FormatChecker())
    texts = [path.read_text(encoding="utf-8") for path in FILES]
    slip = texts[0].replace("question = ", "qestion = ", 1)

    assert (schemas() / "meta" / INDICATORS_FILE).read_text(encoding="utf-8") == schema
    assert [list(fault.path) for text in texts for fault in validator.iter_errors(as_json(tomllib.loads(text)))] == []
    assert ["indicator", 0] in [list(fault.path) for fault in validator.iter_errors(as_json(tomllib.loads(slip)))]


def test_every_key_is_explained_to_an_editor() -> None:
    """What a key means stands where the hand is."""
    written = json.loads(render_indicators_schema())
    parts = [written, *(part for name, part in written["$defs"].items() if name != "Citation" and "properties" in part)]

    assert [key for part in parts for key, value in part["properties"].items() if "description" not in value] == []


def test_the_page_is_fresh() -> None:
    """docs/indicators.md is what `make readme` would write."""
    tool = Path(__file__).parents[3] / "tools" / "write_indicators.py"
    spec = importlib.util.spec_from_file_location("write_indicators", tool)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)

    assert module.PAGE.read_text(encoding="utf-8") == module.write()
