"""Nothing falls out: the packs hold every statement of the documents, and nothing that stands in none of them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from cwd_audit.policies.library import list_policies, load_policy

CATALOGUE = tomllib.loads((Path(__file__).parents[2] / "catalogue.toml").read_text(encoding="utf-8"))
STATEMENTS: dict[str, str] = CATALOGUE["statements"]
PARTS: dict[str, str] = CATALOGUE["parts"]
NATIONAL: dict[str, dict[str, str | list[str]]] = CATALOGUE["national"]
PACKS = [load_policy(name) for name in list_policies()]
STATEMENT_COUNT, VERDICT_COUNT = 369, 334


def _said(*, national: bool) -> Iterator[str]:
    """The id of each rule, of each statement it settles too, and of each statement that no data can decide."""
    for policy in PACKS:
        if policy.national is national:
            yield from (rule.id for rule in policy.rules)
            yield from (other for rule in policy.rules for other in rule.also)
            yield from (statement.id for statement in policy.unchecked)


def _yields_verdict(statement: str) -> bool:
    return STATEMENTS[statement] not in CATALOGUE["no_verdict"]


def test_the_catalogue_is_whole() -> None:
    """A line lost from the list would let a statement fall out unseen."""
    assert (len(STATEMENTS), sum(map(_yields_verdict, STATEMENTS))) == (STATEMENT_COUNT, VERDICT_COUNT)


def test_every_statement_that_yields_a_verdict_is_in_a_pack() -> None:
    """As a rule, settled by a rule of another id, or as unchecked with the reason."""
    said = set(_said(national=False))

    assert [statement for statement in STATEMENTS if _yields_verdict(statement) and statement not in said] == []


def test_no_statement_is_both_checked_and_unchecked() -> None:
    """Several rules may settle one statement together; then it is not one that no data can decide."""
    unchecked = [statement.id for policy in PACKS for statement in policy.unchecked]
    checked = {each for policy in PACKS for rule in policy.rules for each in (rule.id, *rule.also)}

    assert sorted(checked.intersection(unchecked)) == []
    assert sorted(unchecked) == sorted(set(unchecked))


def test_a_pack_says_nothing_that_is_in_no_document() -> None:
    """Each id is a statement of the catalogue, or a named part of one."""
    assert [each for each in _said(national=False) if each not in STATEMENTS and each not in PARTS] == []
    assert set(PARTS) <= set(_said(national=False))
    assert set(PARTS.values()) <= set(STATEMENTS)


def test_every_verified_row_of_the_national_catalogue_is_in_the_pack_and_no_unverified_one() -> None:
    """A row whose words were never read is not shipped; a verified one is a rule, or says why it cannot be."""
    shipped = {row: set(terms["entries"]) for row, terms in NATIONAL.items()}
    standing = {row: terms["standing"] for row, terms in NATIONAL.items()}

    assert {row for row in shipped if standing[row] == "verified" and not shipped[row]} == set()
    assert {row for row in shipped if standing[row] == "unverified" and shipped[row]} == set()
    assert set().union(*shipped.values()) == set(_said(national=True))


def test_a_rule_with_a_secondary_figure_says_so() -> None:
    """The first word of its reading; a rule whose figures were all verified does not carry it."""
    secondary = {entry for terms in NATIONAL.values() if terms["standing"] == "secondary" for entry in terms["entries"]}
    marked = {
        rule.id for policy in PACKS if policy.national for rule in policy.rules if rule.reading.startswith("Secondary:")
    }

    assert marked == secondary
