"""Reports for tests of reporters: from nothing at all to hostile text in every field. All names are invented."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from cwd_audit.model.caseload import Source
from cwd_audit.model.policy import Strength
from cwd_audit.model.problem import Problem, Severity
from cwd_audit.model.report import (
    AuditReport,
    BaselineLine,
    Evidence,
    Finding,
    MatterLine,
    NotRun,
    PolicyLine,
    RuleLine,
    Silence,
    Status,
    UncheckedLine,
)

AS_OF = date(2026, 1, 5)
RIGHT_TO_LEFT = "\N{RIGHT-TO-LEFT OVERRIDE}"
HOSTILE = {
    "formula": "=1+1",
    "command": '+cmd|"/c calc"!A1',
    "minus": "-2+3",
    "at": "@SUM(1)",
    "tab first": "\t=1+1",
    "return first": "\r=1+1",
    "separators": 'a","=1+1\n=2,"b;c',
    "link": "http://test.invalid/",
    "internal link": "internal:'All findings'!A1",
    "escape": "\x1b[2J\x1b]8;;http://test.invalid\x07click\x1b]8;;\x07",
    "C1": "\x9b31mred",
    "markup": "[/red] [bold]loud[/bold] [link=http://test.invalid]here[/link]",
    "override": f"Testchild {RIGHT_TO_LEFT}ahplA",
    "long": "long " * 8000,
    "no blanks": "x" * 40_000,
    "NUL": "a\x00b",
    "half a character": "a\ud800b",
    "not a character": "a\ufffe\uffffb",
    "emoji": "Testchild \N{FAMILY}\N{ZERO WIDTH JOINER}\N{PILE OF POO} \N{LATIN CAPITAL LETTER W WITH CIRCUMFLEX}yn",
    "none": "None",
    "na": "NA",
    "nan": "nan",
    "error cell": "#N/A",
    "zeros": "00123",
    "big number": "1E500",
    "escaped": "_x0041_",
    "blank": " ",
    "html": "<script>alert(1)</script>&amp;",
}
_TYPED_BY_PEOPLE = (
    "case_id", "name", "authority", "pathway", "team", "worker", "family_id", "policy", "rule", "requirement", "title",
    "kind", "reason", "citation",
)  # fmt: skip
WORKERS = (
    "TEAM", "team", "a/b", "a-b", "Overdue", "Policy", "History", "'quoted'", "[x]:*?\\", "Summary ", "=1+1", "\x00",
    "A worker whose name is 40 characters ...", "A worker whose name is 40 characters too", "Unallocated", "", "None",
    "\N{PILE OF POO}" * 20,
)  # fmt: skip


def a_finding(**changes: Any) -> Finding:  # noqa: ANN401 – any field of Finding
    """A visit ten days overdue, but for the changes."""
    fields: dict[str, Any] = {
        "case_id": "00123",
        "name": "Testchild Alpha",
        "authority": "Testshire",
        "pathway": "Short Breaks",
        "team": "Team North",
        "worker": "Testworker One",
        "family_id": "",
        "policy": "testshire",
        "rule": "testshire.sb.visit",
        "requirement": "visit",
        "title": "Visit",
        "kind": "timescale",
        "strength": Strength.SHOULD,
        "status": Status.OVERDUE,
        "due_on": date(2025, 12, 26),
        "last_on": date(2025, 9, 26),
        "days_overdue": 10,
        "reason": "",
        "citation": '4.2 "The child should be visited every three months."',
        "evidence": (Evidence("export.xlsx", "Visits", 12),),
    }
    return Finding(**(fields | changes))


def with_status(status: Status, **changes: Any) -> Finding:  # noqa: ANN401 – any field of Finding
    """A finding of one status whose dates and reason go with it."""
    undated: dict[str, Any] = {"due_on": None, "last_on": None, "days_overdue": None}
    holder = undated | {"kind": "holder", "requirement": "allocation", "rule": "testshire.sb.holder", "title": "Holder"}
    review = {"days_overdue": None, "requirement": "review", "rule": "testshire.sb.review", "title": "Review"}
    unknown = undated | review | {"evidence": (), "reason": "the start of the pathway is not recorded"}
    fields: dict[Status, dict[str, Any]] = {
        Status.OVERDUE: {},
        Status.BREACH: holder | {"reason": "held by a Short Breaks Worker"},
        Status.DUE_SOON: {"due_on": date(2026, 1, 20), "days_overdue": None},
        Status.IN_TIME: {"due_on": date(2026, 3, 20), "days_overdue": None},
        Status.MET: holder,
        Status.QUERY: review | {"due_on": None, "reason": "75 nights exactly: the policy says neither less nor more"},
        Status.NOT_ASSESSED: unknown,
    }
    return a_finding(status=status, **(fields[status] | changes))


def a_policy(**changes: Any) -> PolicyLine:  # noqa: ANN401 – any field of PolicyLine
    """A policy past its own review date, but for the changes."""
    fields: dict[str, Any] = {
        "id": "testshire",
        "authority": "Testshire County Council",
        "title": "Short Breaks",
        "issued": date(2023, 10, 1),
        "review_due": date(2024, 10, 31),
        "past_review": True,
        "sha256": "0123456789abcdef" * 4,
        "document": "Short Breaks, chapter 3",
        "missing_sources": ("Supervision Policy",),
    }
    return PolicyLine(**(fields | changes))


def a_rule(**changes: Any) -> RuleLine:  # noqa: ANN401 – any field of RuleLine
    """The rule of the usual finding, but for the changes."""
    fields: dict[str, Any] = {
        "policy": "testshire",
        "rule": "testshire.sb.visit",
        "pathways": "Short Breaks",
        "title": "Visit",
        "requirement": "visit",
        "timescale": "every 3 months",
        "strength": Strength.SHOULD,
        "section": "4.2",
        "quote": "The child should be visited every three months.",
        "reading": "A month is a calendar month.",
    }
    return RuleLine(**(fields | changes))


def a_problem(**changes: Any) -> Problem:  # noqa: ANN401 – any field of Problem
    """A date that cannot be, but for the changes."""
    fields: dict[str, Any] = {
        "file": "export.xlsx",
        "sheet": "Visits",
        "row": 14,
        "column": "Visit Date",
        "code": "date-impossible",
        "severity": Severity.ERROR,
        "message": "there is no such day",
        "hint": "Correct the date in the case-management system and export again.",
    }
    return Problem(**(fields | changes))


def a_report(*findings: Finding, **changes: Any) -> AuditReport:  # noqa: ANN401 – any field of AuditReport
    """A report of these findings under the usual policy, but for the changes."""
    fields: dict[str, Any] = {
        "as_of": AS_OF,
        "due_within_days": 28,
        "policies": (a_policy(),),
        "rules": (a_rule(),),
        "sources": (Source("export.xlsx", "Cases", "plain", "cases", 40, 38, 2),),
        "cases": len({finding.case_id for finding in findings}),
        "closed_cases": 0,
        "findings": findings,
        "problems": (),
        "not_run": (),
        "silences": (),
        "notes": (),
    }
    return AuditReport(**(fields | changes))


def empty() -> AuditReport:
    """Nothing read, nothing found, no policy."""
    return a_report(policies=(), rules=(), sources=())


def one_overdue() -> AuditReport:
    """One child, one visit overdue."""
    return a_report(a_finding())


def every_status() -> AuditReport:
    """Two findings of each status, siblings, unallocated cases and every list filled."""
    findings = [
        finding
        for number, status in enumerate(Status)
        for finding in (
            with_status(status, case_id=f"{number:05}", family_id="F1", name=f"Testchild {number}"),
            with_status(status, case_id=f"1{number:04}", worker="", team="" if number % 2 else "Team South"),
        )
    ]
    findings.append(
        a_finding(
            case_id="20001",
            days_overdue=1200,
            due_on=date(2022, 9, 23),
            strength=Strength.USUALLY,
            worker="Testworker Two",
        )
    )
    return a_report(
        *findings,
        closed_cases=3,
        problems=(
            a_problem(),
            a_problem(row=19),
            a_problem(
                row=None,
                column="Colour",
                code="heading-unknown",
                severity=Severity.WARNING,
                message="this column is not known and was not read",
                hint="Map it, or leave it as it is.",
            ),
            Problem(
                "", "", None, "", "no-history", Severity.NOTE, "only last dates were exported", "Export the visits."
            ),
        ),
        not_run=(
            NotRun("testshire.sb.nights", "testshire", ("stays.start", "stays.end"), 4, decides=True),
            NotRun("testshire.sb.panel", "testshire", ("panels.date",), 0, decides=False, requirement="panel"),
        ),
        unchecked=(UncheckedLine("testshire", "testshire.sb.worth", "5.1", "Breaks are good.", "It is a judgement."),),
        matters=(MatterLine("testshire", "Two intervals for one visit", "Three months in 4.2, twenty days in 6."),),
        silences=(Silence("testshire", "", "supervision", 15), Silence("testshire", "Short Breaks", "carer", 1)),
        notes=("Only last dates were exported: history is not available.",),
        filtered="team Team North",
    )


def late_by(days: int) -> dict[str, Any]:
    """The fields of a finding that is overdue by so many days."""
    return {"days_overdue": days, "due_on": AS_OF - timedelta(days=days)}


def beside_a_statute() -> AuditReport:
    """A council's own findings, and those of a national policy beside it."""
    own = a_report(a_finding(), with_status(Status.IN_TIME))
    statute = a_policy(
        id="statute", authority="England", title="National timescales", national=True, document="A Regulation"
    )
    national = (
        with_status(Status.OVERDUE, policy="statute", rule="statute.lac.visit", title="Visit under the regulations"),
        with_status(Status.IN_TIME, policy="statute", rule="statute.lac.review", title="Review under regulations"),
    )
    return replace(own, policies=(*own.policies, statute), national=national)


