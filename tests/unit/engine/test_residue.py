"""Cases that no rule judged: none is lost, and none passes for one in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from builders import Row, facts, timescale
from cwd_audit.engine.judgement import judge
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.engine.residue import NotRunnable, Why, find_residue
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.policies.calendars import load_calendar

AS_OF = date(2026, 6, 30)
VISIT = timescale(every="6 weeks")
REVIEW = timescale("test.hub.review", requirement="review", every="6 weeks")
STATUS = timescale("test.s17.review", requirement="review", every="1 year", applies_to={"legal_status": ["s17"]})
Found = tuple[int, str, Why, tuple[str, ...]]


def _residue(cases: Sequence[Row], run: Sequence[TimescaleRule], *not_run: NotRunnable) -> set[Found]:
    known = facts(AS_OF, cases, pathway_ids={"hub": "hub", "quiet": "quiet"}, visits=[], reviews=[])
    judged = judge(run, write_obligations(run, known, load_calendar()), known, 28, ())
    found = find_residue(run, not_run, judged.case, known)
    rows = zip(*(column.tolist() for column in found[:4]), strict=True)
    return {(case, found.requirements[what], Why(why), found.columns[lacking]) for case, what, why, lacking in rows}


def test_what_decides_is_blank() -> None:
    """One row for each requirement it might owe, and the columns that are blank."""
    cases: list[Row] = [{"case_id": "1", "pathway": "", "legal_status": ""}, {"case_id": "2", "pathway": "hub"}]
    expected = {
        (0, "visit", Why.NOT_RECORDED, ("pathway",)),
        (0, "review", Why.NOT_RECORDED, ("legal_status", "pathway")),
    }

    assert expected == _residue(cases, [VISIT, REVIEW, STATUS])


def test_a_pathway_the_policy_does_not_know() -> None:
    """It is as good as blank."""
    assert _residue([{"pathway": "elsewhere"}], [VISIT]) == {(0, "visit", Why.NOT_RECORDED, ("pathway",))}


def test_the_policy_is_silent() -> None:
    """On a pathway without a rule there is one row, for all requirements."""
    assert _residue([{"pathway": "quiet"}], [VISIT, REVIEW]) == {(0, "", Why.NO_RULE, ())}


def test_a_rule_that_was_not_run() -> None:
    """The case would owe it; the row says which columns the export lacks."""
    lacking = NotRunnable(REVIEW, ("reviews.date",))

    assert _residue([{"pathway": "hub"}], [], lacking) == {(0, "review", Why.NOT_EXPORTED, ("reviews.date",))}
    assert _residue([{"pathway": "quiet"}], [], lacking) == {(0, "", Why.NO_RULE, ())}
    assert _residue([{"pathway": ""}], [], lacking) == {(0, "review", Why.NOT_RECORDED, ("pathway",))}


def test_a_case_that_some_rule_judged_is_not_left() -> None:
    """It is in the findings; what else it might owe is told by the rules that were not run."""
    assert not _residue([{"pathway": "hub"}], [VISIT], NotRunnable(REVIEW, ("reviews.date",)))


def test_a_closed_case_is_not_left() -> None:
    """It owes nothing."""
    assert not _residue([{"pathway": "", "closed_on": AS_OF}], [VISIT])


def test_nothing_came_to_follow() -> None:
    """A rule that waits for a review judges no child that had none; the child is not lost."""
    after = timescale("test.hub.supervision", requirement="supervision", within="20 days", after_each="review")
    known = facts(AS_OF, [{"pathway": "hub"}], reviews=[], supervisions=[])
    judged = judge([after], write_obligations([after], known, load_calendar()), known, 28, ())
    left = find_residue([after], [], judged.case, known)

    assert list(zip(left.case.tolist(), left.why.tolist(), strict=True)) == [(0, Why.NO_RULE)]
