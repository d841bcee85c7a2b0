"""Signs that days and months of a column stand in another order than day first. They make cells doubtful, never dates.

A cell is read by itself, day first (`dates`). What its neighbours show can only take a reading back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime

from cwd_audit.loading.cells import read_text
from cwd_audit.loading.sheets import Cell

_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?:[T ,].*)?")
_MONTHS = 12
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_LEAST_DATES = 3
"""So many different dates of Excel's own whose day could be a month are a sign; fewer may be chance."""


def find_ambiguous(cells: Sequence[Cell]) -> list[int]:
    """Positions of texts that could be day first or month first, in a column that is somewhere written month first.

    Where the column is also somewhere written day first for certain, or holds days of Excel's own, the month-first
    cell is taken for a slip.
    """
    if any(isinstance(cell, date | datetime) for cell in cells):
        return []
    written = [_numbers(cell) for cell in cells]
    if not any(pair and _is_day(*pair) and pair[1] > _MONTHS for pair in written):
        return []
    if any(pair and _is_day(*pair[::-1]) and pair[0] > _MONTHS for pair in written):
        return []
    return [at for at, pair in enumerate(written) if pair and pair[0] != pair[1] and max(pair) <= _MONTHS]


def look_swapped(cells: Sequence[Cell]) -> bool:
    """Whether a column looks as Excel leaves it where it took dd/mm for mm/dd.

    What could be month first became a date with day and month swapped; what could not stayed text, and so every text
    has a day beyond 12 and no date has.
    """
    days = [cell for cell in cells if isinstance(cell, date | datetime)]
    if len(days) < _LEAST_DATES or any(day.day > _MONTHS for day in days):
        return False
    texts = [pair for pair in map(_numbers, cells) if pair]
    return bool(texts) and all(first > _MONTHS >= second for first, second in texts)


def _is_day(month: int, day: int) -> bool:
    return 1 <= month <= _MONTHS and 1 <= day <= _DAYS[month - 1]


def _numbers(cell: Cell) -> tuple[int, int] | None:
    written = _NUMBERS.fullmatch(read_text(cell)) if isinstance(cell, str) else None
    return (int(written[1]), int(written[3])) if written else None
