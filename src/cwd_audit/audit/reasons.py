"""Why a finding is what it is, in a sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import isnan

from cwd_audit.engine.judgement import Reason
from cwd_audit.engine.residue import Why
from cwd_audit.engine.verdicts import Ground
from cwd_audit.model.kinds.timescale import PerCase, TimescaleRule
from cwd_audit.model.policy import JudgedRule
from cwd_audit.reporting.words import say_date

_WORDS = {
    Reason.NONE: "",
    Reason.NOTHING_RECORDED: "No {requirement} has been recorded that counts",
    Reason.CARRIED: "Counted from the last {requirement} before the change of pathway",
    Reason.KEPT: "Still owed from the pathway before: a change of pathway gives no more time",
    Reason.INTERVAL_NOT_RECORDED: "Interval not recorded: {choices} may apply, and only the shorter is past",
    Reason.NO_DAY_TO_COUNT_FROM: "No day to count from: {anchors} not recorded, and no {requirement} that counts",
    Reason.STARTS_LATER: "The day to count from is after the day of the audit",
    Reason.NOW_SILENT: "No rule in the policy after the first {only_for}",
    Reason.MET: "Met in time",
    Reason.MET_LATE: "Met, after the due date",
    Reason.CONTESTED: "The child is recorded twice with details that cannot both be right",
    Reason.UNTOLD: "The export does not hold this kind of {requirement}, or holds "
    "a date that cannot be read: when the last one was cannot be told from it",
}


def explain_judgement(reason: Reason, rule: TimescaleRule) -> str:
    """The sentence for a judgement of a rule; "" where the dates say it all."""
    choices = " or ".join(map(str, rule.every.choices)) if isinstance(rule.every, PerCase) else ""
    anchors = " or ".join(dict.fromkeys(_column(anchor.needs) for anchor in rule.anchors))
    if rule.else_from:
        anchors += f" or {_column(rule.else_from)}"
    return _WORDS[reason].format(
        requirement=rule.requirement,
        choices=choices,
        anchors=anchors,
        only_for=str(rule.only_for or "").removeprefix("1 "),
    )


_GROUNDS = {
    Ground.NONE: "",
    Ground.NOT_RECORDED: "Not recorded: {rule}",
    Ground.NOTHING_AFTER: "Nothing recorded since {day}; the rule asks: {rule}",
    Ground.WRONG_WORD: "Recorded otherwise; the rule asks: {rule}",
    Ground.DIFFERS_IN_FAMILY: "The siblings differ; the rule asks: {rule}",
    Ground.NOTHING_BEFORE: "Not so before {day}; the rule asks: {rule}",
    Ground.TOO_MUCH: "{counted}; the rule allows: {rule}",
    Ground.AT_THE_BOUNDARY: "{counted}, where the text does not settle it; the rule allows: {rule}",
    Ground.NOT_AS_THE_FACTS: "The record does not say what follows from the facts{measured}; the rule: {rule}",
    Ground.BLANK: "It cannot be said, since what decides it is not recorded; the rule asks: {rule}",
    Ground.UNTOLD: "The export does not hold what this is judged by: {rule}",
    Ground.CONTESTED: "The child is recorded twice with details that cannot both be right; the rule asks: {rule}",
}


def explain_verdict(
    ground: Ground, rule: JudgedRule, counts: Sequence[float], stretch: tuple[date | None, date | None]
) -> str:
    """The sentence for a verdict of a rule without a due date; "" where there is nothing to explain.

    Args:
        ground: what the verdict rests on.
        rule: the rule.
        counts: what was measured, and the days touched where it is nights; NaN where nothing was.
        stretch: the first and last day of what was measured, or the day that matters.
    """
    first, last = stretch
    said = f", from {say_date(first)} to {say_date(last)}" if first and last else ""
    day = say_date(first) if first else "then"
    number, touched = counts
    counted = f"{number:g}{said}" if isnan(touched) else f"{number:g} nights, {touched:g} days touched{said}"
    measured = "" if isnan(number) else f" ({counted})"
    rule_words = rule.in_words()
    if ground is Ground.NOT_RECORDED:
        rule_words = rule_words.removesuffix(" recorded")  # the sentence says so itself
    return _GROUNDS[ground].format(rule=rule_words, counted=counted, measured=measured, day=day)


def explain_residue(why: Why, columns: tuple[str, ...]) -> str:
    """The sentence for a case that no rule judged."""
    named = " and ".join(_column(column) for column in columns)
    match why:
        case Why.NOT_RECORDED:
            return f"It cannot be said which timetable applies: {named} not recorded, or not known to the policy"
        case Why.NOT_EXPORTED:
            return f"The export lacks what this goes by: {', '.join(columns)}"
        case Why.NO_RULE:
            return "No rule in the policy for a case like this"


def _column(name: str) -> str:
    table, _, column = name.rpartition(".")
    words = column.replace("_", " ")
    return words if table in {"", "cases"} else f"{table} {words}"
