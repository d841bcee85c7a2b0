"""One ID for two children, one name for two workers, two spellings of one ID."""

from __future__ import annotations

import pytest

from builders_sheets import CASES, codes, load, sheet
from cwd_audit.loading.namesakes import OF_TWO_COUNCILS, TYPED_DIFFERENTLY

COUNCILS = ["case_id", "authority", "pathway"]


@pytest.mark.parametrize("pathway", ["Hub A", "Hub B"])
def test_children_of_two_councils_share_no_visits(pathway: str) -> None:
    """Both stay, neither is assessed, and other children are not touched."""
    rows = [["1", "Torbay", "Hub A"], ["1", "Stoke", pathway], ["2", "Torbay", "Hub A"], ["2", "torbay ", "Hub B"]]
    caseload = load(
        sheet("cases", [COUNCILS, *rows]),
        sheet("visits", [["case_id", "date"], ["1", "05/01/2026"], ["2", "05/01/2026"]]),
    )

    assert codes(caseload.problems) == [("id-of-two-councils", row, "case_id") for row in (2, 3)]
    assert dict(caseload.contested) == {"1": OF_TWO_COUNCILS}
    assert len(caseload.tables["cases"]) == len(rows)


WORKERS = ["case_id", "pathway", "worker", "worker_role", "team"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (["Testworker Alpha", "Social Worker", "North"], []),
        (["testworker  alpha", "Social Worker", "North"], []),
        (["Testworker Alpha", "", ""], []),
        (["Testworker Alpha", "Team Manager", "North"], [3]),
        (["Testworker Alpha", "Social Worker", "South"], [3]),
        (["Testworker Beta", "Team Manager", "South"], []),
        (["", "Team Manager", "South"], []),
    ],
)
def test_a_name_of_two_workers_is_spoken_of_once(other: list[str], expected: list[int]) -> None:
    """At the first row with another role or team."""
    first = ["Testworker Alpha", "Social Worker", "North"]
    rows = [[str(at), "Hub A", *who] for at, who in enumerate([first, other, other])]
    caseload = load(sheet("cases", [WORKERS, *rows]))

    assert codes(caseload.problems) == [("worker-name-shared", row, "worker") for row in expected]


@pytest.mark.parametrize(("written", "alike"), [("123", True), ("0123", True), ("00 123", True), ("124", False)])
def test_an_id_that_lost_its_zeros_is_asked_about(written: str, alike: bool) -> None:  # noqa: FBT001 – drawn
    """Excel drops them from one sheet and not from the other; nothing is matched by likeness."""
    caseload = load(CASES, sheet("visits", [["case_id", "date"], [written, "05/01/2026"]]))

    assert codes(caseload.problems) == [("event-without-case", 2, "case_id")]
    assert (caseload.problems[0].hint.rstrip(".").lower() == TYPED_DIFFERENTLY.lower()) == alike
    assert len(caseload.tables["visits"]) == 0
