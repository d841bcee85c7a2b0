"""Which rules of a policy feel moved and coarser dates, and columns that are left out."""

from __future__ import annotations

from cwd_audit.policies.library import load_policy
from cwd_audit.pseudonymising.effects import find_effects

COUNTING_WORKING_DAYS = [load_policy("notts"), load_policy("england-statutory")]
WARKS = load_policy("warks")
EVERY = frozenset(name for rule in WARKS.rules for name in rule.needs())


def test_rules_are_found_by_what_they_read_and_how_they_count() -> None:
    """Ages by the date of birth, lengths of time by their units."""
    effects = find_effects([WARKS], EVERY, EVERY)
    visits = {rule.id for rule in WARKS.rules if rule.requirement == "visit" and rule.kind == "timescale"}

    assert set(effects.ages) == {rule.id for rule in WARKS.rules if "cases.dob" in rule.needs()}
    assert "warks.transition.18" in effects.months
    assert set(effects.months) - visits
    assert visits - set(effects.months)
    assert effects.working_days == effects.not_run == ()


def test_rules_that_count_working_days_are_found() -> None:
    """Wherever in the rule the period stands."""
    rules = [rule for policy in COUNTING_WORKING_DAYS for rule in policy.rules]
    every = frozenset(name for rule in rules for name in rule.needs())
    said = {rule.id: str(rule.model_dump(exclude={"cites", "reading", "title"})) for rule in rules}
    written = {name for name, terms in said.items() if "working day" in terms}

    assert set(find_effects(COUNTING_WORKING_DAYS, every, every).working_days) == written != set()


def test_rules_that_lose_a_column_are_named_as_not_run() -> None:
    """And under nothing else; those that could not be run before are not spoken of."""
    effects = find_effects([WARKS], EVERY - {"cases.family_id"}, EVERY - {"cases.dob", "cases.family_id"})

    assert set(effects.not_run) == set(find_effects([WARKS], EVERY, EVERY).ages)
    assert effects.ages == ()
