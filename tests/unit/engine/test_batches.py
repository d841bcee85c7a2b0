"""Batches of whole children: the same judgements, whatever the size."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from cwd_audit.audit.policy_run import pathway_ids
from cwd_audit.engine.batches import Batching, Terms, _rows_by_batch, judge_cases, judge_in_batches, split
from cwd_audit.engine.facts import Facts
from cwd_audit.loading.load import begin, load_caseload
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.calendars import load_calendar
from cwd_audit.policies.library import load_policy

SAMPLES = Path(__file__).parents[3] / "sample_data"
AS_OF = date(2026, 10, 31)
OF = {"bromley-liquidlogic.xlsx": "bromley", "nottinghamshire-mosaic.xlsx": "notts"}


@pytest.fixture(scope="module", params=OF)
def case(request: pytest.FixtureRequest) -> tuple[tuple[TimescaleRule, ...], Terms, Facts]:
    """A sample with its policy's timescales."""
    caseload = load_caseload(begin([SAMPLES / request.param]), AS_OF)
    policy = load_policy(OF[request.param])
    facts = Facts(caseload.tables, caseload.provided, AS_OF, pathway_ids(policy, caseload))
    rules = [rule for rule in policy.rules if not rule.missing(caseload.provided)]
    terms = Terms(28, caseload.contested, caseload.untold, load_calendar())
    return tuple(rule for rule in rules if isinstance(rule, TimescaleRule)), terms, facts


@pytest.mark.parametrize("children", [1, 7, 10_000])
def test_judgements_are_the_same(case: tuple[tuple[TimescaleRule, ...], Terms, Facts], children: int) -> None:
    """Every column, and each limit means the same period."""
    rules, terms, facts = case
    whole_ledger, whole = judge_cases(rules, terms, facts)
    part_ledger, parts = judge_in_batches(rules, terms, facts, Batching(children=children))

    order, other = (np.lexsort((each.rule, each.case)) for each in (whole, parts))
    for column in ("case", "rule", "status", "due_on", "last_on", "reason", "source", "row", "counted_from"):
        np.testing.assert_array_equal(getattr(whole, column)[order], getattr(parts, column)[other])
    limits = [[*map(str, each.periods), ""] for each in (whole_ledger, part_ledger)]
    assert [limits[0][at] for at in whole.limit[order]] == [limits[1][at] for at in parts.limit[other]]
    assert len(whole) > len(facts.cases)
    assert not len(part_ledger.ledger)


def test_every_row_of_a_child_under_audit_is_in_one_batch(
    case: tuple[tuple[TimescaleRule, ...], Terms, Facts],
) -> None:
    """And each batch is what the cases say: whole children, in their order."""
    _, _, facts = case
    batches = list(split(facts, 7))

    assert np.concatenate([batch.case for batch in batches]).size == len(facts.cases)
    assert all(batch.facts.child_of_case.max() < 7 for batch in batches)
    for table in facts.tables:
        of_children = int((facts.children(table) >= 0).sum())
        assert sum(len(batch.facts.tables[table]) for batch in batches) == of_children
    for batch in batches:
        again = Facts(batch.facts.tables, facts.provided, AS_OF, facts.pathway_ids)
        for table in batch.facts.tables:
            np.testing.assert_array_equal(batch.facts.children(table), again.children(table))


def test_there_may_be_more_batches_than_a_small_number_holds() -> None:
    """Every row stays with its child, of the first batch and of the last."""
    child = np.array([39_999, -1, 0, 32_768], np.int64)

    order, bounds = _rows_by_batch(child, 1, 40_000)

    assert [order[bounds[batch] : bounds[batch + 1]].tolist() for batch in (0, 32_768, 39_999)] == [[2], [3], [0]]


def test_no_case_at_all(case: tuple[tuple[TimescaleRule, ...], Terms, Facts]) -> None:
    """Nothing to judge is nothing judged, and no fault."""
    rules, terms, facts = case
    none = Facts({**facts.tables, "cases": facts.cases.iloc[:0]}, facts.provided, AS_OF, facts.pathway_ids)

    _, judged = judge_in_batches(rules, terms, none)

    assert not len(judged)
