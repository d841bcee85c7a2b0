"""No number that a published month hides can be worked out from what it shows."""

from __future__ import annotations

from random import Random

from attacker import Attacker
from drawn_months import Drawn, draw_month
from hypothesis import given, settings
from hypothesis import strategies as st

from cwd_audit.model.indicators import Publication
from cwd_audit.reporting.month.publication import publish

BELOW = (2, 3, 6, 10)


def drawn_with(secondary: bool) -> st.SearchStrategy[Drawn]:  # noqa: FBT001 - reads as it is called
    """Months of few or many children under one council's rule or another's."""
    return st.builds(
        lambda seed, most, below, nested: draw_month(
            Random(seed),
            most,
            Publication(suppress_below=below, secondary=secondary, source="The council"),
            nested=nested,
        ),
        st.integers(0, 2**32),
        st.sampled_from((4, 12, 40, 150)),
        st.sampled_from(BELOW),
        st.booleans(),
    )


@settings(max_examples=100, deadline=None)
@given(drawn_with(secondary=True))
def test_nothing_hidden_follows_from_what_is_shown(drawn: Drawn) -> None:
    """Neither by subtraction, through whatever chain of tables, nor since no count is below zero."""
    attacker = Attacker(drawn, publish(drawn.report))
    recovered = attacker.recovered()
    assert not recovered


@settings(max_examples=100, deadline=None)
@given(drawn_with(secondary=True))
def test_no_small_number_follows_from_how_many_are_owed(drawn: Drawn) -> None:
    """One who knows that all of a group are owed a visit learns how large a hidden group is, and no small number."""
    below = drawn.report.publication.suppress_below
    attacker = Attacker(drawn, publish(drawn.report), knows_who_is_owed=True)
    recovered = attacker.recovered()
    assert not {name for name, number in recovered.items() if 0 < number < below}


@settings(max_examples=100, deadline=None)
@given(drawn_with(secondary=False))
def test_no_small_number_is_shown(drawn: Drawn) -> None:
    """Not even where the council hides nothing else."""
    below = drawn.report.publication.suppress_below
    attacker = Attacker(drawn, publish(drawn.report))
    assert not {name for name, number in attacker.seen.items() if 0 < number < below}


def test_the_attacker_succeeds_where_only_small_numbers_are_hidden() -> None:
    """Else her failing elsewhere would prove nothing."""
    broken = 0
    for seed in range(40):
        publication = Publication(suppress_below=6, secondary=False, source="The council")
        drawn = draw_month(Random(seed), 150, publication, nested=True)
        attacker = Attacker(drawn, publish(drawn.report))
        recovered = attacker.recovered()
        broken += any(0 < number < 6 for number in recovered.values())
    assert broken > 30
