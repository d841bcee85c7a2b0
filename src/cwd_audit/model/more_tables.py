"""Tables of second exports: assessments, packages, panels' paperwork, transfers, carers, plans and the rest."""

from __future__ import annotations

from cwd_audit.model.columns import Column, Kind, Table, amount, case_id, choice, date, flag, text

MORE = (
    Table("assessments", "an assessment", (
        case_id(), choice("type", "assessment", "single, child and family, brief, online, updating, parent carer"),
        date("start", "the day it began", required=True), date("end", "the day it was completed"),
        choice("assessor_role", "role", "the assessor's role"), text("assessor", "who assessed"),
        text("team", "the assessor's team"), choice("hub", "hub", "the assessor's hub"),
        choice("outcome", "assessment outcome", "what it found"),
        choice("channel", "channel", "online, brief, full"),
        flag("overnight_need", "overnight short breaks are needed"),
        flag("concern_flag", "it raised a concern for the child's welfare"),
        choice("eligible_act", "act", "Children Act 1989, CSDPA 1970"),
        flag("carer_informed", "the carer was told of a carer's assessment"),
        flag("parent_carer_section", "the section on the parent carer is complete"),
    ), requirement="assessment", dated="end"),
    Table("packages", "a service given to a child", (
        case_id(), choice("service_type", "service", "direct payment, overnight, playscheme, …"),
        choice("mechanism", "mechanism", "direct payment, commissioned"), flag("overnight", "it has overnight stays"),
        amount("hours_per_week", "hours a week"), amount("hours_per_year", "hours a year"),
        amount("days_per_year", "days a year"), amount("amount_per_year", "pounds a year"),
        amount("transport_cost", "pounds for transport"),
        date("start", "the day it began", required=True), date("end", "the day it ended"),
        date("changed_on", "the day it was last changed"), choice("change", "change", "increase, decrease"),
        flag("emergency", "given as an emergency"), date("last_reviewed", "the day it was last reviewed"),
    ), dated="start"),
    Table("plans", "a plan, or a version of it", (
        case_id(), choice("type", "plan", "CIN, short break care plan, …"), date("date", "its date", required=True),
        choice("hub", "hub", "the hub it was made in"),
        Column("visit_frequency", Kind.PERIOD, "how often the child is to be seen"),
        text("review_format", "how its reviews are held"), flag("agreed_by_sw", "agreed by the social worker"),
        flag("agreed_by_family", "agreed by the family"), flag("signed_parent", "signed by the parents"),
        flag("signed_council", "signed by the council"), flag("signed_provider", "signed by the provider"),
        flag("services_listed", "it states the services and how often"),
        flag("emergency_contact", "it has an emergency contact"),
        flag("risk_assessments", "it has the risk assessments"),
        flag("review_arranged", "it says how it is reviewed"), flag("gp", "it names the general practitioner"),
        flag("duration", "it states how long the arrangements last"), flag("finance", "it states the finances"),
        flag("foster_agreement", "it confirms the foster carer's agreement"),
        flag("parent_carer_services", "it has the services for the parent carer"),
        flag("pfa_outcomes", "it has the outcomes of preparing for adulthood"),
        flag("legal_basis", "it states the legal basis"), date("changed_on", "the day it was significantly changed"),
    )),
    Table("plan_actions", "an action of a plan", (
        case_id(), text("outcome", "what it is to achieve"), text("action", "what is to be done"),
        date("target_date", "by when"), text("frequency", "how often"), text("responsible", "by whom"),
        date("closed_on", "the day it was done"),
    ), dated="target_date"),
    Table("oversight", "a manager's note on the child's file", (
        case_id(), date("date", "its date", required=True), choice("type", "oversight", "what it is about"),
        choice("author_role", "role", "the author's role"), flag("text_present", "it gives a rationale"),
    )),
    Table("concerns", "a concern, an enquiry or a change of need", (
        case_id(), choice("type", "concern", "safeguarding, s47, strategy discussion, change of need, …"),
        date("date", "the day it was raised", required=True), date("closed_on", "the day it was closed"),
        choice("worker_role", "role", "the role of the worker who dealt with it"),
        choice("hub", "hub", "the hub that dealt with it"),
        choice("managed_by_role", "role", "the role of the manager who dealt with it"),
    )),
    Table("referrals", "a referral", (
        case_id(), choice("type", "referral", "assessment, adult social care, panel, …"),
        date("date", "its date", required=True), choice("route", "route", "MASH, Portal, other"),
        flag("cwd_eligible", "found eligible for the team"), date("eligibility_decided_on", "the day that was decided"),
        date("accepted_on", "the day it was accepted"), date("considered_on", "the day it was considered"),
        text("agreed_by", "who agreed it"), choice("outcome", "referral outcome", "accepted, declined, escalated"),
    ), requirement="referral"),
    Table("transfers", "a move between hubs, teams or workers", (
        case_id(), date("added_on", "the day it was listed"),
        date("last_considered_on", "the day it was last looked at"),
        date("agreed_on", "the day it was agreed"), text("agreed_by", "who agreed it"),
        date("target_date", "by when it was to be done"), date("introductions_on", "the day of the introductions"),
        date("moved_on", "the day of the move"), choice("decision", "decision", "agreed, declined"),
        choice("decided_by_role", "role", "who decided a dispute"), text("delay_reason", "why it is late"),
        date("escalated_on", "the day it was escalated"), date("family_told_on", "the day the family was told"),
        text("from_manager", "the manager it left"), text("to_manager", "the manager it went to"),
        choice("to_hub", "hub", "the hub it went to"),
        date("old_worker_ended_on", "the day the old worker's part ended"),
        date("requested_on", "the day it was requested"), choice("accepted_by_role", "role", "who accepted it"),
    ), dated="moved_on"),
    Table("ehcp", "an education, health and care plan and its review", (
        case_id(), date("issue_date", "the day it was issued"), date("review_date", "the day of its review"),
        date("invite_sent_on", "the day social care was invited"),
        flag("social_care_considered", "the review looked at social care"),
    ), requirement="EHC review", dated="review_date"),
    Table("carers", "an assessment of a carer's own needs", (
        case_id(), date("requested_on", "the day it was asked for"), date("date", "the day it was done"),
        date("review_date", "the day it was last reviewed"), choice("assessor_role", "role", "the assessor's role"),
        text("decision", "what was decided"), date("decided_on", "the day that was decided"),
        Column("agreed_interval_months", Kind.WHOLE_NUMBER, "the review interval agreed, in months"),
        flag("appropriateness_considered", "whether it is right that the parent goes on caring"),
    ), requirement="carer's assessment"),
    Table("transitions", "a step towards adult services", (
        case_id(), choice("type", "transition", "adult referral, transition assessment"),
        date("date", "its date", required=True), choice("assessor_role", "role", "the assessor's role"),
        text("outcome", "what adult services decided"), date("accepted_on", "the day they accepted"),
    ), requirement="transition step"),
    Table("finance", "a request for money", (
        case_id(), date("requested_on", "the day it was put in", required=True), date("end_date", "until when it runs"),
    ), dated="requested_on"),
    Table("notes", "a case note of a kind that a policy asks for", (
        case_id(), choice("type", "note", "family told, consultation, case audit, contact, …"),
        date("date", "its date", required=True), choice("reason", "reason", "what it was about"),
        choice("author_role", "role", "the author's role"),
    )),
    Table("consents", "consent and the papers of accommodation", (
        case_id(), choice("type", "consent", "consent, accommodation papers"), date("date", "its date", required=True),
    )),
    Table("iro_alerts", "an alert to the reviewing unit", (
        case_id(), date("alerted_on", "the day they were told", required=True),
    ), dated="alerted_on"),
    Table("appeals", "a parent's written challenge of a panel", (
        case_id(), date("received_on", "the day it was received", required=True),
        date("panel_date", "the panel that discussed it"), date("notified_on", "the day the parent was told"),
    ), dated="received_on"),
    Table("young_carers", "a sibling who cares", (
        case_id(), date("identified_on", "the day they were known", required=True),
        date("project_told_on", "the day the project was told"),
    ), dated="identified_on"),
)  # fmt: skip
