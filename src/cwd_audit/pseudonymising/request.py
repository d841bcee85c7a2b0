"""What a user may ask of a pseudonymised caseload."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cwd_audit.loading.layouts import TIMETABLE
from cwd_audit.model.canonical import TABLES
from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.model.wording import nearest, normalise
from cwd_audit.pseudonymising.days import Band

LEAST_ALIKE = 5
"""Children who are alike in all that might tell who they are."""
MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Wish:
    """How much is told."""

    born: Band = Band.QUARTER
    weeks: int = MOST_WEEKS
    """Dates move by up to so many weeks either way; 0: not at all."""
    least_alike: int = LEAST_ALIKE
    """The least number of children in a group that are alike; 0: any."""
    drop: frozenset[str] = frozenset()
    """Columns to leave out, as `table.column`."""


def find_columns(wanted: Sequence[str]) -> frozenset[str]:
    """The columns that are named: `team` in every table, or `cases.team` in one.

    Raises:
        UsageError: there is no such column, or it is one that nothing can be read without.
    """
    known: dict[str, list[str]] = {}
    for table in TABLES.values():
        for column in table.columns:
            for name in (column.name, f"{table.name}.{column.name}"):
                known.setdefault(normalise(name), []).append(f"{table.name}.{column.name}")
    faults = [_unknown(name, known) for name in wanted if normalise(name) not in known]
    found = frozenset(column for name in wanted for column in known.get(normalise(name), ()))
    if any(column.endswith(".case_id") for column in found):
        what = "case_id cannot be left out: without it nobody can say whose row is whose"
        faults.append(Fault("--drop", what, "leave it in; it is a code"))
    if {f"cases.{name}" for name in TIMETABLE} <= found:
        what = "without pathway and legal status a list of children cannot be audited"
        faults.append(Fault("--drop", what, "leave one of the two in"))
    if faults:
        raise UsageError(*faults)
    return found


def _unknown(name: str, known: dict[str, list[str]]) -> Fault:
    near = nearest(name, [key.replace(" ", "_") for key in known])
    hint = f'did you mean "{near}"?' if near else "the columns are those of docs/pseudonymise.md"
    return Fault("--drop", f'there is no column "{name}"', hint)
