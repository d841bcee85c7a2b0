"""The ledger as a table."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from builders import Row, facts, ledger, timescale
from cwd_audit.engine.ledger import Opening, join_ledgers
from cwd_audit.engine.periods import NO_DAY

AS_OF = date(2026, 6, 30)
VISIT = timescale(every="6 weeks")
CASE: Row = {"pathway": "hub", "pathway_start": date(2026, 1, 5)}
VISITS: list[Row] = [{"date": date(2026, 2, 2)}, {"date": date(2026, 4, 6)}]


def test_every_column_of_a_row() -> None:
    """The rows of the export that opened and met it are on record."""
    found = ledger(facts(AS_OF, [CASE], visits=VISITS), VISIT)
    day = np.datetime64

    assert found.opened_by.tolist() == [Opening.START, Opening.EVENT, Opening.EVENT]
    assert found.opened_row.tolist() == [2, 2, 3]  # the row of the case, and of the visits
    assert found.met_row.tolist() == [2, 3, -1]
    assert found.met_source.tolist() == [0, 0, -1]
    assert [day("2026-01-05"), day("2026-02-02"), day("2026-04-06")] == list(found.counted_from)
    assert (found.due_on == found.due_latest).all()
    assert np.isnat(found.ended_on).all()


def test_the_rows_are_those_of_the_export_whatever_its_order() -> None:
    """The last visit is in row 2, as the case is in its own sheet, and the first in row 3."""
    found = ledger(facts(AS_OF, [CASE], visits=VISITS[::-1]), VISIT)

    assert [2, 3, 2] == found.opened_row.tolist()
    assert [3, 2, -1] == found.met_row.tolist()


def test_what_is_carried_over_counts_from_the_event() -> None:
    """It opens on the day of the change, and the limit runs from the event before."""
    found = ledger(facts(AS_OF, [{**CASE, "pathway_start": date(2026, 4, 13)}], visits=VISITS), VISIT)

    assert [str(found.opened_on[0]), str(found.counted_from[0])] == ["2026-04-13", "2026-04-06"]
    assert found.opened_row.tolist() == [3]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-01-04", []),
        ("2026-01-05", [0]),  # opened on the day
        ("2026-02-01", [0]),
        ("2026-02-02", [1]),  # met on the day, and the next opened
        ("2026-05-03", [2]),
        ("2026-05-04", []),  # ended on the day
        ("2026-05-05", []),  # and not open again
    ],
)
def test_open_on_a_day(day: str, expected: list[int]) -> None:
    """Opened by then, and neither met nor ended by then."""
    found = ledger(facts(AS_OF, [{**CASE, "closed_on": date(2026, 5, 4)}], visits=VISITS), VISIT)

    assert expected == np.flatnonzero(found.open_on(np.datetime64(day))).tolist()


def test_a_met_obligation_did_not_end_unmet() -> None:
    """Only what was still open on leaving has a day of ending."""
    found = ledger(facts(AS_OF, [{**CASE, "closed_on": date(2026, 5, 4)}], visits=VISITS), VISIT)

    assert [None, None, date(2026, 5, 4)] == found.ended_on.tolist()


def test_some_rows() -> None:
    """By mask or by position."""
    found = ledger(facts(AS_OF, [CASE], visits=VISITS), VISIT)

    assert len(found.rows(found.opened_by == Opening.EVENT)) == 2
    assert found.opened_on[[2, 0]].tolist() == found.rows(np.array([2, 0])).opened_on.tolist()


def test_a_blank_row() -> None:
    """Position −1 points at nothing, of every kind."""
    blank = ledger(facts(AS_OF, [CASE], visits=VISITS), VISIT).with_blank().rows(np.array([-1]))

    assert all(np.isnat(column).all() if column.dtype.kind == "M" else column[0] == -1 for column in blank.columns())


def test_joining() -> None:
    """Of none an empty ledger with the same kinds of column; of several all the rows."""
    found = ledger(facts(AS_OF, [CASE], visits=VISITS), VISIT)
    empty = join_ledgers([])

    assert [column.dtype.kind for column in found.columns()] == [column.dtype.kind for column in empty.columns()]
    assert (len(empty), len(join_ledgers([found, empty, found]))) == (0, 6)
    assert NO_DAY.dtype == found.due_on.dtype


def test_every_opening_has_a_number_of_its_own() -> None:
    """Two with one number would be one."""
    assert [each.name for each in Opening] == ["START", "EVENT", "CARRIED", "KEPT", "OVERDUE"]
