"""`timescale`: how many children were in time at month end, and how much of what fell due was done in time."""

from __future__ import annotations

from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cwd_audit.audit.month.measures import LineOf, Measured, count, lay_out, not_available, say_lacking
from cwd_audit.engine.month_ends import Standing, Standings, worst_of
from cwd_audit.model.month import Figure, Line, Shorthand
from cwd_audit.reporting.words import say_list

if TYPE_CHECKING:
    from cwd_audit.audit.month.view import MonthView
    from cwd_audit.engine.facts import Mask, Positions
    from cwd_audit.model.indicators import Card

_UNTOLD = Figure(Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE)


class _Month(NamedTuple):
    of_child: Standings
    due_of: Positions
    """For each obligation its child; one for each child whose obligations nobody can tell."""
    due: Standings


def measure(card: Card, view: MonthView) -> Measured:
    """A child is late if anything open is overdue, else not assessed if anything cannot be told, else in time."""
    rules = [view.run.rules[number] for number in view.timescales(card)]
    last_only = view.without_history(rules)
    no_history = ""
    if not rules and view.lacking(card):
        no_history = say_lacking(card, view)
    elif last_only:
        no_history = (
            f"The export holds only the last date of {say_list(last_only)}: "
            "what was done in earlier months cannot be told from it."
        )

    @cache
    def of_day(day: date) -> LineOf:
        return partial(_line, _read(card, view, day), bool(rules) or not view.lacking(card), not no_history)

    found = lay_out(view, of_day, no_history)
    days = view.ends.days_late(np.datetime64(view.month_end, "D"))[view.timescales(card)]
    return found._replace(longest_overdue=int(days.max(initial=0)) or None)


def stand_at(card: Card, view: MonthView, day: date) -> Standings:
    """For each child how it stood under the rules of a card."""
    chosen = view.timescales(card)
    of_case = view.standings(np.datetime64(day, "D"))[chosen].max(axis=0, initial=Standing.NOTHING_OWED)
    untold = view.certainly_lacking(card, day) | (view.undecided(card, day) & (of_case == Standing.NOTHING_OWED))
    of_case = np.where(untold, np.maximum(of_case, Standing.NOT_ASSESSED), of_case).astype(np.int8)
    return worst_of(of_case, view.child_of_case, view.children)


def _read(card: Card, view: MonthView, day: date) -> _Month:
    of_child = stand_at(card, view, day)
    chosen, last = view.timescales(card), np.datetime64(day, "D")
    fell_due = view.ends.fell_due(last.astype("M8[M]").astype("M8[D]"), last)
    ours = np.isin(fell_due.rule, chosen)
    due_of, due = view.child_of_case[fell_due.case[ours]], fell_due.outcome[ours]
    owing: Mask = np.logical_or.reduce(view.ends.owed_on(last)[chosen])
    told = view.children_of(owing)
    told[due_of] = True
    untold = np.flatnonzero((of_child == Standing.NOT_ASSESSED) & ~told)
    unknown = np.full(len(untold), Standing.NOT_ASSESSED, np.int8)
    return _Month(of_child, np.concatenate([due_of, untold]), np.concatenate([due, unknown]))


def _line(month: _Month, has_rules: bool, has_history: bool, label: str, children: Mask) -> Line:  # noqa: FBT001 – bound above
    at_end = month.of_child[children]
    done = count(month.due[children[month.due_of]]) if has_history else _UNTOLD
    return Line(label, count(at_end) if has_rules else not_available(at_end), done)
