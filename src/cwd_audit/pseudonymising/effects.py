"""What moved and coarsened dates, and columns left out, do to an audit: found in the rules of the policies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from cwd_audit.model.kinds.present import PresentRule
from cwd_audit.model.kinds.timescale import PerCase
from cwd_audit.model.period import Period, Unit
from cwd_audit.model.rows import Measure

if TYPE_CHECKING:
    from cwd_audit.model.policy import Policy, RuleBase

_OF_MONTHS = {Unit.MONTHS, Unit.YEARS}


@dataclass(frozen=True, slots=True)
class Effects:
    """Ids of the rules that the export could run and that an audit of the pseudonymised file treats otherwise."""

    ages: tuple[str, ...]
    """They read the date of birth."""
    working_days: tuple[str, ...]
    """They count working days, and bank holidays do not move with a child."""
    months: tuple[str, ...]
    """They count months or years, which are not all of one length."""
    in_force: tuple[str, ...]
    """They are in force from or until a day."""
    not_run: tuple[str, ...]
    """They want a column that is left out."""


def find_effects(policies: Sequence[Policy], provided: frozenset[str], written: frozenset[str]) -> Effects:
    """The rules of some policies that are concerned.

    Args:
        policies: the policies.
        provided: columns of the export, as `table.column`.
        written: those that are written.
    """
    rules = [rule for policy in policies for rule in policy.rules if not rule.missing(provided)]
    kept = [rule for rule in rules if not rule.missing(written)]

    def ids(test: Callable[[RuleBase], bool]) -> tuple[str, ...]:
        return tuple(rule.id for rule in kept if test(rule))

    return Effects(
        ages=ids(lambda rule: "cases.dob" in rule.needs()),
        working_days=ids(lambda rule: Unit.WORKING_DAYS in _units(rule)),
        months=ids(lambda rule: bool(_OF_MONTHS & set(_units(rule)))),
        in_force=ids(lambda rule: rule.since is not None or rule.until is not None),
        not_run=tuple(rule.id for rule in rules if rule.missing(written)),
    )


def _units(part: object) -> Iterator[Unit]:
    """The units in which a rule counts time."""
    match part:
        case Period():
            yield part.unit
        case PerCase() | Measure(take="months" | "age in years"):
            yield Unit.MONTHS
        case tuple():
            for each in part:
                yield from _units(each)
        case BaseModel():
            if isinstance(part, PresentRule) and part.from_age:
                yield Unit.YEARS
            for name in type(part).model_fields:
                yield from _units(getattr(part, name))
        case _:
            pass
