"""Whether a run chart shows a real change: the rules of Perla, Provost and Murray (2011), BMJ Quality & Safety 20: 46.

A shift is six or more months running on one side of the median; points on the median neither count nor break it. A
trend is five or more months running that all rise or all fall; a month equal to the one before is passed over. A month
without a figure ends both, since nobody knows on which side it lay.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from statistics import median

from cwd_audit.model.month import Run

FEWEST = 8
"""Months below which chance alone makes such patterns too often, or hides them."""
SHIFT = 6
TREND = 5


def read_run(values: Sequence[float | None]) -> Run:
    """The median and what the chart shows.

    Args:
        values: one for each month, the earliest first; None where there is no figure, or none to be shown.
    """
    known = [value for value in values if value is not None]
    if len(known) < FEWEST:
        return Run(None, f"Too few months to tell: {len(known)} of the {FEWEST} it takes.")
    middle = float(median(known))
    stretches = list(_stretches(values))
    shifts = [found for stretch in stretches for found in _shifts(stretch, middle) if found[0] >= SHIFT]
    trends = [found for stretch in stretches for found in _trends(stretch) if found[0] >= TREND]
    found = [max(each, key=lambda pattern: pattern[0]) for each in (shifts, trends) if each]
    if found:
        said = (f"{number} months running {words}" for number, words in found)
        return Run(middle, f"A real change: {' and '.join(said)}.")
    return Run(middle, _NO_CHANGE)


_NO_CHANGE = (
    "No more than month-to-month variation: no six months running on one side of the median, and no five that all "
    "rise or all fall."
)
_Found = tuple[int, str]
"""How many months running, and what they did."""


def _stretches(values: Iterable[float | None]) -> Iterator[list[float]]:
    """The values between months that have none."""
    for is_known, stretch in groupby(values, key=lambda value: value is not None):
        if is_known:
            yield [value for value in stretch if value is not None]


def _shifts(stretch: list[float], middle: float) -> Iterator[_Found]:
    sides = (value > middle for value in stretch if value != middle)
    for above, run in groupby(sides):
        yield len(list(run)), f"lay {'above' if above else 'below'} the median"


def _trends(stretch: list[float]) -> Iterator[_Found]:
    changed = [value for value, _ in groupby(stretch)]
    for rises, run in groupby(after > before for before, after in pairwise(changed)):
        yield len(list(run)) + 1, f"{'rose' if rises else 'fell'} one after another"
