"""A timeline in words that a manager and a policy officer can follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cwd_audit.engine.ledger import FROM_BEFORE, Opening
from cwd_audit.reporting.safe import safe_text
from cwd_audit.reporting.words import UNALLOCATED, say_count, say_date, say_evidence

if TYPE_CHECKING:
    from datetime import date

    from cwd_audit.audit.timeline import CaseTimeline, RuleTimeline, Step
    from cwd_audit.model.kinds.timescale import TimescaleRule
    from cwd_audit.model.report import Finding


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
        lines += ["", *_tell_unjudged(finding)]
    return "\n".join(lines) + "\n"


def _tell_unjudged(finding: Finding) -> Iterator[str]:
    """A rule without dates, or why no rule was laid over the case."""
    if finding.citation:
        yield f"{finding.title} ({finding.strength}; {finding.rule})"
        yield f"  {safe_text(finding.citation)}"
        yield f"  Now: {finding.status.in_words}{f'. {safe_text(finding.reason)}' if finding.reason else ''}."
    else:
        yield f"{finding.title}: {finding.status.in_words.lower()}. {safe_text(finding.reason)}."


def _tell_rule_of_case(told: RuleTimeline, as_of: date) -> Iterator[str]:
    rule = told.rule
    yield f"{rule.title} – {rule.in_words()} ({rule.strength}; {rule.id})"
    yield f"  {rule.cites.section}: “{rule.cites.quote}”"
    for step in told.steps:
        yield from _tell_step(step, rule, as_of)
    if not told.findings:
        yield "  It no longer applies."
    for finding in told.findings:
        said = finding.status.in_words
        if finding.days_overdue:
            said += f" by {say_count(finding.days_overdue, 'day')}"
        yield f"  Now: {said}{f'. {finding.reason}' if finding.reason else ''}."


def _tell_step(step: Step, rule: TimescaleRule, as_of: date) -> Iterator[str]:
    """One obligation; where an event opened it, that event was told in the line before."""
    if step.opened_by is not Opening.EVENT:
        place = f" [{safe_text(say_evidence([step.opened_at]))}]" if step.opened_at else ""
        yield f"  {say_date(step.opened_on)}: {_opening(step, rule)}{place}"
    yield f"  due {_arithmetic(step, rule)}; {_outcome(step, rule, as_of)}"


def _opening(step: Step, rule: TimescaleRule) -> str:
    match step.opened_by:
        case Opening.CARRIED:
            return f"change of pathway; the last {rule.requirement} before it counts"
        case Opening.KEPT:
            return "change of pathway; what was owed stays owed"
        case Opening.OVERDUE:
            return "what was overdue on the pathway before stays overdue"
        case _:
            counting = f", counting from {say_date(step.counted_from)}" if step.counted_from != step.opened_on else ""
            return f"it began to apply{counting}"


def _arithmetic(step: Step, rule: TimescaleRule) -> str:
    due = say_date(step.due_on)
    if step.opened_by in FROM_BEFORE or not step.limit:
        return f"{due}, as before the change"
    event = f"{rule.after_each or rule.requirement} of " if step.opened_by is Opening.EVENT else ""
    due += f" ({event}{say_date(step.counted_from)} + {step.limit})"
    if step.due_latest != step.due_on:
        due += f", or as late as {say_date(step.due_latest)}: the interval is not recorded"
    return due


def _outcome(step: Step, rule: TimescaleRule, as_of: date) -> str:
    if step.met_on:
        place = f" [{safe_text(say_evidence([step.met_at]))}]" if step.met_at else ""
        days = (step.met_on - step.due_on).days
        when = "on the last day" if not days else f"{say_count(abs(days), 'day')} {'late' if days > 0 else 'early'}"
        return f"{rule.requirement} on {say_date(step.met_on)}, {when}{place}"
    if step.ended_on and step.ended_on <= as_of:
        ended = "not met by" if step.due_on < step.ended_on else "no longer owed from"
        return f"{ended} {say_date(step.ended_on)}, when the child left the pathway or the case closed"
    late = (as_of - step.due_on).days
    return f"open, {say_count(late, 'day')} overdue" if late > 0 else f"open, {say_count(-late, 'day')} left"
