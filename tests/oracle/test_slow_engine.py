"""The engine and the slow engine say the same of every case and every rule of random exports."""

from __future__ import annotations

from collections import Counter
from random import Random

import pytest
from comparing import compare
from random_caseloads import make_world
from rule_books import BOOKS, open_book

from cwd_audit.policies.calendars import load_calendar

CHILDREN = 25
EXPORTS = 50
MORE_EXPORTS = 30


def _agree(book: str, seeds: range) -> Counter[str]:
    """Assert that the engines agree on the exports of these seeds, and say on how many findings of each status."""
    rules, pathways = open_book(book)
    agreed: Counter[str] = Counter()
    for seed in seeds:
        world = make_world(rules, pathways, Random(f"{book} {seed}"), load_calendar(), CHILDREN)
        compared = compare(rules, world)
        agreed += compared.agreed

        assert not compared.different, f"{book}, seed {seed}, as at {world.as_of}: (case, rule) -> (engine, slow)"
    return agreed


@pytest.mark.parametrize("book", BOOKS)
def test_the_engines_agree(book: str) -> None:
    """Status, due date, last event and days overdue; the exports have cases in every standing the rules can give."""
    agreed = _agree(book, range(EXPORTS))

    assert {"overdue", "due_soon", "in_time", "not_assessed"} <= agreed.keys()
    assert min(agreed.values()) > EXPORTS // 10


@pytest.mark.slow
@pytest.mark.parametrize("book", BOOKS)
def test_the_engines_agree_on_more(book: str) -> None:
    """The same for other exports, more of them."""
    agreed = _agree(book, range(EXPORTS, EXPORTS + MORE_EXPORTS))

    assert agreed.total() > MORE_EXPORTS
