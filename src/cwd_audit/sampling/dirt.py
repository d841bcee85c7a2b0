"""Every kind of fault an export may have, put into a sample beside what is sound."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from cwd_audit.sampling.arrange import Sheet
from cwd_audit.sampling.tables import Row, SampleCaseload, Value

_FIRST_ID = 900_001
_UNKNOWN_ID = "999999"


class _Off(NamedTuple):
    """So many days from the day of the sample (`as_of`) or from the child's birth (`dob`)."""

    anchor: str
    days: int


_BAD_CASES: tuple[dict[str, Value | _Off], ...] = (
    {"pathway": "Moon Base"},
    {"pathway": ""},
    {"pathway_start": ""},
    {"pathway_start": "31/04/2026"},
    {"pathway_start": "04/31/2026"},
    {"pathway_start": _Off("as_of", 12)},
    {"pathway_start": _Off("dob", -100)},
    {"dob": "29/02/2025"},
    {"dob": "01/01/1900"},
    {"dob": _Off("as_of", 40)},
    {"legal_status": "Section 99"},
    {"worker": "", "worker_role": ""},
    {"worker_role": "Wizard"},
    {"review_interval_months": "now and then"},
    {"visit_interval": "when the family likes"},
    {"last_visit": _Off("as_of", -1)},
    {"case_id": ""},
    {"case_id": "1.23457E+15"},
    {"case_id": 1234567890123456789},
)
"""What is wrong with each of a number of cases; everything else in them is sound."""
_BAD_ROWS: tuple[tuple[str, dict[str, Value | _Off]], ...] = (
    ("visits", {"date": "31/02/2026"}),
    ("visits", {"date": "10/21/2026"}),
    ("visits", {"date": "05/06/26"}),
    ("visits", {"date": "last Tuesday"}),
    ("visits", {"date": "01/01/1900"}),
    ("visits", {"date": ""}),
    ("visits", {"date": 7}),
    ("visits", {"date": _Off("as_of", 30)}),
    ("visits", {"date": _Off("dob", -30)}),
    ("visits", {"case_id": ""}),
    ("visits", {"case_id": 4321.5}),
    ("visits", {"case_id": _UNKNOWN_ID}),
    ("visits", {"type": "Trip to the moon"}),
    ("visits", {"type": ""}),
    ("visits", {"child_seen": "perhaps"}),
    ("visits", {"child_seen": ""}),
    ("visits", {"mode": "carrier pigeon"}),
    ("reviews", {"date": "2026-02-30"}),
    ("reviews", {"date": "01/01/0001"}),
    ("reviews", {"case_id": _UNKNOWN_ID}),
    ("reviews", {"outcome": "perhaps"}),
    ("reviews", {"type": "EHC review", "combined_with": ""}),
    ("supervisions", {"date": "soon"}),
    ("supervisions", {"supervisor_role": "Wizard"}),
    ("pathways", {"start": _Off("as_of", -20), "end": _Off("as_of", -40)}),
    ("pathways", {"start": _Off("as_of", -600), "end": "", "pathway": "Moon Base"}),
    ("stays", {"start": _Off("as_of", -20), "end": _Off("as_of", -22)}),
    ("variations", {"agreed_by": "", "agreed_by_role": ""}),
    ("variations", {"interval": "when the family likes"}),
    ("packages", {"amount_per_year": "a good deal"}),
)
"""What is wrong with a copy of a sound row; a table the sample lacks has none."""
_PACKAGE: Row = {"service_type": "playscheme", "days_per_year": 12}
"""The only table of a second report: it has a kind of fault that no other has."""


def soil_tables(caseload: SampleCaseload) -> None:
    """Add troubled cases and rows, each made from a sound one, and the same child twice, alike and otherwise."""
    cases, as_of = caseload.tables["cases"], caseload.as_of
    sound = [case for case in cases if case["dob"]]
    for number, change in enumerate(_BAD_CASES):
        model = sound[number % len(sound)]
        cases.append({**model, "case_id": str(_FIRST_ID + number), **_settle(change, model, as_of)})
    known = {case["case_id"]: case for case in sound}
    caseload.tables["packages"] = [{"case_id": sound[0]["case_id"], **_PACKAGE, "start": as_of}]
    for number, (table, change) in enumerate(_BAD_ROWS):
        rows = [row for row in caseload.tables.get(table, ()) if row["case_id"] in known]
        if rows:
            model = rows[number * 7 % len(rows)]
            caseload.tables[table].append({**model, **_settle(change, known[model["case_id"]], as_of)})
    cases += [dict(sound[0]), {**sound[1 % len(sound)], "team": "Another team", "pathway_start": as_of}]
    cases.append({"case_id": "Total", "team": str(len(cases))})


def _settle(change: dict[str, Value | _Off], case: Row, as_of: date) -> Row:
    return {
        column: _count(value, case, as_of) if isinstance(value, _Off) else value for column, value in change.items()
    }


def _count(off: _Off, case: Row, as_of: date) -> date:
    anchor = case["dob"] if off.anchor == "dob" else as_of
    assert isinstance(anchor, date)
    return anchor + timedelta(days=off.days)


def soil_sheets(sheets: Sequence[Sheet]) -> list[Sheet]:
    """Repeat a header amid the rows, add a column nobody knows, and sheets that are bare, hidden or something else."""
    first, *others = sheets
    half = len(first.rows) // 2
    rows: list[tuple[Value, ...]] = [*first.rows[:half], first.headings, *first.rows[half:]]
    soiled = replace(
        first,
        headings=(*first.headings, "Favourite Colour"),
        rows=tuple((*row, "Test green" if number % 2 else "") for number, row in enumerate(rows)),
    )
    notes = Sheet("Notes", (), ("To do", "Done"), (("Ring the school", "no"),))
    hidden = Sheet("Working", (), first.headings, first.rows[:3], hidden=True)
    bare = [Sheet("stays", (), ("case_id", "start", "end"), ()), Sheet("Sheet3", (), (), ())]
    taken = {sheet.title for sheet in sheets}
    return [soiled, *others, *(sheet for sheet in bare if sheet.title not in taken), notes, hidden]
