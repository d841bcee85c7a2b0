"""An audit from end to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cwd_audit.audit.request import AuditRequest, Narrowing
from cwd_audit.loading.load import begin, load_caseload
from cwd_audit.loading.mapping import read_mapping
from cwd_audit.model.errors import Fault, UsageError
from cwd_audit.model.problem import Problem, Severity
from cwd_audit.model.report import AuditReport, Finding, MatterLine, PolicyLine, RuleLine, UncheckedLine

if TYPE_CHECKING:
    from cwd_audit.audit.policy_run import PolicyRun
    from cwd_audit.loading.reading import PendingSheets
    from cwd_audit.model.caseload import Caseload
    from cwd_audit.model.policy import Policy

_MERELY_SAID = {"conflicting-case"}
"""Faults of a row of the list of children that do not lose the child: it is audited, or counted as not assessed."""

_HIDDEN = "rows-hidden"


@dataclass(frozen=True)
class Audit:
    """A report and what it was made of."""

    report: AuditReport
    considered: tuple[Finding, ...]
    """The findings before they were narrowed down to some statuses: what the exit code goes by."""
    found: tuple[Finding, ...]
    """The findings before they were narrowed down at all, in no order."""
    caseload: Caseload
    runs: tuple[PolicyRun, ...]


def audit(request: AuditRequest, pending: PendingSheets | None = None) -> Audit:
    """Read the exports, lay the policies over them, and say what was found.

    Args:
        request: what is asked.
        pending: the exports, where their reading has begun already.

    Raises:
        CwdAuditError: the run cannot go on; with every fault that was found.
    """
    mapping = read_mapping(request.mapping)
    pending = pending or begin(request.exports, request.asked, mapping)
    # Imported while the readers are at work in their own processes.
    from cwd_audit.audit.coverage import cover  # noqa: PLC0415
    from cwd_audit.audit.findings import find, in_order  # noqa: PLC0415
    from cwd_audit.engine.judgement import open_cases  # noqa: PLC0415

    caseload = load_caseload(pending, request.as_of, mapping)
    runs, unclaimed, pathway_problems = cover(caseload, request)
    own = [run for run in runs if not run.beside]
    beside = {run.policy.id for run in runs if run.beside}
    found = [*unclaimed, *(finding for run in runs for finding in find(run, caseload.sources, request.as_of))]
    narrowing = request.narrowing
    _refuse_unknown(narrowing, found)
    considered = in_order(replace(narrowing, statuses=()).narrow(found))
    wanted = {finding.case_id for finding in replace(narrowing, statuses=(), requirements=()).narrow(found)}
    still_open = sum(int(open_cases(run.facts).sum()) for run in own)
    everyone = len(caseload.tables["cases"])
    kept = tuple(narrowing.narrow(considered))
    report = AuditReport(
        as_of=request.as_of,
        due_within_days=request.due_within_days,
        policies=tuple(_policy_line(run.policy, request) for run in runs),
        rules=tuple(line for run in runs for line in _rule_lines(run.policy)),
        sources=caseload.sources,
        cases=len(wanted - _all_closed(runs)),
        closed_cases=everyone - still_open - len(unclaimed),
        findings=tuple(finding for finding in kept if finding.policy not in beside),
        problems=(*caseload.problems, *pathway_problems),
        not_run=tuple(line for run in runs for line in run.not_run(narrowing)),
        silences=tuple(line for run in runs for line in run.silences(narrowing)),
        notes=caseload.notes,
        filtered=narrowing.in_words(),
        lost_cases=_lost(caseload),
        left_out=len(considered) - len(kept),
        national=tuple(finding for finding in kept if finding.policy in beside),
        unchecked=tuple(line for run in runs for line in _unchecked_lines(run.policy)),
        matters=tuple(MatterLine(run.policy.id, each.title, each.says) for run in runs for each in run.policy.matters),
    )
    return Audit(report, considered, tuple(found), caseload, tuple(runs))


def _refuse_unknown(narrowing: Narrowing, found: Sequence[Finding]) -> None:
    """A team or worker that no case has is a slip of the keyboard, and an empty list would pass for good news."""
    if not narrowing.teams and not narrowing.workers:
        return
    teams = sorted({finding.team for finding in found if finding.team})
    workers = {finding.worker or "unallocated" for finding in found}
    known = f"the teams are {', '.join(teams)}" if teams else "leave --team out: the export names no teams"
    faults = [
        Fault("--team", f'no open case is held by a team "{team}"', known)
        for team in narrowing.teams
        if not any(team.casefold() == each.casefold() for each in teams)
    ]
    faults += [
        Fault("--worker", "no open case is held by this worker", "write the name as the export does, in quotes")
        for worker in narrowing.workers
        if not any(worker.casefold() == each.casefold() for each in workers)
    ]
    if faults:
        raise UsageError(*faults)


def _all_closed(runs: Sequence[PolicyRun]) -> set[str]:
    """The children none of whose cases is open: a rule about closed cases may find something of them."""
    from cwd_audit.engine.judgement import open_cases  # noqa: PLC0415

    closed: set[str] = set()
    still_open: set[str] = set()
    for run in runs:
        is_open, ids = open_cases(run.facts), run.facts.cases["case_id"]
        still_open.update(ids[is_open])
        closed.update(ids[~is_open])
    return closed - still_open


def _policy_line(policy: Policy, request: AuditRequest) -> PolicyLine:
    document = policy.document
    named = f"{document.name} {document.version}".strip()
    return PolicyLine(
        policy.id, policy.authority, policy.title, document.issued, document.review_due,
        policy.past_review(request.as_of), policy.sha256, named, policy.missing_sources,
        policy.national,
    )  # fmt: skip


def _rule_lines(policy: Policy) -> list[RuleLine]:
    titles = {pathway.id: pathway.title for pathway in policy.pathways}
    return [
        RuleLine(
            policy.id, rule.id, _applies_in_words(rule.applies_to, titles), rule.title, rule.requirement,
            rule.in_words(), rule.strength, rule.cites.section, rule.cites.quote, rule.reading,
        )
        for rule in policy.rules
    ]  # fmt: skip


def _unchecked_lines(policy: Policy) -> list[UncheckedLine]:
    return [
        UncheckedLine(policy.id, each.id, each.cites.section, each.cites.quote, each.why) for each in policy.unchecked
    ]


def _applies_in_words(conditions: dict[str, tuple[str, ...]], titles: dict[str, str]) -> str:
    return "; ".join(" or ".join(titles.get(word, word) for word in words) for words in conditions.values())


def _lost(caseload: Caseload) -> int:
    """Rows of lists of children that were set aside, so that a child may be missing from the audit.

    The rows that are hidden on one list count as one.
    """
    lists = {(source.file, source.sheet) for source in caseload.sources if source.table in {"cases", "allocations"}}
    return len({
        (problem.file, problem.sheet, problem.row)
        for problem in caseload.problems
        if _loses_a_child(problem) and (problem.file, problem.sheet) in lists
    })  # fmt: skip


def _loses_a_child(problem: Problem) -> bool:
    if problem.code == _HIDDEN:
        return True
    return problem.severity is Severity.ERROR and problem.row is not None and problem.code not in _MERELY_SAID
