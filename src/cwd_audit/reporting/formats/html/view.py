"""What the worklist shows, gathered from the report: the templates only place it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cwd_audit.model.report import AuditReport, Finding, RuleLine, Status
from cwd_audit.reporting.columns import ReportColumn, pick_columns
from cwd_audit.reporting.formats.html.sums import count_days_left
from cwd_audit.reporting.selection import LATE, ORDER, TO_DO, UNJUDGED, Group, by_family, by_reason, by_worker
from cwd_audit.reporting.tally import Tally, by_requirement
from cwd_audit.reporting.web.bars import Part
from cwd_audit.reporting.words import UNALLOCATED, say_count, say_first_capital

_LISTED = (
    "case_id", "name", "family_id", "pathway", "title", "status", "due_on", "days_overdue", "last_on", "worker", "team",
)  # fmt: skip
_SOON = ("due_on", "case_id", "name", "family_id", "pathway", "title", "last_on", "worker", "team")
_OF_ONE_WORKER = (
    "case_id", "name", "family_id", "pathway", "title", "status", "due_on", "days_overdue", "last_on", "reason",
)  # fmt: skip
_FILTERED = ("worker", "team", "pathway", "status")
_WINDOWS = (7, 14, 28)
"""Days ahead that have a list of their own."""
_PARTS = (
    ("late", "overdue or in breach", LATE),
    ("soon", "due soon", frozenset({Status.DUE_SOON})),
    ("unsure", "not assessed or to query", UNJUDGED),
    ("well", "in time or met", frozenset({Status.IN_TIME, Status.MET})),
)
"""The parts of a bar: at most four, as the guidance for charts asks."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One filter of the list."""

    column: str
    label: str
    options: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """What falls due in one stretch of the coming days."""

    title: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class WorkerPage:
    """What one worker has to do."""

    name: str
    says: str
    findings: tuple[Finding, ...]
    clauses: tuple[str, ...]
    """The clauses behind them, each once."""


@dataclass(frozen=True)
class View:
    """The report as the page shows it."""

    report: AuditReport
    names: bool

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """The most pressing first, siblings side by side."""
        return by_family(self.report.findings)

    @cached_property
    def national(self) -> tuple[Finding, ...]:
        """Those under national policies, likewise."""
        return by_family(self.report.national)

    @cached_property
    def columns(self) -> tuple[ReportColumn, ...]:
        """Of the list."""
        return self._pick(_LISTED)

    @cached_property
    def columns_soon(self) -> tuple[ReportColumn, ...]:
        """Of what falls due."""
        return self._pick(_SOON)

    @cached_property
    def columns_of_worker(self) -> tuple[ReportColumn, ...]:
        """Of the page of one worker."""
        return self._pick(_OF_ONE_WORKER)

    def _pick(self, wanted: Sequence[str]) -> tuple[ReportColumn, ...]:
        families = any(finding.family_id for finding in self.report.everything)
        return pick_columns((name for name in wanted if families or name != "family_id"), names=self.names)

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The filters of the list, each with the values that occur."""
        found = [
            Choice(
                column.name,
                column.heading,
                tuple(sorted({str(column.say(finding)) for finding in self.findings}, key=_by_name)),
            )
            for column in pick_columns(_FILTERED[:-1], names=False)
        ]
        requirements = tuple(tally.titled.label for tally in by_requirement(self.report))
        occur = {finding.status for finding in self.findings}
        statuses = tuple(status.in_words for status in ORDER if status in occur)
        return (*found, Choice("requirement", "Requirement", requirements), Choice("status", "Status", statuses))

    @cached_property
    def windows(self) -> tuple[int, ...]:
        """How many days ahead the lists of what falls due look; no further than the check did."""
        ahead = self.report.due_within_days
        return tuple(days for days in _WINDOWS if days <= ahead) or (ahead,)

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """What falls due, by how soon."""
        soon = sorted(
            (finding for finding in self.findings if finding.status is Status.DUE_SOON),
            key=self.days_left,
        )
        begins, found = 0, []
        for days in self.windows:
            title = f"{begins} to {days} days ahead" if begins else f"In the next {say_count(days, 'day')}"
            found.append(Stretch(title, tuple(each for each in soon if begins <= self.days_left(each) <= days)))
            begins = days + 1
        later = tuple(each for each in soon if self.days_left(each) >= begins)
        return (*found, Stretch(f"More than {say_count(begins - 1, 'day')} ahead", later)) if later else tuple(found)

    def count_within(self, days: int) -> int:
        """How much falls due within so many days."""
        return sum(finding.status is Status.DUE_SOON and self.days_left(finding) <= days for finding in self.findings)

    def days_left(self, finding: Finding) -> int:
        """Days until a finding that is due soon is due."""
        left = count_days_left(finding, self.report.as_of)
        assert left is not None
        return left

    @cached_property
    def workers(self) -> tuple[WorkerPage, ...]:
        """A page for each worker with something to do, by name; what has no worker comes first."""
        return tuple(
            WorkerPage(worker or UNALLOCATED, _count_to_do(findings), findings, _clauses(findings))
            for worker, findings in by_worker(self.report.findings)
        )

    @property
    def not_assessed(self) -> tuple[Group, ...]:
        """What could not be judged, by reason."""
        return by_reason(self.report.findings, Status.NOT_ASSESSED)

    @property
    def queries(self) -> tuple[Group, ...]:
        """What somebody must settle, by reason."""
        return by_reason(self.report.findings, Status.QUERY)

    @cached_property
    def rules(self) -> Mapping[tuple[str, str], RuleLine]:
        """The rules by policy and name."""
        return {(rule.policy, rule.rule): rule for rule in self.report.rules}

    @cached_property
    def families(self) -> Mapping[str, tuple[str, ...]]:
        """Family -> its children in the report, where there are several."""
        found: dict[str, dict[str, None]] = {}
        for finding in self.report.everything:
            if finding.family_id:
                found.setdefault(finding.family_id, {})[finding.case_id] = None
        return {family: tuple(sorted(children)) for family, children in found.items() if len(children) > 1}

    def siblings(self, finding: Finding) -> tuple[str, ...]:
        """The brothers and sisters of the child in the report."""
        return tuple(child for child in self.families.get(finding.family_id, ()) if child != finding.case_id)


def split_tally(tally: Tally) -> tuple[Part, ...]:
    """The counts of one line as the parts of a bar."""
    return tuple(Part(look, name, sum(tally.counts[status] for status in kinds)) for look, name, kinds in _PARTS)


def say_most_late(tallies: Sequence[Tally]) -> str:
    """The message of the chart: where most is late; "" where nothing is."""
    late = {tally.label: split_tally(tally)[0].number for tally in tallies}
    most = max(late, key=lambda label: late[label])  # the first of equals
    if not late[most]:
        return ""
    return f"Most that is overdue or in breach is under {most}: {late[most]:,} of {sum(late.values()):,}."


def _count_to_do(findings: Iterable[Finding]) -> str:
    counts = {status: 0 for status in ORDER if status in TO_DO}
    for finding in findings:
        counts[finding.status] += 1
    return say_first_capital(
        ", ".join(f"{number:,} {status.in_words.lower()}" for status, number in counts.items() if number)
    )


def _clauses(findings: Iterable[Finding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"{finding.title}, {finding.citation}" for finding in findings if finding.citation))


def _by_name(text: str) -> tuple[str, str]:
    return text.casefold(), text
