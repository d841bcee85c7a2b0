"""`markdown`: the report on a page, for the summary of a scripted run or a ticket: the sentence, totals, what is late.

GitHub Flavored Markdown. Text of the export comes out as text: no markup, link, table line or HTML of it is obeyed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from cwd_audit.model.report import AuditReport, Finding, Status
from cwd_audit.reporting.columns import Kind, ReportColumn, pick_columns
from cwd_audit.reporting.options import RenderOptions
from cwd_audit.reporting.safe import clip, safe_markdown
from cwd_audit.reporting.selection import by_code, by_reason, find_late
from cwd_audit.reporting.tally import (
    Tally,
    by_national_policy,
    by_requirement,
    say_none_late,
    statuses_counted,
    sum_up,
    sum_up_weak,
)
from cwd_audit.reporting.words import (
    say_count,
    say_date,
    say_list,
    say_not_run,
    say_policy,
    say_review_state,
    say_silence,
    say_sources,
)

BINARY = False
MOST_SHOWN = 50
"""Lines of the list of what is late; a summary of GitHub holds a megabyte, and nobody reads so far."""
_MOST_CASES = 20
_LONGEST_TEXT = 300
_DONE = ("case_id", "name", "pathway", "title", "last_on", "status", "worker", "team")
_WORKLIST = ("case_id", "name", "pathway", "title", "due_on", "days_overdue", "worker", "team")


def render(report: AuditReport, options: RenderOptions) -> bytes:
    """The page."""
    lines = [
        *_head(report),
        *_totals(report),
        *_late("Overdue or in breach", report.findings, options, say_none_late(report)),
        *_mended(report, options),
        *_groups(report, Status.NOT_ASSESSED, "nobody can say whether these are in time"),
        *_groups(report, Status.QUERY, "somebody must decide, or correct one of two records"),
        *_national(report, options),
        *_unchecked(report),
        *_export(report),
    ]
    return ("\n".join(lines).strip("\n") + "\n").encode()


def _safe(text: str) -> str:
    return safe_markdown(clip(text, _LONGEST_TEXT))


def _head(report: AuditReport) -> Iterator[str]:
    """Whose policy, as at which day, whether its document is out of date, and all of it in a sentence."""
    for title in [say_policy(policy) for policy in report.policies] or ["No policy applied"]:
        yield f"## {_safe(title)}, as at {say_date(report.as_of)}"
        yield ""
    for policy in report.policies:
        if policy.past_review:
            yield f"> **Warning:** the policy is {_safe(say_review_state(policy))}."
            yield ""
    yield f"**{_safe(sum_up(report) + sum_up_weak(report))}**"
    if report.filtered:
        yield from ("", f"Only: {_safe(report.filtered)}")


def _totals(report: AuditReport) -> Iterator[str]:
    if report.findings:
        statuses = statuses_counted(report)
        tallies = [*(tally.titled for tally in by_requirement(report)), Tally("All", report.counts())]
        yield from _heading("Totals by requirement")
        yield from _table(
            ["Requirement", *(status.in_words for status in statuses)],
            ([tally.label, *(f"{tally.counts[status]:,}" for status in statuses)] for tally in tallies),
            numbers=range(1, len(statuses) + 1),
        )


def _late(title: str, findings: Iterable[Finding], options: RenderOptions, none: str) -> Iterator[str]:
    """What is late, the longest overdue first."""
    late = find_late(findings)
    if not late:
        yield from _heading(none)
        return
    yield from _heading(f"{title} ({len(late):,}), the longest overdue first")
    yield from _list(late, _WORKLIST, options)


def _mended(report: AuditReport, options: RenderOptions) -> Iterator[str]:
    """What was late at an earlier report and is not late any more."""
    if report.baseline and report.baseline.mended_findings:
        mended = report.baseline.mended_findings
        yield from _heading(f"Mended since {say_date(report.baseline.as_of)} ({len(mended):,})")
        yield from _list(mended, _DONE, options)


def _list(findings: Sequence[Finding], wanted: Sequence[str], options: RenderOptions) -> Iterator[str]:
    columns = pick_columns(wanted, names=options.names)
    yield from _table(
        [column.heading for column in columns],
        ([_say(column, finding) for column in columns] for finding in findings[:MOST_SHOWN]),
        numbers=[place for place, column in enumerate(columns) if column.kind is Kind.NUMBER],
    )
    if len(findings) > MOST_SHOWN:
        yield from ("", f"and {len(findings) - MOST_SHOWN:,} more: the formats xlsx, csv and json have them all")


def _say(column: ReportColumn, finding: Finding) -> str:
    value = column.say(finding)
    if value is None:
        return "in breach" if column.name == "days_overdue" else ""
    return f"{value:,}" if isinstance(value, int) else value if isinstance(value, str) else say_date(value)


def _groups(report: AuditReport, status: Status, meaning: str) -> Iterator[str]:
    """What could not be judged, by reason, with the children concerned."""
    groups = by_reason(report.findings, status)
    if groups:
        total = sum(len(group.findings) for group in groups)
        words = "To query" if status is Status.QUERY else status.in_words
        yield from _heading(f"{words} ({total:,}): {meaning}")
    for group in groups:
        yield f"- {len(group.findings):,} × {_safe(group.label)}: {_some([_safe(case) for case in group.cases])}"


def _national(report: AuditReport, options: RenderOptions) -> Iterator[str]:
    """What national policies laid beside the council's own ask: in none of the figures above."""
    if report.national:
        yield from _heading("National timescales: not the council's own policy, and in none of its figures")
        for tally in by_national_policy(report):
            said = say_list(
                f"{number:,} {status.in_words.lower()}" for status, number in tally.counts.items() if number
            )
            yield f"- {_safe(tally.label)}: {said}"
        yield from _late("Late under them", report.national, options, "Nothing found overdue under them")


