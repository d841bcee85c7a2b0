"""Whether a run chart shows a real change: the rules of Perla, Provost and Murray (2011), BMJ Quality & Safety 20: 46.

A shift is six or more months running on one side of the median; points on the median neither count nor break it. A
trend is five or more months running that all rise or all fall; a month equal to the one before is passed over. A month
without a figure ends both, since nobody knows on which side it lay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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
    found = [
        *_longest(_stretches(values), lambda stretch: _shifts(stretch, middle), SHIFT),
        *_longest(_stretches(values), _trends, TREND),
    ]
    if found:
        return Run(middle, f"A real change: {' and '.join(found)}.")
    return Run(
        middle,
        f"No more than month-to-month variation: no {_WORDS[SHIFT]} months running on one side of the median, "
        f"and no {_WORDS[TREND]} all rising or all falling.",
    )


_WORDS = {SHIFT: "six", TREND: "five"}
_Found = tuple[int, str]
"""How many months running, and what they do."""


def _stretches(values: Iterable[float | None]) -> Iterator[list[float]]:
    """The values between months that have none."""
    stretch: list[float] = []
    for value in values:
        if value is not None:
            stretch.append(value)
        elif stretch:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def _longest(
    stretches: Iterable[list[float]], patterns: Callable[[list[float]], Iterator[_Found]], least: int
) -> list[str]:
    """The longest pattern of a kind in words, where it is long enough; of two as long, the later one."""
    found = [each for stretch in stretches for each in patterns(stretch) if each[0] >= least]
    if not found:
        return []
    most, words = max(reversed(found), key=lambda each: each[0])
    return [f"{most} months running {words}"]


def _shifts(stretch: list[float], middle: float) -> Iterator[_Found]:
    sides = [value > middle for value in stretch if value != middle]
    for side, number in _runs(sides):
        yield number, f"lay {'above' if side else 'below'} the median"


def _trends(stretch: list[float]) -> Iterator[_Found]:
    changed = [value for place, value in enumerate(stretch) if place == 0 or value != stretch[place - 1]]
    steps = [after > before for before, after in zip(changed, changed[1:], strict=False)]
    for rises, number in _runs(steps):
        yield number + 1, "all rose" if rises else "all fell"


def _runs(signs: Iterable[bool]) -> Iterator[tuple[bool, int]]:
    """Each unbroken run of one sign and its length."""
    last: bool | None = None
    number = 0
    for sign in signs:
        if sign is last:
            number += 1
            continue
        if last is not None:
            yield last, number
        last, number = sign, 1
    if last is not None:
        yield last, number
