"""A judgement tells the day it counts from only where that day and the interval make the due date."""

from __future__ import annotations

from datetime import date

import pytest

from builders import Row, facts, timescale
from cwd_audit.engine.judgement import judge, keep_sums
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.calendars import load_calendar

AS_OF = date(2026, 9, 1)
VISIT = timescale(every="6 weeks", variation={"by_role": ["team manager"]})
CHOSEN = timescale(every={"per_case": "review_interval_months", "choices": ["6 months", "12 months"]})
OLD = timescale("test.old.visit", applies_to={"pathway": ["old"]}, every="1 month")
CASE: Row = {"pathway": "hub", "pathway_start": date(2026, 1, 5)}
AGREED: Row = {
    "requirement": "visit", "interval": "12 weeks", "agreed_by": "Testmanager One", "agreed_by_role": "team manager",
    "agreed_on": date(2026, 5, 11), "expires": date(2026, 12, 31),
}  # fmt: skip
MOVED: Row = {"pathway": "old", "start": date(2026, 1, 5), "end": date(2026, 5, 4)}
VISITED = date(2026, 5, 4)
VISITS: dict[str, list[Row]] = {"visits": [{"date": VISITED}]}


@pytest.mark.parametrize(
    ("rules", "case", "more", "expected"),
    [
        ([VISIT], CASE, {}, (VISITED, "6 weeks")),
        ([VISIT], CASE, {"visits": []}, (date(2026, 1, 5), "6 weeks")),
        ([VISIT], CASE, {"variations": [AGREED]}, (VISITED, "12 weeks")),
        ([VISIT], CASE, {"variations": [{**AGREED, "expires": date(2026, 6, 1)}]}, None),
        ([VISIT, OLD], {**CASE, "pathway_start": date(2026, 5, 4)}, {"pathways": [MOVED], "visits": []}, None),
        ([CHOSEN], CASE, {}, (VISITED, "6 months")),
        ([CHOSEN], {**CASE, "pathway_start": date(2025, 1, 6)}, {"visits": []}, None),
        ([VISIT], {"pathway": "hub"}, {"visits": []}, None),
    ],
    ids=[
        "a visit", "the start", "an agreement", "an agreement that ended", "kept", "not past", "past the longer",
        "nothing",
    ],
)  # fmt: skip
def test_what_a_due_date_is_made_of(
    rules: list[TimescaleRule], case: Row, more: dict[str, list[Row]], expected: tuple[date, str] | None
) -> None:
    """Day and interval; none where the due date was kept, an agreement ended on the way, or no interval is recorded."""
    calendar = load_calendar()
    known = facts(AS_OF, [case], pathway_ids=None, **(VISITS | more))
    written = write_obligations(rules, known, calendar)
    judged = keep_sums(judge(rules, written, known, 28, ()), written.periods, calendar)
    day = judged.counted_from[0].astype(object)

    assert expected == ((day, str(written.periods[judged.limit[0]])) if day else None)
