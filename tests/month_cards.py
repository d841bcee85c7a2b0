"""Cards that a test makes of whatever rules a policy has: one for each measure and requirement."""

from __future__ import annotations

from datetime import date
from typing import Any

from cwd_audit.model.indicators import Card, Indicators, Measure, Polarity, Publication, Target, TargetAuthority
from cwd_audit.model.kinds.limit import LimitRule
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import ESSENTIAL, JudgedRule, Policy

TARGET = Target(percent=100, authority=TargetAuthority.LOCAL, source="Made for a test.", green=95, amber=85)


def make_card(title: str, measure: Measure, *rules: str, **changes: Any) -> Card:  # noqa: ANN401 – any field of Card
    """A card of these rules."""
    fields: dict[str, Any] = {
        "id": f"test.{title.lower().replace(' ', '-')}",
        "title": title,
        "question": "How many?",
        "measure": measure,
        "rules": rules,
        "numerator": "Those that do",
        "denominator": "All",
        "cohort": "Everybody",
        "target": TARGET,
    }
    return Card(**(fields | changes))


def make_indicators(policy: str, *cards: Card, **changes: Any) -> Indicators:  # noqa: ANN401 – any field
    """The cards as a file has them."""
    publication = Publication(suppress_below=0, source="Made for a test.")
    fields = {"policy": policy, "verified_on": date(2026, 11, 1), "publication": publication, "indicator": cards}
    return Indicators(**(fields | changes))


def every_measure(policy: Policy) -> Indicators:
    """Children open; visits, reviews and supervisions; what is kept; workloads; agreements."""
    cards = [make_card("Open", Measure.OPEN, target=None, polarity=Polarity.INFORMATION)]
    for requirement in ESSENTIAL:
        rules = [
            rule.id for rule in policy.rules if isinstance(rule, TimescaleRule) and rule.requirement == requirement
        ]
        cards += [make_card(requirement.capitalize(), Measure.TIMESCALE, *rules)] if rules else []
    judged = [rule for rule in policy.rules if isinstance(rule, JudgedRule)]
    loads = [rule.id for rule in judged if isinstance(rule, LimitRule) and rule.measure.take == "cases of the worker"]
    kept = [rule.id for rule in judged if rule.id not in loads]
    cards += [make_card("Kept", Measure.KEPT, *kept)] if kept else []
    cards += [make_card("Caseload", Measure.CASELOAD, *loads)] if loads else []
    cards.append(make_card("Agreements", Measure.AGREEMENTS, target=None, polarity=Polarity.INFORMATION))
    return make_indicators(policy.id, *cards)
