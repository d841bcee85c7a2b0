"""Dates of birth made coarser."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class Band(StrEnum):
    """How exactly a date of birth is told."""

    EXACT = "exact"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    NONE = "none"


_MONTHS = {Band.MONTH: 1, Band.QUARTER: 3, Band.YEAR: 12}


def band(days: NDArray[np.datetime64], to: Band) -> NDArray[np.datetime64]:
    """Each day as the first of its month, quarter or year; as it is where it is told exactly."""
    if to is Band.EXACT:
        return days
    months = days.astype("M8[M]").astype(np.int64)  # since January 1970, which begins a quarter and a year
    first = (months // _MONTHS[to] * _MONTHS[to]).astype("M8[M]").astype("M8[D]")
    first[np.isnat(days)] = np.datetime64("NaT")
    return first
