"""Leaving rows out of an export never raises the score of its data, but where one row contradicts another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import pytest
from effort import tried_on
from held import Held, Row
from hypothesis import given
from hypothesis import strategies as st

from cwd_audit.audit.data_quality import examine
from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit
from cwd_audit.model.data_quality import Score
from cwd_audit.model.errors import InputError

AS_OF = date(2026, 10, 31)
Rows = Mapping[str, Sequence[Row]]
HEADINGS: dict[str, Row] = {
    "cases": ("case_id", "pathway", "pathway_start", "review_interval_months", "closed_on", "dob", "legal_status"),
    "visits": ("case_id", "date", "type", "child_seen"),
    "reviews": ("case_id", "date", "type"),
    "supervisions": ("case_id", "date"),
    "pathways": ("case_id", "pathway", "start", "end"),
}
HUBS = ("Safeguarding and Support Hub", "Review and Intervention Hub", "Strengthening Families Hub")
CHILDREN = ("00101", "00102", "00103")
GOOD_DAYS = ("01/03/2026", "20/06/2026", "01/08/2026", "20/10/2026")
days = st.sampled_from((*GOOD_DAYS, *GOOD_DAYS, "05/12/2026", "", "31/02/2026", "soon", "01/01/1900", "46000"))
hubs = st.sampled_from((*HUBS, *HUBS, *HUBS, "", "Purple"))
names = st.sampled_from((*CHILDREN, *CHILDREN, *CHILDREN, "", "99999", "1.5E+17"))


def a_case(child: str) -> st.SearchStrategy[Row]:
    """A row of the list of children, good or bad."""
    intervals = st.sampled_from(("", "6", "6", "12", "often"))
    closed, born = (st.sampled_from(("", "", "", "", day)) for day in ("01/09/2026", "01/07/2026"))
    return st.tuples(st.just(child), hubs, days, intervals, closed, born, st.sampled_from(("s17", "", "s20", "s99")))


lists_of_children = st.tuples(*map(a_case, (*CHILDREN, "", "1.5E+17"))).flatmap(
    lambda rows: st.lists(st.sampled_from(rows), min_size=1, max_size=8)
)
"""A child in several rows has the same details in each."""
events = {
    "visits": st.tuples(
        names, days, st.sampled_from(("", "", "CIN Visit", "Juggling")), st.sampled_from(("yes", "no", ""))
    ),
    "reviews": st.tuples(names, days, st.sampled_from(("", "", "CIN Review", "Juggling"))),
    "supervisions": st.tuples(names, days),
    "pathways": st.tuples(names, hubs, days, days),
}
exports = st.fixed_dictionaries(
    {"cases": lists_of_children, **{table: st.lists(row, max_size=5) for table, row in events.items()}}
)  # fmt: skip


def score(rows: Rows) -> Score:
    """The score of an export of these rows; of one without a list of children, nothing of nothing."""
    try:
        return examine(audit(AuditRequest((), AS_OF, policies=("warks",)), Held(HEADINGS, rows))).score
    except InputError:
        return Score(0, 0, 0, 0)


@tried_on(8)
@given(exports, st.data())
def test_leaving_rows_out_never_raises_the_score(rows: Rows, data: st.DataObject) -> None:
    """Whatever is wrong with the rows, set aside or used, of children or of events."""
    there = [(table, at) for table, found in rows.items() for at in range(len(found))]
    left_out = data.draw(st.sets(st.sampled_from(there), min_size=1, max_size=3))
    fewer = {
        table: [row for at, row in enumerate(found) if (table, at) not in left_out] for table, found in rows.items()
    }

    assert score(fewer).assessable <= score(rows).assessable


def case(child: str, start: str = "01/06/2026") -> Row:
    """A child who is well recorded, unless told otherwise."""
    return (child, HUBS[0], start, "", "", "", "s17")


REVIEWED: list[Row] = [(child, "20/10/2026", "") for child in CHILDREN]


TWICE = {"cases": [case("00101"), case("00101", "02/06/2026")]}
TWO_ORDERS = {
    "cases": [case("00101", "")],
    "visits": [("00101", "02/03/2026", "", "yes"), ("99999", "03/25/2026", "", "")],
}


@pytest.mark.parametrize(("rows", "left_out"), [(TWICE, ("cases", 1)), (TWO_ORDERS, ("visits", 1))])
def test_but_where_rows_contradict_each_other(rows: dict[str, list[Row]], left_out: tuple[str, int]) -> None:
    """What the definition of the score says of itself: without the one row, the other can be believed."""
    table, at = left_out
    fewer = rows | {table: rows[table][:at]}

    assert score(rows | {"reviews": REVIEWED}).assessable == 0
    assert score(fewer | {"reviews": REVIEWED}).assessable == 1


def test_a_row_that_is_set_aside_counts_against_the_share() -> None:
    """A child without an ID is a child; leaving its row out changes the share and not the score."""
    good: dict[str, list[Row]] = {
        "cases": [case("00101")],
        "visits": [("00101", "20/10/2026", "", "yes")],
        "reviews": list(REVIEWED),
    }
    bad = good | {"cases": [case("00101"), case("")]}

    assert (score(good).assessable, score(good).out_of) == (1, 1)
    assert (score(bad).assessable, score(bad).out_of) == (1, 2)
