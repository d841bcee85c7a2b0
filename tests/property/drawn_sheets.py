"""Lists of children and of events that Hypothesis draws, clean and dirty, and what of a caseload must not change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hypothesis import strategies as st

from builders_sheets import rows_of, sheet
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.caseload import Caseload

Row = list[str]
CASES = ["case_id", "pathway", "dob", "team", "last_visit", "last_review", "visit_interval"]
VISITS = ["case_id", "date", "type", "child_seen", "outcome"]
SPELLS = ["case_id", "pathway", "start", "end"]
ALLOCATIONS = ["case_id", "worker", "type", "start", "end", "pathway"]
BIRTHS = {"00123": "01/02/2015", "00456": "", "C-7": "30/02/2016", "None": "01/01/2020"}
"""A child has one date of birth, whatever else is wrong with its rows."""

ids = st.sampled_from([*BIRTHS, "", "9.9E+20", "Total", "case_id"])
days = st.sampled_from(
    [
        "05/01/2026",
        "2026-03-05",
        "5 Sept 2025",
        "01/01/2010",
        "05/06/26",
        "31/12/2026",
        "",
        "31/02/2026",
        "10/21/2026",
        "soon",
        "46027",
    ]
)
words = st.sampled_from(["", "yes", "no", "completed", "cancelled", "perhaps"])
types = st.sampled_from(
    ["CIN Visit", "Visit - child seen", "CIN Review", "Case Supervision", "Phone Call", "Trip to the moon", ""]
)
pathways = st.sampled_from(["Hub A", "hub-a", "Hub B", ""])
teams = st.sampled_from(["North", "South"])
intervals = st.sampled_from(["6 weeks", "", "now and then"])


@st.composite
def cases(draw: st.DrawFn) -> Row:
    """A row of the list of cases."""
    case = draw(ids)
    return [case, draw(pathways), BIRTHS.get(case, ""), draw(teams), draw(days), draw(days), draw(intervals)]


visits = st.tuples(ids, days, types, words, words).map(list)
spells = st.tuples(ids, pathways, days, days).map(list)
allocations = st.tuples(
    ids,
    st.sampled_from(["Testworker Alfa", "Testworker Bravo"]),
    st.sampled_from(["", "Allocated", "Co-worker"]),
    days,
    days,
    pathways,
).map(list)


def lists(rows: st.SearchStrategy[Row]) -> st.SearchStrategy[list[Row]]:
    """Some rows."""
    return st.lists(rows, max_size=12)


def book(cases_: Sequence[Row], visits_: Sequence[Row], spells_: Sequence[Row] = ()) -> list[RawSheet]:
    """A workbook of these rows."""
    named = (("cases", CASES, cases_), ("visits", VISITS, visits_), ("pathways", SPELLS, spells_))
    return [sheet(name, [header, *rows]) for name, header, rows in named]


def facts(caseload: Caseload) -> dict[str, Counter[tuple[str, ...]]]:
    """What the tables say, whatever the places; which row of a contested case is kept is no matter."""
    found = {
        name: Counter(rows_of(table, *sorted({str(name) for name in table} - {"source", "row"})))
        for name, table in caseload.tables.items()
    }
    contested = [row for row in found.get("cases", ()) if set(row) & set(caseload.contested)]
    for row in contested:
        del found["cases"][row]
    return found


def said(caseload: Caseload) -> Counter[tuple[str, str]]:
    """What is wrong, whatever the places, save what hangs on the row that is kept of a contested case."""
    return Counter(
        (each.code, each.column)
        for each in caseload.problems
        if not (caseload.contested and each.column.startswith("last_"))
    )


def settled(caseload: Caseload) -> tuple[object, ...]:
    """All that must not change."""
    lifted = "reviews" if caseload.contested else ""
    tables = {name: rows for name, rows in facts(caseload).items() if name != lifted}
    return tables, said(caseload), dict(caseload.contested), caseload.provided, set(caseload.notes)
