"""`agreements`: how many agreed exceptions are in force."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cwd_audit.audit.month.measures import LineOf, Measured, lay_out
from cwd_audit.engine.conditions import decide_for_cases
from cwd_audit.engine.periods import Days, add
from cwd_audit.engine.variations import TABLE, find_expiry, usable_agreements
from cwd_audit.model.month import AgreedExceptions, Figure, Line, Shorthand
from cwd_audit.model.period import Period
from cwd_audit.policies.calendars import load_calendar

if TYPE_CHECKING:
    from cwd_audit.audit.month.view import MonthView
    from cwd_audit.engine.facts import Mask, Positions
    from cwd_audit.model.indicators import Card

_LAST_REVIEW_ONLY = "The export holds only the last review of each child, at which an earlier agreement may have ended."
_NONE_EXPORTED = "The export holds no table of agreements."
_FOR_EVER = np.datetime64("9999-12-31", "D")


class Agreed(NamedTuple):
    """Agreements that may vary a rule of one requirement; parallel columns."""

    requirement: str
    child: Positions
    agreed_on: Days
    ends: Days
    """The last day it holds."""

    def in_force(self, day: np.datetime64) -> Positions:
        """The children who have one in force on a day, each once: a later agreement replaces an earlier one."""
        return np.unique(self.child[(self.agreed_on <= day) & (self.ends >= day)])

    def ends_by(self, day: np.datetime64, later: np.datetime64) -> Positions:
        """Those of them who have none in force any more on a later day."""
        return np.setdiff1d(self.in_force(day), self.in_force(later))


def measure(card: Card, view: MonthView) -> Measured:
    """Each child once for each requirement, on a rule that applies to it, while it is open."""
    agreed = [each for each in find_agreed(view) if card.requirement in {"", each.requirement}]
    exported = TABLE in view.run.facts.tables
    why = _NONE_EXPORTED if not exported else _LAST_REVIEW_ONLY if "reviews" in view.last_only else ""

    def of_day(day: date) -> LineOf:
        there = view.children_of(view.present(day))
        at = np.datetime64(day, "D")
        excepted = np.concatenate([np.empty(0, np.int64), *(each.in_force(at) for each in agreed)])
        excepted = excepted[there[excepted]]

        def line_of(label: str, children: Mask) -> Line:
            number = int(children[excepted].sum()) if exported else Shorthand.NOT_AVAILABLE
            return Line(label, Figure(number, Shorthand.NOT_APPLICABLE), None)

        return line_of

    return lay_out(view, of_day, why)


def count_agreed(view: MonthView) -> tuple[AgreedExceptions, ...]:
    """For each requirement whose interval may be varied: in force, ending within a month, ended within twelve."""
    day = np.datetime64(view.month_end, "D")
    there = view.children_of(view.present(view.month_end))
    calendar = load_calendar()
    next_month = add(np.array([day]), Period.parse("1 month"), calendar)[0]
    year_before = (day.astype("M8[M]") - np.timedelta64(11, "M")).astype("M8[D]")
    counted = []
    for each in find_agreed(view):
        in_force = each.in_force(day)
        over = np.unique(each.child[(each.ends >= year_before) & (each.ends < day)])
        counted.append(
            AgreedExceptions(
                each.requirement,
                int(there[in_force].sum()),
                int(there[each.ends_by(day, next_month)].sum()),
                int(there[np.setdiff1d(over, in_force)].sum()),
            )
        )
    return tuple(counted)


def find_agreed(view: MonthView) -> list[Agreed]:
    """The agreements by requirement, in the order of the policy; none where the export has no table of them."""
    facts = view.run.facts
    if TABLE not in facts.tables:
        return []
    requirements = dict.fromkeys(rule.requirement for rule in view.run.rules if rule.variation)
    return [_agreed(requirement, view) for requirement in requirements]


def _agreed(requirement: str, view: MonthView) -> Agreed:
    facts = view.run.facts
    chosen = np.zeros(len(facts.tables[TABLE]), bool)
    child = facts.children(TABLE)
    for rule in view.run.rules:
        if rule.variation and rule.requirement == requirement:
            concerned = view.children_of(decide_for_cases(rule.applies_to, facts).applies)
            usable = usable_agreements(rule, facts)
            usable[usable] = concerned[child[usable]]
            chosen |= usable
    rows = np.flatnonzero(chosen)
    agreed_on = facts.days(TABLE, "agreed_on")[rows]
    ends = find_expiry(rows, child[rows], agreed_on, facts)
    return Agreed(requirement, child[rows], agreed_on, np.where(np.isnat(ends), _FOR_EVER, ends))
