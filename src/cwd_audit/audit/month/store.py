"""The history file: month-end counts of each indicator, so that trends outlive exports without history.

It is the council's own file and is never published: whole figures before small numbers are hidden, and of no child.
Use `recall` before `publish`, and `remember` once the report is written, both on the report before publication.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from cwd_audit.audit.month.store_file import change_file, read_file
from cwd_audit.audit.month.store_rows import Key, Stored, define, months_before, say_month
from cwd_audit.model.month import IndicatorResult, MonthPoint, MonthReport
from cwd_audit.model.movement import charted, find_direction
from cwd_audit.model.run_chart import read_run
from cwd_audit.reporting.words import say_list

MONTHS = 12


class Remembered(NamedTuple):
    """What became of the figures of a report."""

    added: int
    replaced: int
    """Figures that were stored already, and otherwise."""


def recall(file: Path, report: MonthReport) -> MonthReport:
    """The report with the months that its export cannot tell of, as far as the file has them, marked `stored`.

    Only figures worked out by the same definition are taken: the same bytes of the policy, and a card that measures
    the same. Others are named in a note and not mixed in. So are figures of this export that differ from those
    stored; they stand, since the export is the newer.

    Raises:
        InputError: the file is no history, is of a later version, was altered or cannot be read.
        OutputError: its folder is missing, or it is in use.
    """
    stored = {row.key: row for row in read_file(file)}
    results = tuple(_fill(result, report, stored) for result in report.results)
    return replace(report, results=results, notes=(*report.notes, *_notes(report, stored)))


def remember(file: Path, report: MonthReport) -> Remembered:
    """Store the figures of a report that it worked out itself; the same report twice changes nothing.

    Raises:
        InputError: the file is no history, is of a later version, was altered or cannot be read.
        OutputError: it cannot be written; it is then as it was before.
        ValueError: the report has been published, and no longer has its numbers.
    """
    if report.hidden:
        message = "a published report cannot be remembered: its small numbers are gone"
        raise ValueError(message)
    new = {row.key: row for result in report.results for row in _rows(result, report)}
    before: dict[Key, Stored] = {}

    def change(rows: tuple[Stored, ...]) -> tuple[Stored, ...]:
        before.update({row.key: row for row in rows})
        return tuple((before | new).values())

    change_file(file, change)
    replaced = sum(before.get(key, row) != row for key, row in new.items())
    return Remembered(len(new.keys() - before.keys()), replaced)


def _rows(result: IndicatorResult, report: MonthReport) -> Iterator[Stored]:
    definition = define(result.card, result.policy, report.policies)
    for point in result.history:
        if not point.stored:
            yield Stored.of(Key(result.policy, result.card.id, definition, point.month_end), point.line)


def _fill(result: IndicatorResult, report: MonthReport, stored: Mapping[Key, Stored]) -> IndicatorResult:
    """With the months that the file has and the export has not; what goes by the months is worked out again."""
    definition = define(result.card, result.policy, report.policies)
    there = {point.month_end for point in result.history}
    points = [
        MonthPoint(day, stored[key].line(result.whole.label), stored=True)
        for day in months_before(report.month_end, MONTHS)
        if day not in there and (key := Key(result.policy, result.card.id, definition, day)) in stored
    ]
    if not points:
        return result
    history = tuple(sorted((*points, *result.history), key=lambda point: point.month_end))
    return replace(
        result,
        history=history,
        no_history="",
        direction=find_direction(result.card, history),
        run=read_run(_values(history, report.month_end)),
    )


def _values(history: Sequence[MonthPoint], month_end: date) -> list[float | None]:
    """What is charted of every month since the first; None for one that nobody knows."""
    known = {point.month_end: charted(point.line.at_month_end) for point in history}
    days = (*months_before(month_end, MONTHS), month_end)
    return [known.get(day) for day in days if day >= history[0].month_end]


def _notes(report: MonthReport, stored: Mapping[Key, Stored]) -> Iterator[str]:
    """What was changed since it was stored, and what was stored by another definition."""
    for result in report.results:
        definition = define(result.card, result.policy, report.policies)
        changed = [
            say_month(row.key.month_end)
            for row in _rows(result, report)
            if row.key in stored and stored[row.key] != row
        ]
        other = any(
            (key.policy, key.indicator) == (result.policy, result.card.id) and key.definition != definition
            for key in stored
            if key.month_end < report.month_end
        )
        if changed:
            yield f"{result.card.title}: figures changed since they were last issued, for {say_list(changed)}."
        if other:
            yield (
                f"{result.card.title}: the history file also holds months that were worked out under another version "
                "of the policy or of the indicator; they are not mixed in."
            )
