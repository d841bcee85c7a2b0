"""Obligations that do not recur: once within so long of a day, and within so long after each event of another kind."""

from __future__ import annotations

from datetime import date

import pytest

from builders import Obligation, Standing, facts, obligations, standing, standings, timescale
from cwd_audit.engine.judgement import Reason
from cwd_audit.engine.ledger import Opening

MEETING = timescale(
    requirement="planning meeting", within="7 working days", where={"decision": ["agreed"]},
    **{"from": "first panels.date"},
)  # fmt: skip
SUPERVISION = timescale(requirement="supervision", within="20 days", after_each="review")
CASE = {"pathway": "hub", "pathway_start": date(2026, 1, 5)}


@pytest.mark.parametrize(
    ("held", "as_of", "expected"),
    [
        (None, date(2026, 4, 15), ("due_soon", Reason.NOTHING_RECORDED)),
        (None, date(2026, 4, 16), ("overdue", Reason.NOTHING_RECORDED)),
        (date(2026, 4, 2), date(2026, 4, 30), ("in_time", Reason.MET)),  # on the day of the panel
        (date(2026, 4, 15), date(2026, 4, 30), ("in_time", Reason.MET)),  # on the last day
        (date(2026, 4, 16), date(2026, 4, 30), ("in_time", Reason.MET_LATE)),  # late, and nothing to do any more
        (date(2026, 4, 1), date(2026, 4, 30), ("overdue", Reason.NONE)),  # before the panel it does not count
    ],
)
def test_once_within(held: date | None, as_of: date, expected: tuple[str, Reason]) -> None:
    """Seven working days from 2 April 2026, with Good Friday and Easter Monday between, end on 15 April."""
    known = facts(
        as_of, [CASE], panels=[{"date": date(2026, 4, 2), "decision": "agreed"}],
        meetings=[{"date": held}] if held else [],
    )  # fmt: skip
    (found,) = standings(known, MEETING)

    assert (*expected, date(2026, 4, 15)) == (found.status, found.reason, found.due_on)


def test_once_and_then_no_more() -> None:
    """One row, however many events follow."""
    held = [{"date": date(2026, 4, day)} for day in (9, 13, 20)]
    known = facts(date(2026, 4, 30), [CASE], panels=[{"date": date(2026, 4, 2), "decision": "agreed"}], meetings=held)
    expected = [Obligation(date(2026, 4, 2), Opening.START, date(2026, 4, 15), date(2026, 4, 9))]

    assert expected == obligations(known, MEETING)


def test_nothing_to_count_from() -> None:
    """Without a panel that agreed there is no day, and the case is not passed as in time."""
    known = facts(date(2026, 4, 30), [CASE], panels=[{"date": date(2026, 4, 2), "decision": "deferred"}], meetings=[])
    expected = [Standing(0, "test.hub.visit", "not_assessed", None, None, Reason.NO_DAY_TO_COUNT_FROM)]

    assert expected == standings(known, MEETING)


def test_after_each() -> None:
    """Every review opens one; the first supervision on or after it meets it; one may meet two."""
    reviews = [{"date": date(2026, month, 2)} for month in (2, 3, 6)]
    supervisions = [{"date": date(2026, 2, 1)}, {"date": date(2026, 3, 2)}]
    known = facts(date(2026, 6, 30), [CASE], reviews=reviews, supervisions=supervisions)
    expected = [
        Obligation(date(2026, 2, 2), Opening.EVENT, date(2026, 2, 22), date(2026, 3, 2)),
        Obligation(date(2026, 3, 2), Opening.EVENT, date(2026, 3, 22), date(2026, 3, 2)),
        Obligation(date(2026, 6, 2), Opening.EVENT, date(2026, 6, 22), None),
    ]

    assert expected == obligations(known, SUPERVISION)
    assert standing(known, SUPERVISION) == ("overdue", date(2026, 6, 22))


def test_the_longest_overdue_decides() -> None:
    """Several open at once: the one that has waited longest."""
    reviews = [{"date": date(2026, month, 2)} for month in (6, 4, 5)]
    known = facts(date(2026, 6, 3), [CASE], reviews=reviews, supervisions=[])

    assert standing(known, SUPERVISION) == ("overdue", date(2026, 4, 22))


def test_all_met() -> None:
    """The last one that was met, in time or late."""
    reviews = [{"date": date(2026, 2, 2)}, {"date": date(2026, 4, 2)}]
    for held, reason in ((date(2026, 4, 22), Reason.MET), (date(2026, 4, 23), Reason.MET_LATE)):
        known = facts(date(2026, 6, 3), [CASE], reviews=reviews, supervisions=[{"date": held}])
        expected = [Standing(0, "test.hub.visit", "in_time", date(2026, 4, 22), held, reason)]

        assert expected == standings(known, SUPERVISION)


def test_nothing_to_come_after() -> None:
    """Without a review there is nothing to find, neither in time nor missing; nor for one held before the start."""
    for reviews in ([], [{"date": date(2026, 1, 4)}], [{"date": date(2026, 2, 2), "outcome": "cancelled"}]):
        known = facts(date(2026, 6, 3), [CASE], reviews=reviews, supervisions=[])

        assert not standings(known, SUPERVISION)


def test_every_review_where_the_start_is_not_recorded() -> None:
    """Nothing says that a review was held before the child came here."""
    known = facts(date(2026, 6, 3), [{"pathway": "hub"}], reviews=[{"date": date(2025, 2, 3)}], supervisions=[])

    assert standing(known, SUPERVISION) == ("overdue", date(2025, 2, 23))
