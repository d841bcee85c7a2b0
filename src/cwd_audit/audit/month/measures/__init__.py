"""How indicators are worked out: one module for each `Measure`, found by its name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple, Protocol, cast

import numpy as np

from cwd_audit.engine.month_ends import Standing, Standings
from cwd_audit.model.month import Breakdown, Figure, Line, MonthPoint, Shorthand
from cwd_audit.reporting.words import say_list

if TYPE_CHECKING:
    from cwd_audit.audit.month.groups import Grouping
    from cwd_audit.audit.month.view import MonthView
    from cwd_audit.engine.facts import Mask
    from cwd_audit.model.indicators import Card, Measure

WHOLE = "All"
LineOf = Callable[[str, "Mask"], Line]
"""A label and the children under it -> their line."""


class Measured(NamedTuple):
    """What a measure makes of a card."""

    history: tuple[MonthPoint, ...]
    """The earliest first; the last is this month."""
    no_history: str
    breakdowns: tuple[Breakdown, ...]
    longest_overdue: int | None = None


class MeasureModule(Protocol):
    """A module of this package, named as its `Measure`."""

    @staticmethod
    def measure(card: Card, view: MonthView) -> Measured:
        """The indicator of the card, in all months that can be told of."""


def find_measure(name: Measure) -> MeasureModule:
    """The module of a measure."""
    return cast("MeasureModule", import_module(f"{__name__}.{name.value}"))


def lay_out(view: MonthView, of_day: Callable[[date], LineOf], no_history: str = "") -> Measured:
    """The months and the groups of an indicator.

    Args:
        view: the months.
        of_day: for a month-end, what makes a line of some children.
        no_history: why only this month can be told of.
    """
    days = view.month_ends[-1:] if no_history else view.month_ends
    everybody = np.ones(view.children, bool)
    points = tuple(MonthPoint(day, of_day(day)(WHOLE, everybody)) for day in days)
    now = of_day(days[-1])
    breakdowns = (_break_down(grouping, now) for grouping in view.groupings)
    return Measured(points, no_history, tuple(each for each in breakdowns if each.lines))


def _break_down(grouping: Grouping, line_of: LineOf) -> Breakdown:
    lines = (line_of(label, grouping.group == number) for number, label in enumerate(grouping.labels))
    return Breakdown(grouping.by, tuple(line for line in lines if _says_something(line)))


def _says_something(line: Line) -> bool:
    figures = (line.at_month_end, line.done_in_month)
    return any(isinstance(number, int) and number for figure in figures if figure for number in figure)


def count(standings: Standings) -> Figure:
    """So many in time of so many, and so many not assessed."""
    in_time, late, unknown = (
        int((standings == each).sum()) for each in (Standing.IN_TIME, Standing.LATE, Standing.NOT_ASSESSED)
    )
    return Figure(in_time, in_time + late, unknown)


def not_available(standings: Standings) -> Figure:
    """The figure where no rule of a card could be run: nobody is known to be in time."""
    unknown = int((standings == Standing.NOT_ASSESSED).sum())
    return Figure(Shorthand.NOT_AVAILABLE, Shorthand.NOT_AVAILABLE, unknown)


def say_lacking(card: Card, view: MonthView) -> str:
    """What the export lacks for the rules of a card."""
    columns = sorted({column for each in view.lacking(card) for column in each.lacking})
    return f"The export lacks what this goes by: {say_list(columns)}."
