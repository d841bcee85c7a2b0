"""From judgements and residue to findings that a person can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cwd_audit.audit.reasons import explain_judgement, explain_residue, explain_verdict
from cwd_audit.audit.request import ANY
from cwd_audit.engine.judgement import STATUSES, Reason
from cwd_audit.engine.residue import Why
from cwd_audit.engine.verdicts import Ground
from cwd_audit.model.policy import Strength
from cwd_audit.model.report import Evidence, Finding, Status

if TYPE_CHECKING:
    import pandas as pd

    from cwd_audit.audit.policy_run import PolicyRun
    from cwd_audit.engine.facts import Positions
    from cwd_audit.engine.judgement import Judgements
    from cwd_audit.model.caseload import Source

ORDER = (
    Status.OVERDUE, Status.BREACH, Status.NOT_ASSESSED, Status.QUERY, Status.DUE_SOON, Status.IN_TIME, Status.MET,
)  # fmt: skip
Objects = NDArray[np.object_]
_OfCase = tuple[str, ...]
"""Case ID, name, authority, pathway, team, worker and family."""


def find(run: PolicyRun, sources: Sequence[Source], as_of: date) -> Iterator[Finding]:
    """The findings of one policy, those with a due date nearly in the order of `in_order`."""
    judged, rules, of_case = run.judgements.rows(_nearly_in_order(run)), run.rules, _case_columns(run)
    said = [explain_judgement(reason, rule) for rule in rules for reason in Reason]
    reasons = np.array(said, dtype=object).reshape(len(rules), len(Reason))
    late = _shared((np.datetime64(as_of, "D") - judged.due_on).astype(np.int64))
    late[judged.status != STATUSES.index(Status.OVERDUE)] = None
    periods = np.array([*map(str, run.obligations.periods), ""], dtype=object)
    columns = (
        *(column[judged.case] for column in of_case),
        np.full(len(judged), run.policy.id, object),
        *(
            np.array([getattr(rule, name) for rule in rules], dtype=object)[judged.rule]
            for name in ("id", "requirement", "title", "kind", "strength")
        ),
        np.array(STATUSES, dtype=object)[judged.status],
        _shared(judged.due_on),
        _shared(judged.last_on),
        late,
        reasons[judged.rule, judged.reason],
        np.array([f"{rule.cites.section}: “{rule.cites.quote}”" for rule in rules], dtype=object)[judged.rule],
        _evidence(run, judged, sources),
        _shared(judged.counted_from),
        np.where(np.isnat(judged.counted_from), "", periods[judged.limit]),
    )
    yield from map(Finding._make, zip(*(column.tolist() for column in columns), strict=True))
    cases = list(zip(*(column.tolist() for column in of_case), strict=True))
    yield from _find_verdicts(run, cases, sources)
    yield from _find_residue(run, cases, sources)


def _nearly_in_order(run: PolicyRun) -> Positions:
    """The judgements by standing, due date, team and worker, of a child as they come.

    Findings that are made in the order in which they are shown lie side by side in memory, and those of a nation are
    then put in order in half the time.
    """
    judged, facts = run.judgements, run.facts
    team, worker = (_ranks(facts.words("cases", column))[judged.case] for column in ("team", "worker"))
    standing = np.array([ORDER.index(status) for status in STATUSES])[judged.status]
    order: Positions = np.lexsort((judged.rule, judged.case, worker, team, judged.due_on, standing))
    return order


def _ranks(words: pd.Categorical) -> NDArray[np.int64]:
    """The place of each word among the words in order."""
    places = np.empty(len(words.categories), np.int64)
    places[np.argsort(words.categories.to_numpy())] = np.arange(len(places))
    of_row: NDArray[np.int64] = places[words.codes]
    return of_row


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


def _case_columns(run: PolicyRun) -> tuple[Objects, ...]:
    """Of each case its ID, name, authority, pathway, team, worker and family."""
    facts, policy = run.facts, run.policy
    titles = {pathway.id: pathway.title for pathway in policy.pathways}
    text = {
        column: np.asarray(facts.words("cases", column), dtype=object)
        for column in ("case_id", "name", "pathway", "team", "worker", "family_id")
    }
    ids, _ = facts.pathways("cases")
    known = [titles.get(pathway, words) for pathway, words in zip(ids, text["pathway"], strict=True)]
    pathway, authority = np.array(known, dtype=object), np.full(len(known), policy.authority, object)
    return text["case_id"], text["name"], authority, pathway, text["team"], text["worker"], text["family_id"]


def _evidence(run: PolicyRun, judged: Judgements, sources: Sequence[Source]) -> Objects:
    """For each judgement the record it rests on, and the row of the case."""
    case_source, case_row = run.facts.origin("cases")
    of_records = _evidence_at(sources, judged.source, judged.row)
    of_cases = _evidence_at(sources, case_source, case_row)[judged.case]
    alike = (judged.source == case_source[judged.case]) & (judged.row == case_row[judged.case])
    found = np.empty(len(judged), object)
    found[:] = [
        (case,) if same else (record, case)
        for record, case, same in zip(of_records.tolist(), of_cases.tolist(), alike.tolist(), strict=True)
    ]
    return found


def _evidence_at(sources: Sequence[Source], source: NDArray[np.int32], row: NDArray[np.int32]) -> Objects:
    files, sheets = (
        np.array([getattr(each, name) for each in sources], dtype=object)[source].tolist() for name in ("file", "sheet")
    )
    found = np.empty(len(row), object)
    found[:] = [*map(Evidence._make, zip(files, sheets, row.tolist(), strict=True))]
    return found


def _shared(values: NDArray[Any]) -> Objects:
    """The values as objects of Python, equal ones as one object: a nation's are written much faster so."""
    distinct, at = np.unique(values, return_inverse=True)
    return distinct.astype(object)[at]


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
