"""What every report does with any findings: all are there, counted once, and text that people typed stays text."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser

from effort import tried_on
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from builders_report import AS_OF, a_report, every_status, many, with_status
from cwd_audit.model.report import AuditReport, Finding, Status
from cwd_audit.reporting import RenderOptions, find_reporter
from cwd_audit.reporting.safe import (
    SHEET_NAME_LIMIT,
    clip,
    safe_ascii,
    safe_csv,
    safe_markdown,
    safe_sheet_names,
    safe_text,
)
from cwd_audit.reporting.selection import TO_DO, by_worker
from cwd_audit.reporting.tally import Tally, by_requirement, by_team
from cwd_audit.reporting.tally import by_worker as count_workers

SOME, MANY = tried_on(15), tried_on(80)
SIGNS = "aZ0 =+-@|\"'\t\n\r\\`*_<>&[]()#~$:;,./\x1b\x00\u202e\u200f\ud800é€\uff1d"
texts = st.text(st.sampled_from(SIGNS), max_size=10) | st.text(max_size=10)
names = st.sampled_from(("North", "north", "NORTH", "")) | texts
PARSER = MarkdownIt("commonmark").enable("table")


@st.composite
def findings(draw: st.DrawFn) -> Finding:
    """One, with anything where people type."""
    status = draw(st.sampled_from(Status))
    days = draw(st.integers(1, 900))
    dates = {"due_on": AS_OF - timedelta(days), "days_overdue": days} if status is Status.OVERDUE else {}
    return with_status(
        status, case_id=draw(texts), team=draw(names), worker=draw(names), pathway=draw(texts), family_id=draw(texts),
        requirement=draw(st.sampled_from(("visit", "review", "supervision", "panel"))), **dates,
    )  # fmt: skip


reports = st.lists(findings(), max_size=8).map(lambda found: a_report(*found))


def render(name: str, report: AuditReport) -> str:
    """The report in a format, as text."""
    return find_reporter(name).render(report, RenderOptions(width=120)).decode("utf-8-sig")


def text_of(value: str | date | int | None) -> str:
    """A blank where there is nothing."""
    return "" if value is None else str(value)


@SOME
@given(reports)
def test_csv_and_json_hold_the_same_findings(report: AuditReport) -> None:
    """In the same order, with the same days; only that a spreadsheet's formulas stand behind an apostrophe."""
    lines = list(csv.DictReader(io.StringIO(render("csv", report), newline=""), strict=True))
    documents = json.loads(render("json", report))["findings"]

    assert len(lines) == len(documents) == len(report.findings)
    for line, document in zip(lines, documents, strict=True):
        for name in ("case_id", "team", "worker", "pathway", "reason"):
            assert line[name] == safe_csv(document[name])
        for name in ("status", "due_on", "last_on", "days_overdue", "rule", "requirement"):
            assert line[name] == text_of(document[name])


class _Rows(HTMLParser):
    """The texts of a page, and the elements in it."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def parse(report: AuditReport) -> _Rows:
    """The page for the browser."""
    page = _Rows()
    page.feed(render("html", report))
    return page


ELEMENTS = {element for report in (every_status(), many()) for element in parse(report).elements}


@tried_on(6)
@given(reports)
def test_nothing_that_people_typed_makes_an_element_of_a_page(report: AuditReport) -> None:
    """The page of any words has the elements of other pages, one script, and every child's number as its text."""
    found = tuple(each._replace(case_id=f"{at:05}") for at, each in enumerate(report.findings))
    page = parse(replace(report, findings=found))

    assert set(page.elements) <= ELEMENTS
    assert page.elements.count("script") == parse(every_status()).elements.count("script")
    assert {each.case_id for each in found} <= {text.strip() for text in page.texts}


