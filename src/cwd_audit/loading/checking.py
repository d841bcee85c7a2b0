"""The pandera models of the canonical tables: a second check of what tidying typed. Nothing of pandera leaves here.

The models are made from `model.canonical`, which is their one home. pandera never parses, coerces or drops here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.config import ValidationDepth, config_context
from pandera.errors import SchemaErrors

from cwd_audit.model.canonical import TABLES, Column, Kind
from cwd_audit.model.caseload import ROW, SOURCE
from cwd_audit.model.period import Period

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

END_BEFORE_START = "end-before-start"
CHECK_FAILED = "check-failed"
_SPELLS = {name: ("start", "end") for name, table in TABLES.items() if {"start", "end"} <= table.by_name.keys()}
_NUMBERS = {Kind.WHOLE_NUMBER, Kind.AMOUNT}
_DTYPES = {Kind.DATE: "datetime64[s]", Kind.WHOLE_NUMBER: "float64", Kind.AMOUNT: "float64"}


@cache
def model_of(table: str) -> pa.DataFrameSchema:
    """The pandera model of a canonical table: kinds, what may not be blank, and the order of starts and ends."""
    columns = {
        column.name: pa.Column(
            _DTYPES.get(column.kind, "category"),
            list(_checks(column)),
            nullable=column.kind in _NUMBERS or (column.kind is Kind.DATE and not column.required),
            required=column.required,
        )
        for column in TABLES[table].columns
    }
    places = {name: pa.Column("int32", required=True) for name in (SOURCE, ROW)}
    return pa.DataFrameSchema({**columns, **places}, checks=list(_row_checks(table)), strict=True, name=table)


def check(table: str, frame: pd.DataFrame) -> dict[str, list[tuple[int, str]]]:
    """The rows of a frame that its model refuses: code -> pairs of position in the frame and canonical column.

    Settings of pandera from the environment change nothing.
    """
    with config_context(validation_enabled=True, validation_depth=ValidationDepth.SCHEMA_AND_DATA):
        try:
            model_of(table).validate(frame, lazy=True)
        except SchemaErrors as failure:
            return _translate(failure.failure_cases)
    return {}


def _checks(column: Column) -> Iterator[pa.Check]:
    if column.required and column.kind is not Kind.DATE:
        yield _by_word("filled", bool)
    if column.kind is Kind.PERIOD:
        yield _by_word("a length of time", _is_period)
    if column.kind is Kind.AMOUNT:
        yield pa.Check(lambda numbers: numbers.isna() | (numbers >= 0), name="not negative")
    if column.kind is Kind.WHOLE_NUMBER:
        yield pa.Check(lambda numbers: numbers.isna() | ((numbers >= 1) & (numbers % 1 == 0)), name="whole")


def _by_word(name: str, test: Callable[[str], bool]) -> pa.Check:
    """A check of a text column, made once per distinct word."""

    def passes(words: pd.Series) -> pd.Series:
        answers = np.array([test(word) for word in words.cat.categories], dtype=bool)
        return pd.Series(answers[words.cat.codes.to_numpy()], index=words.index)

    return pa.Check(passes, name=name)


def _is_period(word: str) -> bool:
    if not word:
        return True
    try:
        Period.parse(word)
    except ValueError:
        return False
    return True


def _row_checks(table: str) -> Iterator[pa.Check]:
    if table in _SPELLS:
        start, end = _SPELLS[table]

        def in_order(frame: pd.DataFrame) -> pd.Series:
            return frame[end].isna() | (frame[end] >= frame[start]) if end in frame else frame[start].notna()

        yield pa.Check(in_order, name=END_BEFORE_START)


def _translate(failures: pd.DataFrame) -> dict[str, list[tuple[int, str]]]:
    """The failure cases as places only: their values go no further."""
    found: dict[str, list[tuple[int, str]]] = {}
    seen: set[tuple[str, int, str]] = set()
    for check_name, column, position in zip(failures["check"], failures["column"], failures["index"], strict=True):
        # NaN, or a type: a fault of the frame, not of a row
        if position is None or position != position or check_name.startswith("dtype"):  # noqa: PLR0124
            msg = f"the canonical table does not fit its model: {column}, {check_name}"
            raise AssertionError(msg)
        spells = check_name == END_BEFORE_START
        at = (END_BEFORE_START if spells else CHECK_FAILED, int(position), "end" if spells else str(column))
        if at not in seen:
            seen.add(at)
            found.setdefault(at[0], []).append(at[1:])
    return found
