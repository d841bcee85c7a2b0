"""Terms of `decide` rules: the status that follows from the facts, against the one recorded."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from cwd_audit.model.policy import Conditions, JudgedRule
from cwd_audit.model.rows import Measure, Rows


class DecideRule(JudgedRule):
    """Where the facts are so, the case row must say so."""

    kind: Literal["decide"]
    when_rows: Rows | None = None
    """At least one such row exists."""
    measure: Measure | None = None
    """Or: so much is measured."""
    more_than: float | None = None
    """More than this is measured."""
    less_than: float | None = None
    """Less than this is measured."""
    query_at: float | None = None
    """Exactly so much: the text is silent on it."""
    then: Conditions
    """Columns of the case -> words any of which agrees with the facts."""
    unless_rows: Rows | None = None
    """Where such a row exists, nothing follows."""

    @model_validator(mode="after")
    def _measured(self) -> Self:
        if (self.measure is None) != (self.more_than is None and self.less_than is None):
            msg = "a `measure` goes with `more_than` or `less_than`"
            raise ValueError(msg)
        return self

    def needs(self) -> frozenset[str]:
        """The columns without which the rule is not run."""
        needed = super().needs() | {f"cases.{name}" for name in self.then}
        needed |= self.measure.needs() if self.measure else frozenset()
        for rows in filter(None, (self.when_rows, self.unless_rows)):
            needed |= rows.needs()
        return needed

    def in_words(self) -> str:
        """The rule in words."""
        facts = [f"{self.when_rows.in_words()} recorded"] if self.when_rows else []
        if self.measure:
            bound = f"more than {self.more_than:g}" if self.more_than is not None else f"fewer than {self.less_than:g}"
            facts.append(f"{bound} {self.measure.in_words()}")
        said = "; ".join(f"{name} {' or '.join(words)}" for name, words in self.then.items()).replace("_", " ")
        return f"where {' and '.join(facts)}: {said}" if facts else said
