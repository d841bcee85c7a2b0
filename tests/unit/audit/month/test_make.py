"""The month worked out from exports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from commands import SAMPLES
from cwd_audit.audit.findings import find
from cwd_audit.audit.month.groups import BLANK, NOT_KNOWN, SEVERAL
from cwd_audit.audit.month.make import make_month
from cwd_audit.audit.month.view import MonthView
from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit
from cwd_audit.model.errors import Fault, PolicyError, UsageError
from cwd_audit.model.indicators import Card, Indicators, Measure, Publication
from cwd_audit.model.month import AgreedExceptions, Direction, Figure, IndicatorResult, Line, MonthReport, Shorthand
from cwd_audit.model.policy import Policy
from cwd_audit.model.report import Status
from month_cards import every_measure, make_card, make_indicators

OCTOBER = date(2026, 10, 31)
X, Z = Shorthand.NOT_AVAILABLE, Shorthand.NOT_APPLICABLE
VISITS = make_card(
    "Visits", Measure.TIMESCALE, "bromley.cin.visit", "bromley.cin-support.visit", minimum_denominator=1
)  # fmt: skip
OPEN = make_card("Open", Measure.OPEN)


@cache
def month_of(sample: str, *policies: str) -> MonthReport:
    """The October of a sample, with a card for each measure."""
    return make_month(AuditRequest((SAMPLES / sample,), OCTOBER, policies), every_measure)


def result(report: MonthReport, title: str) -> IndicatorResult:
    """The indicator of a title."""
    return next(each for each in report.results if each.card.title == title)


def month(
    folder: Path, tables: Mapping[str, str], *cards: Card, month_end: date = OCTOBER, policy: str = "bromley"
) -> MonthReport:
    """The month of an export written as a person would, under a council's policy."""
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")

    def cards_of(chosen: Policy) -> Indicators:
        return make_indicators(chosen.id, *(cards or (VISITS,)))

    return make_month(AuditRequest((folder,), month_end, (policy,)), cards_of)


CASES = """case_id,pathway,pathway_start,team,closed_on
1,CIN,01/06/2026,North,
2,CIN,01/06/2026,South,
3,CIN,01/06/2026,South,15/09/2026
"""
SEEN = "case_id,date\n1,20/06/2026\n1,10/07/2026\n2,20/06/2026\n"


def test_both_measures_by_month(tmp_path: Path) -> None:
    """Four weeks: child 1 was seen in time until 7 August; child 2 until 18 July; child 3 never, and has left."""
    (found,) = month(tmp_path, {"cases": CASES, "visits": SEEN}).results

    assert (
        [
            (6, Figure(2, 3), Figure(2, 3)),  # the first visit fell due on 29 June
            (7, Figure(1, 2 + 1), Figure(1, 2)),
            (8, Figure(0, 3), Figure(0, 1)),
            (9, Figure(0, 2), Figure(0, 0)),
            (10, Figure(0, 2), Figure(0, 0)),
        ]
        == [(point.month_end.month, *point.line[1:]) for point in found.history]
    )
    assert found.direction is Direction.SAME
    assert found.longest_overdue == 105


def test_children_who_come_later_or_have_left_are_not_open(tmp_path: Path) -> None:
    """A report on September made in November."""
    cases = f"{CASES}4,CIN,10/10/2026,North,\n"
    report = month(tmp_path, {"cases": cases, "visits": SEEN}, OPEN, VISITS, month_end=date(2026, 9, 30))

    assert [3, 3, 3, 2] == [point.line.at_month_end.numerator for point in report.results[0].history]
    assert report.children == 2
    assert Figure(0, 2) == report.results[1].whole.at_month_end
    assert report.unassessed == ()
    assert "Children who came after 30 September 2026 are in none of the figures of this month." in report.notes


WIDE = """case_id,pathway,pathway_start,last_visit
1,CIN,01/06/2026,15/10/2026
2,CIN,01/06/2026,15/09/2026
3,CIN,01/06/2026,05/11/2026
"""


def test_last_dates_make_no_history(tmp_path: Path) -> None:
    """And a last date after month end hides what was done before it: not assessed, neither late nor in time."""
    report = month(tmp_path, {"cases": WIDE})
    (found,) = report.results

    assert Line("All", Figure(1, 2, 1), Figure(X, X, X)) == found.whole
    assert len(found.history) == 1
    assert found.no_history.startswith("The export holds only the last date of visits:")
    assert found.direction is Direction.UNKNOWN
    assert [(each.requirement, each.children) for each in report.unassessed] == [("visit", 1)]


