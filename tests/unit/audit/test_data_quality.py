"""The numbers of the data-quality view, on a caseload small enough to count by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cwd_audit.audit.data_quality import examine
from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit
from cwd_audit.model.data_quality import DataQuality, Hindrance, Holding, Score
from exports import write_export

SEEN = {"last_visit": "20/10/2026", "last_review": "20/10/2026"}
NOBODY_KNOWS = {"pathway_start": "", "team": "Team South", "worker": "Testworker Two"}
FILES = {
    "visits": "case_id,date\n00101,20/10/2026\n00101,31/02/2026\n00104,20/10/2026\n99999,20/10/2026\n",
    "reviews": "case_id,date\n00101,20/10/2026\n00102,20/10/2026\n",
}


def quality_of(folder: Path, *policies: str) -> DataQuality:
    """The view of the export in a folder."""
    return examine(audit(AuditRequest((folder,), date(2026, 10, 31), policies=policies or ("warks",))))


@pytest.fixture
def spoilt(tmp_path: Path) -> DataQuality:
    """Five children: one well recorded, three that are not, one closed; and a row without an ID."""
    write_export(
        tmp_path,
        {"case_id": "00101"},
        {"case_id": "00102", **NOBODY_KNOWS},
        {"case_id": "00103", "pathway": "Purple"},
        {"case_id": "00104", "pathway": "Review and Intervention Hub"},
        {"case_id": "00105", "closed_on": "01/09/2026"},
        {"case_id": ""},
    )
    for name, text in FILES.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return quality_of(tmp_path)


def test_the_score(spoilt: DataQuality) -> None:
    """One of four open children and a row that may be one; 00104 has no review interval in the export at all."""
    assert spoilt.score == Score(assessable=1, open_cases=4, without_rule=0, rows_lost=1)
    assert spoilt.score.out_of == 5
    assert not spoilt.is_clean


def test_what_is_hidden(spoilt: DataQuality) -> None:
    """Of what the audit is for: 00102 has a review that counts and no visit; of 00103 nothing can be said."""
    found = {(each.requirement, each.hindrance, each.columns): each.cases for each in spoilt.hidden if each.essential}

    assert found == {
        ("visit", Hindrance.BLANK, ("cases.pathway_start",)): 1,
        ("visit", Hindrance.UNDECIDED, ("cases.pathway",)): 1,
        ("review", Hindrance.UNDECIDED, ("cases.pathway",)): 1,
        ("review", Hindrance.INTERVAL, ("cases.review_interval_months",)): 1,
    }


def test_what_is_asked_beside_visits_costs_no_score(tmp_path: Path) -> None:
    """Rules on other things that cannot be run are told, and do not count."""
    write_export(tmp_path, SEEN)
    quality = quality_of(tmp_path)

    assert quality.is_clean
    assert any(not each.essential for each in quality.hidden)
    assert not any(each.essential for each in quality.hidden)


def test_an_export_without_reviews_hides_them(tmp_path: Path) -> None:
    """The rule was not run, and names the column it wants."""
    write_export(tmp_path, {"last_visit": "20/10/2026"})
    quality = quality_of(tmp_path)
    (hidden,) = [each for each in quality.hidden if each.essential]

    assert (hidden.hindrance, hidden.columns, hidden.cases) == (Hindrance.NOT_EXPORTED, ("reviews.date",), 1)
    assert quality.score.assessable == 0


def test_a_child_of_no_council_counts_against_the_score(tmp_path: Path) -> None:
    """In an export of two councils, a case that names neither."""
    councils = ("Warwickshire County Council", "Torbay Council", "")
    write_export(tmp_path, *(SEEN | {"case_id": f"0010{at}", "authority": name} for at, name in enumerate(councils)))
    quality = examine(audit(AuditRequest((tmp_path,), date(2026, 10, 31))))

    assert quality.score.open_cases == 3
    assert ("any", 1) in {(each.requirement, each.cases) for each in quality.hidden if each.essential}


def test_problems_are_given_to_those_who_hold_the_case(spoilt: DataQuality) -> None:
    """The visit that has no such day is 00101's, though its row was set aside; three rows tell no child of the list."""
    by_code = {each.problem.code: (each.team, each.worker, each.of_a_case) for each in spoilt.problems}

    assert by_code["date-impossible"] == ("Team North", "Testworker One", True)
    assert by_code["case-id-blank"] == by_code["event-without-case"] == ("", "", False)
    assert spoilt.teams[0] == Holding("Team North", "", of_a_case=True, errors=1, warnings=1, notes=0)
    assert spoilt.teams[-1] == Holding("", "", of_a_case=False, errors=2, warnings=0, notes=0)


def test_completeness_counts_rows_set_aside(spoilt: DataQuality) -> None:
    """A bad row never makes a column look better."""
    filled = {(each.table, each.column): (each.filled, each.rows) for each in spoilt.columns}

    assert filled["cases", "pathway_start"] == (4, 6)
    assert filled["cases", "closed_on"] == (1, 6)
    assert filled["visits", "date"] == (2, 4)
    shares = [each.filled / each.rows for each in spoilt.columns]
    assert shares == sorted(shares)


def test_rows_set_aside_are_counted_by_table(spoilt: DataQuality) -> None:
    """Those of children last, where they are most to be noticed."""
    assert spoilt.lost == (("visits", 2), ("cases", 1))
    assert {kind.code: kind.rows_set_aside for kind in spoilt.kinds if kind.rows_set_aside} == {
        "case-id-blank": 1,
        "date-impossible": 1,
        "event-without-case": 1,
    }
