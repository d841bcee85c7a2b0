"""Terms of `order` rules: one thing before another."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import model_validator

from cwd_audit.model.canonical import Kind, find_column
from cwd_audit.model.policy import Interval, JudgedRule
from cwd_audit.model.rows import Rows


class OrderRule(JudgedRule):
    """The later thing did not come before the earlier one. Where the later thing has not come, nothing is owed."""

    kind: Literal["order"]
    earlier: Rows | str
    """Rows, or a date of the case."""
    later: Rows | str
    """Rows, or a date of the case."""
    which: Literal["first", "latest", "each"] = "latest"
    """Which of the later rows are judged."""
    at_least: Interval | None = None
    """The earlier thing must be so long before the later one."""
    or_within: Interval | None = None
    """The earlier thing may still come so long after the later one; until then nothing is owed."""
    not_older_than: Interval | None = None
    """The earlier thing must be no longer before the later one than this."""

    @model_validator(mode="after")
    def _dates(self) -> Self:
        for side in (self.earlier, self.later):
            column = find_column(f"cases.{side}") if isinstance(side, str) else None
            if isinstance(side, str) and (column is None or column.kind is not Kind.DATE):
                msg = f'"{side}" is no date of the case'
                raise ValueError(msg)
        if self.at_least and self.or_within:
            msg = "a thing that must come so long before another may not come after it: `at_least` or `or_within`"
            raise ValueError(msg)
        return self

    def needs(self) -> frozenset[str]:
        """The columns without which the rule is not run."""
        needed = super().needs()
        for side in (self.earlier, self.later):
            needed |= {f"cases.{side}"} if isinstance(side, str) else side.needs()
        return needed

    def in_words(self) -> str:
        """The rule in words."""
        earlier, later = (
            side if isinstance(side, str) else f"{side.date} of {side.in_words()}"
            for side in (self.earlier, self.later)
        )
        gap = f" by at least {self.at_least}" if self.at_least else ""
        grace = f", or within {self.or_within} of it" if self.or_within else ""
        return f"{earlier} before {later}{gap}{grace}".replace("_", " ")
