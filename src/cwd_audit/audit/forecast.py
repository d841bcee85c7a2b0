"""`--forecast`: what falls due each week by worker and requirement, beside what was done in as many past weeks."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from cwd_audit.audit.request import ANY
from cwd_audit.engine.forecast import FallingDue, ask_most, count_made, fall_due
from cwd_audit.engine.judgement import open_cases
from cwd_audit.model.canonical import EVENT_TABLE
from cwd_audit.model.caseload import SOURCE
from cwd_audit.model.forecast import Forecast, ForecastLine
from cwd_audit.model.kinds.timescale import Shape
from cwd_audit.model.policy import ESSENTIAL
from cwd_audit.model.report import Status
from cwd_audit.policies.calendars import load_calendar
from cwd_audit.reporting.words import say_not_run, say_policy

if TYPE_CHECKING:
    from cwd_audit.audit.policy_run import PolicyRun
    from cwd_audit.audit.request import Narrowing
    from cwd_audit.audit.run import Audit
    from cwd_audit.model.caseload import Caseload

_Key = tuple[str, str]
"""Worker and requirement."""


def forecast(audit: Audit, narrowing: Narrowing, weeks: int) -> Forecast:
    """Look ahead from the day of an audit; national policies laid beside the council's own are left out.

    Args:
        audit: the audit.
        narrowing: the teams, workers and requirements that are wanted.
        weeks: how far ahead, and how far back.

    Raises:
        CalendarError: a due date in working days lies outside the calendar's span.
    """
    as_of = audit.report.as_of
    own = [run for run in audit.runs if not run.beside]
    applied = {run.policy.id for run in own}
    starts = list_weeks(as_of, weeks)
    overdue: Counter[_Key] = Counter()
    due: defaultdict[_Key, Counter[date]] = defaultdict(Counter)
    made: Counter[_Key] = Counter()
    for run in own:
        wanted = _wanted_cases(run, narrowing)
        workers = np.asarray(run.facts.words("cases", "worker"), dtype=object)
        for case, rule, day, late in _rows(_falling_due(run, wanted, weeks)):
            key = str(workers[case]), run.rules[rule].requirement
            if late:
                overdue[key] += 1
            else:
                due[key][_monday(day)] += 1
        for requirement in sorted({rule.requirement for rule in run.rules}):
            for worker, number in _made_by(run, requirement, wanted, weeks).items():
                made[worker, requirement] += number
    unknown = _not_forecast(audit)
    asked = [key for key in {*overdue, *due, *unknown, *(+made)} if narrowing.keeps_requirement(key[1])]
    tables = {table: has_history(audit.caseload, table) for table in audit.caseload.tables}
    lines = [
        ForecastLine(
            key[0],
            key[1],
            overdue[key],
            tuple(due[key][start] for start in starts),
            made[key] if key[1] in EVENT_TABLE and tables.get(EVENT_TABLE[key[1]].name) else None,
            len(unknown.get(key, ())),
        )
        for key in sorted(asked, key=_place)
    ]
    return Forecast(
        as_of=as_of,
        weeks=weeks,
        week_starts=starts,
        policies=tuple((policy.id, say_policy(policy)) for policy in audit.report.policies if policy.id in applied),
        cases=audit.report.cases,
        lines=tuple(lines),
        not_forecast=len({case for key in asked for case in unknown.get(key, ())}),
        notes=tuple(_notes(audit, own)),
        filtered=audit.report.filtered,
    )


def list_weeks(as_of: date, weeks: int) -> tuple[date, ...]:
    """The Monday of each week that holds one of the days, the day of the audit being the first of them."""
    first, last = _monday(as_of), _monday(as_of + timedelta(days=7 * weeks - 1))
    return tuple(first + timedelta(days=days) for days in range(0, (last - first).days + 1, 7))


def has_history(caseload: Caseload, table: str) -> bool:
    """Whether the rows of a table of events are a list of them, and not the last dates of another sheet's rows."""
    numbers = np.unique(caseload.tables[table][SOURCE].to_numpy(np.int64)).tolist()
    if not numbers:
        return any(source.table == table and source.rows for source in caseload.sources)
    return all(caseload.sources[number].table != "cases" and caseload.sources[number].rows for number in numbers)


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _place(key: _Key) -> tuple[str, str, int, str]:
    """Unallocated cases first, then by name; visits, reviews and supervisions before the rest."""
    worker, requirement = key
    first = ESSENTIAL.index(requirement) if requirement in ESSENTIAL else len(ESSENTIAL)
    return worker.casefold(), worker, first, requirement


def _wanted_cases(run: PolicyRun, narrowing: Narrowing) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Open cases of the teams and workers that are wanted."""
    columns = [np.asarray(run.facts.words("cases", name), dtype=object).tolist() for name in ("team", "worker")]
    wanted = [narrowing.keeps_case(team, worker) for team, worker in zip(*columns, strict=True)]
    return np.asarray(open_cases(run.facts) & np.array(wanted, dtype=bool), bool)


def _falling_due(run: PolicyRun, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]], weeks: int) -> FallingDue:
    due = fall_due(run.rules, run.obligations, run.judgements, run.facts, days=7 * weeks, calendar=load_calendar())
    numbers = {name: number for number, name in enumerate(dict.fromkeys(rule.requirement for rule in run.rules))}
    requirement = np.array([numbers[rule.requirement] for rule in run.rules], np.int64)
    return ask_most(due.rows(wanted[due.case]), requirement)


def _rows(due: FallingDue) -> list[tuple[int, int, date, bool]]:
    return list(zip(due.case.tolist(), due.rule.tolist(), due.due_on.tolist(), due.overdue.tolist(), strict=True))


def _made_by(
    run: PolicyRun, requirement: str, wanted: np.ndarray[tuple[int], np.dtype[np.bool_]], weeks: int
) -> Counter[str]:
    """How many events there were of the children each worker holds now; a child on two pathways counts once."""
    made = count_made(requirement, run.facts, 7 * weeks)
    workers = np.asarray(run.facts.words("cases", "worker"), dtype=object)
    held = {(str(workers[case]), int(run.facts.child_of_case[case])) for case in np.flatnonzero(wanted).tolist()}
    found: Counter[str] = Counter()
    for worker, child in held:
        found[worker] += int(made[child])
    return found


def _not_forecast(audit: Audit) -> dict[_Key, set[str]]:
    """Children who cannot be assessed, by worker and requirement."""
    beside = {run.policy.id for run in audit.runs if run.beside}
    found: defaultdict[_Key, set[str]] = defaultdict(set)
    for finding in audit.considered:
        timescale = finding.kind == "timescale" and finding.policy not in beside
        if timescale and finding.status is Status.NOT_ASSESSED:
            found[finding.worker, finding.requirement].add(finding.case_id)
    return found


def _notes(audit: Audit, own: list[PolicyRun]) -> list[str]:
    """What keeps the forecast from being whole."""
    notes = list(audit.caseload.notes)
    pressing = [line for line in audit.report.not_run if line.decides]
    notes += [f"Not forecast, since the rule was not run: {say_not_run(line)}." for line in pressing]
    if len(own) < len(audit.runs):
        notes.append("National timescales are left out.")
    several = [rule.id for run in own for rule in run.rules if rule.shape is Shape.WINDOW and rule.at_least != 1]
    notes += [f"Of {rule}, which wants several in a stretch of time, only the next is counted." for rule in several]
    if any(each.requirement == ANY and each.status is Status.NOT_ASSESSED for each in audit.considered):
        notes.append("Of some children it cannot be said what they are owed; nothing of them is forecast.")
    return notes
