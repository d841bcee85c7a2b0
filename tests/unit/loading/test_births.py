"""Events beside a child's birth and the beginning of its case."""

from __future__ import annotations

from datetime import date

import pytest

from builders_sheets import codes, load, sheet, with_cases
from cwd_audit.loading.sheets import RawSheet

CASES = ["case_id", "pathway", "dob", "pathway_start"]


def visits(*days: str) -> RawSheet:
    """Visits to the child on these days."""
    return sheet("visits", [["case_id", "date"], *(["00123", day] for day in days)])


def test_an_unborn_child_has_a_case() -> None:
    """Its date of birth is an expected one, and nothing before it is before there was a child."""
    cases = sheet("cases", [CASES, ["00123", "hub", "01/02/2027", "01/10/2026"]])
    caseload = load(cases, visits("05/10/2026", "01/04/2026"), as_of=date(2026, 10, 31))

    assert codes(caseload.problems) == [("birth-expected", 2, "dob"), ("date-before-birth", 3, "date")]
    assert caseload.tables["visits"]["row"].tolist() == [2]
    assert caseload.tables["cases"]["pathway_start"].notna().all()


def test_a_birth_that_nobody_can_expect_yet_is_spoken_of() -> None:
    """A slip in the century, most likely."""
    cases = sheet("cases", [CASES, ["00123", "hub", "01/02/2062", ""]])

    assert codes(load(cases).problems) == [("birth-far-ahead", 2, "dob")]


@pytest.mark.parametrize(
    ("table", "header", "row"),
    [
        ("pathways", ["case_id", "pathway", "start", "end"], ["00123", "hub", "01/06/2026", ""]),
        ("allocations", ["case_id", "worker", "start", "end"], ["00123", "Testworker", "01/06/2026", ""]),
    ],
)
def test_a_visit_before_the_first_spell_is_spoken_of(table: str, header: list[str], row: list[str]) -> None:
    """It counts all the same: an export may leave out early spells."""
    caseload = with_cases(visits("31/05/2026", "01/06/2026"), sheet(table, [header, row]))

    assert codes(caseload.problems) == [("date-before-case", 2, "date")]
    assert len(caseload.tables["visits"]) == 2


@pytest.mark.parametrize("table", ["panels", "visits"])
def test_where_no_spell_tells_nothing_is_said(table: str) -> None:
    """A panel decides before the case begins; and the day the child came onto its present pathway is no beginning."""
    cases = sheet("cases", [CASES, ["00123", "hub", "", "01/06/2026"]])
    spells = sheet("pathways", [["case_id", "pathway", "start", "end"], ["00123", "hub", "01/06/2026", ""]])
    events = sheet(table, [["case_id", "date"], ["00123", "31/05/2026"]])

    assert codes(load(cases, events, *[spells] * (table == "panels")).problems) == []
