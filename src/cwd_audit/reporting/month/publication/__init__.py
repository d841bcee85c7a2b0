"""Hides small numbers in a monthly report, and as many others as would give them away. Pure.

What is sensitive: how many children (or obligations of children) a figure counts, from 1 to one less than the
council's `suppress_below`, and likewise those who fell short, which a reader gets by subtraction, and those who could
not be assessed. 0 is a true zero and is shown. Counts of workers and of faults in an export are not about children.

1. A figure is a row of three cells: numerator, shortfall, not assessed. A row with a small cell is hidden whole.
2. Rows hang together: the groups of a breakdown add up to the whole; groups of different breakdowns may be the same
   children (a team that is a hub, or the teams of a hub); a card may be the sum of others that measure some of its
   rules; a table of children overdue or not assessed may repeat a cell. Who is in which group is not in the report, so
   whatever has equal figures throughout is taken to be the same children: what is so in truth is then never missed,
   and now and then more is hidden than need be.
3. Along each of these equations further rows are hidden until what is left over is itself fit to be shown, and no
   hidden number follows from all that is shown (`inference`). Where a whole is hidden, so are its groups.
4. What rests on a hidden number goes with it: rating, direction, run, the days of the child longest overdue.
5. Rounding comes last.

Not protected, and said in docs/small-numbers.md: that a cell of a hidden group is zero because the whole of its
breakdown has none; how large a hidden group is, where another card shows it and no group is small itself; what follows
from comparing two months' reports, or from knowing the children.
"""

from __future__ import annotations

from dataclasses import replace

from cwd_audit.model.month import MonthReport
from cwd_audit.reporting.month.publication.hiding import choose
from cwd_audit.reporting.month.publication.notes import note
from cwd_audit.reporting.month.publication.rounding import round_counts
from cwd_audit.reporting.month.publication.rows import read_rows
from cwd_audit.reporting.month.publication.same_children import find_equations
from cwd_audit.reporting.month.publication.showing import count_hidden, show

__all__ = ["publish"]


def publish(report: MonthReport) -> MonthReport:
    """The report as it may be published under its own `publication`.

    Numbers that must not be shown become `Shorthand.CONFIDENTIAL` and are counted in `hidden`. How many children the
    rules that were not run concern, and the requirements without an interval, is not published: those counts are 0. A
    report made by this function must not be given to it again.
    """
    rows = read_rows(report)
    equations = find_equations(report, rows) if report.publication.secondary else ()
    choice = choose(rows, equations, report.publication)
    shown = show(report, choice)
    counted = replace(shown, hidden=count_hidden(report, shown))
    return note(round_counts(counted))
