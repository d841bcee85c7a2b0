"""Quotes of a policy against the text of its document."""

from __future__ import annotations

from pathlib import Path

import pytest

from cwd_audit.policies.parse import parse_policy
from cwd_audit.policies.quotes import check_quotes
from policy_files import PARENT, write_policies

DOCUMENT = (
    "Every child is seen every four weeks, by a social worker,\nafter three months and every six months, with kindness."
)


def missing(folder: Path, document: str, quote: str = "every four weeks") -> list[str]:
    """The rules of which a quote is not in the document."""
    text = PARENT.replace('quote = "every four weeks"', f'quote = "{quote}"')
    policy = parse_policy(write_policies(folder, testshire=text) / "testshire.toml")
    return [fault.where for fault in check_quotes(policy, "testshire.toml", document)]


def test_every_quote_is_found(tmp_path: Path) -> None:
    """Those of rules and of unchecked statements; pieces are looked for one by one."""
    assert missing(tmp_path, DOCUMENT) == []


@pytest.mark.parametrize(
    "quote", ["every four\u00a0weeks,", "social worker, after three months", "four weeks, […] kindness"]
)
def test_gaps_may_differ_in_kind(quote: str, tmp_path: Path) -> None:
    """A space that does not break and the end of a line are spaces, and words may be left out where it is said."""
    assert missing(tmp_path, DOCUMENT, quote) == []


@pytest.mark.parametrize(
    "quote", ["every 4 weeks", "Every four weeks", "four weeks … kindness", "kindness […] every 4"]
)
def test_a_word_that_differs_is_a_fault(quote: str, tmp_path: Path) -> None:
    """Word for word, capitals too."""
    assert missing(tmp_path, DOCUMENT, quote) == ["testshire.toml: rule testshire.cin.visit, key cites.quote"]


def test_an_unchecked_statement_is_named_as_one(tmp_path: Path) -> None:
    """Its quote matters as much as a rule's."""
    document = DOCUMENT.replace("kindness", "care")

    assert missing(tmp_path, document) == ["testshire.toml: unchecked testshire.cin.kindly, key cites.quote"]
