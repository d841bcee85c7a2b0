"""Terms of `limit` rules: no more than so much."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from cwd_audit.model.policy import Conditions, JudgedRule
from cwd_audit.model.rows import Measure, Rows


class LimitRule(JudgedRule):
    """A quantity of the case does not exceed a limit."""

    kind: Literal["limit"]
    measure: Measure
    """What is measured."""
    at_most: float
    """The limit; more than it is a breach."""
    query_at: float | None = None
    """Exactly so much is neither kept nor broken: the text is silent on it."""
    unless_rows: Rows | None = None
    """Where such a row exists, the limit does not bind."""
    unless: Conditions = Field(default_factory=dict)
    """Where the case meets any of these conditions, the limit does not bind."""

    def needs(self) -> frozenset[str]:
        """The columns without which the rule is not run."""
        needed = super().needs() | self.measure.needs() | {f"cases.{name}" for name in self.unless}
        return needed | (self.unless_rows.needs() if self.unless_rows else frozenset())

    def in_words(self) -> str:
        """The rule in words."""
        return f"{self.measure.in_words()}: at most {self.at_most:g}"
