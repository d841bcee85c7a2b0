"""Terms of `document` rules: what a policy says of its own document."""

from __future__ import annotations

from typing import Literal

from cwd_audit.model.policy import RuleBase


class DocumentRule(RuleBase):
    """The document is within its own review date; judged once, at the head of a report, and not case by case."""

    kind: Literal["document"]

    def in_words(self) -> str:
        """The rule in words."""
        return "the document is reviewed by the date it states"
