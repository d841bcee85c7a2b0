"""Nights and thresholds as a finding tells them: how many by either count, in which stretch, and on which stays it rests."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from builders import facts
from cwd_audit.audit.reasons import explain_verdict
from cwd_audit.engine.judgement import STATUSES
from cwd_audit.engine.kinds import decide, limit
from cwd_audit.engine.verdicts import Ground, Verdicts
from cwd_audit.model.kinds.decide import DecideRule
from cwd_audit.model.kinds.limit import LimitRule
from cwd_audit.policies.calendars import load_calendar

AS_OF = date(2026, 10, 31)
WRITTEN = {
    "id": "test.all.nights", "requirement": "overnight stays", "title": "Nights", "strength": "must",
    "applies_to": {}, "cites": {"section": "1", "quote": "as written"},
}  # fmt: skip
YEAR = {"take": "nights", "of": {"table": "stays"}, "in_any": "12 months"}
LONGEST = {"take": "longest stay in nights", "of": {"table": "stays"}}
AT_MOST_75 = LimitRule.model_validate({**WRITTEN, "kind": "limit", "measure": YEAR, "at_most": 75})
AT_MOST_17 = LimitRule.model_validate({**WRITTEN, "kind": "limit", "measure": LONGEST, "at_most": 17})
MORE_THAN_75 = DecideRule.model_validate(
    {**WRITTEN, "kind": "decide", "measure": YEAR, "more_than": 75, "then": {"legal_status": ["s20"]}}
)


def stay(start: date, nights: int | None, **more: object) -> dict[str, Any]:
    """A stay of so many nights, or one that goes on."""
    return {"start": start, "end": None if nights is None else start + timedelta(nights), **more}


def judge(rule: LimitRule | DecideRule, stays: Sequence[Mapping[str, object]], **case: object) -> Verdicts:
    """What the rule finds of one child."""
    known = facts(AS_OF, [case], pathway_ids=None, stays=stays)
    calendar = load_calendar()
    return limit.judge(rule, known, calendar) if isinstance(rule, LimitRule) else decide.judge(rule, known, calendar)


def told(rule: LimitRule | DecideRule, found: Verdicts) -> str:
    """The sentence of the only verdict."""
    stretch = (found.first_day.tolist()[0], found.last_day.tolist()[0])
    return explain_verdict(Ground(found.ground[0]), rule, (found.number[0], found.touched[0]), stretch)


def rows(found: Verdicts) -> list[int]:
    """The rows of the stays that the only verdict rests on; the first stay is in row 2."""
    (places,) = found.places()
    return [row for _, row in places]


def test_a_finding_tells_both_counts_and_the_stretch() -> None:
    """75 nights in five stays touch 80 days: neither count is hidden where they fall on different sides of 75."""
    stays = [stay(date(2026, month, 5), 15) for month in (1, 3, 5, 7, 9)]
    found = judge(AT_MOST_75, stays)

    assert STATUSES[found.status[0]].value == "query"
    assert told(AT_MOST_75, found).startswith("75 nights, 80 days touched, from 5 January 2026 to 20 September 2026, ")


def test_a_finding_rests_on_the_stays_of_the_worst_twelve_months_and_no_others() -> None:
    """Of four stays over three years the two that make 80 nights in one winter, neither calendar nor financial year."""
    stays = [
        stay(date(2023, 6, 1), 30),
        stay(date(2025, 3, 10), 40),
        stay(date(2025, 12, 20), 40),
        stay(date(2026, 9, 1), 5),
    ]
    found = judge(AT_MOST_75, stays)

    assert (80, date(2025, 3, 10), date(2026, 1, 28)) == (
        found.number[0], found.first_day.tolist()[0], found.last_day.tolist()[0],
    )  # fmt: skip
    assert [3, 4] == rows(found)


@pytest.mark.parametrize(("nights", "status", "rests_on"), [(16, "met", []), (17, "query", [3]), (18, "breach", [3])])
def test_a_single_stay(nights: int, status: str, rests_on: list[int]) -> None:
    """17 nights touch 18 days; the finding rests on the longest stay alone."""
    found = judge(AT_MOST_17, [stay(date(2026, 8, 3), 9), stay(date(2026, 9, 1), nights)])

    assert (status, rests_on) == (STATUSES[found.status[0]].value, rows(found))


def test_a_stay_that_goes_on_is_counted_to_the_day_of_the_audit() -> None:
    """Begun 20 days ago and not ended."""
    found = judge(AT_MOST_17, [stay(AS_OF - timedelta(20), None)])

    assert told(AT_MOST_17, found).startswith("20 nights, 21 days touched, from 11 October 2026 to 31 October 2026; ")
    assert [2] == rows(found)


def test_overlapping_records_are_all_shown_and_counted_once() -> None:
    """The same 40 nights in two records, and 36 more: 76, not 116."""
    stays = [stay(date(2026, 1, 5), 40), stay(date(2026, 1, 5), 40), stay(date(2026, 4, 1), 36)]
    found = judge(AT_MOST_75, stays)

    assert (76, [2, 3, 4]) == (found.number[0], rows(found))


def test_a_status_that_follows_from_the_nights_tells_them() -> None:
    """The record says section 17(6), and the nights call for section 20."""
    found = judge(MORE_THAN_75, [stay(date(2026, 1, 5), 40), stay(date(2026, 4, 1), 36)], legal_status="s17(6)")

    assert "(76 nights, 78 days touched, from 5 January 2026 to 6 May 2026)" in told(MORE_THAN_75, found)
    assert [2, 3] == rows(found)


def test_a_child_on_two_pathways_has_the_stays_in_both_cases() -> None:
    """Both cases of the child rest on the stay."""
    known = facts(AS_OF, [{}, {}], pathway_ids=None, stays=[stay(date(2026, 9, 1), 18)])
    found = limit.judge(AT_MOST_17, known, load_calendar())

    assert [[2], [2]] == [[row for _, row in places] for places in found.places()]
