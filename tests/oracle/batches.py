"""Batches of random caseloads under one book of rules, laid before both engines."""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import NamedTuple

from comparing import compare, compare_together
from other_dates import CALENDAR
from random_caseloads import join, make_world, make_worlds
from rule_books import open_book

TOGETHER = 24
"""Caseloads that share one run of the engine, most of whose time goes into each run and little into each child."""
CHILDREN = 4
"""In a caseload, on average."""


class Agreed(NamedTuple):
    """How many verdicts of each status agree, and a line for each caseload on which the engines differ."""

    verdicts: Counter[str]
    different: list[str]


def compare_batch(book: str, seed: str, children: int = CHILDREN) -> Agreed:
    """Compare `TOGETHER` caseloads in one run of the engine, and then one alone; the slow engine takes each alone."""
    rules, pathways = open_book(book)
    random = Random(seed)
    sizes = [random.randrange(1, 2 * children) for _ in range(TOGETHER)]
    worlds = make_worlds(rules, pathways, random, CALENDAR, sizes)
    alone = make_world(rules, pathways, random, CALENDAR, children)
    compared = [*compare_together(rules, worlds, join(worlds, random)), compare(rules, alone)]
    different = [
        f'seed "{seed}", caseload {place}: {each.different}' for place, each in enumerate(compared) if each.different
    ]
    return Agreed(sum((each.agreed for each in compared), Counter()), different)
