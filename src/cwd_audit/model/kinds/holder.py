"""Terms of `holder` rules: who may hold, chair or do."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from cwd_audit.model.policy import Conditions, JudgedRule
from cwd_audit.model.rows import Rows, refuse_unknown


class HolderRule(JudgedRule):
    """A column of the case, or of the latest of some rows, holds one of the words allowed and none of those barred."""

    kind: Literal["holder"]
    of: Rows | None = None
    """The rows; none for the case itself."""
    each: bool = False
    """Every row since the start of the pathway is judged, not the latest alone."""
    column: str
    """The column that says who, or which."""
    one_of: tuple[str, ...] = ()
    """The words allowed."""
    none_of: tuple[str, ...] = ()
    """The words barred."""
    same_in_family: bool = False
    """All open cases of a family must hold the same."""
    family: Conditions = Field(default_factory=dict)
    """The rule concerns cases with a sibling, open and other than themselves, who meets these conditions."""
    blank: Literal["breach", "not_assessed", "met"] = "not_assessed"
    """What a blank means."""
    when_rows: Rows | None = None
    """The rule concerns cases with such a row, whether it has ended or not."""
    open_rows: Rows | None = None
    """The rule concerns cases with such a row that has not ended."""

    @model_validator(mode="after")
    def _says_who(self) -> Self:
        refuse_unknown(self.of.table if self.of else "cases", (self.column,))
        if self.open_rows:
            refuse_unknown(self.open_rows.table, ("end",))
        if not (self.one_of or self.none_of or self.same_in_family or self.blank == "breach"):
            msg = "`holder` says who: `one_of`, `none_of`, `same_in_family`, or that a blank is a breach"
            raise ValueError(msg)
        return self

    def needs(self) -> frozenset[str]:
        """The columns without which the rule is not run."""
        table = self.of.table if self.of else "cases"
        needed = super().needs() | {f"{table}.{self.column}"} | {f"cases.{name}" for name in self.family}
        if self.family or self.same_in_family:
            needed |= {"cases.family_id"}
        if self.open_rows:
            needed |= {f"{self.open_rows.table}.end"}
        for rows in filter(None, (self.of, self.when_rows, self.open_rows)):
            needed |= rows.needs()
        return needed

    def in_words(self) -> str:
        """The rule in words."""
        what = f"{self.of.in_words()}: {self.column}" if self.of else self.column
        said = [f"is {' or '.join(self.one_of)}"] if self.one_of else []
        said += [f"is not {' or '.join(self.none_of)}"] if self.none_of else []
        said += ["is the same for all siblings"] if self.same_in_family else []
        concerns = self.open_rows or self.when_rows
        when = f", where there are {'open ' if self.open_rows else ''}{concerns.in_words()}" if concerns else ""
        return f"{what} {', '.join(said) or 'recorded'}{when}".replace("_", " ")
