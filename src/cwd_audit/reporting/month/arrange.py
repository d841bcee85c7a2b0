"""The monthly report put together: what leaders should take away, the pages, and the notes."""

from __future__ import annotations

from collections.abc import Iterator

from cwd_audit.model.indicators import Publication
from cwd_audit.model.month import Direction, MonthReport, Rating, Shorthand
from cwd_audit.reporting.month.indicator_pages import (
    BOTH,
    ONCE,
    REAL,
    SHORTHANDS,
    UNASSESSED,
    count_ratings,
    glance,
    meanings,
    pages_of,
)
from cwd_audit.reporting.month.other_pages import other_pages, say_children
from cwd_audit.reporting.month.pages import Document, Page
from cwd_audit.reporting.month.words import say_month, say_number
from cwd_audit.reporting.words import say_count, say_date, say_list

CONTACT = "[Contact: name, team and email address of whoever answers questions about this report]"


def arrange(report: MonthReport) -> Document:
    """The whole report as pages."""
    policies = say_list(policy.authority or policy.title for policy in report.policies) if report.policies else ""
    return Document(
        title=f"Children With Disabilities: monthly performance report, {say_month(report.month_end)}",
        subtitle=f"{policies}. Figures as at {say_date(report.month_end)}".removeprefix(". "),
        summary=tuple(_summary(report)),
        cover=tuple(_cover(report)),
        notes=tuple(_notes(report)),
        pages=tuple(_pages(report)),
        created=report.month_end,
    )


def _pages(report: MonthReport) -> Iterator[Page]:
    if report.results:
        yield glance(report.results, report.month_end)
        for number, result in enumerate(report.results, 1):
            yield from pages_of(number, result, report.month_end)
    yield from other_pages(report)
    if report.results:
        yield meanings(report.results)


def _summary(report: MonthReport) -> Iterator[str]:
    families = report.families
    several = f"; {say_number(families)} families have more than one" if families != 0 else ""
    yield f"{say_children(report)}{several}."
    ratings = count_ratings(report.results)
    for rating in (Rating.RED, Rating.AMBER, Rating.GREEN):
        if ratings[rating]:
            yield f"{rating.value} ({len(ratings[rating])}): {say_list(ratings[rating])}."
    if ratings[Rating.NONE]:
        yield f"{say_count(len(ratings[Rating.NONE]), 'indicator')} could not be rated or had no target."
    worse = [each.card.title for each in report.results if each.direction is Direction.WORSE]
    if worse:
        yield f"Worse than the month before: {say_list(worse)}."
    kinds = len(report.unassessed)
    yield (
        f"Not every child could be assessed: {say_count(kinds, 'reason')}, listed on the page Not assessed."
        if kinds
        else "Every child could be assessed."
    )
    late = [policy.document for policy in report.policies if policy.past_review]
    if late:
        yield f"Past its own review date: {say_list(late)}."


def _cover(report: MonthReport) -> Iterator[str]:
    yield (
        f"This report shows figures for {say_month(report.month_end)}, worked out from the records as exported; it "
        "holds no child's record and names no child and no worker. The list of children is a separate, internal report."
    )
    for clause in report.ordered_by:
        yield f"It is ordered by section {clause.section}: “{clause.quote}”"
    yield f"Small numbers: {say_publication(report.publication, report.hidden)}"
    rows, aside = (sum(getattr(each, name) for each in report.sources) for name in ("rows", "rows_set_aside"))
    yield f"Made from {say_count(rows, 'row')} of the export, of which {aside:,} were set aside for a fault."
    yield CONTACT


def say_publication(publication: Publication, hidden: int) -> str:
    """How small numbers were treated, in sentences."""
    if publication.suppress_below > 1:
        least = publication.suppress_below - 1
        said = [f"numbers from 1 to {least} are replaced by {Shorthand.CONFIDENTIAL.value}; 0 is a true zero"]
        if not publication.suppress_not_assessed:
            said.append("how many could not be assessed is shown, however few: it tells of the records")
        said.append(
            "further numbers are replaced so that none of them can be worked out from the others"
            if publication.secondary
            else "no further numbers are replaced, so that some may be worked out from others"
        )
    else:
        said = ["all numbers are shown, however small"]
    if publication.round_to > 1:
        said.append(f"numbers are rounded to the nearest {publication.round_to}, so that totals may not add up")
    said.append(f"{say_count(hidden, 'number')} replaced in this report" if hidden else "none replaced in this report")
    return f"{'; '.join(said)}. {publication.source}"


def _notes(report: MonthReport) -> Iterator[tuple[str, str]]:
    yield (
        BOTH,
        (
            "There are two measures. “In time” is of the children open at the end of the month; “done in time” is of "
            "what fell due in the month. A team may be good at one and poor at the other."
        ),
    )
    yield (
        UNASSESSED,
        ("Children who could not be assessed are counted apart. They are in no percentage, and so improve none."),
    )
    yield SHORTHANDS, "; ".join(f"{each.value} stands for {each.in_words}" for each in Shorthand) + "."
    yield (
        ONCE,
        (
            "Each child is counted once and in one group. Brothers and sisters are counted each for themselves, so "
            "that one family may move a percentage of a small group."
        ),
    )
    yield (
        REAL,
        (
            "A change counts as real where six or more months running lie on one side of the median, or five or more "
            "months running all rise or all fall (Perla, Provost and Murray, BMJ Quality & Safety 2011; 20: 46). "
            "Anything else is month-to-month variation."
        ),
    )
    for number, note in enumerate(report.notes, 6):
        yield f"note {number}", note
