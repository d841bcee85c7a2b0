"""`document` rules are judged at the head of a report (`Policy.past_review`), and of no case."""

from __future__ import annotations

import numpy as np

from cwd_audit.engine.facts import Facts
from cwd_audit.engine.verdicts import Draft, Verdicts
from cwd_audit.model.kinds.document import DocumentRule
from cwd_audit.model.policy import JudgedRule
from cwd_audit.model.working_calendar import WorkingCalendar


def judge(rule: DocumentRule, facts: Facts, calendar: WorkingCalendar) -> Verdicts:  # noqa: ARG001 – all kinds alike
    """No verdict of any case."""
    draft = Draft(JudgedRule.model_construct(**{**dict(rule), "fails_as": "breach"}), facts)
    draft.leave_out(np.ones(len(facts.cases), bool))
    return draft.finish()
