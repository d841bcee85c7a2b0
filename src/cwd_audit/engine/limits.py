"""Which period limits each obligation: the rule's own, one of a sequence, or the one recorded for the child."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

from cwd_audit.model.kinds.timescale import PerCase
from cwd_audit.model.period import Period, Unit

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Facts, Positions
    from cwd_audit.model.kinds.timescale import TimescaleRule


@dataclass
class PeriodList:
    """The distinct periods of a ledger; a limit is a position in it."""

    periods: list[Period] = field(default_factory=list)

    def position(self, period: Period) -> int:
        """The position of a period, which is added if it is new."""
        if period not in self.periods:
            self.periods.append(period)
        return self.periods.index(period)


@dataclass(frozen=True)
class Limits:
    """For each case the limit of its recurring obligations, by how many came before."""

    sequence: NDArray[np.int64]
    """Cases × steps; the last step goes on. Step 0 is the rule's `first`, if it has one, else the same as step 1."""
    latest: NDArray[np.int64]
    """For each case the longest limit that might be meant where its own is not recorded, else −1."""

    def at(self, case: Positions, step: Positions) -> NDArray[np.int64]:
        """The limit of each case at each step."""
        return cast("NDArray[np.int64]", self.sequence[case, np.minimum(step, self.sequence.shape[1] - 1)])


def find_limits(rule: TimescaleRule, facts: Facts, periods: PeriodList) -> Limits:
    """The limits of a recurring rule for every case."""
    count = len(facts.cases)
    latest = np.full(count, -1)
    if isinstance(rule.every, PerCase):
        every, latest = _per_case(rule.every, facts, periods)
        steps = [every]
    else:
        assert rule.every is not None
        steps = [np.full(count, periods.position(period)) for period in rule.every]
    first = np.full(count, periods.position(rule.first)) if rule.first else steps[0]
    return Limits(np.column_stack([first, *steps]), latest)


def _per_case(term: PerCase, facts: Facts, periods: PeriodList) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The recorded limit; where none is: `otherwise`, or the shortest choice with the longest as the latest."""
    if term.per_case == "visit_interval":
        words = facts.words("cases", term.per_case)
        recorded = np.array([_position(periods, word) for word in words.categories] or [-1])[words.codes]
    else:
        months = facts.numbers("cases", term.per_case)
        recorded = np.full(len(months), -1)
        for number in np.unique(months[~np.isnan(months)]).astype(int).tolist():
            recorded[months == number] = periods.position(Period(number, Unit.MONTHS))
    default = periods.position(term.otherwise or term.choices[0])
    longest = -1 if term.otherwise else periods.position(term.choices[-1])
    return np.where(recorded < 0, default, recorded), np.where(recorded < 0, longest, -1)


def _position(periods: PeriodList, word: str) -> int:
    return periods.position(Period.parse(word)) if word and word[0].isdigit() else -1
