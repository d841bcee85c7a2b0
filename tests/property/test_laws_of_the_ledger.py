"""What holds of the ledger: it is written once, and read on any day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import numpy as np
from drawn_exports import AS_OF, LAW, Export, exports, only, past_days, plain_cases, rules
from hypothesis import given

from builders import ledger, obligations, timescale
from cwd_audit.engine.ledger import FROM_BEFORE
from cwd_audit.model.kinds.timescale import TimescaleRule

VISIT = timescale(every="6 weeks")
WINDOW = timescale(at_least=1, in_any="6 months")


@LAW
@given(plain_cases())
def test_what_closes_one_opens_the_next(export: Export) -> None:
    """The rows of a recurring rule follow one another, and the last is open."""
    for rule in (VISIT, WINDOW):
        rows = obligations(export.facts(), rule)

        assert [row.met_on for row in rows] == [*(row.opened_on for row in rows[1:]), None]


@LAW
@given(exports(), rules)
def test_nothing_is_due_before_it_opens(export: Export, judged_by: list[TimescaleRule]) -> None:
    """Save what was overdue already on the pathway before, and windows of several events, whose limit began earlier."""
    found = ledger(export.facts(), *judged_by)
    several = [number for number, rule in enumerate(judged_by) if rule.at_least not in {None, 1}]
    free = ~np.isin(found.opened_by, FROM_BEFORE) & ~np.isin(found.rule, several)

    assert (found.due_on[free] >= found.opened_on[free]).all()
    assert (found.counted_from <= found.due_latest)[free].all()
    assert (found.due_latest >= found.due_on).all()


@LAW
@given(exports(), rules)
def test_nothing_is_met_or_ended_before_it_opens(export: Export, judged_by: list[TimescaleRule]) -> None:
    """An obligation is met or ends unmet, on or after its day, never both."""
    found = ledger(export.facts(), *judged_by)
    met, ended = ~np.isnat(found.met_on), ~np.isnat(found.ended_on)

    assert not (met & ended).any()
    assert (found.met_on[met] >= found.opened_on[met]).all()
    assert (found.met_on[met] <= np.datetime64(AS_OF)).all()
    assert (found.ended_on[ended] >= found.opened_on[ended]).all()


@LAW
@given(exports(), rules)
def test_no_row_is_written_twice(export: Export, judged_by: list[TimescaleRule]) -> None:
    """One row is one obligation: none is there again from another spell or another stay of the same day."""
    each_once = [rule for rule in judged_by if not any(anchor.each or anchor.per for anchor in rule.anchors)]
    found = ledger(export.facts(), *each_once)
    rows = list(zip(found.case, found.rule, found.opened_on, found.counted_from, found.met_on.astype(str), strict=True))

    assert len(rows) == len(set(rows))


@LAW
@given(plain_cases(), past_days)
def test_the_ledger_of_a_day_is_part_of_every_later_one(export: Export, earlier: date) -> None:
    """Its rows are there, with the same due dates; what was met since was open then.

    Agreements are the exception: one made since, or one without an end that a review since has ended, changes what is
    open.
    """
    for rule in (VISIT, timescale(first="1 month", every="3 months", **{"from": "pathway_start"})):
        known_since = [
            row._replace(met_on=row.met_on if row.met_on and row.met_on <= earlier else None)
            for row in obligations(export.facts(), rule)
            if row.opened_on <= earlier
        ]
        known_then = [
            row for row in obligations(replace(export, as_of=earlier).facts(), rule) if row.opened_on <= earlier
        ]

        assert known_then == known_since


@LAW
@given(plain_cases())
def test_the_finding_is_read_from_the_ledger(export: Export) -> None:
    """The open row, and no other, says what is due."""
    (row,) = [row for row in obligations(export.facts(), VISIT) if row.met_on is None]

    assert row.due_on == only(export, VISIT).due_on