def since_a_baseline() -> AuditReport:
    """What has changed since an earlier report: one visit newly late, one mended, one not assessed any more."""
    mended = with_status(Status.IN_TIME, case_id="00124", last_on=date(2026, 1, 2))
    line = BaselineLine(
        date(2025, 12, 1), new=1, mended=1, gone=1, unassessed_now=1, unchanged=3, not_assessed=4,
        mended_findings=(mended,),
    )  # fmt: skip
    lost = with_status(Status.NOT_ASSESSED, case_id="00125")
    filtered = "what has changed since 1 December 2025"
    return a_report(a_finding(), lost, mended, cases=60, filtered=filtered, baseline=line)


def many() -> AuditReport:
    """More overdue, due soon, not assessed and queries than short lists hold, and more workers than sheets."""
    findings = [
        with_status(
            status,
            case_id=f"{100 * place + number:05}",
            worker=f"Testworker {number % 70:02}",
            team=f"Team {number % 3}",
            **(late_by(number + 1) if status is Status.OVERDUE else {}),
        )
        for place, status in enumerate((Status.OVERDUE, Status.DUE_SOON, Status.NOT_ASSESSED, Status.QUERY))
        for number in range(90)
    ]
    return a_report(*findings)


def hostile() -> AuditReport:
    """Every hostile text in every field that people type, and workers whose names clash as sheet names."""
    findings = [
        with_status(
            list(Status)[number % len(Status)],
            **dict.fromkeys(_TYPED_BY_PEOPLE, text),
            evidence=(Evidence(text, text, 12),),
        )
        for number, text in enumerate(HOSTILE.values())
    ]
    findings += [a_finding(case_id=f"3{number:04}", worker=worker) for number, worker in enumerate(WORKERS)]
    texts = tuple(HOSTILE.values())
    policy = ("id", "authority", "title", "document")
    rule = ("policy", "rule", "pathways", "title", "requirement", "timescale", "section", "quote", "reading")
    return a_report(
        *findings,
        policies=tuple(a_policy(**dict.fromkeys(policy, text), missing_sources=(text,)) for text in texts),
        rules=tuple(a_rule(**dict.fromkeys(rule, text)) for text in texts),
        sources=tuple(Source(text, text, text, text, 1, 1, 0) for text in texts),
        problems=tuple(Problem(text, text, 1, text, text, Severity.ERROR, text, text) for text in texts),
        not_run=tuple(NotRun(text, text, (text,), 1, decides, text) for text in texts for decides in (True, False)),
        unchecked=tuple(UncheckedLine(text, text, text, text, text) for text in texts),
        matters=tuple(MatterLine(text, text, text) for text in texts),
        silences=tuple(Silence(text, text, text, 1) for text in texts),
        notes=texts,
        filtered=HOSTILE["escape"],
    )


REPORTS = {
    "empty": empty,
    "one overdue": one_overdue,
    "every status": every_status,
    "beside a statute": beside_a_statute,
    "since a baseline": since_a_baseline,
    "many": many,
    "hostile": hostile,
}
"""The reports that every format must show."""
