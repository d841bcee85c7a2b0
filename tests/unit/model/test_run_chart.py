"""When a run chart shows a real change."""

from __future__ import annotations

import pytest

from cwd_audit.model.run_chart import read_run

NO_CHANGE = "No more than month-to-month variation"


@pytest.mark.parametrize(
    ("values", "median", "says"),
    [
        # five on each side of the median are not enough; six are
        ([1, 3, 1, 3, 2, 8, 7, 9, 7, 8], 5, NO_CHANGE),
        ([1, 3, 1, 3, 2, 1, 8, 7, 9, 7, 8, 7], 5, "A real change: 6 months running lay below the median."),
        # a month on the median neither counts nor breaks
        ([1, 3, 1, 5, 3, 2, 1, 5, 8, 7, 9, 7, 8, 5], 5, "A real change: 6 months running lay below the median."),
        ([1, 3, 1, 5, 3, 2, 5, 5, 8, 7, 9, 7, 8, 5], 5, NO_CHANGE),
        # four that rise are not enough; five are, and one as high as the one before is passed over
        ([5, 1, 2, 3, 4, 1, 5, 1], 2.5, NO_CHANGE),
        ([5, 1, 2, 3, 4, 5, 1, 5, 1], 3, "A real change: 5 months running rose one after another."),
        ([5, 1, 5, 4, 4, 3, 2, 1, 5], 4, "A real change: 5 months running fell one after another."),
        # a month without a figure ends both
        ([5, 1, 2, 3, None, 4, 5, 1, 5, 1], 3, NO_CHANGE),
        ([1, 3, 1, None, 3, 2, 1, 8, 7, 9, 7, 8], 3, NO_CHANGE),
        # both at once
        (
            [1, 2, 1, 2, 1, 2, 6, 7, 8, 9, 10, 11],
            4,
            "A real change: 6 months running lay below the median and 8 months running rose one after another.",
        ),
        # nothing ever moved
        ([100.0] * 12, 100, NO_CHANGE),
    ],
)
def test_a_change_is_told_from_chance(values: list[float | None], median: float, says: str) -> None:
    """The median is of the months that have a figure."""
    found = read_run(values)

    assert median == found.median
    assert found.says.startswith(says)


def test_too_few_months_say_nothing() -> None:
    """However they move."""
    found = read_run([1, 2, 3, 4, 5, None, 6, 7, None])

    assert found == (None, "Too few months to tell: 7 of the 8 it takes.")
