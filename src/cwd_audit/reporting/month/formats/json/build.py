"""The monthly report as plain values, put together from what may be published."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cwd_audit import __version__
from cwd_audit.model.month import Shorthand
from cwd_audit.reporting.formats.json.build import write_policy
from cwd_audit.reporting.month.formats.json import document

if TYPE_CHECKING:
    from cwd_audit.model import month as model
    from cwd_audit.model.indicators import Card
    from cwd_audit.model.month import MonthReport
    from cwd_audit.model.policy import Citation
    from cwd_audit.reporting.month.pages import Document


def build(report: MonthReport, arranged: Document) -> document.MonthDocument:
    """Every part of the document."""
    return {
        "schema_version": document.SCHEMA_VERSION,
        "tool": {"name": "cwd-audit", "version": __version__},
        "title": arranged.title,
        "month_end": report.month_end,
        "policies": [write_policy(policy) for policy in report.policies],
        "ordered_by": [_clause(each) for each in report.ordered_by],
        "publication": {
            "suppress_below": report.publication.suppress_below,
            "secondary": report.publication.secondary,
            "round_to": report.publication.round_to,
            "source": report.publication.source,
            "hidden": report.hidden,
        },
        "shorthands": {each.value: each.in_words for each in Shorthand},
        "children": report.children,
        "families": report.families,
        "indicators": [_indicator(result) for result in report.results],
        "longest": [_named(each) for each in report.longest],
        "loads": [_named(each) for each in report.loads],
        "agreed": [_named(each) for each in report.agreed],
        "unassessed": [_named(each) for each in report.unassessed],
        "problems": [_named(each) for each in report.problems],
        "not_run": [
            {"rule": each.rule, "policy": each.policy, "requirement": each.requirement, "needs": list(each.needs)}
            for each in report.not_run
        ],
        "silences": [
            {"policy": each.policy, "pathway": each.pathway, "requirement": each.requirement}
            for each in report.silences
        ],
        "matters": [_named(each) for each in report.matters],
        "sources": [asdict(source) for source in report.sources],  # type: ignore[misc]  # its fields are the keys
        "notes": list(report.notes),
    }


def _indicator(result: model.IndicatorResult) -> document.Indicator:
    return {
        "policy": result.policy,
        "card": _card(result.card),
        "whole": _line(result.whole),
        "rating": result.rating,
        "direction": result.direction,
        "history": [
            {**_line(point.line), "month_end": point.month_end, "stored": point.stored} for point in result.history
        ],
        "no_history": result.no_history,
        "run": _named(result.run),
        "breakdowns": [
            {"by": breakdown.by, "lines": [_line(line) for line in breakdown.lines]} for breakdown in result.breakdowns
        ],
        "longest_overdue": result.longest_overdue,
    }


def _card(card: Card) -> document.Card:
    return {
        "id": card.id,
        "title": card.title,
        "question": card.question,
        "measure": card.measure,
        "rules": list(card.rules),
        "numerator": card.numerator,
        "denominator": card.denominator,
        "cohort": card.cohort,
        "excludes": list(card.excludes),
        "target": card.target.model_dump() if card.target else None,  # type: ignore[typeddict-item]  # its fields are the keys
        "polarity": card.polarity,
        "minimum_denominator": card.minimum_denominator,
        "cites": _clause(card.cites) if card.cites else None,
        "caution": card.caution,
    }


def _clause(citation: Citation) -> document.Clause:
    return {"section": citation.section, "quote": citation.quote}


def _line(line: model.Line) -> document.Line:
    done = line.done_in_month
    return {
        "label": line.label,
        "at_month_end": _figure(line.at_month_end),
        "done_in_month": _figure(done) if done is not None else None,
    }


def _figure(figure: model.Figure) -> document.Figure:
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "not_assessed": figure.not_assessed,
        "percent": figure.percent,
    }


def _named(values: Any) -> Any:  # noqa: ANN401 – any of the named tuples whose fields are the keys of the document
    return values._asdict()
