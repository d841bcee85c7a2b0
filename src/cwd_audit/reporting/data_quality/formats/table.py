"""`table`: the data-quality view on a terminal, what it costs the audit first and the sum of it last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cwd_audit.model.data_quality import Hindrance
from cwd_audit.reporting.data_quality.words import (
    DEFINITION,
    list_incomplete,
    say_balance,
    say_hidden,
    say_lost,
    say_score_parts,
    say_share,
    say_team,
    say_worker,
    sum_up_quality,
)
from cwd_audit.reporting.formats.table.fit import Head
from cwd_audit.reporting.formats.table.screen import Screen
from cwd_audit.reporting.safe import clip
from cwd_audit.reporting.words import say_count, say_date

if TYPE_CHECKING:
    from cwd_audit.model.data_quality import DataQuality
    from cwd_audit.reporting.options import RenderOptions

BINARY = False
MOST_SHOWN = 20
"""Lines of a list; the other forms have all of it."""
_COUNTS = tuple(Head(heading, whole=True, right=True) for heading in ("Errors", "Warnings", "Notes"))


def render(quality: DataQuality, options: RenderOptions) -> bytes:
    """The view drawn to the width of the terminal."""
    screen = Screen(options)
    for _, title in quality.policies:
        screen.line(f"Data quality: {clip(title, 200)}, as at {say_date(quality.as_of)}", "bold")
    for note in quality.notes:
        screen.line(note)
    _draw_hidden(screen, quality)
    _draw_kinds(screen, quality)
    _draw_holders(screen, quality)
    _draw_columns(screen, quality)
    screen.heading("WHAT WAS READ")
    for line in say_balance(quality.sources):
        screen.line(line, indent=2)
    screen.heading("HOW THE SCORE IS COUNTED")
    for line in DEFINITION:
        screen.line(line, indent=2)
    screen.line(f"Here: {say_score_parts(quality.score)}", indent=2)
    screen.heading(sum_up_quality(quality))
    return screen.drawn()


def _draw_hidden(screen: Screen, quality: DataQuality) -> None:
    """What counts in the score, and whatever is blank; what is only not exported is counted together."""
    others = [each for each in quality.hidden if not each.essential and each.hindrance is Hindrance.NOT_EXPORTED]
    told = [each for each in quality.hidden if each not in others]
    if not quality.hidden and not quality.lost:
        screen.heading("NOTHING IS HIDDEN FROM THE AUDIT")
        return
    screen.heading("WHAT THIS HIDES FROM THE AUDIT", "yellow")
    for each in told[:MOST_SHOWN]:
        screen.line(say_hidden(each), indent=2)
    _draw_rest(screen, len(told))
    for line in say_lost(quality):
        screen.line(line, indent=2)
    if others:
        rules = {rule for each in others for rule in each.rules}
        more = "other rule" if told else "rule"
        said = f"{say_count(len(rules), more)} could not be run, because the export has no columns for what they ask"
        screen.line(f"{said}; `cwd-audit policy show ID --needs EXPORT` names them.", indent=2)


def _draw_kinds(screen: Screen, quality: DataQuality) -> None:
    screen.heading(f"PROBLEMS BY KIND: {say_count(len(quality.problems), 'problem')}")
    for kind in quality.kinds:
        aside = f", {say_count(kind.rows_set_aside, 'row')} set aside" if kind.rows_set_aside else ""
        screen.line(f"{kind.number:,} x {kind.severity.value}{aside}: {kind.message} [{kind.code}]", indent=2)
        where = f"{'at' if kind.number == 1 else 'first at'} {kind.first}. " if kind.first else ""
        screen.line(f"{where}{kind.hint}", indent=6)
    if quality.kinds:
        screen.line("`cwd-audit explain CODE` says more of each.", indent=2)


def _draw_holders(screen: Screen, quality: DataQuality) -> None:
    if not quality.problems:
        return
    screen.heading("BY TEAM")
    screen.table(
        [Head("Team", width=34), *_COUNTS],
        [[say_team(each), *map(_say_number, each[3:])] for each in quality.teams[:MOST_SHOWN]],
    )
    _draw_rest(screen, len(quality.teams))
    screen.heading("BY WORKER")
    screen.table(
        [Head("Worker", width=24), *_COUNTS, Head("Team", 2, width=34)],
        [[say_worker(each), *map(_say_number, each[3:]), say_team(each)] for each in quality.workers[:MOST_SHOWN]],
    )
    _draw_rest(screen, len(quality.workers))


def _draw_columns(screen: Screen, quality: DataQuality) -> None:
    incomplete = list_incomplete(quality.columns)
    complete = len(quality.columns) - len(incomplete)
    screen.heading(f"COMPLETENESS OF COLUMNS, the least complete first; {complete:,} of them have a value in every row")
    if incomplete:
        screen.line("A blank may be right, as an end that has not come. A row set aside for an error has no value.")
        screen.table(
            [
                Head("Column", width=30),
                Head("Of", width=14),
                Head("With a value", whole=True, right=True),
                Head("Rows", whole=True, right=True),
                Head("Share", whole=True, right=True),
                Head("Rules that want it", 2, whole=True, right=True),
            ],
            [
                [
                    each.heading, each.table, _say_number(each.filled), _say_number(each.rows),
                    say_share(each.filled, each.rows), _say_number(each.rules),
                ]
                for each in incomplete[:MOST_SHOWN]
            ],
        )  # fmt: skip
        _draw_rest(screen, len(incomplete))


def _draw_rest(screen: Screen, total: int) -> None:
    if total > MOST_SHOWN:
        screen.line(f"and {total - MOST_SHOWN:,} more: --format xlsx or json has them all")


def _say_number(number: object) -> str:
    return f"{number:,}"
