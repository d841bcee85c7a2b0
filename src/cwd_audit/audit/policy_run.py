"""One policy laid over the cases it covers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, cast

import numpy as np

from cwd_audit.engine import kinds
from cwd_audit.engine.batches import Terms, judge_cases, judge_in_batches
from cwd_audit.engine.conditions import decide_for_cases
from cwd_audit.engine.facts import Facts, Mask
from cwd_audit.engine.force import is_in_force
from cwd_audit.engine.judgement import Judgements, open_cases
from cwd_audit.engine.ledger import Obligations
from cwd_audit.engine.residue import NotRunnable, Residue, find_residue
from cwd_audit.engine.untold import contest_verdicts, withhold_verdicts
from cwd_audit.engine.verdicts import Verdicts
from cwd_audit.model.kinds.timescale import TimescaleRule
from cwd_audit.model.policy import ESSENTIAL, JudgedRule, Policy, RuleBase
from cwd_audit.model.report import NotRun, Silence
from cwd_audit.policies.pathways import match_pathway

if TYPE_CHECKING:
    from cwd_audit.audit.request import AuditRequest, Narrowing
    from cwd_audit.model.caseload import Caseload
    from cwd_audit.model.working_calendar import WorkingCalendar


@dataclass(frozen=True)
class PolicyRun:
    """A policy, the facts of its cases, and what the engine made of them."""

    policy: Policy
    facts: Facts
    rules: tuple[TimescaleRule, ...]
    """The timescales that were run."""
    verdicts: tuple[tuple[JudgedRule, Verdicts], ...]
    """The rules of other kinds that were run, each with what it found."""
    obligations: Obligations
    """With an empty ledger where the cases were judged in batches."""
    judgements: Judgements
    residue: Residue
    lacking: tuple[NotRunnable, ...]
    beside: bool = False
    """A national policy, laid beside the council's own."""

    def not_run(self, narrowing: Narrowing) -> list[NotRun]:
        """The rules asked for that were not run, with the number of open cases each certainly applies to."""
        still_open = open_cases(self.facts)
        return [
            NotRun(
                rule.id,
                self.policy.id,
                columns,
                int((decide_for_cases(rule.applies_to, self.facts).applies & still_open).sum()),
                rule.strength.decides and _is_essential(rule),
                rule.requirement,
            )
            for rule, columns in self.lacking
            if narrowing.keeps_requirement(rule.requirement)
        ]

    def silences(self, narrowing: Narrowing) -> list[Silence]:
        """What was asked for and the policy sets no interval for, where it has open cases."""
        still_open = open_cases(self.facts)
        ids, _ = self.facts.pathways("cases")
        found = [Silence(self.policy.id, "", requirement, int(still_open.sum())) for requirement in self.policy.silent]
        for pathway in self.policy.pathways:
            count = int((still_open & (ids == pathway.id)).sum())
            found += [Silence(self.policy.id, pathway.title, requirement, count) for requirement in pathway.silent]
        return [silence for silence in found if silence.cases and narrowing.keeps_requirement(silence.requirement)]


def run_policy(
    policy: Policy, caseload: Caseload, covered: Mask, request: AuditRequest, calendar: WorkingCalendar
) -> PolicyRun:
    """Write the ledger of a policy for the cases it covers, and judge it on a day.

    Args:
        policy: the policy.
        caseload: all cases.
        covered: which of them it covers.
        request: the day, and how far ahead counts as soon.
        calendar: bank holidays.

    Raises:
        CalendarError: a due date in working days lies outside the calendar's span.
    """
    cases = caseload.tables["cases"]
    if not covered.all():
        cases = cases[covered].reset_index(drop=True)
    facts = Facts({**caseload.tables, "cases": cases}, caseload.provided, request.as_of, pathway_ids(policy, caseload))
    runnable = [rule for rule in policy.rules if not rule.missing(caseload.provided)]
    rules = tuple(rule for rule in runnable if isinstance(rule, TimescaleRule))
    judged = [rule for rule in runnable if isinstance(rule, JudgedRule) and is_in_force(rule, facts.today)]
    verdicts = tuple((rule, _judge(rule, facts, calendar)) for rule in judged)
    lacking = tuple(
        NotRunnable(rule, rule.missing(caseload.provided)) for rule in policy.rules if rule.missing(caseload.provided)
    )
    terms = Terms(request.due_within_days, caseload.contested, caseload.untold, calendar)
    if request.batching and len(facts.cases) > request.batching.children:
        obligations, judgements = judge_in_batches(rules, terms, facts, request.batching)
    else:
        obligations, judgements = judge_cases(rules, terms, facts)
    verdicts = tuple((rule, withhold_verdicts(found, rule, facts, caseload.untold)) for rule, found in verdicts)
    verdicts = tuple((rule, contest_verdicts(found, facts, caseload.contested)) for rule, found in verdicts)
    # A case counts as audited by what the audit is for: a visit is not made good by a filled column.
    undone = [each for each in lacking if _is_essential(each.rule)]
    essential = np.array([_is_essential(rule) for rule in rules], bool)
    residue = find_residue(
        [rule for rule in rules if _is_essential(rule)], undone, judgements.case[essential[judgements.rule]], facts
    )
    return PolicyRun(policy, facts, rules, verdicts, obligations, judgements, residue, lacking)


def _is_essential(rule: RuleBase) -> bool:
    return isinstance(rule, TimescaleRule) and rule.requirement in ESSENTIAL


def _judge(rule: JudgedRule, facts: Facts, calendar: WorkingCalendar) -> Verdicts:
    """What the module of the rule's kind finds."""
    module = import_module(f"{kinds.__name__}.{rule.kind}")
    return cast("Verdicts", module.judge(rule, facts, calendar))


def pathway_ids(policy: Policy, caseload: Caseload) -> Mapping[str, str]:
    """The words of the export for pathways -> ids of the policy; words it does not know are absent."""
    found: dict[str, str] = {}
    for word in words_of(caseload, ("cases", "pathways"), "pathway"):
        pathway = match_pathway(policy, word) if word else None
        if pathway:
            found[word] = pathway.id
    return found


def words_of(caseload: Caseload, tables: Sequence[str], column: str) -> list[str]:
    """The distinct words that rows of a text column hold."""
    words: dict[str, None] = {}
    for table in tables:
        frame = caseload.tables.get(table)
        if frame is not None and column in frame:
            held = frame[column].array
            words |= dict.fromkeys(held.categories[code] for code in np.unique(held.codes))
    return list(words)
