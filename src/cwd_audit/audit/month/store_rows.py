"""The rows of the history file, and the chain of digests that binds them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from hashlib import sha256
from typing import NamedTuple

from cwd_audit.model.indicators import Card
from cwd_audit.model.month import Figure, Line, Number, Shorthand
from cwd_audit.model.report import PolicyLine

Stored3 = tuple[int | str | None, int | str | None, int | str | None]
"""A figure as it is stored: numbers or shorthands; all None where there is none."""


class Key(NamedTuple):
    """What a figure is of."""

    policy: str
    indicator: str
    definition: str
    """Of the policy and of what the card measures of it."""
    month_end: date


class Stored(NamedTuple):
    """One indicator at one month-end."""

    key: Key
    at_month_end: Stored3
    done_in_month: Stored3

    @classmethod
    def of(cls, key: Key, line: Line) -> Stored:
        """The row of a line."""
        return cls(key, _plain(line.at_month_end), _plain(line.done_in_month))

    @property
    def fields(self) -> tuple[int | str | None, ...]:
        """One for each column of the file but the digest."""
        *names, month_end = self.key
        return (*names, month_end.isoformat(), *self.at_month_end, *self.done_in_month)

    @classmethod
    def read(cls, fields: Sequence[object]) -> Stored:
        """The row of such fields.

        Raises:
            ValueError: they are not those of a row.
        """
        policy, indicator, definition, month_end = map(str, fields[:4])
        at_month_end, done = _checked(fields[4:7]), _checked(fields[7:10])
        if at_month_end[0] is None:
            raise ValueError(month_end)
        return cls(Key(policy, indicator, definition, date.fromisoformat(month_end)), at_month_end, done)

    def line(self, label: str) -> Line:
        """The line that was stored."""
        at_month_end = _figure(self.at_month_end)
        assert at_month_end is not None
        return Line(label, at_month_end, _figure(self.done_in_month))


def define(card: Card, policy: str, policies: Iterable[PolicyLine]) -> str:
    """A digest of what a figure rests on: the bytes of the policy, and what the card measures of it.

    Titles, targets and the like may change without a break in the trend.
    """
    sha = next((line.sha256 for line in policies if line.id == policy), "")
    return _digest([sha, card.measure.value, sorted(card.rules), card.requirement])


def chain(rows: Iterable[Stored]) -> Iterator[tuple[Stored, str]]:
    """The rows in the order of their keys, each with the digest of itself and of the digest before it."""
    last = ""
    for row in sorted(rows, key=lambda row: row.key):
        last = _digest([last, *row.fields])
        yield row, last


def months_before(month_end: date, months: int) -> tuple[date, ...]:
    """The last days of the months before, so many less this one, the earliest first."""
    days = [month_end]
    while len(days) < months:
        days.append(days[-1].replace(day=1) - timedelta(days=1))
    return tuple(reversed(days[1:]))


def say_month(day: date) -> str:
    """`October 2026`."""
    return f"{day:%B %Y}"


def _digest(parts: Sequence[object]) -> str:
    return sha256(json.dumps(parts, ensure_ascii=True).encode()).hexdigest()


def _plain(figure: Figure | None) -> Stored3:
    if figure is None:
        return (None, None, None)
    return (_written(figure.numerator), _written(figure.denominator), _written(figure.not_assessed))


def _written(number: Number) -> int | str:
    return number.value if isinstance(number, Shorthand) else int(number)


def _checked(fields: Sequence[object]) -> Stored3:
    """Numbers, shorthands, or nothing at all."""
    if all(field is None for field in fields):
        return (None, None, None)
    first, second, third = (field if isinstance(field, int) else Shorthand(str(field)).value for field in fields)
    return (first, second, third)


def _figure(stored: Stored3) -> Figure | None:
    numbers = [Shorthand(number) if isinstance(number, str) else number for number in stored if number is not None]
    return Figure(*numbers) if numbers else None
