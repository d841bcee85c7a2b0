"""The course of a case: its spells on pathways and with workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from cwd_audit.sampling.people import Worker

_SHORTEST_DAYS = 20
_WORTH_A_CHANGE_DAYS = 200
_CHANGE_SHARE = 0.25
_NEW_WORKER_SHARE = 0.3


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch on one pathway; `end` is the first day after it, None while it lasts."""

    pathway: str
    start: date
    end: date | None


@dataclass(frozen=True, slots=True)
class Allocation:
    """A stretch with one worker, within one spell; without a worker where nobody holds the case."""

    worker: Worker | None
    pathway: str
    start: date
    end: date | None


def draw_spells(  # noqa: PLR0917 – all of them always given
    pathway: str, others: tuple[str, ...], born: date, as_of: date, rng: Random, longest: int
) -> list[Spell]:
    """One spell, or two of different pathways, the last one open; together of so many days at the longest."""
    longest = min(longest, (as_of - born).days - _SHORTEST_DAYS)
    length = rng.randint(_SHORTEST_DAYS, max(_SHORTEST_DAYS, longest))
    start = as_of - timedelta(days=length)
    if others and length > _WORTH_A_CHANGE_DAYS and rng.random() < _CHANGE_SHARE:
        change = start + timedelta(days=rng.randint(length // 4, length - _SHORTEST_DAYS))
        return [Spell(rng.choice(others), start, change), Spell(pathway, change, None)]
    return [Spell(pathway, start, None)]


def draw_allocations(
    spells: list[Spell], holder: Worker | None, others: list[Worker], closed_on: date | None, rng: Random
) -> list[Allocation]:
    """Who held the case when, without gaps: at least one stretch in each spell, the last one the holder's.

    Args:
        spells: the spells on pathways.
        holder: who holds the case now; None where nobody does.
        others: who may have held it before.
        closed_on: the day the case closed.
        rng: chance.
    """
    stretches: list[Allocation] = []
    for spell in spells:
        start, end = spell.start, spell.end or closed_on
        if rng.random() < _NEW_WORKER_SHARE and (end is None or (end - start).days > _SHORTEST_DAYS):
            handover = start + timedelta(days=rng.randint(1, _SHORTEST_DAYS - 1))
            stretches.append(Allocation(rng.choice(others), spell.pathway, start, handover))
            start = handover
        stretches.append(Allocation(rng.choice(others), spell.pathway, start, end))
    last = stretches[-1]
    return [*stretches[:-1], Allocation(holder, last.pathway, last.start, last.end)]
