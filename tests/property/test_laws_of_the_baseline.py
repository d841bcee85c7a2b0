"""What holds of two reports laid side by side."""

from __future__ import annotations

from datetime import date
from random import Random

from effort import tried_on
from hypothesis import given
from hypothesis import strategies as st

from builders_report import a_policy, a_report, with_status
from cwd_audit.audit.baseline import Baseline, Then, compare
from cwd_audit.audit.request import Narrowing
from cwd_audit.audit.run import Audit
from cwd_audit.model.caseload import Caseload
from cwd_audit.model.report import BaselineLine, Finding, Status
from cwd_audit.reporting.selection import LATE

MANY = tried_on(40)
ALL = Narrowing()
Findings = tuple[Finding, ...]


@st.composite
def findings(draw: st.DrawFn) -> Findings:
    """Some children under some rules, each pair once; a child may stand on two pathways."""
    keys = st.tuples(st.sampled_from(("00101", "00102", "00103")), st.sampled_from("xyz"), st.sampled_from(("A", "B")))
    return tuple(
        with_status(draw(st.sampled_from(Status)), case_id=child, rule=f"testshire.{rule}", pathway=pathway, team=team)
        for child, rule, pathway in draw(st.lists(keys, unique_by=lambda key: key[:2], max_size=8))
        for team in (f"Team {child}",)
    )


def beside(before: Findings, now: Findings, narrowing: Narrowing = ALL) -> Audit:
    """The audit that found these, compared with the report that found those."""
    then = (
        Then(each.case_id, each.policy, each.rule, each.pathway, each.team, each.worker, each.requirement, each.status)
        for each in before
    )
    baseline = Baseline("baseline.json", date(2025, 12, 1), {"testshire": a_policy().sha256}, tuple(then))
    considered = tuple(each for each in now if narrowing.keeps(each))
    audit = Audit(a_report(*considered), considered, now, Caseload({}, frozenset(), (), ()), ())
    return compare(baseline, audit, narrowing)


def line(before: Findings, now: Findings, narrowing: Narrowing = ALL) -> BaselineLine:
    """What is said of the changes."""
    said = beside(before, now, narrowing).report.baseline
    assert said
    return said


@MANY
@given(findings(), findings())
def test_everything_that_is_or_was_late_is_counted_once(before: Findings, now: Findings) -> None:
    """What was late is mended, gone, not assessed or unchanged; what is late is new or unchanged, and told if new."""
    said = line(before, now)
    told = beside(before, now).report.findings

    assert said.new == sum(each.status in LATE for each in told)

    assert said.mended + said.gone + said.unassessed_now + said.unchanged == sum(f.status in LATE for f in before)
    assert said.new + said.unchanged == sum(f.status in LATE for f in now)


@MANY
@given(findings())
def test_beside_itself_a_report_has_nothing_new(same: Findings) -> None:
    """Neither late nor mended nor gone, and no finding is told again."""
    audit = beside(same, same)
    said = line(same, same)

    assert (said.new, said.mended, said.gone) == (0, 0, 0)
    assert not audit.report.findings


@MANY
@given(findings(), findings())
def test_what_is_new_one_way_round_is_over_the_other_way(before: Findings, now: Findings) -> None:
    """Of two reports, whichever is the earlier."""
    one, other = line(before, now), line(now, before)

    assert one.new == other.mended + other.gone + other.unassessed_now
    assert one.unchanged == other.unchanged


@MANY
@given(findings(), findings(), st.randoms(use_true_random=False))
def test_the_order_of_findings_changes_no_count(before: Findings, now: Findings, random: Random) -> None:
    """Reports of two versions may list the same findings in another order."""
    mixed = [tuple(random.sample(each, len(each))) for each in (before, now)]

    assert line(before, now)._replace(mended_findings=()) == line(mixed[0], mixed[1])._replace(mended_findings=())


@MANY
@given(findings(), findings())
def test_the_changes_of_the_teams_are_the_changes_of_all(before: Findings, now: Findings) -> None:
    """A manager of each team adds up to the head of service."""
    teams = sorted({each.team for each in (*before, *now)})
    parts = [line(before, now, Narrowing(teams=(team,))) for team in teams]
    whole = line(before, now)

    for name in ("new", "mended", "gone", "unassessed_now", "unchanged", "not_assessed"):
        assert getattr(whole, name) == sum(getattr(part, name) for part in parts), name
