"""IDs and names that may stand for two, and IDs that may be one: of two councils, of two teams, typed differently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cwd_audit.loading.frames import Codes
from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    import pandas as pd

    from cwd_audit.loading.intake import Intake

OF_TWO_COUNCILS = "two councils use the same ID, and events do not say whose child they are of"
TYPED_DIFFERENTLY = (
    "there is a child whose ID differs only in zeros in front, spaces or capital letters: export both as text"
)


def separate_councils(intake: Intake) -> set[str]:
    """The IDs that children of two councils have, contested and spoken of: nobody can share out their events."""
    cases = intake.tables["cases"]
    if "authority" not in cases:
        return set()
    councils = _normalised(cases["authority"])
    ids = np.asarray(cases["case_id"], dtype=object)
    first: dict[str, str] = {}
    shared: set[str] = set()
    for child, council in zip(ids.tolist(), councils.tolist(), strict=True):
        if council and first.setdefault(child, council) != council:
            shared.add(child)
    intake.contested.update(dict.fromkeys(sorted(shared), OF_TWO_COUNCILS))
    intake.note("cases", np.array([child in shared for child in ids], bool), "id-of-two-councils", "case_id")
    return shared


def note_workers(intake: Intake) -> None:
    """Speak of each worker's name that stands for two roles or two teams, at the first row that differs."""
    cases = intake.tables["cases"]
    if "worker" not in cases:
        return
    names = _normalised(cases["worker"]).tolist()
    rows: dict[str, int] = {}
    for column in ("worker_role", "team"):
        if column in cases:
            for name, row in _first_that_differs(names, _normalised(cases[column]).tolist()).items():
                rows[name] = min(row, rows.get(name, row))
    chosen = np.zeros(len(names), bool)
    chosen[list(rows.values())] = True
    intake.note("cases", chosen, "worker-name-shared", "worker")


def typed_differently(known: Iterable[str]) -> Callable[[str], bool]:
    """What says of an ID whether a known one differs only in how it is typed."""
    alike = cache(lambda: frozenset(map(_bare, known)))  # a nation's is only made where some ID is not known
    return lambda word: _bare(word) in alike()


def _bare(word: str) -> str:
    return "".join(word.split()).casefold().lstrip("0")


def _first_that_differs(names: Sequence[str], words: Sequence[str]) -> dict[str, int]:
    """Name -> position of the first row whose word is another than that of the name's first row."""
    first: dict[str, str] = {}
    found: dict[str, int] = {}
    for at, (name, word) in enumerate(zip(names, words, strict=True)):
        if name and word and first.setdefault(name, word) != word:
            found.setdefault(name, at)
    return found


def _normalised(column: pd.Series) -> NDArray[np.object_]:
    words = column.array
    normalised: NDArray[np.object_] = np.array([normalise(word) for word in words.categories], dtype=object)
    codes: Codes = words.codes
    return normalised[codes]
