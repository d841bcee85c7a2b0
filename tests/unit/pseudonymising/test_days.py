"""Dates of birth are set to the first day of a month, quarter or year."""

from __future__ import annotations

import numpy as np
import pytest

from cwd_audit.pseudonymising.days import Band, band


@pytest.mark.parametrize(
    ("day", "to", "expected"),
    [
        ("2014-08-31", Band.EXACT, "2014-08-31"),
        ("2014-08-31", Band.MONTH, "2014-08-01"),
        ("2014-08-31", Band.QUARTER, "2014-07-01"),
        ("2014-03-31", Band.QUARTER, "2014-01-01"),
        ("2014-10-01", Band.QUARTER, "2014-10-01"),
        ("2014-12-31", Band.YEAR, "2014-01-01"),
        ("1969-12-31", Band.QUARTER, "1969-10-01"),
        ("NaT", Band.YEAR, "NaT"),
    ],
)
def test_a_day_is_told_as_the_first_of_its_band(day: str, to: Band, expected: str) -> None:
    """Never later than it is, and a blank stays blank."""
    assert str(band(np.array([day], "M8[D]"), to)[0]) == expected
