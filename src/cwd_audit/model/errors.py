"""What stops a run. A bad row is a Problem (see `problem`), never one of these."""

from __future__ import annotations

from dataclasses import dataclass

from cwd_audit.model.wording import as_sentence


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: where, what, and what to do about it. Holds no value of a cell."""

    where: str
    """The option, file, sheet, cell or key, as a person would name it; may be empty."""
    what: str
    remedy: str

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        said = f"{place}{self.what}"
        return f"{said}\n  {as_sentence(self.remedy)}" if self.remedy else said


class CwdAuditError(Exception):
    """The run cannot go on. Carries every fault found, not only the first."""

    def __init__(self, *faults: Fault) -> None:
        super().__init__(*faults)
        self.faults = faults

    def __str__(self) -> str:
        return "\n".join(str(fault) for fault in self.faults)


class UsageError(CwdAuditError):
    """An option or argument asks for something impossible."""


class ConfigError(CwdAuditError):
    """`cwd-audit.toml` or a mapping file is wrong."""


class InputError(CwdAuditError):
    """An export cannot be read, or nothing in it is recognised."""


class PolicyError(CwdAuditError):
    """A policy file is wrong, or no policy or more than one fits."""


class CalendarError(CwdAuditError):
    """A date lies outside the span for which bank holidays are known."""


class OutputError(CwdAuditError):
    """A report cannot be written where it was asked for."""
