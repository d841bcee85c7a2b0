"""No number that a published month hides can be worked out from what it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random

import pytest
from attacker import Attacker, Name
from drawn_months import Drawn, draw_month
from effort import tried_on
from hypothesis import given
from hypothesis import strategies as st

from cwd_audit.model.indicators import Publication
from cwd_audit.model.month import Breakdown, Figure, Shorthand
from cwd_audit.reporting.month.publication import publish

BELOW = (2, 3, 6, 10)
HIDDEN = Shorthand.CONFIDENTIAL


def drawn_with(secondary: bool) -> st.SearchStrategy[Drawn]:  # noqa: FBT001 - reads as it is called
    """Months of few or many children under one council's rule or another's."""
    return st.builds(
        lambda seed, most, below, nested, unassessed: draw_month(
            Random(seed),
            most,
            Publication(
                suppress_below=below, suppress_not_assessed=unassessed, secondary=secondary, source="The council"
            ),
            nested=nested,
        ),
        st.integers(0, 2**32),
        st.sampled_from((4, 12, 40, 150)),
        st.sampled_from(BELOW),
        st.booleans(),
        st.booleans(),
    )


def small(numbers: Mapping[Name, int], publication: Publication) -> set[Name]:
    """The names of numbers that must not be known; of who was not assessed, only where the council says so."""
    return {
        name
        for name, number in numbers.items()
        if 0 < number < publication.suppress_below
        and (publication.suppress_not_assessed or (name[-1] != "unassessed" and name[0] != "reason"))
    }


@tried_on(20)
@given(drawn_with(secondary=True))
def test_nothing_hidden_follows_from_what_is_shown(drawn: Drawn) -> None:
    """Neither by subtraction, through whatever chain of tables, nor since no count is below zero."""
    attacker = Attacker(drawn, publish(drawn.report))
    recovered = attacker.recovered()
    assert not recovered


@tried_on(20)
@given(drawn_with(secondary=True))
def test_no_small_number_follows_from_how_many_are_owed(drawn: Drawn) -> None:
    """One who knows that all of a group are owed a visit learns how large a hidden group is, and no small number."""
    attacker = Attacker(drawn, publish(drawn.report), knows_who_is_owed=True)
    assert not small(attacker.recovered(), drawn.report.publication)


@pytest.mark.parametrize(
    ("seed", "most", "below", "nested"),
    [
        (99, 150, 2, False),  # a team that is in one hub: its line under the card of all, and under the hub's
        (581, 12, 3, False),  # two cards of as many children in two hubs: the third is what is left of one
        (1898, 40, 6, False),  # a team and a site that are the same of those whom one card counts
        (1921, 12, 2, False),  # silences that count the children of a hidden hub
        (2198, 40, 3, True),  # the same through three cards
    ],
)
def test_what_once_gave_a_number_away_does_so_no_more(seed: int, most: int, below: int, *, nested: bool) -> None:
    """Months by which hidden numbers were found out before each of these was thought of."""
    publication = Publication(suppress_below=below, source="The council")
    drawn = draw_month(Random(seed), most, publication, nested=nested)
    published = publish(drawn.report)
    assert not Attacker(drawn, published).recovered()
    certain = Attacker(drawn, published, knows_who_is_owed=True).recovered()
    assert not {name for name, number in certain.items() if 0 < number < below}


@tried_on(20)
@given(drawn_with(secondary=False))
def test_no_small_number_is_shown(drawn: Drawn) -> None:
    """Not even where the council hides nothing else."""
    attacker = Attacker(drawn, publish(drawn.report))
    assert not small(attacker.seen, drawn.report.publication)


@pytest.mark.parametrize("seed", range(24))
def test_each_hidden_number_could_be_another(seed: int) -> None:
    """All ways to fill the hidden lines of a small table are gone through; one line at least must have a small cell."""
    publication = Publication(suppress_below=3, source="The council")
    report = draw_month(Random(seed), 16, publication, nested=False).report
    for before, after in zip(report.results, publish(report).results, strict=True):
        for table, shown in zip(before.breakdowns, after.breakdowns, strict=True):
            hidden = [at for at, line in enumerate(shown.lines) if HIDDEN in line.at_month_end]
            if hidden and HIDDEN not in after.whole.at_month_end:
                found = list(fillings(table, hidden))
                for place in range(len(hidden)):
                    for number, value in enumerate(shown.lines[hidden[place]].at_month_end):
                        assert value is not HIDDEN or len({numbers(way[place])[number] for way in found}) > 1


Cells = tuple[int, int, int]


def fillings(table: Breakdown, hidden: list[int]) -> Iterator[tuple[Cells, ...]]:
    """Every way in which the hidden lines could make up what the others leave of the whole."""
    rest = [sum(cells(table.lines[at].at_month_end)[cell] for at in hidden) for cell in range(3)]
    for way in product(*(list(splits(left_over, len(hidden))) for left_over in rest)):
        lines: tuple[Cells, ...] = tuple(zip(*way, strict=True))
        if any(0 < count < 3 for line in lines for count in line):
            yield lines


def splits(total: int, into: int) -> Iterator[tuple[int, ...]]:
    """All ways to share out a number."""
    if into == 1:
        yield (total,)
        return
    for first in range(total + 1):
        yield from ((first, *others) for others in splits(total - first, into - 1))


def cells(figure: Figure) -> Cells:
    """Met, falling short and not assessed."""
    met, owed, unassessed = (0 if isinstance(number, Shorthand) else number for number in figure)
    return met, owed - met if isinstance(figure.denominator, int) else 0, unassessed


def numbers(line: Cells) -> Cells:
    """The numbers of a figure, as it is shown."""
    return line[0], line[0] + line[1], line[2]


def test_the_attacker_succeeds_where_only_small_numbers_are_hidden() -> None:
    """Else her failing elsewhere would prove nothing."""
    broken = 0
    for seed in range(40):
        publication = Publication(suppress_below=6, secondary=False, source="The council")
        drawn = draw_month(Random(seed), 150, publication, nested=True)
        attacker = Attacker(drawn, publish(drawn.report))
        recovered = attacker.recovered()
        broken += any(0 < number < 6 for number in recovered.values())
    assert broken > 15
