"""What is wrong in a file of indicator cards is said with its line; a policy that extends another has its cards."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwd_audit.model.errors import PolicyError
from cwd_audit.model.policy import Policy
from cwd_audit.policies.indicators import load_indicators, parse_indicators
from cwd_audit.policies.library import load_policy
from cwd_audit.policies.parse import parse_policy
from indicator_files import CARDS, PLAN
from policy_files import CHILD, PARENT, write_policies

FILE = "indicators/testshire.toml"
VISITS = 'measure = "timescale"\nrules = ["testshire.cin.visit"]'
OPEN = 'measure = "open"\n'


@pytest.fixture
def policy(tmp_path: Path) -> Policy:
    """A council with timescales, a rule that ends in a question, a plan to be present, a caseload and a document."""
    return parse_policy(write_policies(tmp_path, testshire=PARENT + PLAN) / "testshire.toml")


def faults_of(text: str, policy: Policy) -> list[str]:
    """What reading a text raises, each fault as a person reads it; nothing where it is sound."""
    try:
        parse_indicators(FILE, text.encode(), policy)
    except PolicyError as error:
        return [str(fault) for fault in error.faults]
    return []


def test_a_sound_file_is_read_in_its_order(policy: Policy) -> None:
    """The order of the file is that of the report."""
    indicators = parse_indicators(FILE, CARDS.encode(), policy)

    assert [card.id for card in indicators.indicator] == ["testshire.open", "testshire.visits", "testshire.plans"]
    assert (indicators.policy, indicators.publication.secondary) == ("testshire", True)


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ('policy = "testshire"', 'policy = "stoke"', "line 1: key policy", '"stoke" is not the name of the file'),
        ('"testshire.visits"', '"testshire.open"', "line 19: indicator testshire.open, key id", "the id of one before"),
        ('"testshire.visits"', '"testshire.cin.visit"', "line 19:", "joined by one dot"),
        ('"testshire.visits"', '"stoke.visits"', "line 19:", 'write it as in: id = "testshire.visits"'),
        ('"Visits in time"', '"OPEN children"', "line 20:", "another indicator has the same title"),
        ('"Visits in time"', f'"{"Visits " * 6}"', "line 20:", "the title has 42 characters"),
        ('"Visits in time"', '"Visits: in time"', "line 20:", "a character that the name of a sheet may not hold"),
        ("cin.visit", "cin.vist", "line 23:", 'did you mean "testshire.cin.visit"?'),
        ('["testshire.cin.visit"]', '["testshire.cin.visit", "testshire.cin.visit"]', "line 23:", "is named twice"),
        ("cin.visit", "cin.plan", "line 23:", 'rule "testshire.cin.plan" sets no due date'),
        ("cin.plan", "doc.review", "line 38:", "is not kept or broken by a child"),
        ("cin.plan", "cin.worker", "line 38:", "ends in a question and never in a breach"),
        ('measure = "kept"', 'measure = "caseload"', "line 38:", 'rule "testshire.cin.plan" limits no caseload'),
        (VISITS, 'measure = "timescale"', "line 18: indicator testshire.visits, key rules", "no rule is named"),
        (VISITS, 'measure = "agreements"\nrules = ["testshire.cin.visit"]', "line 23:", "counts, and measures no rule"),
        (VISITS, 'measure = "agreements"', "line 26:", "counts, and has no percentage"),
        (OPEN, f'{OPEN}requirement = "visit"\n', "line 13:", '"open" goes by rules, and not by a requirement'),
        (OPEN, 'measure = "agreements"\nrequirement = "visits"\n', "line 13:", 'did you mean "visit"?'),
        ('polarity = "information"', 'polarity = "high"', "line 16:", "more is not better"),
        ("target.green = 95", "target.green = 80", "line 27:", "amber is at most green"),
        ("target.percent = 100", "target.percent = 90", "line 27:", "green at most the percentage wanted"),
        ("target.percent = 100", "target.percent = 101", "line 27:", "the number is too large: it is 100 or less"),
        ("target.percent = 100", 'target.percent = 100\npolarity = "low"', "line 27:", "amber is at least green"),
        ("target.percent = 100", 'target.percent = 100\npolarity = "information"', "line 27:", "has no target"),
        ('measure = "open"', 'measure = "opened"', "line 12:", "this is not one of the words allowed"),
        ("question = ", "qestion = ", "line 11:", 'did you mean "question"?'),
        ("suppress_below = 6", "suppress_below = -1", "line 5:", "the number is too small: it is 0 or more"),
        ("[publication]", "[publishing]", "line 4: key publishing", 'did you mean "publication"?'),
    ],
)  # fmt: skip
def test_a_fault_is_said_with_its_line(old: str, new: str, place: str, words: str, policy: Policy) -> None:
    """The first place in the file where it can be mended."""
    assert old in CARDS

    faults = faults_of(CARDS.replace(old, new, 1), policy)

    assert [
        fault for fault in faults if words.casefold() in fault.casefold() and fault.startswith(f"{FILE}, {place}")
    ], faults
    assert not [fault for fault in faults if "pydantic" in fault or "Input" in fault]


def test_a_rule_worded_softly_sets_no_target(policy: Policy) -> None:
    """`usually` is no standard that a child falls short of; without the target the same card is sound."""
    soft = CARDS.replace(VISITS, 'measure = "caseload"\nrules = ["testshire.cin.caseload"]')
    target = "".join(f"{line}\n" for line in CARDS.splitlines() if line.startswith("target."))

    (fault,) = faults_of(soft, policy)

    assert 'the document words rule "testshire.cin.caseload" as "usually"' in fault
    assert faults_of(soft.replace(target, 'polarity = "information"\n'), policy) == []


def test_low_is_better_where_it_is_said(policy: Policy) -> None:
    """The tolerances then go the other way."""
    low = (
        CARDS.replace("percent = 100", 'percent = 5\npolarity = "low"').replace("= 95", "= 10").replace("= 85", "= 20")
    )

    assert faults_of(low, policy) == []


def test_all_faults_of_a_file_are_said_at_once_from_the_top(policy: Policy) -> None:
    """As somebody mends them."""
    text = CARDS.replace("suppress_below", "supress_below").replace("cin.visit", "cin.vist").replace('"kept"', '"keep"')

    lines = [fault.partition(":")[0] for fault in faults_of(text, policy)]

    assert lines == [f"{FILE}, line {line}" for line in (5, 23, 37)]


@pytest.mark.parametrize("text", [CARDS[: CARDS.index("[[indicator]]")], f"indicator = 3\n{CARDS[:45]}"])
def test_a_file_without_cards_is_a_fault(text: str, policy: Policy) -> None:
    """An empty report would look like a finished one."""
    assert [fault for fault in faults_of(text, policy) if "Begin every one with a line [[indicator]]" in fault]


def test_a_policy_without_cards_says_so(policy: Policy, tmp_path: Path) -> None:
    """And where to write them."""
    with pytest.raises(PolicyError, match='policy "testshire" has no indicators') as caught:
        load_indicators(policy, tmp_path / "none")

    assert "write indicators/testshire.toml" in caught.value.faults[0].remedy


def extended(folder: Path, text: str) -> Policy:
    """A policy that extends Bromley's."""
    return parse_policy(write_policies(folder, ours=f'id = "ours"\nextends = "bromley"\n{text}') / "ours.toml")


