"""Cases judged a batch of whole children at a time, so that the ledger of a nation never lies in memory.

A due date of a child depends on what is recorded of that child and on nothing else. So the batches can be judged one
after another, at once, or on several machines, and the judgements are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from cwd_audit.engine.facts import Facts
from cwd_audit.engine.judgement import Judgements, judge, keep_sums
from cwd_audit.engine.kinds.timescale import write_obligations
from cwd_audit.engine.ledger import Obligations, join_ledgers
from cwd_audit.engine.limits import PeriodList
from cwd_audit.engine.untold import Untold, withhold

if TYPE_CHECKING:
    from cwd_audit.engine.facts import Positions
    from cwd_audit.model.kinds.timescale import TimescaleRule
    from cwd_audit.model.working_calendar import WorkingCalendar

CHILDREN = 20_000
"""In one batch: so many that parting them takes little of the time, and so few that their ledger takes little room."""


@dataclass(frozen=True)
class Terms:
    """What a judgement depends on beside the rules and the cases."""

    due_within_days: int
    contested: Mapping[str, str]
    """The case_id of cases that cannot be judged -> why."""
    untold: Untold
    calendar: WorkingCalendar


@dataclass(frozen=True)
class Batch:
    """Some of the children with all that is recorded of them."""

    case: Positions
    """The position of each case among all cases."""
    facts: Facts


Judged = tuple[Obligations, Judgements]
JudgeBatch = Callable[[Batch], Judged]
ForEach = Callable[[JudgeBatch, Iterable[Batch]], Iterable[Judged]]
"""Calls the first with each of the second, in order: `map`, or what an engine for many machines has in its place."""


@dataclass(frozen=True)
class Batching:
    """How cases are judged in batches."""

    for_each: ForEach = map
    """What carries the batches out."""
    children: int = CHILDREN
    """How many a batch has at most."""


_ONE_BY_ONE = Batching()


def judge_cases(rules: Sequence[TimescaleRule], terms: Terms, facts: Facts) -> Judged:
    """The ledger of the rules, and the day laid over it.

    Raises:
        CalendarError: a due date in working days lies outside the calendar's span.
    """
    obligations = write_obligations(rules, facts, terms.calendar)
    judgements = judge(rules, obligations, facts, terms.due_within_days, terms.contested)
    judgements = withhold(judgements, rules, facts, terms.untold)
    return obligations, keep_sums(judgements, obligations.periods, terms.calendar)


def judge_in_batches(
    rules: Sequence[TimescaleRule], terms: Terms, facts: Facts, batching: Batching = _ONE_BY_ONE
) -> Judged:
    """The same judgements; the ledger that comes with them is empty.

    Args:
        rules: the rules.
        terms: what else the judgements depend on.
        facts: the cases.
        batching: how large the batches are, and what carries them out.

    Raises:
        CalendarError: a due date in working days lies outside the calendar's span.
    """
    periods, parts = PeriodList(), []
    for written, judged in batching.for_each(partial(_judge_batch, rules, terms), split(facts, batching.children)):
        position = np.array([*map(periods.position, written.periods), -1], np.int64)
        parts.append(replace(judged, limit=position[judged.limit]))
    joined = Judgements(
        *(np.concatenate([getattr(part, column.name) for part in parts]) for column in fields(Judgements))
    )
    return Obligations(join_ledgers([]), [], periods.periods), joined


def _judge_batch(rules: Sequence[TimescaleRule], terms: Terms, batch: Batch) -> Judged:
    written, judged = judge_cases(rules, terms, batch.facts)
    without_ledger = Obligations(join_ledgers([]), [], written.periods)
    return without_ledger, replace(judged, case=batch.case[judged.case])


def split(facts: Facts, children: int = CHILDREN) -> Iterator[Batch]:
    """The cases in batches of so many children, each with its rows of every table; one batch where there is no case."""
    batch_of_case = facts.child_of_case // children
    number = int(batch_of_case.max(initial=0)) + 1
    rows = {table: _rows_by_batch(facts.children(table), children, number) for table in facts.tables}
    for batch in range(number):
        case = np.flatnonzero(batch_of_case == batch)
        tables = {"cases": _take(facts.cases, case)}
        numbered = {}
        for table, (order, bounds) in rows.items():
            if table != "cases":
                chosen = order[bounds[batch] : bounds[batch + 1]]
                tables[table] = _take(facts.tables[table], chosen)
                numbered[table] = facts.children(table)[chosen] - batch * children
        yield Batch(case, Facts(tables, facts.provided, facts.as_of, facts.pathway_ids, numbered))


def _rows_by_batch(child: Positions, children: int, number: int) -> tuple[Positions, Positions]:
    """The rows batch by batch, each batch in the order of the table, and where each batch begins and the last ends."""
    small = np.int16 if number <= np.iinfo(np.int16).max else np.int64  # the small ones are sorted in one go
    batch = np.where(child < 0, -1, child // children).astype(small)
    order = np.argsort(batch, kind="stable")
    return order, np.searchsorted(batch[order], np.arange(number + 1))


def _take(frame: pd.DataFrame, rows: Positions) -> pd.DataFrame:
    """Some rows of a canonical frame; words of a column that has more of them than the batch has rows are let go."""
    return pd.DataFrame({name: _take_column(frame[name], rows) for name in frame}, copy=False)


def _take_column(column: pd.Series, rows: Positions) -> object:
    if not isinstance(column.dtype, pd.CategoricalDtype):
        return column.to_numpy()[rows]
    words = column.array
    codes = words.codes[rows]
    if len(words.categories) <= len(rows):
        return pd.Categorical.from_codes(codes, dtype=column.dtype)
    held = np.zeros(len(words.categories), bool)
    held[codes] = True
    return pd.Categorical.from_codes((np.cumsum(held) - 1)[codes], categories=words.categories[held])
