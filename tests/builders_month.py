"""Monthly reports for tests of what shows or changes them. All names are invented."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date
from typing import Any

from builders_report import HOSTILE, a_policy
from cwd_audit.model.caseload import Source
from cwd_audit.model.indicators import Card, Measure, Polarity, Publication, Target, TargetAuthority
from cwd_audit.model.month import (
    AgreedExceptions,
    Breakdown,
    Direction,
    Figure,
    IndicatorResult,
    Line,
    Load,
    Longest,
    MonthPoint,
    MonthReport,
    ProblemCount,
    Rating,
    Run,
    Shorthand,
    Unassessed,
)
from cwd_audit.model.policy import Citation
from cwd_audit.model.report import MatterLine, NotRun, Silence

MONTH_END = date(2026, 10, 31)
COUNT_ONLY = Shorthand.NOT_APPLICABLE


def month_ends(count: int = 12) -> tuple[date, ...]:
    """The last days of so many months, up to and including the month of the report."""
    months = [divmod(MONTH_END.year * 12 + MONTH_END.month - 1 - back, 12) for back in reversed(range(count))]
    return tuple(date(year, month + 1, monthrange(year, month + 1)[1]) for year, month in months)


def a_card(**changes: Any) -> Card:  # noqa: ANN401 – any field of Card
    """The card of visits in time, but for the changes."""
    fields: dict[str, Any] = {
        "id": "testshire.visits",
        "title": "Visits in time",
        "question": "How many of our children were seen when they should have been?",
        "measure": Measure.TIMESCALE,
        "rules": ("testshire.sb.visit",),
        "numerator": "Children whose visit was in time",
        "denominator": "Children who are owed a visit",
        "cohort": "Children open on a pathway with visits",
        "excludes": ("children who could not be assessed",),
        "target": Target(
            percent=100,
            authority=TargetAuthority.LOCAL,
            source="4.2; the council is to confirm it",
            green=95,
            amber=85,
        ),
        "caution": "A child whose interval is not recorded is not assessed.",
    }
    return Card(**(fields | changes))


def a_line(label: str = "All", *figures: int) -> Line:
    """In time, judged and not assessed at month end; done in time and fell due in the month."""
    in_time, judged, unknown, done, due = figures or (87, 100, 12, 40, 50)
    return Line(label, Figure(in_time, judged, unknown), Figure(done, due, 0))


def a_result(**changes: Any) -> IndicatorResult:  # noqa: ANN401 – any field of IndicatorResult
    """Visits in time over twelve months, by pathway, team and site, but for the changes."""
    history = tuple(
        MonthPoint(day, a_line("All", 87 - 2 * (11 - place) % 7, 100, 12, 40, 50))
        for place, day in enumerate(month_ends())
    )
    whole = history[-1].line
    fields: dict[str, Any] = {
        "card": a_card(),
        "policy": "testshire",
        "whole": whole,
        "rating": Rating.AMBER,
        "direction": Direction.BETTER,
        "history": history,
        "no_history": "",
        "run": Run(85.5, "No more than month-to-month variation."),
        "breakdowns": (
            Breakdown("Hub or pathway", (a_line("Hub", 47, 50, 6, 20, 25), a_line("Short Breaks", 40, 50, 6, 20, 25))),
            Breakdown("Team", (a_line("Team North", 57, 60, 6, 30, 35), a_line("Team South", 30, 40, 6, 10, 15))),
            Breakdown("Site", (a_line("Testtown", 87, 100, 12, 40, 50),)),
        ),
        "longest_overdue": 123,
    }  # fmt: skip
    return IndicatorResult(**(fields | changes))


def a_count(**changes: Any) -> IndicatorResult:  # noqa: ANN401 – any field of IndicatorResult
    """How many children are open, but for the changes."""

    def counted(number: int, label: str = "All") -> Line:
        return Line(label, Figure(number, COUNT_ONLY), None)

    card = a_card(
        id="testshire.open", title="Children open", measure=Measure.OPEN, rules=(), target=None,
        polarity=Polarity.INFORMATION, question="How many children do we work with?", caution="",
    )  # fmt: skip
    fields: dict[str, Any] = {
        "card": card,
        "whole": counted(112),
        "rating": Rating.NONE,
        "direction": Direction.HIGHER,
        "history": tuple(MonthPoint(day, counted(100 + place)) for place, day in enumerate(month_ends(), 1)),
        "run": Run(106.5, "A real change: five or more months running rose."),
        "breakdowns": (Breakdown("Team", (counted(66, "Team North"), counted(46, "Team South"))),),
        "longest_overdue": None,
    }
    return replace(a_result(), **(fields | changes))


def without_history(**changes: Any) -> IndicatorResult:  # noqa: ANN401 – any field of IndicatorResult
    """The same visits from an export with last dates only."""
    none = Figure(Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE)
    whole = Line("All", Figure(87, 100, 12), none)
    fields: dict[str, Any] = {
        "card": a_card(id="testshire.reviews", title="Reviews in time", target=None),
        "whole": whole,
        "rating": Rating.NONE,
        "direction": Direction.UNKNOWN,
        "history": (MonthPoint(MONTH_END, whole),),
        "no_history": "The export has only last dates: earlier months cannot be told from it.",
        "run": Run(None, "Too few months to tell."),
        "breakdowns": (),
    }
    return replace(a_result(), **(fields | changes))


def a_publication(**changes: Any) -> Publication:  # noqa: ANN401 – any field of Publication
    """One to five hidden, but for the changes."""
    return Publication(**({"suppress_below": 6, "source": "Decided by the council."} | changes))


def a_month(*results: IndicatorResult, **changes: Any) -> MonthReport:  # noqa: ANN401 – any field of MonthReport
    """A monthly report with something on every page, but for the changes."""
    fields: dict[str, Any] = {
        "month_end": MONTH_END,
        "policies": (a_policy(),),
        "ordered_by": (Citation(section="9.2", quote="A report is made every month."),),
        "results": results or (a_result(), a_count(), without_history()),
        "children": 112,
        "families": 9,
        "sources": (Source("export.xlsx", "Cases", "plain", "cases", 120, 118, 2),),
        "longest": (Longest("testshire", "visit", "Short Breaks", 10, 123),),
        "loads": (Load("testshire", "testshire.sb.caseload", "Up to 50 children", 50, 8, 1, 6, 14, 51),),
        "agreed": (AgreedExceptions("visit", 7, 6, 8),),
        "unassessed": (Unassessed("visit", "the start of the pathway is not recorded", 12),),
        "problems": (ProblemCount("date-impossible", "error", "There is no such day.", 2),),
        "not_run": (NotRun("testshire.sb.nights", "testshire", ("stays.start", "stays.end"), 40, decides=False),),
        "silences": (Silence("testshire", "", "supervision", 112),),
        "matters": (MatterLine("testshire", "Two intervals for one visit", "Three months in 4.2, twenty days in 6."),),
        "notes": ("Past months count only the children who are in this export.",),
        "publication": a_publication(),
    }
    return MonthReport(**(fields | changes))


def a_hidden_month() -> MonthReport:
    """A report whose visits are too few to be shown."""
    hidden = Figure(Shorthand.CONFIDENTIAL, Shorthand.CONFIDENTIAL, Shorthand.CONFIDENTIAL)
    line = Line("All", hidden, hidden)
    result = a_result(
        whole=line,
        rating=Rating.NONE,
        direction=Direction.UNKNOWN,
        history=tuple(MonthPoint(day, line) for day in month_ends()),
        run=Run(None, "Too few months to tell."),
        breakdowns=(Breakdown("Team", (line._replace(label="Team North"), line._replace(label="Team South"))),),
        longest_overdue=Shorthand.CONFIDENTIAL,
    )
    return a_month(result, hidden=60)


def a_hostile_month() -> MonthReport:
    """Text that acts wherever an export or an analyst puts text."""
    lines = tuple(a_line(text, 10, 12, 0, 5, 6) for text in HOSTILE.values())
    return a_month(
        a_result(breakdowns=(Breakdown("Team", lines),)),
        notes=tuple(HOSTILE.values()),
        unassessed=tuple(Unassessed("visit", text, 7) for text in HOSTILE.values()),
    )


MONTHS = {
    "usual": a_month(),
    "hidden": a_hidden_month(),
    "hostile": a_hostile_month(),
    "nothing": a_month(
        results=(), children=0, families=0, sources=(), longest=(), loads=(), agreed=(), unassessed=(), problems=(),
        not_run=(), silences=(), matters=(), notes=(), policies=(), ordered_by=(),
    ),
}  # fmt: skip
"""Every report that each format must be able to show."""
