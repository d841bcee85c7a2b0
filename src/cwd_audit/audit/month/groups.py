"""The groups that a month is broken down by: each child in one of them, so that they add up to the whole."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cwd_audit.model.wording import normalise

if TYPE_CHECKING:
    from cwd_audit.audit.policy_run import PolicyRun
    from cwd_audit.engine.facts import Mask, Positions

PATHWAY = "Hub or pathway"
_BY_COLUMN = {"Team": "team", "Site": "site"}
SEVERAL, NOT_KNOWN, BLANK = "More than one", "Not known to the policy", "Not recorded"
_LAST = (SEVERAL, NOT_KNOWN, BLANK)


class Grouping(NamedTuple):
    """One way to group the children."""

    by: str
    labels: tuple[str, ...]
    """In the order of the report."""
    group: Positions
    """For each child the position of its label."""


def group_children(run: PolicyRun, pathway_ids: NDArray[np.object_], present: Mask) -> tuple[Grouping, ...]:
    """The groupings whose columns were exported.

    Args:
        run: the policy and its cases.
        pathway_ids: for each case the id of its pathway at month end.
        present: the cases open at month end; they decide, and the others only for a child none of whose is open.
    """
    return tuple(
        Grouping(by, *_one_each(labels, run.facts.child_of_case, present)) for by, labels in _labels(run, pathway_ids)
    )


def _labels(run: PolicyRun, pathway_ids: NDArray[np.object_]) -> Iterator[tuple[str, list[str]]]:
    """Each way to group, with the label of each case."""
    facts = run.facts
    if "cases.pathway" in facts.provided:
        titles = {pathway.id: pathway.title for pathway in run.policy.pathways}
        written = np.asarray(facts.words("cases", "pathway"), dtype=object)
        yield (
            PATHWAY,
            [titles.get(found, NOT_KNOWN if word else BLANK) for found, word in zip(pathway_ids, written, strict=True)],
        )
    for by, column in _BY_COLUMN.items():
        if f"cases.{column}" in facts.provided:
            words = facts.words("cases", column)
            spelt: dict[str, str] = {}
            for word in sorted(words.categories):
                spelt.setdefault(normalise(word), word)
            shown = [spelt[normalise(word)] or BLANK for word in words.categories]
            yield by, [shown[code] for code in words.codes]


def _one_each(labels: list[str], child_of_case: Positions, present: Mask) -> tuple[tuple[str, ...], Positions]:
    """The labels in use, in order, and for each child the position of its own."""
    open_in: list[dict[str, None]] = [{} for _ in range(int(child_of_case.max(initial=-1)) + 1)]
    all_in: list[dict[str, None]] = [{} for _ in open_in]
    for child, label, is_open in zip(child_of_case.tolist(), labels, present.tolist(), strict=True):
        all_in[child][label] = None
        if is_open:
            open_in[child][label] = None
    own = [_single(now or ever) for now, ever in zip(open_in, all_in, strict=True)]
    order = tuple(sorted(set(own), key=lambda label: (label in _LAST, label.casefold(), label)))
    order = (*(label for label in order if label not in _LAST), *(label for label in _LAST if label in order))
    place = {label: number for number, label in enumerate(order)}
    return order, np.array([place[label] for label in own], np.int64)


def _single(labels: dict[str, None]) -> str:
    return next(iter(labels)) if len(labels) == 1 else SEVERAL
