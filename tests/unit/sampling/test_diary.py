"""When the events of a sample are due, by the terms of the rules themselves."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from builders import timescale
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.sampling.diary import CaseFile, Span, forget_until_overdue, keep_diary, next_due
from cwd_audit.sampling.tables import Row

START, AS_OF = date(2026, 1, 5), date(2026, 10, 31)
NEVER: list[date] = []


def chance(seed: int) -> Random:
    """Chance that is the same each time."""
    return Random(seed)


def span(*rules: TimescaleRule) -> Span:
    """The whole of a case from 5 January to 31 October 2026."""
    return Span(START, AS_OF, rules)


DUE: list[tuple[str, dict[str, Any], list[date], Row, date | None]] = [
    ("nothing held yet: one interval after the start", {"every": "6 weeks"}, NEVER, {}, date(2026, 2, 16)),
    ("after the last event", {"every": "6 weeks"}, [date(2026, 2, 2)], {}, date(2026, 3, 16)),
    (
        "a first interval of its own",
        {"first": "3 months", "every": "6 months", "from": "plan_start"},
        NEVER,
        {"plan_start": date(2026, 1, 10)},
        date(2026, 4, 10),
    ),
    (
        "an event before the anchor does not count where there is a first interval",
        {"first": "3 months", "every": "6 months", "from": "plan_start"},
        [date(2026, 1, 8)],
        {"plan_start": date(2026, 1, 10)},
        date(2026, 4, 10),
    ),
    (
        "the anchor is not recorded",
        {"first": "3 months", "every": "6 months", "from": "plan_start"},
        NEVER,
        {},
        None,
    ),
    (
        "an interval in the child's plan",
        {"every": {"per_case": "visit_interval", "otherwise": "6 weeks"}},
        NEVER,
        {"visit_interval": "8 weeks"},
        date(2026, 3, 2),
    ),
    (
        "an interval chosen for the child",
        {"every": {"per_case": "review_interval_months", "choices": ["6 months", "12 months"]}},
        NEVER,
        {"review_interval_months": 12},
        date(2027, 1, 5),
    ),
    (
        "none chosen: the shortest, which is right whatever was chosen",
        {"every": {"per_case": "review_interval_months", "choices": ["6 months", "12 months"]}},
        NEVER,
        {},
        date(2026, 7, 5),
    ),
    (
        "only for a time",
        {"first": "1 week", "every": "6 weeks", "only_for": "2 months", "from": "lac_start"},
        [date(2026, 2, 27)],
        {"lac_start": START},
        None,
    ),
]


@pytest.mark.parametrize(("fact", "terms", "held", "case", "due"), DUE, ids=[row[0] for row in DUE])
def test_next_due(fact: str, terms: dict[str, Any], held: list[date], case: Row, due: date | None) -> None:
    """The next event is due as the rule says."""
    assert due == next_due(span(timescale(**terms)), held, CaseFile(case)), fact


def test_earliest_of_several_rules() -> None:
    """Of several rules the one that asks first sets the day."""
    rules = (timescale(every="6 months"), timescale(every="4 weeks"))

    assert date(2026, 2, 2) == next_due(span(*rules), NEVER, CaseFile({}))


def test_after_each_event_of_another_kind() -> None:
    """A supervision is due after each review that had none since."""
    reviews: list[Row] = [{"date": date(2026, 3, 2)}, {"date": date(2026, 6, 1)}]
    file = CaseFile({}, {"reviews": reviews})
    within = span(timescale(requirement="supervision", within="20 days", after_each="review"))

    assert date(2026, 6, 21) == next_due(within, [date(2026, 3, 10)], file)


def test_only_rows_that_open_an_obligation() -> None:
    """A panel that put a request off opens nothing; working days pass over the weekend."""
    panels: list[Row] = [
        {"date": date(2026, 3, 2), "decision": "deferred"},
        {"date": date(2026, 3, 19), "decision": "agreed"},
    ]
    terms: dict[str, Any] = {"within": "7 working days", "from": "first panels.date", "where": {"decision": ["agreed"]}}

    assert date(2026, 3, 30) == next_due(span(timescale(**terms)), NEVER, CaseFile({}, {"panels": panels}))


@pytest.mark.parametrize("seed", range(20))
def test_a_punctual_diary_is_never_late(seed: int) -> None:
    """Each event is held by the day on which it is due, and nothing is outstanding on the last day."""
    every = span(timescale(every="6 weeks"))
    held = keep_diary([every], CaseFile({}), chance(seed), punctual=True)
    dues = [next_due(every, held[:number], CaseFile({})) for number in range(len(held) + 1)]

    assert [day for due, day in zip(dues, [*held, AS_OF], strict=True) if due is None or day > due] == []


@pytest.mark.parametrize("seed", range(20))
def test_forgetting_makes_overdue(seed: int) -> None:
    """Without its last events a diary is overdue, and no further than one interval."""
    every = span(timescale(every="6 weeks"))
    held = keep_diary([every], CaseFile({}), chance(seed), punctual=True)
    due = next_due(every, forget_until_overdue(held, every, CaseFile({}), AS_OF), CaseFile({}))

    assert due is not None
    assert AS_OF - timedelta(weeks=6) <= due < AS_OF


def test_a_change_of_pathway_is_followed() -> None:
    """Events keep to the rules of the pathway the child is on at the time."""
    change = date(2026, 6, 1)
    spans = [
        Span(START, change - timedelta(days=1), (timescale(every="6 months"),)),
        Span(change, AS_OF, (timescale(every="4 weeks"),)),
    ]
    held = keep_diary(spans, CaseFile({}), chance(3), punctual=True)
    since = [day for day in held if day >= change]

    assert len(held) - len(since) <= 1
    assert all((later - earlier).days <= 28 for earlier, later in pairwise(since))


def test_a_change_of_pathway_gives_no_more_time() -> None:
    """What was owed on the pathway before is done by the day it was due there."""
    change = date(2026, 2, 1)
    spans = [
        Span(START, change - timedelta(days=1), (timescale(every="6 weeks"),)),
        Span(change, AS_OF, (timescale(every="6 months"),)),
    ]
    first = [keep_diary(spans, CaseFile({}), chance(seed), punctual=True)[0] for seed in range(20)]

    assert max(first) <= date(2026, 2, 16)
