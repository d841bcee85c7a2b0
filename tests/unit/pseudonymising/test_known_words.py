"""Words that policies and the vocabulary know are kept, and read back as what they were; others are not."""

from __future__ import annotations

import pytest

from cwd_audit.loading.words import load_lookup
from cwd_audit.model.wording import normalise
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.policies.pathways import match_pathway
from cwd_audit.pseudonymising.implied import spell_type
from cwd_audit.pseudonymising.pages import NOT_KNOWN, RECORDED
from cwd_audit.pseudonymising.policy_words import PolicyWords

POLICIES = [load_policy(name) for name in list_policies()]
WORDS = PolicyWords.of(POLICIES)


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("pathway", "SAFEGUARDING &  support-hub.", "Safeguarding and Support Hub"),
        ("pathway", "Nowhere Hub", None),
        ("council", "warwickshire", "Warwickshire"),
        ("council", "Nowhere Council", None),
        ("team", "cwd  team", "CWD Team"),
        ("team", "Team North", None),
        ("", "Visit", "visit"),
        ("", "present", None),
        ("", "Testchild Alpha", None),
    ],
)
def test_a_word_is_found_as_a_policy_writes_it(kind: str, text: str, expected: str | None) -> None:
    """However it is typed."""
    assert WORDS.find(kind, text) == expected


def test_pathways_mean_the_same_to_every_policy_afterwards() -> None:
    """A name that two policies know is not turned into the title of one of them."""
    names = {name for each in POLICIES for path in each.pathways for name in (path.id, path.title, *path.names)}
    changed = {
        name
        for name in names
        for policy in POLICIES
        if match_pathway(policy, WORDS.find("pathway", name) or "") is not match_pathway(policy, name)
    }

    assert len(names) > 30
    assert changed == set()


def test_words_of_the_vocabulary_are_read_back_as_themselves() -> None:
    """Each canonical word is a spelling of itself and of no other."""
    words = load_lookup().words

    assert {word for spelt in words.values() for word in spelt.values() if spelt[normalise(word)] != word} == set()


def test_what_stands_for_unknown_words_is_no_word() -> None:
    """Neither of a vocabulary nor of a policy: what was not known is not known afterwards."""
    marks = {normalise(NOT_KNOWN), normalise(RECORDED)}

    assert not {mark for mark in marks for spelt in load_lookup().words.values() if mark in spelt}
    assert not marks & WORDS.compared.keys()


def test_types_of_events_are_spelt_with_what_they_imply() -> None:
    """Every event of the vocabulary has words that say its type and what comes with it, and nothing else."""
    events = load_lookup().events
    for entry in events.values():
        spelling = spell_type(entry.table, entry.type, entry.says)
        meant = events[normalise(spelling or "")]

        assert (meant.table, meant.type, meant.says) == (entry.table, entry.type, entry.says)


def test_what_no_type_implies_is_not_spelt() -> None:
    """Then the columns are written."""
    assert spell_type("visits", "home visit", {"location": "school"}) is None
    assert spell_type("visits", "home visit", {"location": ""}) == "home visit"
    assert spell_type("visits", "home visit", {}) == "home visit"
