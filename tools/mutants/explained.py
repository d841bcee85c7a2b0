"""Compares the mutants that survive with those that `tests/mutants.toml` explains."""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, order=True)
class Mutant:
    """A change of a module: the lines that it takes away and those that it puts in their place, without indentation."""

    module: str
    was: str
    becomes: str

    def __str__(self) -> str:
        return f"{self.module}: {self.was}\n    -> {self.becomes or '(nothing)'}"


@dataclass(frozen=True)
class Compared:
    """The survivors by whether they are explained, and the explanations that no survivor needs."""

    explained: frozenset[Mutant]
    unexplained: frozenset[Mutant]
    unneeded: frozenset[Mutant]


def read_explained(text: str) -> dict[Mutant, str]:
    """Why each mutant that may survive does no harm.

    Args:
        text: TOML, `[[explained]]` with `module`, `was`, `becomes` and `why`; `module` and `becomes` may be lists.

    Raises:
        ValueError: a mutant is explained twice, or with nothing.
    """
    reasons: dict[Mutant, str] = {}
    for entry in tomllib.loads(text).get("explained", []):
        for module, becomes in product(_listed(entry["module"]), _listed(entry["becomes"])):
            mutant = Mutant(module, entry["was"], becomes)
            if mutant in reasons or not entry["why"].strip():
                raise ValueError(f"explained twice, or with nothing: {mutant}")
            reasons[mutant] = entry["why"]
    return reasons


def _listed(written: str | list[str]) -> list[str]:
    return [written] if isinstance(written, str) else written


def compare(survivors: Collection[Mutant], reasons: Collection[Mutant], finished: Collection[str]) -> Compared:
    """Lay the survivors beside the explanations.

    Args:
        survivors: the mutants that no test kills.
        reasons: those that are explained.
        finished: the modules of which every mutant was tried: of the others no explanation is said to be unneeded.
    """
    lived, known = frozenset(survivors), frozenset(reasons)
    unneeded = frozenset(mutant for mutant in known - lived if mutant.module in finished)
    return Compared(lived & known, lived - known, unneeded)
