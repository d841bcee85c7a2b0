"""How one value of a finding looks on the page."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from cwd_audit.model.report import Finding, Status
from cwd_audit.reporting.columns import Kind, ReportColumn, Value
from cwd_audit.reporting.safe import clip, safe_text
from cwd_audit.reporting.web.frame import show_date

LOOKS = {
    Status.OVERDUE: "bad",
    Status.BREACH: "bad",
    Status.DUE_SOON: "neutral",
    Status.NOT_ASSESSED: "unknown",
    Status.QUERY: "unknown",
    Status.IN_TIME: "good",
    Status.MET: "good",
}
_LONGEST = 1000
"""Characters of a cell."""
_CELL = Markup("<td>{}</td>")
_NUMBER = Markup('<td class="number">{}</td>')
_HEAD = Markup('<th scope="row">{}</th>')
_STATUS = Markup('<td><span class="status {}">{}</span></td>')


def show_cell(column: ReportColumn, finding: Finding) -> Markup:
    """The cell of a table; that of the child heads its row."""
    if column.name == "status":
        return _STATUS.format(LOOKS[finding.status], finding.status.in_words)
    value = column.say(finding)
    if column.kind is Kind.NUMBER:
        return _NUMBER.format(show_value(value))
    return (_HEAD if column.name == "case_id" else _CELL).format(show_value(value))


def label_cards(columns: Iterable[ReportColumn]) -> str:
    """The style that puts its heading before each value where a narrow screen shows a row as a card."""
    labels = "".join(
        f'.list tbody tr:first-child>:nth-child({place})::before{{content:"{column.heading}"}}'
        for place, column in enumerate(columns, 1)
    )
    return f"@media (max-width:48rem){{{labels}}}\n"


def show_value(value: Value) -> Markup:
    """A day as people write it, a number with its commas, a text made harmless."""
    if value is None:
        return Markup()
    if isinstance(value, str):
        return escape(clip(safe_text(value), _LONGEST))
    return Markup(f"{value:,}") if isinstance(value, int) else show_date(value)  # noqa: S704 – a number holds no markup
