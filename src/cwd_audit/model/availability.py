"""How easily a column is had: the judgement of the rules catalogue on what authorities record, in one place."""

from __future__ import annotations

from cwd_audit.model.canonical import TABLES
from cwd_audit.model.core_tables import CORE

_TABLES = ("plan_actions", "notes", "consents", "iro_alerts", "appeals", "young_carers")
_COLUMNS = {
    "cases": (
        "tier", "need_level", "complex_flag", "stable_flag", "sw_intervention_flag", "case_summary_updated",
        "retention_date", "case_closure_step", "sendar_notified_on", "allocations_ended_on", "workflow_ended_on",
        "sug_ended_on",
    ),
    "visits": ("joint", "views_recorded", "agreed_flag"),
    "reviews": (
        "finding", "attendees", "coordinator_team", "legal_basis_considered", "step_up_considered", "carer_informed",
        "recorded_on", "decisions", "responsible",
    ),
    "meetings": ("convened_by_role",),
    "panels": (
        "has_request_form", "has_assessment", "has_plan", "request_purpose", "letter_sent_on", "deferred_to", "quorate",
        "chair_present", "administrator_present", "agenda_sent_on", "log_reviewed", "chair_role",
    ),
    "stays": ("foster_approved", "notice_on"),
    "assessments": ("concern_flag", "eligible_act", "carer_informed", "parent_carer_section"),
    "packages": ("transport_cost", "change"),
    "plans": (
        "visit_frequency", "review_format", "agreed_by_sw", "agreed_by_family", "signed_parent", "signed_council",
        "signed_provider", "services_listed", "emergency_contact", "risk_assessments", "review_arranged", "gp",
        "duration", "finance", "foster_agreement", "parent_carer_services", "pfa_outcomes", "changed_on",
    ),
    "ehcp": ("invite_sent_on", "social_care_considered"),
    "carers": ("agreed_interval_months", "appropriateness_considered"),
    "transfers": ("delay_reason", "escalated_on", "family_told_on", "old_worker_ended_on"),
}  # fmt: skip
SELDOM_RECORDED = frozenset(
    [f"{table}.{column}" for table, columns in _COLUMNS.items() for column in columns]
    + [f"{table}.{column.name}" for table in _TABLES for column in TABLES[table].columns]
)
"""`table.column` of what an authority exports only if it keeps a field of its own for it."""
ORDINARY = frozenset(f"{table.name}.{column.name}" for table in CORE for column in table.columns) - SELDOM_RECORDED
"""`table.column` of what a team exports for its caseload: cases, events, stays, panels, allocations."""