def _unchecked(report: AuditReport) -> Iterator[str]:
    """For what the policy sets no interval, and which rules the export could not answer."""
    leaning = [policy for policy in report.policies if policy.missing_sources]
    if report.silences or leaning:
        yield from _heading("No rule in the policy: not checked, so never counted as in time")
        yield from (f"- {_safe(say_silence(silence))}" for silence in report.silences)
        for policy in leaning:
            sources = "; ".join(policy.missing_sources)
            yield f"- {_safe(f'{policy.title} refers to documents that were not supplied: {sources}')}"
    if report.not_run:
        yield from _heading(f"Rules not run ({len(report.not_run):,}): the export lacks columns they want")
        yield from (f"- {_safe(say_not_run(rule))}" for rule in report.not_run if rule.decides)
        others = sum(not rule.decides for rule in report.not_run)
        if others:
            yield f"- {say_count(others, 'other rule')} that only some exports answer"


def _export(report: AuditReport) -> Iterator[str]:
    """What was read, and the faults of the export by code."""
    yield from _heading(f"The export: {say_count(len(report.problems), 'problem')}")
    if report.sources:
        yield f"- {say_sources(report)}"
    yield from (f"- {_safe(note)}" for note in report.notes)
    for group in by_code(report.problems):
        first = group[0]
        yield f"- {len(group):,} × {first.severity.value}: {_safe(f'{first.message} [{first.code}]')}"


def _heading(text: str) -> tuple[str, ...]:
    return ("", f"### {text}", "")


def _table(headings: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: Iterable[int]) -> Iterator[str]:
    """A table; the columns of these positions stand to the right."""
    right = set(numbers)
    yield _line(headings)
    yield _line("---:" if place in right else "---" for place in range(len(headings)))
    yield from (_line(map(_safe, row)) for row in rows)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _some(cases: Sequence[str]) -> str:
    shown = ", ".join(cases[:_MOST_CASES])
    return f"{shown} and {len(cases) - _MOST_CASES:,} more" if len(cases) > _MOST_CASES else shown
