"""Which pathway of a policy the words of an export mean."""

from __future__ import annotations

from functools import lru_cache

from cwd_audit.model.policy import Pathway, Policy
from cwd_audit.model.wording import normalise

_AROUND = " '\"()[]{}.,;:!?*/"
_ALIKE = 75
"""Of 100: how alike a name must be to be worth suggesting."""


def match_pathway(policy: Policy, text: str) -> Pathway | None:
    """The pathway that a text names, by id, title or one of its names; None where there is none.

    Case, spaces, hyphens, underscores, `&` for `and` and punctuation around the name make no difference.
    """
    return _by_name(policy.pathways).get(_compared(text))


def spell_pathway(policy: Policy, text: str) -> str | None:
    """The name of a pathway that a text is, as the policy writes it; None where the policy knows no such name."""
    names = (name for pathway in policy.pathways for name in (pathway.title, *pathway.names, pathway.id))
    return next((name for name in names if _compared(name) == _compared(text)), None)


def suggest_pathway(policy: Policy, text: str) -> list[str]:
    """Names of pathways that are like a text, the nearest first, one for each pathway; for a person to choose from."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 – only a fault needs it

    known = _by_name(policy.pathways)
    near = process.extract(_compared(text), list(known), scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=None)
    return list(dict.fromkeys(known[name].title for name, _, _ in near))


def _compared(text: str) -> str:
    return normalise(text).strip(_AROUND)


@lru_cache(maxsize=64)
def _by_name(pathways: tuple[Pathway, ...]) -> dict[str, Pathway]:
    named = {_compared(name): pathway for pathway in pathways for name in (pathway.id, pathway.title, *pathway.names)}
    named.pop("", None)
    return named
