"""Writes docs/indicators.md from the indicator cards, with the clauses of the rules they measure.

python tools/write_indicators.py          writes it anew
python tools/write_indicators.py --check  says whether it is as it should be
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from cwd_audit.audit.indicator_words import say_tolerances
from cwd_audit.model.indicators import Card, Indicators, Measure, Polarity, Publication, Target
from cwd_audit.model.policy import Policy
from cwd_audit.policies.descriptions import describe_keys, describe_members
from cwd_audit.policies.indicators import load_indicators
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.reporting.words import say_date

PAGE = Path(__file__).resolve().parents[1] / "docs" / "indicators.md"
_HEAD = """\
# The indicators of the monthly reports

What each council's monthly report measures, of whom, and against what. The cards are in
`schemas/indicators/<policy>.toml`; a policy that extends another has that one's cards where it has no file of its own.
No document sets a target: where one is shown, 100% and its tolerances are starting values, and the council is to
confirm them.

Generated from the cards by `make readme`; do not edit by hand. `cwd-audit explain ID` prints one card.

Children who cannot be assessed are counted apart: they are in no number below and improve no figure. An indicator on
rules with due dates also says, of what fell due in the month, how much was done in time.

| policy | indicators | rules measured |
|---|---|---|
{overview}

## The keys of a file

| measure | what it says |
|---|---|
{measures}

{file}
Each `[[indicator]]`:

{card}
Its `target`:

{target}
`[publication]`, how small numbers are treated:

{publication}
A title becomes the name of a table: at most 40 characters, and none of `[ ] : * ? / \\`. A rule worded "usually" or
"may" sets no target. A rule that ends in a question and never in a breach is no part of an indicator, since all would
seem to meet it. An editor that knows JSON Schema marks slips by `schemas/meta/indicators.schema.json`.
"""
_BETTER = {Polarity.HIGH: "high", Polarity.LOW: "low", Polarity.INFORMATION: "neither way; the figure informs"}


def write() -> str:
    """The text of the page."""
    found = [(policy, load_indicators(policy)) for policy in map(load_policy, list_policies())]
    head = _HEAD.format(
        overview="\n".join(_overview(policy, indicators) for policy, indicators in found),
        measures="\n".join(f"| `{measure}` | {told} |" for measure, told in describe_members(Measure).items()),
        file=_keys(Indicators),
        card=_keys(Card),
        target=_keys(Target),
        publication=_keys(Publication),
    )
    return "\n".join([head, *("\n".join(_policy(*pair)) for pair in found)])


def _overview(policy: Policy, indicators: Indicators) -> str:
    rules = {rule for card in indicators.indicator for rule in card.rules}
    return f"| [{policy.authority}](#{policy.id}) | {len(indicators.indicator)} | {len(rules)} of {len(policy.rules)} |"


def _keys(model: type[BaseModel]) -> str:
    told = describe_keys(model)
    rows = "".join(f"| `{key}` | {told.get(key, '')} |\n" for key in model.model_fields)
    return f"| key | meaning |\n|---|---|\n{rows}"


def _policy(policy: Policy, indicators: Indicators) -> Iterator[str]:
    yield f'<a id="{policy.id}"></a>\n'
    yield f"## {policy.authority}: {policy.title}\n"
    if indicators.ordered_by:
        yield f"Ordered by {indicators.ordered_by.section}: “{indicators.ordered_by.quote}”\n"
    if indicators.expected_children:
        yield f"The document expects about {indicators.expected_children:,} children.\n"
    published = indicators.publication
    yield f"Compared with the document on {say_date(indicators.verified_on)}. Small numbers: {published.source}\n"
    for card in indicators.indicator:
        yield from _card(card, policy)


def _card(card: Card, policy: Policy) -> Iterator[str]:
    yield f"### {card.title}\n"
    yield f"`{card.id}`: {card.question}\n"
    yield f"- Number: {card.numerator}."
    yield f"- Out of: {card.denominator}."
    yield f"- Counted: {card.cohort}."
    if card.excludes:
        yield f"- Left out: {'; '.join(card.excludes)}."
    for rule in (rule for name in card.rules for rule in policy.rules if rule.id == name):
        asked = f"{rule.title}, {rule.in_words()}" if rule.kind == "timescale" else rule.title
        yield f"- Rule `{rule.id}` ({rule.cites.section}): {asked}; the document's word: {rule.strength}."
    if card.target:
        target = card.target
        yield f"- Target: {target.percent}% ({target.authority}); {say_tolerances(card, target)}. {target.source}"
        yield f"- Not rated below {card.minimum_denominator}."
    yield f"- Better is: {_BETTER[card.polarity]}{'' if card.target else '; no target is set'}."
    if card.cites:
        yield f"- Asked for by {card.cites.section}: “{card.cites.quote}”"
    if card.caution:
        yield f"- Caution: {card.caution}"
    yield ""


def main() -> None:
    """Write the page, or say that it is out of date."""
    text = write()
    if "--check" not in sys.argv:
        PAGE.write_text(text, "utf-8")
    elif text != PAGE.read_text("utf-8"):
        raise SystemExit("docs/indicators.md is out of date: run `make readme`")


if __name__ == "__main__":
    main()
