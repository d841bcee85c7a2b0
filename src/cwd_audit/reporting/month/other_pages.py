"""The pages beside the indicators: caseloads, the longest overdue, agreed exceptions, and what could not be judged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cwd_audit.model.month import MonthReport, Shorthand
from cwd_audit.reporting.month.indicator_pages import SHORTHANDS, UNASSESSED
from cwd_audit.reporting.month.pages import Column, Kind, Page, Table, Value
from cwd_audit.reporting.month.words import say_number
from cwd_audit.reporting.words import say_count, say_date, say_first_capital, say_list

_NOBODY = "[x]"


def other_pages(report: MonthReport) -> Iterator[Page]:
    """Every page that has something to show, and those whose emptiness is news."""
    if report.loads:
        yield _loads(report)
    yield _longest(report)
    if report.agreed:
        yield _agreed(report)
    yield _unassessed(report)
    yield _not_checked(report)
    if report.problems:
        yield _problems(report)
    yield _policies(report)


def _page(
    name: str, title: str, message: str, *, purpose: str, columns: Sequence[Column], rows: Sequence[tuple[Value, ...]]
) -> Page:
    table = Table(name.lower().replace(" ", "_"), tuple(columns), tuple(rows)) if rows else None
    return Page(name, title, message, (f"What this is for: {purpose}",), table)


def _loads(report: MonthReport) -> Page:
    over = [load.over for load in report.loads if isinstance(load.over, int)]
    message = f"{say_count(sum(over), 'worker')} held more children than the limit." if over else "See the table."
    counts = ("Limit", "Workers", "Over the limit", "Fewest children", "Middle (median)", "Most children")
    return _page(
        "Caseloads",
        f"Children for each worker, against the limits, at {say_date(report.month_end)} [{SHORTHANDS}]",
        message,
        purpose="see where work is unevenly spread. No worker is named here; the worklist names them.",
        columns=(Column("Limit of", width=40), *(Column(heading, Kind.COUNT) for heading in counts)),
        rows=[
            (load.title, load.limit, load.workers, load.over, load.least, load.middle, load.most)
            for load in report.loads
        ],
    )


def _longest(report: MonthReport) -> Page:
    days = [line.days for line in report.longest if isinstance(line.days, int)]
    message = f"The longest overdue has been so for {max(days):,} days." if days else "Nothing is known to be overdue."
    if any(isinstance(line.days, Shorthand) for line in report.longest):
        message = f"{message} Small numbers are not shown."
    return _page(
        "Longest overdue",
        f"How long the oldest has been overdue, at {say_date(report.month_end)} [{SHORTHANDS}]",
        message,
        purpose="ask for an account of the oldest first. No child is named here; the worklist lists them.",
        columns=(
            Column("Requirement", width=20),
            Column("Hub or pathway", width=34),
            Column("Children overdue", Kind.COUNT),
            Column("Longest (days)", Kind.COUNT),
        ),
        rows=[(say_first_capital(line.requirement), line.pathway, line.overdue, line.days) for line in report.longest],
    )


def _agreed(report: MonthReport) -> Page:
    in_force = [line.in_force for line in report.agreed if isinstance(line.in_force, int)]
    return _page(
        "Agreed exceptions",
        f"Longer intervals agreed by a manager, at {say_date(report.month_end)} [{SHORTHANDS}]",
        f"{say_count(sum(in_force), 'agreement')} in force." if in_force else "The numbers are too small to be shown.",
        purpose="renew or end those that are about to run out; an expired one no longer excuses anything.",
        columns=(
            Column("From", width=20),
            Column("In force", Kind.COUNT),
            Column("Ending within a month", Kind.COUNT),
            Column("Ended in the past 12 months", Kind.COUNT),
        ),
        rows=[
            (say_first_capital(line.requirement), line.in_force, line.expiring, line.expired) for line in report.agreed
        ],
    )


def _unassessed(report: MonthReport) -> Page:
    return _page(
        "Not assessed",
        f"Children who could not be assessed, and why, at {say_date(report.month_end)} [{UNASSESSED}] [{SHORTHANDS}]",
        "Every child who could not be assessed is counted here, and never as in time."
        if report.unassessed
        else "Every child could be assessed.",
        purpose="put the records right: until then nobody knows whether these children were seen.",
        columns=(Column("Requirement", width=20), Column("Why", width=70), Column("Children", Kind.COUNT)),
        rows=[(say_first_capital(line.requirement), line.reason, line.children) for line in report.unassessed],
    )


def _not_checked(report: MonthReport) -> Page:
    rows: list[tuple[Value, ...]] = [
        (
            "No rule in the policy",
            f"{say_first_capital(each.requirement)}, {each.pathway or 'all pathways'}",
            each.policy,
        )
        for each in report.silences
    ]
    rows += [
        ("Not run", f"{each.rule}: wants {say_list(each.needs) if each.needs else 'more columns'}", each.policy)
        for each in report.not_run
    ]
    return _page(
        "Not checked",
        "What the policy does not ask, and what the export could not answer",
        f"{say_count(len(report.silences), 'requirement')} without a rule in the policy; "
        f"{say_count(len(report.not_run), 'rule')} not run for want of columns.",
        purpose="know what no figure of this report covers. Nothing listed here counts as in time.",
        columns=(Column("What", width=22), Column("Which", width=80), Column("Policy", width=20)),
        rows=rows,
    )


def _problems(report: MonthReport) -> Page:
    return _page(
        "Data quality",
        "Faults of the export",
        f"{say_count(sum(each.times for each in report.problems), 'fault')} of "
        f"{say_count(len(report.problems), 'kind')}. An error sets a row aside.",
        purpose="send these to whoever keeps the records; the command validate lists each with its place.",
        columns=(
            Column("Severity", width=12),
            Column("What is wrong", width=70),
            Column("Times", Kind.COUNT),
            Column("Code", width=28),
        ),
        rows=[(say_first_capital(each.severity), each.says, each.times, each.code) for each in report.problems],
    )


def _policies(report: MonthReport) -> Page:
    rows: list[tuple[Value, ...]] = [
        (
            f"{each.authority}: {each.title}" if each.authority else each.title,
            each.document or _NOBODY,
            say_date(each.issued) if each.issued else _NOBODY,
            say_date(each.review_due) if each.review_due else _NOBODY,
            "yes" if each.past_review else "no",
            each.id,
        )
        for each in report.policies
    ]
    late = [each.document for each in report.policies if each.past_review]
    message = f"{say_list(late)}: past its own review date." if late else "No document is past its own review date."
    matters = tuple(f"To settle: {each.title}. {each.says}" for each in report.matters)
    page = _page(
        "Policies",
        "The policies that were applied",
        message,
        purpose="check that the documents are those in force.",
        columns=tuple(
            Column(heading, width=width)
            for heading, width in (
                ("Policy", 40),
                ("Document", 40),
                ("Issued", 16),
                ("Review due", 16),
                ("Past its review", 10),
                ("Identifier", 16),
            )
        ),
        rows=rows,
    )
    return Page(page.name, page.title, page.message, (*page.paragraphs, *matters), page.table)


def say_children(report: MonthReport) -> str:
    """How many children are open."""
    return f"{say_number(report.children)} children open at {say_date(report.month_end)}"