def test_what_extends_a_policy_has_its_cards_without_the_rules_it_drops(tmp_path: Path) -> None:
    """A card of which every rule is dropped is dropped too."""
    before = load_indicators(load_policy("bromley")).indicator
    dropped = '"bromley.cin.visit", "bromley.ehcp.review"'

    after = load_indicators(extended(tmp_path, f"without = [{dropped}]\n"))
    cards = {card.id: card for card in after.indicator}

    assert after.policy == "ours"
    assert [card.id for card in before if card.id not in cards] == ["bromley.ehc-reviews"]
    assert cards["bromley.visits"].rules == ("bromley.cinsupport.visit",)
    assert cards["bromley.open"] in before


def test_what_extends_a_policy_may_have_a_file_of_its_own(tmp_path: Path) -> None:
    """Which then is the only one."""
    ours = extended(tmp_path, "")
    text = CARDS.replace("testshire.cin", "bromley.cin").replace("cin.plan", "s1.cin-plan").replace("testshire", "ours")
    (tmp_path / "cards").mkdir()
    (tmp_path / "cards" / "ours.toml").write_text(text, encoding="utf-8")

    assert load_indicators(ours, tmp_path / "cards").indicator[0].id == "ours.open"


def test_a_rule_that_was_softened_no_longer_fits_the_card(tmp_path: Path) -> None:
    """A target set for `must` is not that of `usually`: the council writes cards of its own."""
    rule = CHILD[CHILD.index("[[rule]]") : CHILD.rindex("[[rule]]")]
    rule = rule.replace("testshire", "bromley").replace('"must"', '"usually"')

    with pytest.raises(PolicyError) as caught:
        load_indicators(extended(tmp_path, rule))

    (fault,) = caught.value.faults
    assert fault.where == "indicators/bromley.toml: indicator bromley.visits, key target"
    assert fault.remedy.startswith("write indicators/ours.toml")
