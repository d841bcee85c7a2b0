"""The data-quality view of an audit: its problems, what they hide from it, and how complete the records are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.audit.completeness import count_set_aside, find_filled
from cwd_audit.audit.hindrances import Cause, count_cases, find_hindered, in_order, undecided
from cwd_audit.audit.request import ANY
from cwd_audit.model.caseload import ROW, SOURCE, Caseload
from cwd_audit.model.data_quality import (
    DataQuality,
    HeldProblem,
    Hidden,
    Holding,
    ProblemKind,
    Score,
)
from cwd_audit.model.problem import Problem, Severity
from cwd_audit.reporting.selection import by_code

if TYPE_CHECKING:
    from cwd_audit.audit.policy_run import PolicyRun
    from cwd_audit.audit.run import Audit
    from cwd_audit.model.report import AuditReport

CHILDREN = ("allocations", "cases")
"""Tables of which a row may be all that an export says of a child."""
_Place = tuple[str, str, int]
"""File, sheet and row."""


def examine(done: Audit) -> DataQuality:
    """Everything that `validate` tells, taken from an audit that was not narrowed down.

    Policies laid beside the council's own hide nothing and set no score.
    """
    report, caseload = done.report, done.caseload
    own = [run for run in done.runs if not run.beside]
    held = _with_holders(report.problems, caseload)
    unclaimed = sum(not finding.policy for finding in done.considered)
    return DataQuality(
        as_of=report.as_of,
        policies=tuple((policy.id, f"{policy.authority}: {policy.title}") for policy in report.policies),
        sources=report.sources,
        notes=report.notes,
        score=_score(own, report, unclaimed),
        hidden=tuple(_hidden(own, caseload, unclaimed)),
        lost=_lost(caseload),
        kinds=tuple(map(_kind, by_code(report.problems))),
        problems=held,
        teams=_count(held, by_worker=False),
        workers=_count(held, by_worker=True),
        columns=find_filled(caseload, [run.policy for run in own]),
    )


def _score(own: Sequence[PolicyRun], report: AuditReport, unclaimed: int) -> Score:
    assessable, still_open, without_rule = (sum(numbers) for numbers in zip(*map(count_cases, own), strict=True))
    return Score(assessable, still_open + unclaimed, without_rule, report.lost_cases)


def _lost(caseload: Caseload) -> tuple[tuple[str, int], ...]:
    tables = sorted({source.table for source in caseload.sources}, key=lambda table: (table in CHILDREN, table))
    return tuple((table, rows) for table in tables if (rows := count_set_aside(table, caseload)))


def _hidden(own: Sequence[PolicyRun], caseload: Caseload, unclaimed: int) -> list[Hidden]:
    cases: dict[Cause, set[tuple[int, int]]] = defaultdict(set)
    rules: dict[Cause, dict[str, None]] = defaultdict(dict)
    for number, run in enumerate(own):
        for cause, rule, concerned in find_hindered(run):
            cases[cause] |= {(number, case) for case in concerned.tolist()}
            rules[cause] |= {rule: None} if rule else {}
    if unclaimed:
        cases[undecided(ANY, ("cases.authority",))] |= {(-1, case) for case in range(unclaimed)}
    headings = _headings(caseload)
    return [
        Hidden(*cause, tuple(headings.get(name, "") for name in cause.columns), tuple(rules[cause]), len(cases[cause]))
        for cause in in_order([(cause, len(concerned)) for cause, concerned in cases.items()])
    ]


def _headings(caseload: Caseload) -> dict[str, str]:
    """`table.column` -> its heading in the first sheet that has it."""
    named: dict[str, str] = {}
    for (source, column), heading in caseload.headings.items():
        named.setdefault(f"{caseload.sources[source].table}.{column}", heading)
    return named


def _kind(problems: Sequence[Problem]) -> ProblemKind:
    first = problems[0]
    rows = {(each.file, each.sheet, each.row) for each in problems if _costs_the_row(each)}
    return ProblemKind(
        first.code, first.severity, len(problems), len(rows), first.place, first.message, first.hint
    )  # fmt: skip


def _costs_the_row(problem: Problem) -> bool:
    return problem.severity is Severity.ERROR and problem.row is not None


def _with_holders(problems: Sequence[Problem], caseload: Caseload) -> tuple[HeldProblem, ...]:
    """Each problem with the team and the worker who hold the child that its row is about."""
    children = _children(problems, caseload)
    holders = _holders(caseload)
    held = []
    for problem in problems:
        child = children.get((problem.file, problem.sheet, problem.row or 0))
        holder = holders.get(child) if child else None
        held.append(HeldProblem(problem, *(holder or ("", "")), holder is not None))
    return tuple(held)


def _children(problems: Sequence[Problem], caseload: Caseload) -> dict[_Place, str]:
    """The child's ID of every row that a problem is about, where the row tells it."""
    wanted = {(each.file, each.sheet, each.row) for each in problems if each.row is not None}
    rows = sorted({row for _, _, row in wanted})
    found = {_place(caseload, source, row): child for (source, row), child in caseload.set_aside.items() if child}
    for frame in caseload.tables.values():
        chosen = np.isin(frame[ROW].to_numpy(), rows)
        places = zip(frame[SOURCE].to_numpy()[chosen].tolist(), frame[ROW].to_numpy()[chosen].tolist(), strict=True)
        for (source, row), child in zip(places, frame["case_id"].array[chosen], strict=True):
            found[_place(caseload, source, row)] = child
    return found


def _place(caseload: Caseload, source: int, row: int) -> _Place:
    return caseload.sources[source].file, caseload.sources[source].sheet, row


def _holders(caseload: Caseload) -> Mapping[str, tuple[str, str]]:
    """The child's ID -> team and worker, as the first row of the child says."""
    cases = caseload.tables["cases"].drop_duplicates("case_id")
    team, worker = (
        cases[name].astype(str) if name in cases else [""] * len(cases) for name in ("team", "worker")
    )  # fmt: skip
    return dict(zip(cases["case_id"].astype(str), zip(team, worker, strict=True), strict=True))


def _count(held: Sequence[HeldProblem], *, by_worker: bool) -> tuple[Holding, ...]:
    """Problems by team, or by worker; those with the most errors first, and last those of no known case."""
    counts: dict[tuple[str, str, bool], Counter[Severity]] = defaultdict(Counter)
    for each in held:
        counts[each.team, each.worker if by_worker else "", each.of_a_case][each.problem.severity] += 1
    holdings = [Holding(*key, *(number[severity] for severity in Severity)) for key, number in counts.items()]
    return tuple(
        sorted(holdings, key=lambda one: (not one.of_a_case, -one.errors, -one.warnings, one.team, one.worker))
    )
