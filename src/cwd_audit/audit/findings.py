"""From judgements and residue to findings that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, cast

import numpy as np

from cwd_audit.audit.reasons import explain_judgement, explain_residue, explain_verdict
from cwd_audit.audit.request import ANY
from cwd_audit.engine.judgement import STATUSES, Reason
from cwd_audit.engine.residue import Why
from cwd_audit.engine.verdicts import Ground
from cwd_audit.model.policy import Strength
from cwd_audit.model.report import Evidence, Finding, Status

if TYPE_CHECKING:
    from cwd_audit.audit.policy_run import PolicyRun
    from cwd_audit.model.caseload import Source

ORDER = (
    Status.OVERDUE, Status.BREACH, Status.NOT_ASSESSED, Status.QUERY, Status.DUE_SOON, Status.IN_TIME, Status.MET,
)  # fmt: skip
_OfCase = tuple[str, str, str, str, str, str, str]
"""Case ID, name, authority, pathway, team, worker and family."""


def find(run: PolicyRun, sources: Sequence[Source], as_of: date) -> Iterator[Finding]:
    """The findings of one policy, in no order."""
    cases = list(_case_columns(run))
    places = _evidence(run, sources)
    judged = run.judgements
    words = [
        [explain_judgement(reason, rule) for reason in Reason] for rule in run.rules
    ]  # once per rule, not once per finding
    citations = [f"{rule.cites.section}: “{rule.cites.quote}”" for rule in run.rules]
    periods = [*map(str, run.obligations.periods), ""]
    columns = (
        judged.case, judged.rule, judged.status, judged.due_on, judged.last_on, judged.reason, judged.counted_from,
        judged.limit,
    )  # fmt: skip
    rows = zip(*(column.tolist() for column in columns), places, strict=True)
    for case, number, code, due_on, last_on, reason, counted_from, limit, evidence in rows:
        rule, status = run.rules[number], STATUSES[code]
        late = (as_of - due_on).days if status is Status.OVERDUE else None
        yield Finding._make((
            *cases[case], run.policy.id, rule.id, rule.requirement, rule.title, rule.kind, rule.strength, status,
            due_on, last_on, late, words[number][reason], citations[number], evidence,
            counted_from, periods[limit] if counted_from else "",
        ))  # fmt: skip
    yield from _find_verdicts(run, cases, sources)
    yield from _find_residue(run, cases, sources)


def _find_verdicts(run: PolicyRun, cases: Sequence[_OfCase], sources: Sequence[Source]) -> Iterator[Finding]:
    case_source, case_row = run.facts.origin("cases")
    for rule, found in run.verdicts:
        citation = f"{rule.cites.section}: “{rule.cites.quote}”"
        columns = (found.case, found.status, found.ground, found.number, found.touched)
        facts = zip(*(column.tolist() for column in columns), strict=True)
        stretches = zip(found.first_day.tolist(), found.last_day.tolist(), strict=True)
        for (case, code, ground, *counts), stretch, records in zip(facts, stretches, found.places(), strict=True):
            reason = explain_verdict(Ground(ground), rule, counts, stretch)
            places = dict.fromkeys((*records, (int(case_source[case]), int(case_row[case]))))
            yield Finding._make((
                *cases[case], run.policy.id, rule.id, rule.requirement, rule.title, rule.kind, rule.strength,
                STATUSES[code], None, None, None, reason, citation,
                tuple(_place(sources, *each) for each in places), None, "",
            ))  # fmt: skip


def _find_residue(run: PolicyRun, cases: Sequence[_OfCase], sources: Sequence[Source]) -> Iterator[Finding]:
    residue = run.residue
    source, row = run.facts.origin("cases")
    for case, requirement, code, lacking in zip(*(column.tolist() for column in residue[:4]), strict=True):
        named, why = residue.requirements[requirement], Why(code)
        if run.beside and why is Why.NO_RULE:
            continue  # what a statute does not ask of a case is no gap in the audit
        yield Finding._make((
            *cases[case], run.policy.id, ".".join(filter(None, (run.policy.id, ANY, named))), named or ANY,
            named.capitalize() or "Any", "timescale", Strength.MUST,
            Status.QUERY if why is Why.NO_RULE else Status.NOT_ASSESSED, None, None, None,
            explain_residue(why, residue.columns[lacking]), "", (_place(sources, int(source[case]), int(row[case])),),
            None, "",
        ))  # fmt: skip


def _case_columns(run: PolicyRun) -> Iterable[_OfCase]:
    """For each case its ID, name, authority, pathway, team, worker and family."""
    facts, policy = run.facts, run.policy
    titles = {pathway.id: pathway.title for pathway in policy.pathways}
    ids, _ = facts.pathways("cases")
    written = np.asarray(facts.words("cases", "pathway"), dtype=object)
    pathway = [titles.get(known, words) for known, words in zip(ids, written, strict=True)]
    text = {
        column: cast("list[str]", np.asarray(facts.words("cases", column), dtype=object).tolist())
        for column in ("case_id", "name", "team", "worker", "family_id")
    }
    authority = [policy.authority] * len(pathway)
    return zip(
        text["case_id"], text["name"], authority, pathway, text["team"], text["worker"], text["family_id"], strict=True
    )


def _evidence(run: PolicyRun, sources: Sequence[Source]) -> Iterator[tuple[Evidence, ...]]:
    """For each judgement the record it rests on, and the row of the case."""
    places = [(source.file, source.sheet) for source in sources]
    of_cases = [
        Evidence._make((*places[source], row))
        for source, row in zip(*(column.tolist() for column in run.facts.origin("cases")), strict=True)
    ]
    judged = run.judgements
    for case, source, row in zip(judged.case.tolist(), judged.source.tolist(), judged.row.tolist(), strict=True):
        of_case, of_record = of_cases[case], Evidence._make((*places[source], row))
        yield (of_case,) if of_record == of_case else (of_record, of_case)


def _place(sources: Sequence[Source], source: int, row: int) -> Evidence:
    return Evidence(sources[source].file, sources[source].sheet, row)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """What needs doing first: by standing, longest overdue, soonest due; then team, worker, child and rule.

    The key is explicit so that the same input gives the same bytes.
    """
    rank = {status: place for place, status in enumerate(ORDER)}
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                rank[finding.status],
                -(finding.days_overdue or 0),
                finding.due_on or date.max,
                finding.team,
                finding.worker,
                finding.case_id,
                finding.policy,
                finding.rule,
                finding.evidence,
            ),
        )
    )
