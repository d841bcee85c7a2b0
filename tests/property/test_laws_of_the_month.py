"""What holds of the figures of any month of any small caseload."""

from __future__ import annotations

from datetime import date

from effort import tried_on
from held import Held, Row
from hypothesis import assume, given
from hypothesis import strategies as st

from cwd_audit.audit.month.make import make_month
from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit
from cwd_audit.model.errors import InputError, UsageError
from cwd_audit.model.month import Figure, Line, MonthReport, Number
from cwd_audit.model.report import Status
from month_cards import every_measure

OCTOBER = date(2026, 10, 31)
HUBS = ("Safeguarding and Support Hub", "Review and Intervention Hub", "Short Breaks and Family Help", "")
past = ("01/03/2026", "20/06/2026", "02/08/2026", "20/10/2026", "")
days = st.sampled_from((*past, "05/11/2026"))
cases = st.tuples(
    st.sampled_from(HUBS),
    st.sampled_from(past),
    st.sampled_from(("North", "South", "")),
    st.sampled_from(("", "", "", "15/09/2026")),
)
events = st.lists(st.tuples(st.integers(1, 5).map("{:05}".format), days), max_size=6)


HEADINGS: dict[str, Row] = {
    "cases": ("case_id", "pathway", "pathway_start", "team", "closed_on"),
    "visits": ("case_id", "date"),
    "reviews": ("case_id", "date"),
}


def read(children: list[Row], visits: list[Row], reviews: list[Row], *, check: bool) -> tuple[MonthReport, int, int]:
    """October, and of the audit of its last day how many children were late for a visit, and how many cases open."""
    rows = [(f"{at:05}", *case) for at, case in enumerate(children, 1)]
    asked, held = AuditRequest((), OCTOBER, ("warks",)), {"cases": rows, "visits": visits, "reviews": reviews}
    try:
        report = make_month(asked, every_measure, Held(HEADINGS, held))
    except (InputError, UsageError):
        assume(False)  # noqa: FBT003 – a caseload without a day
    if not check:
        return report, 0, 0
    checked = audit(asked, Held(HEADINGS, held)).report
    late = {f.case_id for f in checked.findings if f.requirement == "visit" and f.status is Status.OVERDUE}
    return report, len(late), checked.cases


drawn = st.lists(cases, min_size=1, max_size=5)


def total(numbers: list[Number]) -> int:
    """The sum of those that are numbers."""
    return sum(number for number in numbers if isinstance(number, int))


@tried_on(5)
@given(drawn, events, events)
def test_groups_add_up_to_the_whole_and_nobody_counts_twice(
    children: list[Row], visits: list[Row], reviews: list[Row]
) -> None:
    """By hub, by team and by site, at month end and in the month; no more meet a rule than are owed it."""
    report, *_ = read(children, visits, reviews, check=False)
    for result in report.results:
        for breakdown in result.breakdowns:
            for place in range(len(Figure._fields)):
                at_end = [line.at_month_end[place] for line in breakdown.lines]
                in_month = [line.done_in_month[place] for line in breakdown.lines if line.done_in_month]

                assert total(at_end) == total([result.whole.at_month_end[place]])
                assert total(in_month) == total([(result.whole.done_in_month or Figure(0, 0, 0))[place]])
        for line in (result.whole, *(line for each in result.breakdowns for line in each.lines)):
            assert_possible(line)


def assert_possible(line: Line) -> None:
    """No more are in time than are owed something."""
    for met, owed, unassessed in (line.at_month_end, line.done_in_month or Figure(0, 0, 0)):
        assert not isinstance(met, int) or not isinstance(owed, int) or 0 <= met <= owed
        assert not isinstance(unassessed, int) or unassessed >= 0


@tried_on(5)
@given(drawn, events, events)
def test_the_month_says_what_the_audit_of_its_last_day_says(
    children: list[Row], visits: list[Row], reviews: list[Row]
) -> None:
    """As many children late for a visit as `check` finds, and as many open; one who comes later is not there yet."""
    report, late, open_cases = read(children, visits, reviews, check=True)
    (result,) = [each for each in report.results if each.card.title == "Visit"]
    met, owed, _ = result.whole.at_month_end

    assert not isinstance(met, int) or not isinstance(owed, int) or owed - met == late
    assert report.children == open_cases
    assert result.history[-1].line == result.whole
