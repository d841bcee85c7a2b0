"""What publication says in words: how numbers were treated, and lists whose numbers must not be shown."""

from __future__ import annotations

from dataclasses import replace

from cwd_audit.model.month import MonthReport, Shorthand
from cwd_audit.reporting.month.publication.hiding import Choice

_HIDDEN_WORDS = "how many children that concerns is not shown, since a small number is or would follow from it."


def put_in_words(report: MonthReport, choice: Choice) -> MonthReport:
    """Tell of rules that were not run, and of silences, in the notes where their number of children is to be hidden.

    Such a number is of the children of some pathways. Where any group is hidden for its size, each but 0 and the
    number of all children could give it away; else only small ones are hidden.
    """
    safe = {0, report.children} if choice.sizes and report.publication.secondary else None

    def hides(cases: int) -> bool:
        return 0 < cases < report.publication.suppress_below or (safe is not None and cases not in safe)

    words = [
        f"The policy sets no interval for {silence.requirement}{f' of {silence.pathway}' if silence.pathway else ''}; "
        f"{_HIDDEN_WORDS}"
        for silence in report.silences
        if hides(silence.cases)
    ]
    words += [
        f"Rule {rule.rule} was not run for want of {', '.join(rule.needs)}; {_HIDDEN_WORDS}"
        for rule in report.not_run
        if hides(rule.cases)
    ]
    return replace(
        report,
        not_run=tuple(rule for rule in report.not_run if not hides(rule.cases)),
        silences=tuple(silence for silence in report.silences if not hides(silence.cases)),
        notes=(*report.notes, *words),
        hidden=report.hidden + len(words),
    )


def note(report: MonthReport) -> MonthReport:
    """Say that numbers are hidden, and that they are rounded."""
    words = []
    if report.hidden:
        words.append(
            f"{Shorthand.CONFIDENTIAL} stands for a number that is not shown because it, or another that would follow "
            f"from it, counts from 1 to {report.publication.suppress_below - 1} children."
        )
    if report.publication.round_to > 1:
        words.append(
            f"Counts are rounded to the nearest {report.publication.round_to}, and percentages are of the rounded "
            "counts. Each is rounded for itself, so that groups may not add up to the whole."
        )
    return replace(report, notes=(*report.notes, *words))
