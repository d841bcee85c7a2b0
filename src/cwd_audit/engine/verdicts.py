"""What rules without a due date find: kept, not kept, or not to be judged."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.engine.conditions import decide_for_cases
from cwd_audit.engine.facts import Facts, Mask, Positions
from cwd_audit.engine.judgement import STATUSES, open_cases
from cwd_audit.engine.periods import NO_DAY, Days
from cwd_audit.engine.selection import Selected, for_each_case
from cwd_audit.model.report import Status

if TYPE_CHECKING:
    from cwd_audit.model.policy import JudgedRule

CODE = {status: code for code, status in enumerate(STATUSES)}


class Ground(IntEnum):
    """What a verdict rests on."""

    NONE = 0
    NOT_RECORDED = 1
    """What must be there is not; `detail` names it."""
    NOTHING_AFTER = 2
    """Nothing of the kind is recorded since `first_day`."""
    WRONG_WORD = 3
    """The column `detail` holds another word than those allowed."""
    DIFFERS_IN_FAMILY = 4
    NOTHING_BEFORE = 5
    """Nothing of the kind came before `first_day`, or not in time before it."""
    TOO_MUCH = 6
    """`number` was measured, from `first_day` to `last_day` where it is of a stretch of time."""
    AT_THE_BOUNDARY = 7
    """`number` is exactly where the text is silent, or nights and days fall on different sides of the limit."""
    NOT_AS_THE_FACTS = 8
    """The facts call for another word in `detail`."""
    BLANK = 9
    """The column `detail` that decides is blank."""
    UNTOLD = 10
    """The export cannot hold such rows of the case."""
    CONTESTED = 11


@dataclass(frozen=True)
class Verdicts:
    """Parallel columns, one row for each case a rule applies to; and beside them the records they rest on."""

    case: Positions
    status: NDArray[np.int8]
    ground: NDArray[np.int8]
    number: NDArray[np.float64]
    touched: NDArray[np.float64]
    """Where nights were measured, the days they touch; else NaN."""
    first_day: Days
    last_day: Days
    rests: Positions
    """For each record the verdict that rests on it, in order."""
    source: NDArray[np.int32]
    row: NDArray[np.int32]

    def places(self) -> list[list[tuple[int, int]]]:
        """For each verdict the records it rests on beside the case, as source and row."""
        ends = np.searchsorted(self.rests, np.arange(len(self.case) + 1)).tolist()
        records = list(zip(self.source.tolist(), self.row.tolist(), strict=True))
        return [records[start:end] for start, end in pairwise(ends)]


def concerned(rule: JudgedRule, facts: Facts) -> Mask:
    """The cases a rule certainly applies to: open ones, unless it asks for others."""
    applies, still_open = decide_for_cases(rule.applies_to, facts).applies, open_cases(facts)
    match rule.of_cases:
        case "open":
            return applies & still_open
        case "closed":
            return applies & ~still_open
        case "any":
            return applies


class Draft:
    """Verdicts in the making: every case, met until something is found."""

    def __init__(self, rule: JudgedRule, facts: Facts) -> None:
        count = len(facts.cases)
        self.failed = CODE[Status.QUERY if rule.fails_as == "query" else Status.BREACH]
        self.judged = concerned(rule, facts)
        self.status = np.full(count, CODE[Status.MET], np.int8)
        self.ground = np.zeros(count, np.int8)
        self.number: NDArray[np.float64] = np.full(count, np.nan)
        self.touched: NDArray[np.float64] = np.full(count, np.nan)
        self.first_day: Days = np.full(count, NO_DAY)
        self.last_day: Days = np.full(count, NO_DAY)
        self._shown: list[tuple[Positions, NDArray[np.int32], NDArray[np.int32]]] = []

    def leave_out(self, cases: Mask) -> None:
        """These cases owe nothing."""
        self.judged &= ~cases

    def fail(self, cases: Mask, ground: Ground) -> None:
        """These cases have not kept the rule."""
        self.status[cases], self.ground[cases] = self.failed, ground

    def ask(self, cases: Mask, ground: Ground) -> None:
        """The text does not settle these cases."""
        self.status[cases], self.ground[cases] = CODE[Status.QUERY], ground

    def withhold(self, cases: Mask, ground: Ground) -> None:
        """These cases cannot be judged."""
        self.status[cases], self.ground[cases] = CODE[Status.NOT_ASSESSED], ground

    def show(self, cases: Positions, table: str, at: Positions, facts: Facts) -> None:
        """Rest the verdicts of these cases on rows of a table, several for a case maybe, and on none shown before."""
        source, row = facts.origin(table)
        self._shown = [
            tuple(column[~np.isin(before[0], cases)] for column in before)  # type: ignore[misc]  # three columns
            for before in self._shown
        ]
        self._shown.append((cases, source[at], row[at]))

    def show_rows(self, rows: Selected, facts: Facts) -> None:
        """Rest the verdicts that are not kept on the rows of their child."""
        case, row = for_each_case(rows, facts)
        chosen = self.ground[case] != Ground.NONE
        self.show(case[chosen], rows.table, rows.at[row[chosen]], facts)

    def finish(self) -> Verdicts:
        """The verdicts of the cases that are judged."""
        case = np.flatnonzero(self.judged)
        place = np.cumsum(self.judged) - 1
        none = np.empty(0, np.int64), np.empty(0, np.int32), np.empty(0, np.int32)
        shown, source, row = (np.concatenate(column) for column in zip(none, *self._shown, strict=True))
        kept = np.flatnonzero(self.judged[shown])
        kept = kept[np.lexsort((row[kept], source[kept], shown[kept]))]
        return Verdicts(
            case, self.status[case], self.ground[case], self.number[case], self.touched[case], self.first_day[case],
            self.last_day[case], place[shown[kept]], source[kept], row[kept],
        )  # fmt: skip