def test_a_list_beside_last_dates_is_history(tmp_path: Path) -> None:
    """The list is used, and the last dates are not."""
    (found,) = month(tmp_path, {"cases": WIDE, "visits": SEEN}).results

    assert len(found.history) == 5
    assert found.no_history == ""


@pytest.mark.parametrize(
    ("cases", "unknown"),
    [
        ("case_id,pathway,pathway_start\n1,CIN,01/06/2026\n2,CIN,\n", 1),  # no day to count from
        ("case_id,pathway,pathway_start\n1,CIN,01/06/2026\n2,,01/06/2026\n", 1),  # no pathway
        ("case_id,pathway,pathway_start\n1,CIN,01/06/2026\n2,Elsewhere,01/06/2026\n", 1),
        ("case_id,pathway,pathway_start\n1,CIN,01/06/2026\n2,CIN,01/06/2026\n2,CIN,02/06/2026\n", 1),  # contested
    ],
)
def test_who_cannot_be_assessed_is_so_in_every_month(cases: str, unknown: int, tmp_path: Path) -> None:
    """Never in a percentage, and never gone."""
    report = month(tmp_path, {"cases": cases, "visits": "case_id,date\n1,20/10/2026\n"})
    (found,) = report.results

    assert len(found.history) > 1
    assert {unknown} == {point.line.at_month_end.not_assessed for point in found.history}
    assert {1} == {point.line.at_month_end.denominator for point in found.history}
    assert Figure(0, 1, 1) == found.history[0].line.done_in_month
    assert sum(int(each.children) for each in report.unassessed) == unknown


def test_what_the_export_lacks_is_not_available(tmp_path: Path) -> None:
    """The children are counted as not assessed, and no percentage is made of nothing."""
    report = month(tmp_path, {"cases": "case_id,pathway,pathway_start\n1,CIN,01/06/2026\n"})
    (found,) = report.results

    assert Figure(X, X, 1) == found.whole.at_month_end
    assert found.no_history == "The export lacks what this goes by: visits.date."
    assert [(each.requirement, each.children) for each in report.unassessed] == [("visit", 1)]


def test_each_child_is_in_one_group(tmp_path: Path) -> None:
    """Blanks last; of a child with several, that is said."""
    cases = (
        "case_id,pathway,pathway_start,team,site\n1,CIN,01/06/2026,team north,\n2,CIN,01/06/2026,Team North,\n"
        "3,CIN,01/06/2026,,\n4,Elsewhere,01/06/2026,Team East,\n5,CIN,01/06/2026,Team East,\n"
        "5,CIN Support,01/06/2026,Team North,\n"
    )
    (found,) = month(tmp_path, {"cases": cases, "visits": SEEN}, OPEN).results
    groups = {by: [(line.label, line.at_month_end.numerator) for line in lines] for by, lines in found.breakdowns}

    assert {
        "Hub or pathway": [("CIN", 3), (SEVERAL, 1), (NOT_KNOWN, 1)],
        "Team": [("Team East", 1), ("Team North", 2), (SEVERAL, 1), (BLANK, 1)],
        "Site": [(BLANK, 5)],
    } == groups


def test_agreements_are_in_force_expiring_and_expired(tmp_path: Path) -> None:
    """By the child; a later agreement replaces an earlier one."""
    cases = "case_id,pathway,pathway_start\n" + "".join(f"{child},SFH,01/01/2026\n" for child in range(1, 6))
    agreed = (
        "case_id,requirement,interval,agreed_by,agreed_by_role,agreed_on,expires\n"
        "1,Visit,3 months,Testmanager One,,01/09/2026,31/12/2026\n"
        "1,Visit,2 months,Testmanager One,,01/08/2026,31/08/2026\n"
        "2,Visit,3 months,Testmanager One,,01/09/2026,15/11/2026\n"
        "3,Visit,3 months,Testmanager One,,01/03/2026,30/04/2026\n"
        "4,Visit,3 months,,,01/09/2026,31/12/2026\n"
    )
    tables = {"cases": cases, "variations": agreed, "visits": "case_id,date\n1,02/01/2026\n"}
    card = make_card("Agreements", Measure.AGREEMENTS, requirement="visit")
    report = month(tmp_path, tables, card, policy="warks")
    history = [point.line.at_month_end.numerator for point in report.results[0].history]

    assert AgreedExceptions("visit", 2, 1, 1) in report.agreed
    assert [0, 0, 1, 1, 0, 0, 0, 1, 2, 2] == history


