"""Where obligations begin: the anchors of a rule."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from builders import Row, facts, obligations, timescale
from cwd_audit.engine.chains import Chains, begin_chains
from cwd_audit.engine.facts import Facts
from cwd_audit.engine.spells import find_spells
from cwd_audit.model.caseload import SOURCE

AS_OF = date(2026, 6, 30)
STAYS: list[Row] = [
    {"start": date(2026, 3, 2), "setting": "B"},
    {"start": date(2026, 2, 2), "setting": "A"},
    {"start": date(2026, 4, 6), "setting": "A"},
    {"start": date(2026, 7, 1), "setting": "C"},  # after the day of the audit
]
PANELS: list[Row] = [
    {"date": date(2026, 2, 9), "decision": "deferred"},
    {"date": date(2026, 3, 9), "decision": "agreed"},
    {"date": date(2026, 4, 13), "decision": "agreed"},
]
CASE: Row = {"pathway": "hub", "pathway_start": date(2026, 1, 5)}


def _begin(known: Facts, **terms: object) -> Chains:
    spells = find_spells(known)
    return begin_chains(timescale("test.hub.visit", every="6 weeks", **terms), spells, spells.current, known)


@pytest.mark.parametrize(
    ("terms", "case", "expected"),
    [
        ({}, {}, [date(2026, 1, 5)]),
        ({"from": "plan_start"}, {"plan_start": date(2026, 1, 19)}, [date(2026, 1, 19)]),
        ({"from": "plan_start"}, {}, [None]),
        ({"from": ["plan_start", "pathway_start"]}, {}, [date(2026, 1, 5)]),
        ({"from": ["plan_start", "pathway_start"]}, {"plan_start": date(2026, 1, 19)}, [date(2026, 1, 19)]),
        ({"from": "first stays.start"}, {}, [date(2026, 2, 2)]),
        ({"from": "each stays.start"}, {}, [date(2026, 2, 2), date(2026, 3, 2), date(2026, 4, 6)]),
        ({"from": "first stays.start per setting"}, {}, [date(2026, 2, 2), date(2026, 3, 2)]),
        ({"from": "first panels.date"}, {}, [date(2026, 2, 9)]),
        ({"from": "first panels.date", "where": {"decision": ["agreed"]}}, {}, [date(2026, 3, 9)]),
        (
            {"from": ["first panels.date", "plan_start"], "where": {"decision": ["declined"]}},
            {"plan_start": date(2026, 1, 19)},
            [date(2026, 1, 19)],
        ),
        ({"from": "first assessments.end"}, {}, [date(2026, 2, 16)]),
        ({"from": "first meetings.date", "else_from": "pathway_start"}, {}, [date(2026, 1, 5)]),
        ({"from": "first meetings.date"}, {}, [None]),
    ],
)
def test_anchors(terms: dict[str, Any], case: Row, expected: list[date | None]) -> None:
    """A date of the case row; the first or each of a table, or the first in each setting; of several, the first."""
    assessments = [{"start": date(2026, 1, 12), "end": date(2026, 2, 16)}]
    known = facts(AS_OF, [{**CASE, **case}], stays=STAYS, panels=PANELS, assessments=assessments)

    assert expected == _begin(known, **terms).start.tolist()


def test_each_setting_has_a_first_stay_of_its_own() -> None:
    """However often the child came back to it."""
    known = facts(AS_OF, [CASE], stays=[*STAYS, {"start": date(2026, 5, 4), "setting": "B"}])
    begun = _begin(known, **{"from": "first stays.start per setting"})

    assert [date(2026, 2, 2), date(2026, 3, 2)] == begun.start.tolist()


def test_a_panel_whose_decision_is_not_exported_counts() -> None:
    """A condition on a column that the export lacks is left out."""
    known = facts(AS_OF, [CASE], panels=[{"date": date(2026, 2, 9)}])
    begun = _begin(known, **{"from": "first panels.date", "where": {"decision": ["agreed"]}})

    assert [date(2026, 2, 9)] == begun.start.tolist()


@pytest.mark.parametrize(("on", "expected"), [(AS_OF, AS_OF), (date(2026, 7, 1), None)])
def test_a_panel_on_the_day_of_the_audit(on: date, expected: date | None) -> None:
    """It has been held; one on the day after has not."""
    known = facts(AS_OF, [CASE], panels=[{"date": on}])

    assert [expected] == _begin(known, **{"from": "first panels.date"}).start.tolist()


def test_an_unrecorded_anchor_takes_a_full_interval() -> None:
    """Only where the day comes from `else_from` is the first limit a full interval."""
    terms = {"first": "1 week", "from": "plan_start", "else_from": "pathway_start"}
    cases: list[Row] = [
        {"case_id": "1", **CASE},
        {"case_id": "2", **CASE, "plan_start": date(2026, 2, 2)},
        {"case_id": "3"},
    ]

    assert _begin(facts(AS_OF, cases), **terms).fallback.tolist() == [True, False, False]


def test_each_case_takes_the_anchors_of_its_child() -> None:
    """A child on two pathways has its stays twice, another child has its own."""
    cases: list[Row] = [{"case_id": "1", "pathway": "hub"}, {"case_id": "2"}, {"case_id": "1", "pathway": "lodge"}]
    stays = [{"case_id": name, "start": date(2026, 3, int(name))} for name in ("2", "1", "9")]
    begun = _begin(facts(AS_OF, cases, stays=stays), **{"from": "each stays.start"})

    assert [(case, day.day) for case, day in zip(begun.case.tolist(), begun.start.tolist(), strict=True)] == [
        (0, 1),
        (1, 2),
        (2, 1),
    ]


def test_the_record_that_says_so() -> None:
    """The row of the stay; where the case row says it, the row of the case."""
    known = facts(AS_OF, [CASE], stays=STAYS)

    assert _begin(known, **{"from": "first stays.start"}).row.tolist() == [3]
    assert _begin(known, **{"from": "pathway_start"}).row.tolist() == [2]


@pytest.mark.parametrize("column", ["plan_start", "lac_start"])
def test_the_plan_belongs_to_the_pathway_of_now(column: str) -> None:
    """On coming back to a pathway nothing is owed twice: the plan, or the placement, counts for the spell of now."""
    rule = timescale(every="3 months", **{"from": [column, "pathway_start"]})
    known = facts(
        AS_OF,
        [{**CASE, "pathway_start": date(2026, 5, 4), column: date(2026, 1, 5)}],
        pathways=[{"pathway": "hub", "start": date(2026, 1, 5), "end": date(2026, 3, 2)}],
        visits=[{"date": date(2026, 2, 2)}],
    )
    expected = [(date(2026, 1, 5), date(2026, 4, 5)), (date(2026, 2, 2), date(2026, 5, 2))]

    assert expected == [(row.opened_on, row.due_on) for row in obligations(known, rule)]


def test_the_start_of_a_pathway_is_each_spell_s_own() -> None:
    """Without a plan on record each spell counts from its own start."""
    rule = timescale(every="3 months", **{"from": ["plan_start", "pathway_start"]})
    known = facts(
        AS_OF,
        [{**CASE, "pathway_start": date(2026, 5, 4)}],
        pathways=[{"pathway": "hub", "start": date(2026, 1, 5), "end": date(2026, 3, 2)}],
        visits=[],
    )
    expected = [(date(2026, 1, 5), date(2026, 4, 5)), (date(2026, 5, 4), date(2026, 4, 5))]

    assert expected == [(row.opened_on, row.due_on) for row in obligations(known, rule)]


def test_the_sheet_that_opened_it_is_on_record() -> None:
    """The stays came from another sheet than the case."""
    known = facts(AS_OF, [CASE], stays=STAYS)
    known.tables["stays"][SOURCE] = np.int32(7)

    assert [7] == _begin(known, **{"from": "first stays.start"}).source.tolist()
    assert [0] == _begin(known).source.tolist()


def test_each_child_has_a_first_stay_of_its_own() -> None:
    """One for each, however many each has."""
    cases = [{**CASE, "case_id": name} for name in ("1", "2", "3")]
    stays = [{**stay, "case_id": name} for name in ("1", "2", "3") for stay in STAYS]

    begun = _begin(facts(AS_OF, cases, stays=stays), **{"from": "first stays.start"})

    assert [(0, 3), (1, 7), (2, 11)] == list(zip(begun.case.tolist(), begun.row.tolist(), strict=True))


@pytest.mark.parametrize(("closed_on", "rows"), [(date(2026, 3, 1), 0), (date(2026, 3, 2), 1), (None, 1)])
def test_a_case_that_closed_before_it_began_owes_nothing(closed_on: date | None, rows: int) -> None:
    """It began on 2 March."""
    known = facts(AS_OF, [{**CASE, "pathway_start": date(2026, 3, 2), "closed_on": closed_on}], visits=[])

    assert len(obligations(known, timescale(every="3 months"))) == rows
