"""What the data-quality view says, the same in every form that people read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from cwd_audit.model.data_quality import Hindrance
from cwd_audit.model.problem import Severity
from cwd_audit.reporting.words import NO_TEAM, UNALLOCATED, say_count, say_date, say_list

if TYPE_CHECKING:
    from cwd_audit.model.caseload import Source
    from cwd_audit.model.data_quality import DataQuality, Filled, Hidden, Holding, Score

UNKNOWN_CASE = "Not known: the row tells no child of the list"
DEFINITION = (
    (
        "The score is a number of cases, a case being a child on a pathway: the open cases that can be assessed under "
        "every timescale of visits, reviews and supervisions that applies to them, with the interval recorded where "
        "one is chosen for each child."
    ),
    (
        "It is out of all open cases for which the policy sets such a timescale, and of each row of a list of children "
        "that was set aside, since it may be a child."
    ),
    (
        "The share can be raised by leaving children out of the export: no program can see who is not there. Compare "
        "the number with that of the children the teams know they have."
    ),
    (
        "Rows that are left out of the export raise the number only where one row contradicts another: a child "
        "recorded twice, a column with dates in two orders, a case that is closed on one list and open on another."
    ),
)
_BECAUSE = {
    Hindrance.BLANK: "because {columns} {is_} blank and no {requirement} that counts is recorded",
    Hindrance.UNDECIDED: "because {columns} {is_} blank or not known to the policy, so it cannot be said what is owed",
    Hindrance.UNANSWERED: "because what they ask about is blank: {columns}",
    Hindrance.INTERVAL: "on every day, because {columns} {is_} blank",
    Hindrance.LATER: "because the day to count from is after the day of the audit: {columns}",
    Hindrance.CONTESTED: "because the child is recorded twice with details that cannot both be right",
    Hindrance.UNTOLD: "because an export of this kind cannot hold what is asked for",
    Hindrance.NOT_EXPORTED: "because the export has no {columns}",
}
_ANYTHING = "anything"


def say_hidden(hidden: Hidden) -> str:
    """As `14 cases cannot be assessed for visits because “Level Start” is blank and no visit that counts …`."""
    named = [_say_column(*each) for each in zip(hidden.columns, hidden.headings, strict=True)]
    because = _BECAUSE[hidden.hindrance].format(
        columns=say_list(named) if named else "",
        is_="is" if len(named) == 1 else "are",
        requirement=hidden.requirement,
    )
    return f"{say_count(hidden.cases, 'case')} cannot be {_say_what(hidden)} {because}."


def _say_what(hidden: Hidden) -> str:
    if hidden.essential:
        return f"assessed for {_ANYTHING if hidden.requirement == 'any' else f'{hidden.requirement}s'}"
    return f"checked under {say_count(len(hidden.rules), 'rule')} on {hidden.requirement}"


def _say_column(column: str, heading: str) -> str:
    """A column as the export heads it; one that it lacks by the names of table and column."""
    table, _, name = column.partition(".")
    words = name.replace("_", " ")
    return f"“{heading}”" if heading else words if table == "cases" else f"{words} of {table}"


def say_lost(quality: DataQuality) -> Iterator[str]:
    """As `3 rows of visits were set aside for an error, so what they record is not counted`."""
    for table, rows in quality.lost:
        was, they = ("was", "it records") if rows == 1 else ("were", "they record")
        yield f"{say_count(rows, 'row')} of {table} {was} set aside for an error, so what {they} is not counted."
    if quality.score.rows_lost:
        rows = quality.score.rows_lost
        said = "1 of them may be a child" if rows == 1 else f"{rows:,} of them may be children"
        yield f"{said} of whom the audit says nothing."


def say_score(score: Score) -> str:
    """`Score: 66 of 78 cases can be assessed in full (84.6 %)`."""
    said = f"Score: {score.assessable:,} of {say_count(score.out_of, 'case')} can be assessed in full"
    return f"{said} ({say_share(score.assessable, score.out_of)})" if score.out_of else said


def say_score_parts(score: Score) -> str:
    """What the cases of the score are."""
    parts = [say_count(score.open_cases, "open case")]
    if score.rows_lost:
        parts.append(f"{say_count(score.rows_lost, 'row')} of lists of children set aside")
    left_out = f"; the policy sets nothing for {say_count(score.without_rule, 'case')}" if score.without_rule else ""
    return f"{say_list(parts)}{left_out}."


def say_share(part: int, whole: int) -> str:
    """`84.6 %`, rounded down, so that only what is complete is called 100 %."""
    tenths = part * 1000 // whole
    return f"{tenths // 10}.{tenths % 10} %"


def say_balance(sources: Iterable[Source]) -> Iterator[str]:
    """`export.xlsx, sheet Visits, as visits: 96 rows read = 95 used + 1 set aside`."""
    for source in sources:
        sheet = f", sheet {source.sheet}" if source.sheet else ""
        counted = f"{source.rows_used:,} used + {source.rows_set_aside:,} set aside"
        if source.rows:
            yield f"{source.file}{sheet}, as {source.table}: {say_count(source.rows, 'row')} read = {counted}"


def say_team(holding: Holding) -> str:
    """The team, or that none is known."""
    return holding.team or NO_TEAM if holding.of_a_case else UNKNOWN_CASE


def say_worker(holding: Holding) -> str:
    """The worker; blank where no case is known."""
    return holding.worker or UNALLOCATED if holding.of_a_case else ""


def list_incomplete(columns: Iterable[Filled]) -> list[Filled]:
    """Columns with a row that has no value."""
    return [column for column in columns if column.filled < column.rows]


def sum_up_quality(quality: DataQuality) -> str:
    """The whole view in a sentence."""
    counts = Counter(held.problem.severity for held in quality.problems)
    found = ", ".join(say_count(counts[severity], severity.value) for severity in Severity)
    return f"{say_score(quality.score)}, as at {say_date(quality.as_of)}; {found}."