def test_workloads_count_workers(tmp_path: Path) -> None:
    """The limit of 50 is that of a worker of one role; the unallocated are nobody's."""
    rows = [
        f"{child},RIH,01/01/2026,Testworker {'One' if child < 52 else 'Two'},Family Support Worker"
        for child in range(60)
    ]
    cases = "case_id,pathway,pathway_start,worker,worker_role\n" + "\n".join([*rows, "99,RIH,01/01/2026,,"])
    card = make_card("Caseload", Measure.CASELOAD, "warks.rih.caseload")
    report = month(tmp_path, {"cases": cases}, card, policy="warks")
    (load,) = report.loads

    assert Figure(1, 2) == report.results[0].whole.at_month_end
    assert (50, 2, 1, 8, 30, 52) == load[3:]


def test_a_month_before_the_records_is_refused(tmp_path: Path) -> None:
    """And the first that there is, is named."""
    with pytest.raises(UsageError) as refused:
        month(tmp_path, {"cases": CASES, "visits": SEEN}, month_end=date(2026, 5, 31))

    assert "--month: the records begin in June 2026\n  Choose a month from June 2026 on." == str(refused.value)


def no_cards_for(policy: str) -> Callable[[Policy], Indicators]:
    """Cards for every policy but one."""

    def cards(chosen: Policy) -> Indicators:
        if chosen.id == policy:
            raise PolicyError(Fault(policy, "it has no cards", "write some"))
        return every_measure(chosen)

    return cards


def test_a_council_without_cards_is_refused_and_a_statute_is_left_out() -> None:
    """With cards the statute's own indicators stand beside the council's, and change none of its figures."""
    both = AuditRequest((SAMPLES / "bromley-plain.xlsx",), OCTOBER, ("bromley", "england-statutory"))
    with pytest.raises(PolicyError, match="it has no cards"):
        make_month(both, no_cards_for("bromley"))
    alone, beside = make_month(both, no_cards_for("england-statutory")), make_month(both, every_measure)

    assert ["bromley"] == [policy.id for policy in alone.policies]
    assert {"bromley", "england-statutory"} == {each.policy for each in beside.results}
    assert alone.results == tuple(each for each in beside.results if each.policy == "bromley")
    assert (alone.children, alone.families) == (beside.children, beside.families)


def test_of_several_councils_the_strictest_decision_holds(tmp_path: Path) -> None:
    """What one of them hides is hidden for all."""
    (tmp_path / "cases.csv").write_text(
        "case_id,authority,pathway,pathway_start\n1,Bromley,CIN,01/06/2026\n2,Torbay,SBP,01/06/2026\n", encoding="utf-8"
    )
    ways = {
        "bromley": Publication(suppress_below=6, secondary=False, round_to=1, source="Six."),
        "torbay": Publication(suppress_below=3, secondary=True, round_to=5, source="Five."),
    }

    def cards(policy: Policy) -> Indicators:
        return make_indicators(policy.id, OPEN, publication=ways[policy.id])

    report = make_month(AuditRequest((tmp_path,), OCTOBER), cards)

    assert Publication(suppress_below=6, secondary=True, round_to=5, source="Six. Five.") == report.publication
    assert [1, 1] == [each.whole.at_month_end.numerator for each in report.results]


EXPORTS = (
    ("bromley-liquidlogic.xlsx", "bromley"),
    ("warwickshire-plain.xlsx", "warks"),
    ("nottinghamshire-mosaic.xlsx", "notts"),
    ("stoke-on-trent-plain.xlsx", "stoke"),
    ("torbay-every-rule.xlsx", "torbay"),
    ("troubled.xlsx", "bromley"),
    ("bromley-wide-liquidlogic.xlsx", "bromley"),
)


def add(lines: tuple[Line, ...]) -> list[Counter[int]]:
    """The sums of the numbers of both figures, by place."""
    sums: list[Counter[int]] = [Counter(), Counter()]
    for line in lines:
        for total, figure in zip(sums, (line.at_month_end, line.done_in_month), strict=True):
            total.update({place: number for place, number in enumerate(figure or ()) if isinstance(number, int)})
    return sums