@SOME
@given(reports)
def test_every_total_is_the_sum_of_its_groups(report: AuditReport) -> None:
    """By requirement, by team and by worker: each finding is counted once."""
    ways: tuple[tuple[Callable[[AuditReport], tuple[Tally, ...]], Callable[[Finding], str]], ...] = (
        (by_requirement, lambda finding: finding.requirement),
        (by_team, lambda finding: finding.team),
        (count_workers, lambda finding: finding.worker),
    )
    for way, key in ways:
        groups = way(report)

        assert len(groups) == len({key(finding) for finding in report.findings})
        for status in Status:
            assert sum(group.counts[status] for group in groups) == report.counts()[status]


@SOME
@given(reports)
def test_what_is_to_be_done_is_on_one_worker_s_list(report: AuditReport) -> None:
    """Each finding that asks for something stands on the list of the worker who holds the case, once."""
    lists = by_worker(report.findings)
    listed = [finding for _, found in lists for finding in found]

    assert sorted(map(repr, listed)) == sorted(repr(each) for each in report.findings if each.status in TO_DO)
    assert all(finding.worker == name for name, found in lists for finding in found)
    assert len({name for name, _ in lists}) == len(lists)


@MANY
@given(texts)
def test_text_made_safe_is_one_line_and_stays_as_it_is(text: str) -> None:
    """It cannot move a cursor or turn text round, and being made safe twice changes nothing."""
    shown = safe_text(text)

    assert safe_text(shown) == shown
    assert len(shown.splitlines()) <= 1
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cs", "Zl", "Zp"}
    assert safe_ascii(text).isascii()
    assert not re.search("[\u202a-\u202e\u2066-\u2069]", shown)


@MANY
@given(texts)
def test_no_cell_of_a_csv_is_a_formula(text: str) -> None:
    """Whatever stands before the sign; an apostrophe stands before all of it then."""
    shown = safe_csv(text)
    first = unicodedata.normalize("NFKC", shown.lstrip(' "\ufffd'))[:1]

    assert shown[:1] == "'" or first not in set("=+-@\t\r\n") - {""}
    assert shown in {safe_text(text), f"'{safe_text(text)}"}


@MANY
@given(texts)
def test_text_comes_out_of_markdown_as_it_went_in(text: str) -> None:
    """Read by a parser of Markdown, in a line and in a cell of a table, it is that text and nothing else."""
    wanted = " ".join(safe_text(text).split())
    line = PARSER.parse(f"x{safe_markdown(text)}x" if wanted else "x")
    table = PARSER.parse(f"| a |\n| --- |\n| x{safe_markdown(text)}x |\n")
    for tokens in (line, table):
        inline = [token for token in tokens if token.type == "inline"][-1]
        kinds = {child.type for child in inline.children or ()}
        said = "".join(child.content for child in inline.children or () if child.type != "html_inline")

        assert kinds <= {"text", "text_special", "html_inline"}
        assert " ".join(said.strip("x").split()) == " ".join(wanted.strip("x").split())


@MANY
@given(st.lists(texts, max_size=5), st.lists(texts, max_size=2))
def test_every_sheet_has_a_name_of_its_own(wanted: list[str], taken: list[str]) -> None:
    """That Excel takes: short enough, without reserved signs, different from all others whatever the case."""
    names = safe_sheet_names(wanted, taken)

    assert len(names) == len(wanted)
    assert len({name.casefold() for name in names} | {name.casefold() for name in taken}) == len(
        {name.casefold() for name in taken}
    ) + len(names)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= SHEET_NAME_LIMIT for name in names)
    assert not [name for name in names if set(name) & set("[]:*?/\\") or name.strip("'") != name]


@MANY
@given(st.text(max_size=80), st.integers(40, 90))
def test_what_is_cut_says_how_much_there_was(text: str, limit: int) -> None:
    """And is never longer than it may be."""
    shown = clip(text, limit)

    assert len(shown) <= limit
    assert shown == text or (f"{len(text)} characters" in shown and text.startswith(shown.partition(" [cut")[0]))
