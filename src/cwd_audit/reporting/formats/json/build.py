"""The JSON report as plain values, put together from an audit."""

from __future__ import annotations

from collections.abc import Mapping

from cwd_audit import __version__
from cwd_audit.model import report as model
from cwd_audit.model.report import AuditReport, Status
from cwd_audit.reporting.formats.json import document
from cwd_audit.reporting.tally import by_national_policy, by_requirement, count_assessed


def build(report: AuditReport, *, names: bool) -> document.Report:
    """Every part of the document, the children's names only when asked for."""
    built: document.Report = {
        "schema_version": document.SCHEMA_VERSION,
        "tool": {"name": "cwd-audit", "version": __version__},
        "as_of": report.as_of,
        "policies": [write_policy(policy) for policy in report.policies],
        "sources": [
            {
                "file": source.file,
                "sheet": source.sheet,
                "layout": source.layout,
                "table": source.table,
                "rows": source.rows,
                "rows_used": source.rows_used,
                "rows_set_aside": source.rows_set_aside,
            }
            for source in report.sources
        ],
        "summary": _summary(report),
        "findings": [_finding(finding, names=names) for finding in report.everything],
        "problems": [
            {
                "code": problem.code,
                "severity": problem.severity,
                "file": problem.file,
                "sheet": problem.sheet,
                "row": problem.row,
                "column": problem.column,
                "message": problem.message,
                "hint": problem.hint,
            }
            for problem in report.problems
        ],
        "not_run": [{"rule": line.rule, "policy": line.policy, "needs": list(line.needs)} for line in report.not_run],
        "silences": [
            {"policy": line.policy, "pathway": line.pathway, "requirement": line.requirement, "cases": line.cases}
            for line in report.silences
        ],
        "notes": list(report.notes),
    }
    if report.baseline:
        built["baseline"] = _baseline(report.baseline)
    return built


def _baseline(line: model.BaselineLine) -> document.Baseline:
    return {
        "as_of": line.as_of,
        "new": line.new,
        "mended": line.mended,
        "gone": line.gone,
        "unassessed_now": line.unassessed_now,
        "unchanged": line.unchanged,
        "not_assessed": line.not_assessed,
    }


def _summary(report: AuditReport) -> document.Summary:
    counts = _counts(report.counts())
    summary: document.Summary = {
        "cases": report.cases,
        "assessed": count_assessed(report.findings),
        "overdue": counts["overdue"],
        "due_soon": counts["due_soon"],
        "in_time": counts["in_time"],
        "breach": counts["breach"],
        "met": counts["met"],
        "query": counts["query"],
        "not_assessed": counts["not_assessed"],
        "by_requirement": {tally.label: _counts(tally.counts) for tally in by_requirement(report)},
    }
    if report.national:
        summary["national"] = {tally.label: _counts(tally.counts) for tally in by_national_policy(report)}
    return summary


def write_policy(policy: model.PolicyLine) -> document.Policy:
    """A policy that was applied."""
    shown: document.Policy = {
        "id": policy.id,
        "title": policy.title,
        "issued": policy.issued,
        "review_due": policy.review_due,
        "past_review": policy.past_review,
        "sha256": policy.sha256,
    }
    if policy.national:
        shown["national"] = True
    return shown


def _counts(counts: Mapping[Status, int]) -> document.Counts:
    return {
        "overdue": counts[Status.OVERDUE],
        "due_soon": counts[Status.DUE_SOON],
        "in_time": counts[Status.IN_TIME],
        "breach": counts[Status.BREACH],
        "met": counts[Status.MET],
        "query": counts[Status.QUERY],
        "not_assessed": counts[Status.NOT_ASSESSED],
    }


def _finding(finding: model.Finding, *, names: bool) -> document.Finding:
    shown: document.Finding = {
        "case_id": finding.case_id,
        "authority": finding.authority,
        "pathway": finding.pathway,
        "team": finding.team,
        "worker": finding.worker,
        "policy": finding.policy,
        "rule": finding.rule,
        "requirement": finding.requirement,
        "kind": finding.kind,
        "strength": finding.strength,
        "status": finding.status,
        "due_on": finding.due_on,
        "last_on": finding.last_on,
        "days_overdue": finding.days_overdue,
        "reason": finding.reason,
        "citation": finding.citation,
        "evidence": [{"file": file, "sheet": sheet, "row": row} for file, sheet, row in finding.evidence],
    }
    if names:
        shown["name"] = finding.name
    return shown
