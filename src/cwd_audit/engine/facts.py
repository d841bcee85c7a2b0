"""A caseload as the engine sees it: columns by name, children by number, pathways by id.

Text columns are categorical, so that every test on words is made once per distinct word.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from cwd_audit.engine.periods import NO_DAY, Days
from cwd_audit.model.canonical import TABLES, Kind
from cwd_audit.model.caseload import ROW, SOURCE, UNKNOWN_SPELLING
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from datetime import date

Mask = NDArray[np.bool_]
Positions = NDArray[np.int64]
_NO_WORDS = pd.Categorical.from_codes([], categories=pd.Index([""], dtype=object))


@dataclass(frozen=True)
class Facts:
    """What is known on a day of the cases that one policy covers."""

    tables: Mapping[str, pd.DataFrame]
    """Canonical frames; `cases` holds the cases of one policy only, one row each."""
    provided: frozenset[str]
    as_of: date
    pathway_ids: Mapping[str, str]
    """The words of the export for a pathway -> its id in the policy; words the policy does not know are absent."""
    _children: dict[str, Positions] = field(default_factory=dict, repr=False)

    @property
    def cases(self) -> pd.DataFrame:
        """The cases under audit."""
        return self.tables["cases"]

    @cached_property
    def today(self) -> np.datetime64:
        """`as_of` as numpy has it."""
        return np.datetime64(self.as_of, "D")

    @cached_property
    def child_of_case(self) -> Positions:
        """For each case its child's number: a child on two pathways has two cases."""
        return cast("Positions", pd.factorize(self.cases["case_id"])[0].astype(np.int64))

    @cached_property
    def _child_numbers(self) -> pd.Index[str]:
        numbered: pd.Index[str] = pd.Index(np.asarray(pd.factorize(self.cases["case_id"])[1], dtype=object))
        return numbered

    def children(self, table: str) -> Positions:
        """For each row of a table the number of its child, −1 where the child is not under audit."""
        if table not in self._children:
            ids = self.words(table, "case_id")
            number = self._child_numbers.get_indexer(ids.categories.astype(object)).astype(np.int64)
            self._children[table] = number[ids.codes] if len(ids) else np.empty(0, np.int64)
        return self._children[table]

    def days(self, table: str, column: str) -> Days:
        """A date column; NaT throughout where the export lacks it."""
        frame = self.tables.get(table)
        if frame is None or column not in frame:
            return np.full(0 if frame is None else len(frame), NO_DAY)
        return cast("Days", frame[column].to_numpy().astype("M8[D]"))

    def words(self, table: str, column: str) -> pd.Categorical:
        """A text column; blank throughout where the export lacks it."""
        frame = self.tables.get(table)
        if frame is None:
            return _NO_WORDS
        if column not in frame:
            return pd.Categorical.from_codes(np.zeros(len(frame), np.int8), categories=pd.Index([""], dtype=object))
        return cast("pd.Categorical", frame[column].array)

    def numbers(self, table: str, column: str) -> NDArray[np.float64]:
        """A column of whole numbers; NaN where blank or absent."""
        frame = self.tables.get(table)
        if frame is None or column not in frame:
            return np.full(0 if frame is None else len(frame), np.nan)
        return cast("NDArray[np.float64]", frame[column].to_numpy(np.float64))

    def is_one_of(self, table: str, column: str, accepted: Collection[str]) -> Mask:
        """Rows whose word is among those accepted; words that people type freely are compared by what they say."""
        known = TABLES[table].by_name.get(column)
        if known is not None and known.kind is Kind.TEXT:
            wanted = {normalise(word) for word in accepted}
            return self._by_word(table, column, lambda word: normalise(word) in wanted)
        return self._by_word(table, column, set(accepted).__contains__)

    def is_unknown(self, table: str, column: str) -> Mask:
        """Rows whose word is blank, or is one that the vocabulary does not know."""
        return self._by_word(table, column, lambda word: not word or word.startswith(UNKNOWN_SPELLING))

    def pathways(self, table: str) -> tuple[NDArray[np.object_], Mask]:
        """For each row its pathway's id ("" where blank or unknown to the policy), and whether it is unknown."""
        words = self.words(table, "pathway")
        ids = np.array([self.pathway_ids.get(word, "") for word in words.categories], dtype=object)
        return (ids[words.codes], ids[words.codes] == "") if len(words) else (np.empty(0, object), np.empty(0, bool))

    def origin(self, table: str) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
        """For each row the number of its source and its row number there."""
        frame = self.tables[table]
        return frame[SOURCE].to_numpy(np.int32), frame[ROW].to_numpy(np.int32)

    def _by_word(self, table: str, column: str, test: Callable[[str], bool]) -> Mask:
        words = self.words(table, column)
        answers = np.array([test(word) for word in words.categories], dtype=bool)
        return cast("Mask", answers[words.codes]) if len(words) else np.empty(0, bool)
