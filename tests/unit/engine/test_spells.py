"""Spells on pathways, from the history and the case row."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

import pytest

from builders import facts
from cwd_audit.engine.facts import Facts
from cwd_audit.engine.spells import find_spells

JAN, FEB, MAR, APR, MAY, JUN = (date(2026, month, 1) for month in range(1, 7))
AS_OF = date(2026, 6, 30)
WAYS = {"A": "a", "B": "b", "C": "c"}


class Spell(NamedTuple):
    """One spell, in dates."""

    pathway: str
    start: date | None
    end: date | None


def _spells(known: Facts) -> list[Spell]:
    found = find_spells(known)
    columns = (found.pathway, found.start, found.end)
    return [Spell(*each) for each in zip(*(column.tolist() for column in columns), strict=True)]


def _of(case: Mapping[str, object], *history: Spell) -> list[Spell]:
    rows = [spell._asdict() for spell in history]
    return _spells(facts(AS_OF, [case], pathway_ids=WAYS, pathways=rows))


NOW = {"pathway": "C", "pathway_start": APR}


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        ([], []),
        ([Spell("A", JAN, APR)], [Spell("a", JAN, APR)]),
        ([Spell("A", JAN, MAR)], [Spell("a", JAN, MAR)]),  # a gap
        ([Spell("A", JAN, MAY)], [Spell("a", JAN, APR)]),  # an overlap with the spell of now
        ([Spell("A", JAN, None)], [Spell("a", JAN, APR)]),  # no end
        ([Spell("B", FEB, APR), Spell("A", JAN, FEB)], [Spell("a", JAN, FEB), Spell("b", FEB, APR)]),  # in any order
        ([Spell("A", JAN, MAR), Spell("B", FEB, APR)], [Spell("a", JAN, FEB), Spell("b", FEB, APR)]),  # an overlap
        ([Spell("A", JAN, APR), Spell("B", FEB, MAR)], [Spell("a", JAN, FEB), Spell("b", FEB, MAR)]),  # one in another
        ([Spell("A", JAN, FEB), Spell("A", FEB, APR)], [Spell("a", JAN, APR)]),  # neighbours are one
        ([Spell("A", JAN, FEB), Spell("A", MAR, APR)], [Spell("a", JAN, FEB), Spell("a", MAR, APR)]),  # not over a gap
        ([Spell("A", APR, None)], []),  # begins with the spell of now: the case row is right
        ([Spell("A", MAY, JUN)], []),  # begins after it
        ([Spell("A", None, JAN)], []),  # no start
        ([Spell("A", FEB, FEB)], []),  # no length
        ([Spell("A", JAN, FEB), Spell("B", FEB, FEB), Spell("A", FEB, APR)], [Spell("a", JAN, APR)]),
        ([Spell("A", JAN, APR), Spell("B", JAN, FEB)], [Spell("a", JAN, APR)]),  # of two from one day the longer
        ([Spell("B", JAN, None), Spell("A", JAN, FEB)], [Spell("b", JAN, APR)]),
        ([Spell("elsewhere", JAN, FEB), Spell("elsewhere", FEB, APR)], [Spell("", JAN, FEB), Spell("", FEB, APR)]),
    ],
)
def test_history_before_the_spell_of_now(history: list[Spell], expected: list[Spell]) -> None:
    """The spells do not overlap, and the last is the one the case row tells of."""
    assert [*expected, Spell("c", APR, None)] == _of(NOW, *history)
    assert [*expected, Spell("c", APR, None)] == _of(NOW, *reversed(history))


def test_history_of_the_same_pathway_makes_the_spell_of_now_longer() -> None:
    """A spell that goes on is one, however often the export says so."""
    assert [Spell("c", JAN, None)] == _of(NOW, Spell("C", JAN, APR))
    assert [Spell("c", JAN, None)] == _of(NOW, Spell("C", JAN, None))
    assert [Spell("c", JAN, MAR), Spell("c", APR, None)] == _of(NOW, Spell("C", JAN, MAR))


def test_history_fills_a_start_that_the_case_row_lacks() -> None:
    """By the spell on the same pathway that has not ended; of two, the later."""
    case = {"pathway": "C"}

    assert [Spell("a", JAN, MAR), Spell("c", MAR, None)] == _of(case, Spell("A", JAN, MAR), Spell("C", MAR, None))
    assert _of(case, Spell("C", MAR, None), Spell("C", JAN, None)) == [Spell("c", JAN, None)]
    assert [Spell("c", None, None)] == _of(case, Spell("C", JAN, MAR))
    assert [Spell("a", JAN, MAR), Spell("c", None, None)] == _of(case, Spell("A", JAN, MAR))


def test_history_does_not_fill_what_has_no_pathway() -> None:
    """A case on no pathway, or on one that the policy does not know, has no start to be found."""
    for case in ({"pathway": ""}, {"pathway": "elsewhere"}):
        assert [Spell("", None, None)] == _of(case, Spell("elsewhere", JAN, None))[-1:]


def test_a_closed_case_ends() -> None:
    """On the day it closed."""
    assert [Spell("c", APR, JUN)] == _of({**NOW, "closed_on": JUN})


def test_history_that_begins_after_the_day_of_the_audit_is_left_out() -> None:
    """It has not happened yet."""
    case = {"pathway": "C", "pathway_start": date(2026, 9, 1)}

    assert [Spell("c", date(2026, 9, 1), None)] == _of(case, Spell("A", date(2026, 7, 1), date(2026, 9, 1)))


def test_the_history_of_a_child_with_two_cases_is_left_out() -> None:
    """It cannot be told which of the two it belongs to; another child's is used."""
    cases = [
        {"case_id": name, "pathway": way, "pathway_start": APR} for name, way in (("1", "A"), ("2", "A"), ("1", "C"))
    ]
    rows = [{"case_id": name, "pathway": "B", "start": JAN, "end": APR} for name in ("1", "2")]
    found = find_spells(facts(AS_OF, cases, pathway_ids=WAYS, pathways=rows))

    assert list(zip(found.case.tolist(), found.pathway.tolist(), strict=True)) == [
        (0, "a"),
        (1, "b"),
        (1, "a"),
        (2, "c"),
    ]
    assert found.ordinal.tolist() == [0, 0, 1, 0]
    assert found.current.tolist() == [True, False, True, True]


def test_the_history_of_a_child_not_under_audit_is_left_out() -> None:
    """Its rows are there, and belong to no case."""
    rows = [{"case_id": "99", "pathway": "B", "start": JAN, "end": APR}]

    assert [Spell("c", APR, None)] == _spells(facts(AS_OF, [NOW], pathway_ids=WAYS, pathways=rows))
