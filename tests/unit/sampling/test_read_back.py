"""What a sample says is read back as it was drawn, whichever layout it was written in."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cwd_audit.loading.load import begin, load_caseload
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.caseload import Caseload
from cwd_audit.policies.library import list_policies, load_policy
from cwd_audit.policies.pathways import match_pathway
from cwd_audit.sampling.caseloads import draw_caseload
from cwd_audit.sampling.samples import make_sample
from cwd_audit.sampling.tables import NON_EVENTS, Row, SampleCaseload

pytestmark = pytest.mark.no_cover  # whole audits, of lines that the tests of the parts show
AS_OF = date(2026, 10, 31)
CASES, SEED = 80, 11
POLICIES = [policy for policy in list_policies() if load_policy(policy).pathways]
Fact = tuple[tuple[str, str], ...]


@cache
def draw(policy: str) -> SampleCaseload:
    """What every sample of a policy says, whatever its layout."""
    return draw_caseload(load_policy(policy), CASES, SEED, AS_OF)


@cache
def written_and_read(policy: str, layout: str, *, wide: bool = False) -> Caseload:
    """The sample of a policy in a layout, as it is read back."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sample.xlsx"
        make_sample(policy, CASES, SEED, layout, AS_OF, path, wide=wide)
        return load_caseload(begin([path]), AS_OF)


def drawn(rows: list[Row]) -> set[Fact]:
    """What rows say, leaving out what is blank."""
    return {tuple(sorted((column, str(value)) for column, value in row.items() if value != "")) for row in rows}


def read(caseload: Caseload, table: str, policy: str) -> set[Fact]:
    """The same of a table that was read, with pathways by their id."""
    facts = set()
    for row in caseload.tables[table].to_dict("records"):
        said = {}
        for column, value in row.items():
            known = TABLES[table].by_name.get(str(column))
            text = "" if known is None or str(value) in {"NaT", "nan"} else str(value)
            if known is not None and known.kind is Kind.DATE:
                text = text[: len("2026-10-31")]
            if known is not None and known.kind is Kind.WHOLE_NUMBER:
                text = text.removesuffix(".0")
            if column == "pathway":
                pathway = match_pathway(load_policy(policy), text)
                text = pathway.id if pathway else text
            if text:
                said[str(column)] = text
        facts.add(tuple(sorted(said.items())))
    return facts


@pytest.mark.parametrize("layout", ["plain", "liquidlogic", "mosaic"])
@pytest.mark.parametrize("policy", POLICIES)
def test_every_layout_carries_the_same(policy: str, layout: str) -> None:
    """All tables come back row for row; the cases of Mosaic, which are made of allocations, are compared apart."""
    expected = draw(policy).tables
    caseload = written_and_read(policy, layout)
    apart = {NON_EVENTS, "allocations"} | ({"cases", "pathways"} if layout == "mosaic" else set())
    differing = {
        name for name, rows in expected.items() if name not in apart and drawn(rows) != read(caseload, name, policy)
    }

    assert set() == differing
    assert {"not-an-event"} | {problem.code for problem in caseload.problems} == {"not-an-event"}


@pytest.mark.parametrize("policy", POLICIES)
def test_cases_are_made_of_a_mosaic_sample_s_allocations(policy: str) -> None:
    """Every open, allocated case whose start is on its row comes back whole."""
    cases = draw(policy).tables["cases"]
    ordinary = [case for case in cases if case["worker"] and case["pathway_start"] and not case["closed_on"]]
    found = read(written_and_read(policy, "mosaic"), "cases", policy)

    assert len(found) == len(cases)
    assert set() == drawn(ordinary) - found


def test_the_wide_form_carries_the_last_dates() -> None:
    """One sheet, from which the last visit of each child is known, and that nothing else is."""
    caseload = written_and_read("bromley", "liquidlogic", wide=True)
    visits = draw("bromley").tables["visits"]
    done = [row for row in visits if row["outcome"] == "completed" and row["child_seen"] == "yes"]
    last = {row["case_id"]: row["date"] for row in sorted(done, key=lambda row: str(row["date"]))}

    found = caseload.tables["visits"]
    assert {case: str(day) for case, day in last.items()} == {
        case: str(day)[:10] for case, day in zip(found["case_id"], found["date"], strict=True)
    }
