"""How a due date came about, in a sentence that can be checked by hand."""

from __future__ import annotations

from datetime import date

from cwd_audit.model.report import Finding, Status
from cwd_audit.reporting.words import say_count, say_date


def say_sum(finding: Finding, as_of: date) -> str:
    """`Last done 3 August 2026 + 4 weeks = due 31 August 2026; 61 days overdue on 31 October 2026`.

    "" where there is no due date. Where no sum makes it, the date alone.
    """
    if finding.due_on is None:
        return ""
    word = "" if finding.status is Status.NOT_ASSESSED else "due "
    due = f"{word}{say_date(finding.due_on)}"
    if finding.counted_from:
        begun = "Last done" if finding.counted_from == finding.last_on else "Counted from"
        due = f"{begun} {say_date(finding.counted_from)} + {finding.interval} = {due}"
    return f"{due[0].upper()}{due[1:]}{_say_standing(finding, as_of)}"


def count_days_left(finding: Finding, as_of: date) -> int | None:
    """Days until what is due soon is due; None for any other finding."""
    if finding.status is Status.DUE_SOON and finding.due_on:
        return (finding.due_on - as_of).days
    return None


def _say_standing(finding: Finding, as_of: date) -> str:
    if finding.days_overdue:
        return f"; {say_count(finding.days_overdue, 'day')} overdue on {say_date(as_of)}"
    left = count_days_left(finding, as_of)
    if left is None:
        return ""
    return f"; {say_count(left, 'day')} left on {say_date(as_of)}" if left else f"; {say_date(as_of)} is the last day"
