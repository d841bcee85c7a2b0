"""A timeline in words that a manager and a policy officer can follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cwd_audit.engine.ledger import Opening
from cwd_audit.reporting.safe import safe_text
from cwd_audit.reporting.words import UNALLOCATED, say_count, say_date, say_evidence

if TYPE_CHECKING:
    from datetime import date

    from cwd_audit.audit.timeline import CaseTimeline, RuleTimeline, Step
    from cwd_audit.model.kinds.timescale import TimescaleRule


def tell_case(timeline: CaseTimeline) -> str:
    """The timeline of a case as text; no name of a child."""
    told = timeline.described
    lines = [
        f"Case {safe_text(timeline.case_id)} on {say_date(timeline.as_of)}",
        f"  pathway {safe_text(told.pathway) or 'not recorded'}",
        f"  worker  {safe_text(told.worker) or UNALLOCATED}",
        f"  team    {safe_text(told.team) or 'not recorded'}",
    ]
    for rule in timeline.rules:
        lines += ["", *_tell_rule_of_case(rule, timeline.as_of)]
    for finding in timeline.unjudged:
        lines += ["", f"{finding.title}: {finding.status.in_words.lower()}. {finding.reason}."]
    return "\n".join(lines) + "\n"


def _tell_rule_of_case(told: RuleTimeline, as_of: date) -> Iterator[str]:
    rule = told.rule
    yield f"{rule.title} – {rule.in_words()} ({rule.strength}; {rule.id})"
    yield f"  {rule.cites.section}: “{rule.cites.quote}”"
    for step in told.steps:
        yield f"  {_opening(step, rule)}: due {_arithmetic(step)}; {_outcome(step, rule, as_of)}"
    if not told.findings:
        yield "  It no longer applies."
    for finding in told.findings:
        said = finding.status.in_words
        if finding.days_overdue:
            said += f" by {say_count(finding.days_overdue, 'day')}"
        yield f"  Now: {said}{f'. {finding.reason}' if finding.reason else ''}."


def _opening(step: Step, rule: TimescaleRule) -> str:
    """What opened an obligation; an event that met the one before was told there, and is not told twice."""
    place = f" [{safe_text(say_evidence([step.opened_at]))}]" if step.opened_at else ""
    match step.opened_by:
        case Opening.START:
            return f"{say_date(step.opened_on)}, it began to apply{place}"
        case Opening.EVENT:
            return f"{say_date(step.opened_on)}, {rule.after_each or rule.requirement}"
        case Opening.CARRIED:
            return f"{say_date(step.opened_on)}, change of pathway, the last {rule.requirement} before it counts{place}"
        case Opening.KEPT:
            return f"{say_date(step.opened_on)}, change of pathway, what was owed before it stays owed{place}"


def _arithmetic(step: Step) -> str:
    if step.opened_by is Opening.KEPT or not step.limit:
        return f"{say_date(step.due_on)}, as before the change"
    sum_of = f"{say_date(step.counted_from)} + {step.limit}"
    if step.due_latest != step.due_on:
        longest = f"as late as {say_date(step.due_latest)}: the interval is not recorded"
        return f"{say_date(step.due_on)} ({sum_of}) or {longest}"
    return f"{say_date(step.due_on)} ({sum_of})"


def _outcome(step: Step, rule: TimescaleRule, as_of: date) -> str:
    if step.met_on:
        place = f" [{safe_text(say_evidence([step.met_at]))}]" if step.met_at else ""
        days = (step.met_on - step.due_on).days
        when = "on the last day" if not days else f"{say_count(abs(days), 'day')} {'late' if days > 0 else 'early'}"
        return f"{rule.requirement} on {say_date(step.met_on)}, {when}{place}"
    if step.ended_on and step.ended_on <= as_of:
        return f"not met by {say_date(step.ended_on)}, when the child left the pathway or the case closed"
    late = (as_of - step.due_on).days
    return f"open, {say_count(late, 'day')} overdue" if late > 0 else f"open, {say_count(-late, 'day')} left"
