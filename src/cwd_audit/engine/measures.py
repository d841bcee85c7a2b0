"""Quantities of a case: nights and days in any stretch of time, the longest stay, sums, ages, caseloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.counted import key_of
from cwd_audit.engine.facts import Facts, Mask
from cwd_audit.engine.obligations import spread
from cwd_audit.engine.periods import NO_DAY, Days, add
from cwd_audit.engine.selection import Selected, select
from cwd_audit.model.canonical import TABLES

if TYPE_CHECKING:
    from cwd_audit.model.period import Period
    from cwd_audit.model.rows import Measure
    from cwd_audit.model.working_calendar import WorkingCalendar

_ONE_DAY = np.timedelta64(1, "D")


class Measured(NamedTuple):
    """For each case how much, and the stretch in which; NaN where nothing can be measured."""

    number: NDArray[np.float64]
    first_day: Days
    last_day: Days

    def where(self, others: Mask, other: Measured) -> Measured:
        """The same quantities, of some cases with the stretch of another."""
        return Measured(
            self.number,
            np.where(others, other.first_day, self.first_day),
            np.where(others, other.last_day, self.last_day),
        )


def measure(what: Measure, facts: Facts, concerned: Mask, calendar: WorkingCalendar) -> Measured:
    """Measure every case.

    Args:
        what: the quantity.
        facts: the cases.
        concerned: the cases a worker's caseload is counted among.
        calendar: bank holidays.
    """
    if what.of is None:
        number = ages(facts) if what.take == "age in years" else _caseload(facts, concerned)
        blank = np.full(len(number), NO_DAY)
        return Measured(number, blank, blank)
    rows = select(what.of, facts)
    children = int(facts.child_of_case.max(initial=-1)) + 1
    match what.take:
        case "nights" | "days":
            found = _most_in_any(_dates_away(rows, what.take == "days", facts), what.in_any, children, calendar)
        case "rows":
            found = _most_in_any(rows.rows(~np.isnat(rows.day)), what.in_any, children, calendar)
        case "longest stay in nights" | "longest stay in days":
            found = _longest(rows, "days" in what.take, children, facts)
        case "settings":
            pairs = np.unique(np.column_stack([rows.child, facts.words(rows.table, "setting").codes[rows.at]]), axis=0)
            found = _plain(np.bincount(pairs[:, 0], minlength=children) if len(pairs) else np.zeros(children))
        case "sum":
            amounts = np.nan_to_num(facts.numbers(rows.table, what.column)[rows.at])
            found = _plain(np.bincount(rows.child, amounts, minlength=children))
        case _:
            found = _months(rows, what, children, facts)
    of = facts.child_of_case
    return Measured(found.number[of], found.first_day[of], found.last_day[of])


def _plain(number: NDArray[np.generic]) -> Measured:
    blank = np.full(len(number), NO_DAY)
    return Measured(number.astype(np.float64), blank, blank)


def ages(facts: Facts) -> NDArray[np.float64]:
    """Whole years on the day of the audit; a birthday on 29 February is kept on 28 February in common years."""
    born = facts.days("cases", "dob")
    known = ~np.isnat(born)
    age = np.full(len(born), np.nan)
    month = born[known].astype("M8[M]")
    now = facts.today.astype("M8[M]")
    months = (now - month).astype(np.int64)
    last_of_month = (now + np.timedelta64(1, "M")).astype("M8[D]") - _ONE_DAY
    day = np.minimum(now.astype("M8[D]") + (born[known] - month.astype("M8[D]")), last_of_month)
    age[known] = (months - (facts.today < day)) // 12
    return age


def _caseload(facts: Facts, concerned: Mask) -> NDArray[np.float64]:
    worker = facts.words("cases", "worker")
    codes = worker.codes.astype(np.int64)
    count = np.bincount(codes[concerned], minlength=len(worker.categories))[codes].astype(np.float64)
    count[facts.is_one_of("cases", "worker", ("",))] = np.nan
    return count


def _stays(rows: Selected, facts: Facts) -> tuple[Days, Days]:
    """Start and end of each stay; one that goes on ends on the day of the audit."""
    end = facts.days(rows.table, "end")[rows.at]
    return rows.day, np.minimum(np.where(np.isnat(end), facts.today, end), facts.today)


def _dates_away(rows: Selected, touched: bool, facts: Facts) -> Selected:  # noqa: FBT001 – nights or days
    """One row for each night away, or each day touched; overlapping stays do not count twice."""
    start, end = _stays(rows, facts)
    length = np.maximum((end - start).astype(np.int64) + touched, 0)
    stay, place = spread(length)
    child, day = rows.child[stay], start[stay] + place.astype("m8[D]")
    _, once = np.unique(key_of(child, day), return_index=True)
    return Selected(rows.table, rows.at[stay][once], child[once], day[once])


def _most_in_any(dates: Selected, stretch: Period | None, children: int, calendar: WorkingCalendar) -> Measured:
    """The most dates in any stretch of time, and the first and last of them; without a stretch, all there are."""
    if stretch is None or not len(dates.child):
        return _plain(np.bincount(dates.child, minlength=children))
    key = key_of(dates.child, dates.day)
    after = np.searchsorted(key, key_of(dates.child, add(dates.day, stretch, calendar)), side="left")
    count = after - np.arange(len(key))
    best = np.lexsort((dates.day, -count, dates.child))
    new = np.ones(len(best), bool)
    new[1:] = dates.child[best][1:] != dates.child[best][:-1]
    best = best[new]
    number, first, last = np.zeros(children), np.full(children, NO_DAY), np.full(children, NO_DAY)
    child = dates.child[best]
    number[child], first[child], last[child] = count[best], dates.day[best], dates.day[after[best] - 1]
    return Measured(number, first, last)


def _longest(rows: Selected, touched: bool, children: int, facts: Facts) -> Measured:  # noqa: FBT001 – as above
    start, end = _stays(rows, facts)
    length = (end - start).astype(np.int64) + touched
    best = np.lexsort((-length, rows.child))
    new = np.ones(len(best), bool)
    new[1:] = rows.child[best][1:] != rows.child[best][:-1]
    best = best[new]
    number, first, last = np.zeros(children), np.full(children, NO_DAY), np.full(children, NO_DAY)
    child = rows.child[best]
    number[child], first[child], last[child] = length[best], start[best], end[best]
    return Measured(number, first, last)


def _months(rows: Selected, what: Measure, children: int, facts: Facts) -> Measured:
    """Months from one date to another, the most of each child; a part of a month counts as half of one."""
    table = rows.table
    start, end = facts.days(table, what.column)[rows.at], facts.days(table, what.to)[rows.at]
    whole = (end.astype("M8[M]") - start.astype("M8[M]")).astype(np.float64)
    rest = (end - end.astype("M8[M]")).astype(np.float64) - (start - start.astype("M8[M]")).astype(np.float64)
    known = ~np.isnat(start) & ~np.isnat(end)
    months = np.where(rest < 0, whole - 0.5, np.where(rest > 0, whole + 0.5, whole))
    number = np.full(children, np.nan)
    np.fmax.at(number, rows.child[known], months[known])
    return _plain(number)


def rows_behind(what: Measure, found: Measured, facts: Facts) -> Selected:
    """The rows a quantity was taken of: those in the stretch it was found in, or all of them where there is none."""
    assert what.of
    rows = select(what.of, facts)
    first, last = (np.full(int(facts.child_of_case.max(initial=-1)) + 1, NO_DAY) for _ in range(2))
    first[facts.child_of_case], last[facts.child_of_case] = found.first_day, found.last_day
    first, last = first[rows.child], last[rows.child]
    if "end" not in TABLES[rows.table].by_name or not {"nights", "days"} & set(what.take.split()):
        within = (rows.day >= first) & (rows.day <= last)
    else:
        start, end = _stays(rows, facts)
        longest = what.take.startswith("longest")
        within = (start == first) & (end == last) if longest else (start <= last) & (end >= first)
    return rows.rows(np.isnat(first) | within)


def both_sides(what: Measure) -> Measure | None:
    """For a measure in nights, the same in days touched (A-25)."""
    pairs = {"nights": "days", "longest stay in nights": "longest stay in days"}
    return what.model_copy(update={"take": pairs[what.take]}) if what.take in pairs else None
