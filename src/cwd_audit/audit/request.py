"""What a user may ask of an audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cwd_audit.loading.reading.asked import Asked

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cwd_audit.engine.batches import Batching
    from cwd_audit.model.report import Finding

ANY = "any"
"""Stands for the requirement of a finding that no rule of the policy could make."""
DUE_WITHIN_DAYS = 28
"""Design section 5, point 8."""


@dataclass(frozen=True)
class Narrowing:
    """Which findings are wanted; an empty tuple means all. Words are compared without regard to case."""

    teams: tuple[str, ...] = ()
    workers: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()

    def keeps_case(self, team: str, worker: str) -> bool:
        """Whether a case is wanted; an unallocated case is found under `unallocated`."""
        return _among(team, self.teams) and _among(worker or "unallocated", self.workers)

    def keeps_requirement(self, requirement: str) -> bool:
        """Whether what is required is wanted; a finding that concerns any requirement always is."""
        return requirement == ANY or _among(requirement, self.requirements)

    def keeps(self, finding: Finding) -> bool:
        """Whether a finding is wanted."""
        return (
            self.keeps_case(finding.team, finding.worker)
            and self.keeps_requirement(finding.requirement)
            and _among(finding.status.value, self.statuses)
        )

    def narrow(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """The findings that are wanted."""
        return filter(self.keeps, findings) if self.in_words() else findings

    def in_words(self) -> str:
        """`team Team North; status overdue`, or "" where nothing is narrowed."""
        named = {"team": self.teams, "worker": self.workers, "requirement": self.requirements, "status": self.statuses}
        return "; ".join(f"{name} {', '.join(wanted)}" for name, wanted in named.items() if wanted)


def _among(word: str, wanted: tuple[str, ...]) -> bool:
    return not wanted or word.casefold() in {each.casefold() for each in wanted}


@dataclass(frozen=True)
class AuditRequest:
    """One run."""

    exports: tuple[Path, ...]
    as_of: date
    policies: tuple[str, ...] = ()
    """Ids or paths of policy files; empty: the export decides."""
    due_within_days: int = DUE_WITHIN_DAYS
    mapping: Path | None = None
    narrowing: Narrowing = Narrowing()
    asked: Asked = Asked.NOTHING
    """What the readers are to read beyond the usual."""
    batching: Batching | None = None
    """How cases are judged in batches where there are more than one batch holds; None: all at once, and the
    obligations are kept for whatever is made of the audit beside its findings."""
