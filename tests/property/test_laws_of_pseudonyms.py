"""What holds of codes, of dates made coarser, and of the twin of any small export."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from effort import tried_on
from held import read_in_place
from hypothesis import given
from hypothesis import strategies as st

from builders_containers import Cell, workbook
from cwd_audit.pseudonymising.codes import Coder
from cwd_audit.pseudonymising.days import Band, band
from cwd_audit.pseudonymising.request import Wish
from twins import AS_OF, CODER, KEY, WHOLE, rewrite, run, standings

MANY = tried_on(60)
BANDS = (Band.MONTH, Band.QUARTER, Band.YEAR)
days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
words = st.text(max_size=8)


@MANY
@given(words, words, st.sampled_from(("child", "worker", "family")), st.binary(min_size=16, max_size=32))
def test_a_code_is_of_one_word_of_one_kind_under_one_key(one: str, other: str, kind: str, key: bytes) -> None:
    """The same always, another for any other word, kind or key."""
    coder = Coder(key)

    assert coder.code(kind, one) == Coder(key).code(kind, one)
    assert (coder.code(kind, one) == coder.code(kind, other)) == (one == other)
    assert coder.code(kind, one).partition("-")[2] not in {
        coder.code("team", one).partition("-")[2],
        CODER.code(kind, one).partition("-")[2],
    }


@MANY
@given(words, st.integers(0, 52))
def test_dates_of_a_child_move_by_as_many_weeks_always_and_by_no_more_than_asked(child: str, most: int) -> None:
    """So that what lies between two of its dates stays as it is."""
    assert -most <= CODER.weeks(child, most) <= most
    assert CODER.weeks(child, most) == Coder(KEY.secret).weeks(child, most)


@MANY
@given(st.lists(days, min_size=1, max_size=6), st.sampled_from(BANDS))
def test_a_coarser_date_of_birth_is_no_later_and_says_no_more(some: list[date], to: Band) -> None:
    """All days of a month, quarter or year become one; a coarser band never parts what a finer one joins."""
    column = np.array(some, dtype="M8[D]")
    coarse = band(column, to)

    assert (coarse <= column).all()
    assert (column - coarse < np.timedelta64({Band.MONTH: 31, Band.QUARTER: 92, Band.YEAR: 366}[to], "D")).all()
    assert (band(coarse, to) == coarse).all()
    for finer in BANDS[: BANDS.index(to)]:
        assert (band(band(column, finer), to) == coarse).all()


HUBS = (
    "Safeguarding and Support Hub",
    "Review and Intervention Hub",
    "Short Breaks and Family Help",
    "Nowhere Hub",
    "",
)
past = st.integers(0, 500).map(lambda number: AS_OF - timedelta(number))
cells = past | st.sampled_from(("", "some day"))
cases = st.tuples(st.sampled_from(HUBS), cells, st.dates(date(2009, 1, 1), date(2020, 1, 1)))
types = st.sampled_from(("Home visit", "Home visit - cancelled", "CIN Review", "Case Supervision", "Phone call", ""))


@tried_on(3)
@given(
    st.lists(cases, min_size=1, max_size=4), st.lists(st.tuples(st.integers(0, 4), cells, types), max_size=6),
    st.sampled_from((0, 8)),
)  # fmt: skip
def test_the_twin_of_an_export_is_audited_alike(
    children: list[tuple[Cell, ...]], events: list[tuple[int, Cell, str]], weeks: int
) -> None:
    """Each child stands under its code as it stood; where its dates moved, under as many rules."""
    with TemporaryDirectory() as name, read_in_place():
        folder = Path(name)
        export = folder / "export.xlsx"
        export.write_bytes(
            workbook({
                "cases": [
                    ["case_id", "name", "pathway", "pathway_start", "dob"],
                    *([f"{at:05}", f"Testchild {at}", *case] for at, case in enumerate(children)),
                ],
                "visits": [["case_id", "date", "type"], *([f"{at:05}", day, kind] for at, day, kind in events)],
            })
        )  # fmt: skip
        _, twin = rewrite(
            [export], folder, WHOLE if not weeks else Wish(Band.EXACT, weeks=weeks, least_alike=0), ("warks",)
        )
        before, after = (run([path], ("warks",)).report for path in (export, twin))

    assert len(before.findings) == len(after.findings)
    if not weeks:
        assert standings(before.findings, coded=False) == standings(after.findings, coded=True)
    assert {CODER.code("child", each.case_id) for each in before.findings} == {each.case_id for each in after.findings}
