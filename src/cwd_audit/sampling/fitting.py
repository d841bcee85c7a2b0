"""Words that the rules on who may hold, chair and visit accept, so that the people of a sample mostly keep to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random

from cwd_audit.model.kinds.decide import DecideRule
from cwd_audit.model.kinds.holder import HolderRule
from cwd_audit.model.kinds.order import OrderRule
from cwd_audit.model.kinds.present import PresentRule
from cwd_audit.model.policy import Conditions, JudgedRule, Policy
from cwd_audit.model.rows import ABSENT, PRESENT, Rows
from cwd_audit.sampling.tables import Row, Value

USUAL_STATUS = ("s17", "s17", "s17", "CSDPA s2")
USUAL_ROLE = ("social worker", "social worker", "social worker", "social work assistant", "family support worker")
_INSTEAD = {"legal_status": USUAL_STATUS, "worker_role": USUAL_ROLE}
"""What a column holds in place of a word that a rule bars without saying which words will do."""
_OF_THE_WORKER = ("visits", "visitor_role")
"""Where it is the worker who visits, the role has to be one that may visit."""
ORDINARY = frozenset(
    {"cases", "pathways", "visits", "reviews", "supervisions", "meetings", "panels", "stays", "allocations"}
)
"""The tables of an ordinary export, which are those a sample has."""
_ROUNDS = 3
"""A word put right may bring another rule to bear."""


class Fitting:
    """The judged rules of a policy that look at nothing but what a sample holds.

    Args:
        policy: whose rules.
    """

    def __init__(self, policy: Policy) -> None:
        judged = [rule for rule in policy.rules if isinstance(rule, JudgedRule) and _looks_at(rule) <= ORDINARY]
        holders = [rule for rule in judged if isinstance(rule, HolderRule) and not (rule.family or rule.open_rows)]
        self._of_case = [rule for rule in holders if rule.of is None and not rule.same_in_family]
        self._of_rows = [rule for rule in holders if rule.of is not None]
        self._decided = [rule for rule in judged if isinstance(rule, DecideRule)]
        self._present = [rule for rule in judged if isinstance(rule, PresentRule)]
        self._ordered = [rule for rule in judged if isinstance(rule, OrderRule)]
        self.siblings_share = any(rule.same_in_family for rule in holders)
        """A rule asks that children of a family have the same worker."""
        self.team = next((rule.one_of[0] for rule in self._of_case if rule.column == "team" and rule.one_of), "")
        """The name a rule accepts for the team; "" where any will do."""

    def fit_case(self, case: Row, rng: Random) -> None:
        """Put right what the rules do not accept in a case."""
        for _ in range(_ROUNDS):
            for column, accepted in list(self._for_case(case)):
                if case.get(column, "") not in accepted:
                    case[column] = rng.choice(accepted)

    def _for_case(self, case: Row) -> Iterator[tuple[str, tuple[str, ...]]]:
        accepted: dict[str, tuple[str, ...]] = {}
        for rule in (rule for rule in self._of_case if meets(case, rule.applies_to)):
            _narrow(accepted, rule.column, _accepted(rule, case))
        for decided in (rule for rule in self._decided if meets(case, rule.applies_to)):
            if not (decided.when_rows or decided.measure):
                for column, words in decided.then.items():
                    _narrow(accepted, column, words)
        if "worker_role" in case:
            for rule in (rule for rule in self._of_rows if meets(case, rule.applies_to)):
                if rule.of and (rule.of.table, rule.column) == _OF_THE_WORKER:
                    _narrow(accepted, "worker_role", rule.one_of)
        yield from ((column, words) for column, words in accepted.items() if column in case)

    def fit_row(self, table: str, row: Row, case: Row, rng: Random) -> Row:
        """A row of a child's with the words the rules accept; columns it lacks are not added."""
        fitted = dict(row)
        for rule in self._of_rows:
            if rule.of and rule.of.table == table and rule.column in row and meets(case, rule.applies_to):
                accepted = _accepted(rule, fitted)
                if accepted and meets(fitted, rule.of.where) and fitted[rule.column] not in accepted:
                    fitted[rule.column] = rng.choice(accepted)
        return fitted

    def wanted_before(self, case: Row) -> Iterator[tuple[Rows, str]]:
        """Rows that a rule looks for before a day of the case, and the column of that day."""
        for rule in self._ordered:
            if isinstance(rule.later, str) and isinstance(rule.earlier, Rows) and meets(case, rule.applies_to):
                yield rule.earlier, rule.later

    def wanted(self, case: Row) -> Iterator[Rows]:
        """Rows of which a rule looks for one, whatever its day."""
        for rule in self._present:
            if rule.rows and not (rule.after_each or rule.counted_since) and meets(case, rule.applies_to):
                yield rule.rows


def _looks_at(rule: JudgedRule) -> set[str]:
    return {need.split(".")[0] for need in rule.needs()}


def meets(row: Mapping[str, Value], conditions: Conditions) -> bool:
    """Whether a row meets all conditions; `present` or `absent` alone ask whether the column is filled."""
    for column, accepted in conditions.items():
        value = row.get(column, "")
        if accepted in {(PRESENT,), (ABSENT,)}:
            if (value != "") != (accepted == (PRESENT,)):
                return False
        elif value not in accepted:
            return False
    return True


def as_asked(conditions: Conditions) -> Row:
    """Values that meet the conditions; of a column that has only to be filled nothing is said."""
    return {column: words[0] for column, words in conditions.items() if words not in {(PRESENT,), (ABSENT,)}}


def _accepted(rule: HolderRule, row: Row) -> tuple[str, ...]:
    """The words a rule accepts; none where it accepts what is there."""
    if rule.one_of:
        return tuple(word for word in rule.one_of if word not in rule.none_of)
    if row.get(rule.column, "") in rule.none_of:
        return tuple(word for word in _INSTEAD.get(rule.column, ()) if word not in rule.none_of)
    return ()


def _narrow(accepted: dict[str, tuple[str, ...]], column: str, words: tuple[str, ...]) -> None:
    """Take the words that are accepted by the rules before as well; rules that contradict each other change nothing."""
    if words:
        common = tuple(word for word in accepted.get(column, words) if word in words)
        accepted[column] = common or accepted[column]
