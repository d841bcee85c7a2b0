"""Which policy covers which cases, and what to say where a pathway is not one of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.audit.policy_run import PolicyRun, run_policy, words_of
from cwd_audit.audit.request import ANY
from cwd_audit.engine.conditions import PATHWAY
from cwd_audit.loading.faults import say
from cwd_audit.model.caseload import ROW, SOURCE, Caseload
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import Policy, Strength
from cwd_audit.model.problem import Problem
from cwd_audit.model.report import Evidence, Finding, Status
from cwd_audit.model.wording import normalise
from cwd_audit.policies.calendars import load_calendar
from cwd_audit.policies.choose import choose_policies, national_policies
from cwd_audit.policies.pathways import match_pathway, suggest_pathway

if TYPE_CHECKING:
    from cwd_audit.audit.request import AuditRequest


def cover(caseload: Caseload, request: AuditRequest) -> tuple[list[PolicyRun], list[Finding], list[Problem]]:
    """Run every policy over its cases; also the cases no policy claims, and pathways that are blank or unknown.

    A national policy asked for beside a council's own is run over every case, last.

    Raises:
        PolicyError: it is not certain which policy holds.
        CalendarError: a due date lies outside the calendar's span.
    """
    authorities = words_of(caseload, ("cases",), "authority")
    chosen = choose_policies(
        request.policies,
        authorities or [""],
        words_of(caseload, ("cases",), "pathway"),
        words_of(caseload, ("cases",), "legal_status"),
    )
    cases = caseload.tables["cases"]
    authority = (
        np.asarray(cases["authority"], dtype=object) if "authority" in cases else np.full(len(cases), "", object)
    )
    calendar = load_calendar()
    runs: list[PolicyRun] = []
    problems: list[Problem] = []
    claimed = np.zeros(len(cases), bool)
    for policy in {policy.id: policy for policy in chosen.values()}.values():
        covered = np.isin(authority.astype(str), [name for name, each in chosen.items() if each.id == policy.id])
        claimed |= covered
        runs.append(run_policy(policy, caseload, covered, request, calendar))
        problems += _pathway_problems(policy, caseload, covered)
        problems += _authority_problems(policy, caseload, covered)
    everyone = np.ones(len(cases), bool)
    pathways = tuple(pathway for run in runs for pathway in run.policy.pathways)  # the words of the council's reports
    for policy in national_policies(request.policies):
        named = policy.model_copy(update={"pathways": pathways})
        runs.append(replace(run_policy(named, caseload, everyone, request, calendar), beside=True))
    return runs, _unclaimed(caseload, ~claimed & _open(caseload, request)), problems


def _open(caseload: Caseload, request: AuditRequest) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Cases that are not closed on the day of the audit."""
    cases = caseload.tables["cases"]
    if "closed_on" not in cases:
        return np.ones(len(cases), bool)
    closed = cases["closed_on"].to_numpy()
    return np.asarray(np.isnat(closed) | (closed > np.datetime64(request.as_of, "s")), bool)


def _pathway_problems(
    policy: Policy, caseload: Caseload, covered: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[Problem]:
    """One problem for each open case whose pathway the policy needs and does not know."""
    timescales = [rule for rule in policy.rules if isinstance(rule, TimescaleRule)]
    by_pathway = [rule for rule in timescales if PATHWAY in rule.applies_to]
    cases = caseload.tables["cases"]
    if PATHWAY not in cases or len(by_pathway) < len(timescales) / 2:
        return []
    words = cases[PATHWAY].array
    problems: list[Problem] = []
    for code in np.unique(words.codes[covered]).tolist():
        word = words.categories[code]
        if not word:
            problems += _of_rows(caseload, covered & (words.codes == code), "pathway-blank", PATHWAY)
        elif match_pathway(policy, word) is None:
            near = suggest_pathway(policy, word) or [pathway.title for pathway in policy.pathways]
            hint = f"the nearest known: {', '.join(near)}"
            problems += _of_rows(caseload, covered & (words.codes == code), "pathway-not-known", PATHWAY, hint)
    return sorted(problems)


def _authority_problems(
    policy: Policy, caseload: Caseload, covered: np.ndarray[tuple[int], np.dtype[np.bool_]]
) -> list[Problem]:
    """One problem for each case that names another council than the policy asked for is of."""
    cases = caseload.tables["cases"]
    if "authority" not in cases:
        return []
    own = {normalise(name) for name in ("", policy.id, policy.authority, *policy.authority_names)}
    words = cases["authority"].array
    other = np.array([normalise(word) not in own for word in words.categories], dtype=bool)[words.codes]
    return _of_rows(caseload, covered & other, "authority-ignored", "authority")


def _of_rows(
    caseload: Caseload, chosen: np.ndarray[tuple[int], np.dtype[np.bool_]], code: str, column: str, hint: str = ""
) -> list[Problem]:
    """One problem for each chosen row of the cases."""
    cases = caseload.tables["cases"]
    problems = []
    for source, row in zip(
        cases[SOURCE].to_numpy()[chosen].tolist(), cases[ROW].to_numpy()[chosen].tolist(), strict=True
    ):
        place, heading = caseload.sources[source], caseload.headings.get((source, column), "")
        problems.append(say(code, file=place.file, sheet=place.sheet, row=row, column=heading, hint=hint))
    return problems


def _unclaimed(caseload: Caseload, left: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[Finding]:
    """Cases of no council, in an export of several: counted, and not assessed."""
    cases = caseload.tables["cases"]
    found = []
    for at in np.flatnonzero(left).tolist():
        row = cases.iloc[at]
        text = {
            name: str(row[name]) if name in row else ""
            for name in ("case_id", "name", "pathway", "team", "worker", "family_id")
        }
        place = caseload.sources[int(row[SOURCE])]
        found.append(
            Finding(
                text["case_id"], text["name"], "", text["pathway"], text["team"], text["worker"], text["family_id"],
                "", ANY, ANY, "Any", "timescale", Strength.MUST, Status.NOT_ASSESSED, None, None, None,
                "It cannot be said which policy applies: authority not recorded", "",
                (Evidence(place.file, place.sheet, int(row[ROW])),),
            )
        )  # fmt: skip
    return found
