"""The cells of one column as they are written, each distinct word looked at once."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.model.canonical import TABLES, Column, Kind
from cwd_audit.model.caseload import UNKNOWN_SPELLING
from cwd_audit.pseudonymising.days import Band, band
from cwd_audit.pseudonymising.pages import NOT_KNOWN, RECORDED, Value
from cwd_audit.pseudonymising.treatments import Act, Treatment

if TYPE_CHECKING:
    import pandas as pd

    from cwd_audit.pseudonymising.codes import Coder
    from cwd_audit.pseudonymising.policy_words import PolicyWords

_NEED_NOT_BE_KNOWN = "team"
"""Of pathways and councils it is worth a word that no policy knows them; few policies name teams."""
_NUMBERS = {Kind.WHOLE_NUMBER, Kind.AMOUNT}


class Censor:
    """Writes cells, and counts the words that it did not let through."""

    def __init__(self, coder: Coder, words: PolicyWords, born: Band) -> None:
        self._coder = coder
        self._words = words
        self._born = born
        self.replaced: Counter[str] = Counter()
        """Column, as `table.column` -> in how many cells a word was replaced that nobody knows."""

    def write(
        self, table: str, name: str, treatment: Treatment, cells: pd.Series, shifts: NDArray[np.timedelta64]
    ) -> list[Value]:
        """The cells of a column.

        Args:
            table: the table.
            name: the column.
            treatment: what is done with it; not that it is left out.
            cells: the column.
            shifts: by how much the dates of each row's child move.
        """
        column = TABLES[table].by_name[name]
        if column.kind is Kind.DATE:
            days: NDArray[np.datetime64] = np.add(cells.to_numpy().astype("M8[D]"), shifts)
            told = band(days, self._born) if treatment.act is Act.BAND else days
            return [day if isinstance(day, date) else "" for day in told.tolist()]
        if column.kind in _NUMBERS:
            return [number if number == number else "" for number in cells.tolist()]  # noqa: PLR0124 – NaN
        return self._write_words(f"{table}.{name}", column, treatment, cells)

    def _write_words(self, qualified: str, column: Column, treatment: Treatment, cells: pd.Series) -> list[Value]:
        said = cells.array
        written = [self._write_word(treatment, word) for word in said.categories]
        lost = np.array([not known for _, known in written], dtype=bool)
        self.replaced[qualified] += int(lost[said.codes].sum()) if len(said) else 0
        # A blank where there must be something would set the row aside, which was not.
        words = [word or (NOT_KNOWN if column.required else "") for word, _ in written]
        return [words[code] for code in said.codes.tolist()]

    def _write_word(self, treatment: Treatment, word: str) -> tuple[str, bool]:
        """What stands for a word, and whether it was a word that is known, or one of which none is known."""
        if not word:
            return "", True
        match treatment:
            case Treatment(Act.KEEP):
                unknown = word.startswith(UNKNOWN_SPELLING)
                return NOT_KNOWN if unknown else word, not unknown
            case Treatment(Act.PSEUDONYM, kind):
                return self._coder.code(kind, word), True
            case Treatment(Act.WORDS, kind):
                known = self._words.find(kind, word)
                code = self._coder.code(kind, word) if kind else RECORDED
                return known or code, known is not None or kind == _NEED_NOT_BE_KNOWN
            case _:
                return RECORDED, True
