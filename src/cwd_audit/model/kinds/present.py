"""Terms of `present` rules: something must be recorded."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from cwd_audit.model.canonical import Kind, find_column
from cwd_audit.model.policy import Interval, JudgedRule
from cwd_audit.model.rows import Rows, refuse_unknown


class PresentRule(JudgedRule):
    """Columns of the case are filled; or rows exist; or after each row of one kind there is one of another."""

    kind: Literal["present"]
    filled: tuple[str, ...] = ()
    """Columns that must not be blank: of the rows named, or of the case where none are."""
    rows: Rows | None = None
    """At least so many such rows must exist."""
    or_rows: Rows | None = None
    """Rows of another kind, one of which would do as well."""
    when_rows: Rows | None = None
    """The rule concerns cases with such a row."""
    from_age: Annotated[int, Field(ge=1, le=25)] | None = None
    """The rule concerns children who have had this birthday; a birthday on 29 February is kept on the 28th."""
    at_least: Annotated[int, Field(ge=1)] = 1
    """How many rows there must be."""
    counted_since: str = ""
    """A date of the case from which on the rows count."""
    after_each: Rows | None = None
    """For each of these there must be one of `rows` on or after its day; without `rows`, it must itself be `filled`."""
    within: Interval | None = None
    """So long after each of them it may still be missing."""

    @model_validator(mode="after")
    def _one_shape(self) -> Self:
        if not (self.filled or self.rows):
            msg = "`present` says what must be there: `rows`, or columns that are `filled`"
            raise ValueError(msg)
        if self.or_rows and (self.after_each or not self.rows):
            msg = "`or_rows` stands beside `rows` alone"
            raise ValueError(msg)
        refuse_unknown(self.looked_at, self.filled)
        day = find_column(f"cases.{self.counted_since}") if self.counted_since else None
        if self.counted_since and (day is None or day.kind is not Kind.DATE):
            msg = f'`counted_since` names a date of the case, and "{self.counted_since}" is none'
            raise ValueError(msg)
        return self

    @property
    def looked_at(self) -> str:
        """The table whose columns must be filled."""
        return (self.rows or self.after_each or Rows(table="cases")).table

    def needs(self) -> frozenset[str]:
        """The columns without which the rule is not run."""
        needed = super().needs() | ({"cases.dob"} if self.from_age else set())
        needed |= {f"{self.looked_at}.{name}" for name in self.filled}
        for rows in filter(None, (self.rows, self.or_rows, self.when_rows, self.after_each)):
            needed |= rows.needs()
        return needed | ({f"cases.{self.counted_since}"} if self.counted_since else frozenset())

    def in_words(self) -> str:
        """The rule in words."""
        filled = " and ".join(self.filled).replace("_", " ")
        rows = " or ".join(each.in_words() for each in (self.rows, self.or_rows) if each)
        if self.after_each and rows:
            said = f"after each of the {self.after_each.in_words()} one of the {rows}"
        elif self.after_each:
            said = f"for each of the {self.after_each.in_words()} {filled} recorded"
        else:
            several = f"at least {self.at_least} " if self.at_least > 1 else ""
            said = f"{several}{' of '.join(part for part in (filled, rows) if part)} recorded"
        when = f", where there are {self.when_rows.in_words()}" if self.when_rows else ""
        return said + when + (f", from the age of {self.from_age}" if self.from_age else "")