@pytest.mark.parametrize(("sample", "policy"), EXPORTS)
def test_groups_add_up_to_the_whole(sample: str, policy: str) -> None:
    """Of every indicator, in every grouping and both measures; and the last month is the whole."""
    report = month_of(sample, policy)

    assert sum(len(each.breakdowns) for each in report.results) > 3
    for each in report.results:
        for breakdown in each.breakdowns:
            assert add((each.whole,)) == add(breakdown.lines), (each.card.title, breakdown.by)
        assert each.history[-1].line == each.whole


@pytest.mark.parametrize(("sample", "policy"), EXPORTS)
def test_this_month_is_what_the_check_finds(sample: str, policy: str) -> None:
    """Child by child the worst finding of a card's rules, for cases that are there and on their pathway by then."""
    done = audit(AuditRequest((SAMPLES / sample,), OCTOBER, (policy,)))
    (run,) = done.runs
    view = MonthView(run, done.caseload, OCTOBER)
    findings = [
        each for each in find(run, done.caseload.sources, OCTOBER) if each.case_id not in view.still_to_come
    ]  # fmt: skip
    late: dict[str, set[str]] = {}
    unknown: dict[str, set[str]] = {}
    for card in every_measure(run.policy).indicator:
        if card.measure is Measure.TIMESCALE:
            mine = [each for each in findings if each.rule in card.rules]
            late[card.title] = {each.case_id for each in mine if each.status is Status.OVERDUE}
            unknown[card.title] = {each.case_id for each in mine if each.status is Status.NOT_ASSESSED}
            unknown[card.title] |= {
                each.case_id
                for each in findings
                if each.status is Status.NOT_ASSESSED and each.rule == f"{policy}.any.{card.title.lower()}"
            }
            unknown[card.title] -= late[card.title]
    report = month_of(sample, policy)
    untold = sum(map(len, view.untold_since.values()))

    assert late
    for title, children in late.items():
        figure = result(report, title).whole.at_month_end
        judged = 0 if figure.denominator is X else int(figure.denominator) - int(figure.numerator)
        assert judged + untold >= len(children) >= judged, title
        if not untold and not view.lacking(result(report, title).card):
            assert figure.not_assessed == len(unknown[title]), title


def test_the_children_are_those_of_the_check() -> None:
    """All of whom are open in the samples, as their families are."""
    report = month_of("bromley-plain.xlsx", "bromley")

    assert result(report, "Open").whole.at_month_end.numerator == report.children
    assert report.families == 4


def test_longest_and_problems_come_worst_first() -> None:
    """Visits, reviews and supervisions first; errors before warnings."""
    report = month_of("troubled.xlsx", "bromley")
    by_requirement: dict[str, list[int]] = {}
    for line in report.longest:
        by_requirement.setdefault(line.requirement, []).append(int(line.days))

    assert list(by_requirement) == [each for each in ("visit", "review", "supervision") if each in by_requirement]
    assert all(days == sorted(days, reverse=True) and min(days) > 0 for days in by_requirement.values())
    assert [each.severity for each in report.problems] == sorted(
        (each.severity for each in report.problems), key=["error", "warning", "note"].index
    )
    assert "date-after-as-of" not in {each.code for each in report.problems}


def test_nothing_of_a_child_is_in_the_report() -> None:
    """No ID, no name, no worker: figures and the titles of groups."""
    done = audit(AuditRequest((SAMPLES / "troubled.xlsx",), OCTOBER, ("bromley",)))
    cases = done.caseload.tables["cases"]
    personal = {
        word
        for column in ("case_id", "name", "worker", "family_id")
        if column in cases
        for word in np.asarray(cases[column], dtype=object).astype(str)
        if word
    }
    told = repr(replace(month_of("troubled.xlsx", "bromley"), sources=()))

    assert len(personal) > 50
    assert not {word for word in personal if f"'{word}'" in told or f" {word} " in told}


def test_a_rule_about_closed_cases_concerns_no_open_one(tmp_path: Path) -> None:
    """Where it cannot be run, it is the closed cases that are not assessed."""
    cases = "case_id,pathway,pathway_start,closed_on\n1,SSH,01/06/2026,\n2,SSH,01/06/2026,15/09/2026\n"
    card = make_card("Closures", Measure.KEPT, "warks.closure.steps.completed")
    (found,) = month(tmp_path, {"cases": cases}, card, policy="warks").results

    assert Figure(X, X, 1) == found.whole.at_month_end
