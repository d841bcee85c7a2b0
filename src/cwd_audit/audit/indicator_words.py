"""An indicator in words: its card, as `explain` prints it. Imports nothing heavy."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from cwd_audit.model.indicators import Measure, Polarity

if TYPE_CHECKING:
    from cwd_audit.model.indicators import Card, Target
    from cwd_audit.model.policy import Policy

_MARGIN = 13
"""Where the words begin, after the names of the lines."""
_WIDTH = 100
_MEASURES = {
    Measure.TIMESCALE: "children in time at month end; and of what fell due in the month, how much was done in time",
    Measure.KEPT: "children whose records meet the rules, of those who could be assessed",
    Measure.OPEN: "a count of children at month end",
    Measure.CASELOAD: "workers who hold no more children than the limit",
    Measure.AGREEMENTS: "a count of children with an agreement in force at month end",
}
_BETTER = {Polarity.HIGH: "a high figure", Polarity.LOW: "a low figure", Polarity.INFORMATION: "neither: it informs"}


def tell_card(card: Card, policy: Policy) -> str:
    """One card as text: the question, what is counted of what, whom it leaves out, the target and who set it."""
    lines = [f"{card.id}: {card.title}", f"  {policy.title} ({policy.authority})"]
    lines += [line for name, words in _parts(card) for line in _fold(name, words)]
    return "\n".join(lines) + "\n"


def say_tolerances(card: Card, target: Target) -> str:
    """From where on a figure is green, amber or red."""
    from_on = "up to" if card.polarity is Polarity.LOW else "from"
    return f"green {from_on} {target.green}%, amber {from_on} {target.amber}%, else red"


def _parts(card: Card) -> Iterator[tuple[str, str]]:
    yield "Question", card.question
    yield "Measure", _MEASURES[card.measure]
    yield "Number", card.numerator
    yield "Out of", card.denominator
    yield "Counted", card.cohort
    if card.excludes:
        yield "Left out", "; ".join(card.excludes)
    if card.rules:
        yield "Rules", ", ".join(card.rules)
    if card.requirement:
        yield "Concerns", f"agreements on the requirement {card.requirement}"
    if card.target:
        yield "Target", f"{card.target.percent}% ({card.target.authority}): {say_tolerances(card, card.target)}"
        yield "Set by", card.target.source
        yield "Not rated", f"below {card.minimum_denominator}, where one moves the figure too far"
    else:
        yield "Target", "none set, so the figure is not rated"
    yield "Better is", _BETTER[card.polarity]
    if card.cites:
        yield "Clause", f"{card.cites.section}: “{card.cites.quote}”"
    if card.caution:
        yield "Caution", card.caution


def _fold(name: str, words: str) -> list[str]:
    begins = f"  {name:<{_MARGIN - 2}}"
    return textwrap.wrap(
        words, _WIDTH, initial_indent=begins, subsequent_indent=" " * _MARGIN, break_on_hyphens=False
    )  # fmt: skip
