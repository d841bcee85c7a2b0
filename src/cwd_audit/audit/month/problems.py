"""The faults of the export, by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from cwd_audit.model.month import ProblemCount
from cwd_audit.model.problem import Problem, Severity
from cwd_audit.model.wording import as_sentence

AFTER_THE_DAY = frozenset({"date-after-as-of", "start-after-as-of"})
"""No fault in a month: an export made later holds what came later."""
_RANK = {severity: place for place, severity in enumerate(Severity)}


def count_problems(problems: Iterable[Problem]) -> tuple[ProblemCount, ...]:
    """Errors first, then the most frequent."""
    times = Counter(
        (each.code, each.severity, each.message) for each in problems if each.code not in AFTER_THE_DAY
    )  # fmt: skip
    order = sorted(times, key=lambda kind: (_RANK[kind[1]], -times[kind], kind))
    return tuple(
        ProblemCount(code, severity.value, as_sentence(message), times[code, severity, message])
        for code, severity, message in order
    )
