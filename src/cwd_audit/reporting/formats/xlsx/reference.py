"""The last two sheets: the faults of the export, and the policy that was applied."""

from __future__ import annotations

from cwd_audit.model.report import AuditReport
from cwd_audit.reporting.formats.xlsx.book import Book
from cwd_audit.reporting.formats.xlsx.page import Page
from cwd_audit.reporting.words import say_date, say_review_state

PROBLEMS = "Data problems"
POLICY = "Policy"
_PROBLEM_WIDTHS = (11, 34, 18, 8, 20, 50, 50, 24)
_POLICY_WIDTHS = (16, 30, 24, 24, 14, 24, 11, 10, 60, 40)


def write_problems(book: Book, report: AuditReport) -> None:
    """Every fault of the export, with its place and what to do."""
    page = Page(
        book,
        PROBLEMS,
        title="Data problems",
        purpose="Send these to whoever keeps the records or writes the export. Error: the row was set aside."
        if report.problems
        else "No problem was found in the export.",
        as_of=report.as_of,
        widths=_PROBLEM_WIDTHS,
    )
    page.table(
        ("Severity", "File", "Sheet", "Row", "Column", "What is wrong", "What to do", "Code"),
        (
            (
                problem.severity.value.capitalize(),
                problem.file,
                problem.sheet,
                problem.row,
                problem.column,
                problem.message,
                problem.hint,
                problem.code,
            )
            for problem in report.problems
        ),
        main=True,
    )


def write_policy(book: Book, report: AuditReport) -> None:
    """The documents, the rules with their words, and where the policy is silent or was not run."""
    page = Page(
        book,
        POLICY,
        title="The policy that was applied",
        purpose="Compare with the document before acting on a finding that surprises; the quotes are its own words.",
        as_of=report.as_of,
        widths=_POLICY_WIDTHS,
    )
    page.heading("Rules")
    page.table(
        (
            "Policy",
            "Rule",
            "Pathway",
            "What is owed",
            "Requirement",
            "Timescale",
            "Strength",
            "Section",
            "Quote",
            "Reading",
        ),
        (
            (
                rule.policy,
                rule.rule,
                rule.pathways,
                rule.title,
                rule.requirement,
                rule.timescale,
                rule.strength.value,
                rule.section,
                rule.quote,
                rule.reading,
            )
            for rule in report.rules
        ),
        main=True,
    )
    _write_documents(page, report)
    _write_matters(page, report)
    _write_gaps(page, report)
    _write_unchecked(page, report)


def _write_documents(page: Page, report: AuditReport) -> None:
    page.heading("Documents")
    for policy in report.policies:
        page.paragraph(f"{policy.title}: {say_review_state(policy)}.", strong=True, warning=policy.past_review)
        if policy.missing_sources:
            sources = "; ".join(policy.missing_sources)
            page.paragraph(f"{policy.title} refers to documents that were not supplied: {sources}")
    page.table(
        ("Policy", "Title", "Authority", "Document", "Issued", "Review due"),
        (
            (
                policy.id,
                policy.title,
                policy.authority,
                policy.document,
                policy.issued or "not stated",
                say_date(policy.review_due) if policy.review_due else "not stated",
            )
            for policy in report.policies
        ),
    )
    page.heading("Fingerprint of each policy file (SHA-256)")
    for policy in report.policies:
        page.paragraph(f"{policy.id}: {policy.sha256}")


def _write_matters(page: Page, report: AuditReport) -> None:
    if report.matters:
        page.heading("For the council to settle: contradictions and gaps in the document")
        for matter in report.matters:
            page.paragraph(f"{matter.policy}: {matter.title}", strong=True)
            page.paragraph(matter.says)


def _write_unchecked(page: Page, report: AuditReport) -> None:
    if report.unchecked:
        page.heading("Statements that no data can decide")
        page.table(
            ("Policy", "Statement", "Why no data can decide it", "Section", "Quote"),
            ((each.policy, each.statement, each.why, each.section, each.quote) for each in report.unchecked),
        )


def _write_gaps(page: Page, report: AuditReport) -> None:
    page.heading("No rule in the policy: not checked, so never counted as in time")
    page.table(
        ("Policy", "Requirement", "Pathway", "Cases concerned"),
        (
            (silence.policy, silence.requirement, silence.pathway or "All pathways", silence.cases)
            for silence in report.silences
        ),
    )
    page.heading("Rules not run: the export lacks columns they want")
    page.table(
        ("Policy", "Rule", "Columns wanted", "Requirement", "Cases concerned"),
        ((rule.policy, rule.rule, ", ".join(rule.needs), rule.requirement, rule.cases) for rule in report.not_run),
    )
