"""Words that policies know: they are public, and an audit compares them, so they are kept."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel

from cwd_audit.model.canonical import EVENT_TABLE
from cwd_audit.model.rows import ABSENT, PRESENT
from cwd_audit.model.wording import normalise
from cwd_audit.policies.pathways import spell_pathway

if TYPE_CHECKING:
    from cwd_audit.model.policy import Policy

COUNCIL, PATHWAY = "council", "pathway"
_LISTS = {"one_of", "none_of"}
"""Fields of a rule that hold words to be compared, beside conditions."""


@dataclass(frozen=True)
class PolicyWords:
    """What some policies know."""

    policies: tuple[Policy, ...]
    councils: Mapping[str, str]
    """Names of councils: normalised -> as the policy writes it."""
    compared: Mapping[str, str]
    """Words that rules compare, likewise."""

    @classmethod
    def of(cls, policies: Sequence[Policy]) -> PolicyWords:
        """The words of these policies."""
        councils = [name for each in policies for name in (each.authority, *each.authority_names, each.id)]
        compared = [word for each in policies for rule in each.rules for word in _words_of(rule)]
        compared = [word for word in compared if word not in {PRESENT, ABSENT}]
        return cls(tuple(policies), _by_spelling(councils), _by_spelling([*EVENT_TABLE, *compared]))

    def find(self, kind: str, text: str) -> str | None:
        """The word that a text is, as the policy writes it; None where no policy knows it.

        Args:
            kind: `council`, `pathway`, or anything else.
            text: the cell.
        """
        if kind == COUNCIL:
            return self.councils.get(normalise(text))
        if kind == PATHWAY:
            found = (spell_pathway(policy, text) for policy in self.policies)
            return next((name for name in found if name), None) or self.compared.get(normalise(text))
        return self.compared.get(normalise(text))


def _by_spelling(words: Sequence[str]) -> dict[str, str]:
    return {normalise(word): word for word in reversed(words)}


def _words_of(part: BaseModel) -> Iterator[str]:
    """The words of all conditions in a rule, or in a part of one."""
    for name in type(part).model_fields:
        match getattr(part, name):
            case BaseModel() as inner:
                yield from _words_of(inner)
            case dict() as conditions:
                yield from (word for words in conditions.values() for word in words)
            case tuple() as words if name in _LISTS:
                yield from words
