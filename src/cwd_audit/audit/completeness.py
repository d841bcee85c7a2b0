"""How complete the columns of an export are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.model.canonical import TABLES
from cwd_audit.model.caseload import SOURCE, UNKNOWN_SPELLING, Caseload
from cwd_audit.model.data_quality import Filled
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.problem import Severity

if TYPE_CHECKING:
    import pandas as pd

    from cwd_audit.engine.facts import Mask
    from cwd_audit.model.policy import Policy, RuleBase


def find_filled(caseload: Caseload, policies: Sequence[Policy]) -> tuple[Filled, ...]:
    """The columns that sheets of the export have, the least complete first.

    A value that could not be read, or that the vocabulary does not know, is none. A row set aside for an error has none
    in any column, so that a bad row never makes a column look better; of a sheet that mixes several tables it cannot be
    said which of them the row would have been in, and it is left out.
    """
    wanted = Counter(column for policy in policies for rule in policy.rules for column in _used_by(rule))
    found = [line for table in TABLES if table in caseload.tables for line in _of_table(table, caseload, wanted)]
    return tuple(
        sorted(found, key=lambda line: (line.filled / max(line.rows, 1), -line.rules, line.table, line.column))
    )


def _used_by(rule: RuleBase) -> frozenset[str]:
    """The columns a rule needs, and those it may count from."""
    return rule.needs() | {anchor.needs for anchor in rule.anchors} if isinstance(rule, TimescaleRule) else rule.needs()


def _of_table(table: str, caseload: Caseload, wanted: Counter[str]) -> Iterator[Filled]:
    frame = caseload.tables[table]
    there = {at for at, source in enumerate(caseload.sources) if source.table == table}
    there |= set(frame[SOURCE].unique().tolist())
    given = {(at, column) for at, column in caseload.headings if at in there}
    rows = len(frame) + count_set_aside(table, caseload)
    for column in TABLES[table].by_name:
        headings = [caseload.headings[at, name] for at, name in sorted(given) if name == column]
        if headings and column in frame and rows:
            filled = int(_has_value(frame[column]).sum())
            yield Filled(table, column, headings[0], filled, rows, wanted[f"{table}.{column}"])


def count_set_aside(table: str, caseload: Caseload) -> int:
    """How many rows of sheets of this table alone were set aside for an error."""
    sheets = {(source.file, source.sheet) for source in caseload.sources if source.table == table and source.rows}
    return len({
        (problem.file, problem.sheet, problem.row)
        for problem in caseload.problems
        if problem.severity is Severity.ERROR and problem.row is not None and (problem.file, problem.sheet) in sheets
    })  # fmt: skip


def _has_value(column: pd.Series) -> Mask:
    if column.dtype != "category":
        return np.asarray(column.notna(), bool)
    words = column.array
    known = np.array([bool(word) and not word.startswith(UNKNOWN_SPELLING) for word in words.categories], dtype=bool)
    return np.asarray(known[words.codes], bool)
