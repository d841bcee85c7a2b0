"""The engine and the slow engine say the same of every case and every rule of random exports.

A hundred thousand caseloads are compared by `make oracle`; these guard between one such run and the next.
"""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from batches import compare_batch
from comparing import compare
from other_dates import CALENDAR
from random_caseloads import make_world
from rule_books import BOOKS, open_book

BATCHES = 5
EXPORTS = 6
CHILDREN = 25


@pytest.mark.parametrize("book", BOOKS)
def test_the_engines_agree_on_small_caseloads(book: str) -> None:
    """Status, due date, last event and days overdue; the caseloads have cases in every standing the rules can give."""
    agreed: Counter[str] = Counter()
    for seed in range(BATCHES):
        verdicts, different = compare_batch(book, f"{book} {seed}")
        agreed += verdicts

        assert not different, "(case, rule) -> (engine, slow)"
    assert {"overdue", "due_soon", "in_time", "not_assessed"} <= agreed.keys()


@pytest.mark.parametrize("book", BOOKS)
def test_the_engines_agree_on_a_team(book: str) -> None:
    """The same where many children share one list."""
    rules, pathways = open_book(book)
    for seed in range(EXPORTS):
        world = make_world(rules, pathways, Random(f"{book} {seed}"), CALENDAR, CHILDREN)
        compared = compare(rules, world)

        assert compared.agreed.total()
        assert not compared.different, f"{book}, seed {seed}, as at {world.as_of}: (case, rule) -> (engine, slow)"
