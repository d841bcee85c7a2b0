"""The page for the browser: everything the other formats say, in one file that fetches nothing."""

from __future__ import annotations

import base64
import hashlib
import importlib.resources
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from html.parser import HTMLParser

import pytest

from builders_report import (
    AS_OF,
    HOSTILE,
    REPORTS,
    a_finding,
    a_problem,
    a_report,
    beside_a_statute,
    empty,
    every_status,
    hostile,
    late_by,
    many,
    since_a_baseline,
    with_status,
)
from cwd_audit.model.report import AuditReport, Finding, Status
from cwd_audit.reporting import RenderOptions, find_reporter
from cwd_audit.reporting.formats.html.sums import say_sum
from cwd_audit.reporting.safe import clip, safe_text
from cwd_audit.reporting.tally import by_requirement, sum_up
from cwd_audit.reporting.web.bars import Part, draw_bar
from cwd_audit.reporting.web.palette import COLOURS, SHAPES_ON, TEXT_ON, contrast

_EMPTY = {"meta", "link", "br", "input", "rect", "circle"}


@dataclass
class Element:
    """One element of a page."""

    name: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All the text in it."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    def find(self, name: str, **attributes: str) -> list[Element]:
        """The elements of a name within it, with these attributes."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if child.name == name and attributes.items() <= child.attributes.items():
                    found.append(child)
                found += child.find(name, **attributes)
        return found


class Reader(HTMLParser):
    """A page as a tree; whatever is not closed as it was opened fails."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        element = Element(tag, dict(attrs))
        assert len(element.attributes) == len(attrs), f"an attribute of {tag} is there twice"
        self._open[-1].children.append(element)
        if tag not in _EMPTY:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An empty element of a drawing."""
        self._open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """An element ends."""
        assert self._open.pop().name == tag

    def handle_data(self, data: str) -> None:
        """Text."""
        self._open[-1].children.append(data)


def source(report: AuditReport, *, names: bool = False) -> str:
    """The page as it is written."""
    return find_reporter("html").render(report, RenderOptions(names=names)).decode()


def opened(report: AuditReport, *, names: bool = False) -> Element:
    """The page as a tree."""
    reader = Reader()
    reader.feed(source(report, names=names))
    reader.close()
    return reader.root


def section(page: Element, name: str) -> Element:
    """One section of the page."""
    (found,) = page.find("section", id=name)
    return found


def listed(page: Element, table: str = "findings") -> list[list[str]]:
    """The first row of each finding in the list, cell by cell."""
    return [
        [cell.text for cell in body.find("tr")[0].children if isinstance(cell, Element)]
        for body in section(page, table).find("tbody")
    ]


def unfolded(finding: Finding) -> str:
    """What the line of one finding unfolds to."""
    (details,) = section(opened(a_report(finding)), "findings").find("details")
    return details.text


@pytest.mark.parametrize("report", REPORTS)
def test_the_page_is_well_formed(report: str) -> None:
    """Whatever text is in it: elements closed as they were opened, ids all different, one first heading."""
    page = opened(REPORTS[report](), names=True)
    ids = re.findall(r'\bid="([^"]*)"', source(REPORTS[report](), names=True))

    assert len(page.find("h1")) == 1
    assert [name for name, times in Counter(ids).items() if times > 1] == []


@pytest.mark.parametrize("report", REPORTS)
def test_nothing_is_fetched_and_one_script_runs(report: str) -> None:
    """The policy of the page names the hashes of its style and its script; there is no other of either."""
    page = opened(REPORTS[report](), names=True)
    (policy,) = (meta.attributes["content"] or "" for meta in page.find("meta") if "http-equiv" in meta.attributes)
    elements = [*page.find("style"), *page.find("script")]
    hashes = [base64.b64encode(hashlib.sha256(each.text.encode()).digest()).decode() for each in elements]
    everything = re.sub(r"<(style|script)>.*?</\1>", "", source(REPORTS[report](), names=True), flags=re.DOTALL)
    tags = re.findall(r"<[a-z][^>]*>", everything)

    assert policy == (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    assert [tag for tag in tags if re.search(r'\s(style|on\w+|srcset|action)=|\ssrc=|href="(?!#|data:,")', tag)] == []
    assert page.find("img") + page.find("iframe") + page.find("object") == []


def test_every_finding_is_listed() -> None:
    """Each once, with its status in words; the totals are those of the report."""
    report = every_status()
    rows = listed(opened(report))
    statuses = Counter(row[4] for row in rows)

    assert sorted(row[0] for row in rows) == sorted(finding.case_id for finding in report.findings)
    assert {status.in_words: number for status, number in report.counts().items()} == statuses


def test_a_row_in_full() -> None:
    """Dates as people write them and as machines read them; the child's name only when asked for."""
    page = opened(a_report(a_finding()), names=True)
    times = [time.attributes["datetime"] for time in section(page, "findings").find("time")]

    assert listed(page) == [
        ["00123", "Testchild Alpha", "Short Breaks", "Visit", "Overdue", "26 December 2025", "10", "26 September 2025",
         "Testworker One", "Team North"],
    ]  # fmt: skip
    assert times == ["2025-12-26", "2025-09-26"]
    assert listed(opened(a_report(a_finding())))[0][1] == "Short Breaks"


def test_siblings_stand_together() -> None:
    """The brother follows the sister though another child is longer overdue than he, and each names the other."""
    page = opened(
        a_report(
            a_finding(case_id="other", **late_by(20)),
            a_finding(case_id="brother", family_id="F1", **late_by(10)),
            a_finding(case_id="sister", family_id="F1", **late_by(300)),
        )
    )

    assert [row[0] for row in listed(page)] == ["sister", "brother", "other"]
    assert "Brothers and sistersbrother" in section(page, "findings").find("details")[0].text


def test_a_line_unfolds_to_clause_arithmetic_and_evidence() -> None:
    """The words of the document, the sum, the rule, and file, sheet and row."""
    told = unfolded(a_finding(counted_from=date(2025, 9, 26), interval="3 months"))

    assert "Last done 26 September 2025 + 3 months = due 26 December 2025; 10 days overdue on 5 January 2026" in told
    assert '4.2 "The child should be visited every three months."' in told
    assert "Why: 4.2, every 3 months" in told
    assert "testshire.sb.visit (should)" in told
    assert "export.xlsx, sheet Visits, row 12" in told


@pytest.mark.parametrize(
    ("finding", "expected"),
    [
        (a_finding(), "Due 26 December 2025; 10 days overdue on 5 January 2026"),
        (
            a_finding(last_on=None, counted_from=date(2025, 11, 28), interval="4 weeks"),
            "Counted from 28 November 2025 + 4 weeks = due 26 December 2025; 10 days overdue on 5 January 2026",
        ),
        (with_status(Status.DUE_SOON), "Due 20 January 2026; 15 days left on 5 January 2026"),
        (with_status(Status.DUE_SOON, due_on=AS_OF), "Due 5 January 2026; 5 January 2026 is the last day"),
        (with_status(Status.IN_TIME), "Due 20 March 2026"),
        (with_status(Status.MET), ""),
        (
            with_status(
                Status.NOT_ASSESSED, due_on=date(2026, 1, 1), counted_from=date(2025, 7, 1), interval="6 months"
            ),
            "Counted from 1 July 2025 + 6 months = 1 January 2026",
        ),
    ],
)  # fmt: skip
def test_the_arithmetic(finding: Finding, expected: str) -> None:
    """A sum only where one makes the due date; what is not assessed is not called due."""
    assert expected == say_sum(finding, AS_OF)


def test_what_falls_due_is_told_by_how_soon() -> None:
    """In the next 7, 14 and 28 days, each finding in one list; the figures before the lists add up from today."""
    days = (0, 7, 8, 14, 15, 28, 60)
    report = a_report(
        *(
            with_status(Status.DUE_SOON, case_id=f"{day:05}", due_on=date.fromordinal(AS_OF.toordinal() + day))
            for day in days
        ),
        a_finding(),
    )
    due = section(opened(report), "due")
    lists = [[row.find("th")[0].text for row in table.find("tbody")[0].find("tr")] for table in due.find("table")]

    assert lists == [["00000", "00007"], ["00008", "00014"], ["00015", "00028"], ["00060"]]
    assert "2 in the next 7 days, 4 in the next 14 days, 6 in the next 28 days." in due.text


@pytest.mark.parametrize(("ahead", "title"), [(14, "the next 7 and 14 days"), (3, "the next 3 days"), (90, "28 days")])
def test_no_list_looks_further_than_the_check(ahead: int, title: str) -> None:
    """Where the check looked less far ahead, the page says so and promises no more."""
    due = section(opened(a_report(with_status(Status.DUE_SOON), due_within_days=ahead)), "due")

    assert title in due.find("h2")[0].text
    assert (ahead < 28) is (f"looked {ahead} days ahead and no further" in due.text)


def test_workers_pages_hold_all_there_is_to_do() -> None:
    """A page each, the unallocated first, without a limit of their number; together every finding that needs doing."""
    report = many()
    pages = section(opened(report), "workers").find("section")
    rows = sum(len(page.find("tbody")[0].find("tr")) for page in pages)

    assert len(pages) == 70
    assert rows == len(report.findings)
    assert [page.find("h3")[0].text for page in section(opened(every_status()), "workers").find("section")] == [
        "Unallocated", "Testworker One", "Testworker Two",
    ]  # fmt: skip


def test_the_page_is_as_honest_as_the_table() -> None:
    """Not assessed and why, queries, silences, rules not run, problems, notes, policies: nothing is left out."""
    report = replace(every_status(), lost_cases=2, left_out=1)
    page = opened(report)
    told = " ".join(page.text.split())
    expected = [
        sum_up(report),
        "past its own review date, 31 October 2024",
        "Only: team Team North",
        "1 finding of statuses that were not asked for is left out of this page.",
        "2 × the start of the pathway is not recorded 2 children: 00002, 10002",
        "75 nights exactly: the policy says neither less nor more",
        "Supervision: no rule in the policy (all pathways, 15 cases)",
        "refers to documents that were not supplied: Supervision Policy",
        "1 rule of visits, reviews or supervisions was not run: testshire.sb.nights: wants stays.start and stays.end",
        "1 rule asks for what most exports do not hold testshire.sb.panel",
        "2 × error: there is no such day",
        'export.xlsx: sheet "Visits", row 19, column "Visit Date"',
        "Only last dates were exported: history is not available.",
        "2 rows of the lists of children were set aside: a child may be missing",
        "40 rows read, 38 used, 2 set aside. 3 closed cases left out.",
        "Two intervals for one visitThree months in 4.2, twenty days in 6.",
        "It is a judgement.",
        "testshire: 0123456789abcdef",
    ]

    assert [text for text in expected if text not in told] == []


def test_nothing_checked_is_not_called_in_time() -> None:
    """A report without findings says that nothing was checked."""
    page = opened(empty())

    assert "Nothing was checked" in section(page, "totals").text
    assert "Nothing was checked" in section(page, "findings").text
    assert "Every finding of this page could be judged" not in page.text


def test_what_a_statute_asks_stands_apart() -> None:
    """In a section of its own that says so, and in no list or total of the council's."""
    page = opened(beside_a_statute())

    assert len(listed(page)) == 2
    assert len(listed(page, "national")) == 2
    assert "in none of the figures" in section(page, "national").text
    assert "regulations" not in section(page, "workers").text


def test_what_has_changed_is_told() -> None:
    """Beside an earlier report: what is mended stands apart, and where nothing is late the chart says since when."""
    report = since_a_baseline()
    mended = section(opened(report), "mended")
    quiet = opened(replace(report, findings=report.findings[2:]))

    assert [row.find("th")[0].text for row in mended.find("tbody")[0].find("tr")] == ["00124"]
    assert "Nothing newly overdue since 1 December 2025." in section(quiet, "totals").text
    assert opened(every_status()).find("section", id="mended") == []


def test_the_totals_are_those_of_the_other_formats() -> None:
    """The table by requirement has the counts of the one tally, and its last line adds up to the findings."""
    report = every_status()
    rows = [
        [cell.text for cell in row.find("th") + row.find("td")] for row in section(opened(report), "totals").find("tr")
    ]
    expected = [[tally.titled.label, str(sum(tally.counts.values()))] for tally in by_requirement(report)]

    assert [[row[0], row[-1]] for row in rows[1 : len(expected) + 1]] == expected
    assert rows[len(expected) + 1][-1] == str(len(report.findings))


def test_each_bar_says_what_it_shows() -> None:
    """A title and a description for each chart, with its figures; the parts fill the bar."""
    page = section(opened(every_status()), "totals")
    charts = page.find("svg", role="img")
    told = [(chart.find("title")[0].text, chart.find("desc")[0].text) for chart in charts]

    assert ("Visit: 7 findings", "3 overdue or in breach, 2 due soon, 2 in time or met") in told
    assert len(told) == len(by_requirement(every_status()))
    assert all(chart.attributes["aria-labelledby"] for chart in charts)


@pytest.mark.parametrize("counts", [(1, 1, 1, 1), (0, 0, 5, 0), (1, 0, 0, 9999), (1, 1, 1, 99999), (3, 0, 4, 5)])
def test_a_bar_is_full_and_shows_every_part(counts: tuple[int, ...]) -> None:
    """The parts lie side by side from one end to the other; none that counts is too narrow to be seen."""
    drawn = draw_bar([Part(f"part{place}", "", count) for place, count in enumerate(counts)])
    lengths = [float(part.length.rstrip("%")) for part in drawn]

    assert len(drawn) == sum(count > 0 for count in counts)
    assert min(lengths) >= 1.5
    assert sum(lengths) == pytest.approx(100, abs=0.05)


def test_hostile_text_is_text() -> None:
    """Markup that people typed is shown and never obeyed; every text is found again, made harmless."""
    page = opened(hostile(), names=True)
    shown = {cell for row in listed(page) for cell in row}

    assert len(page.find("script")) == 1
    assert {clip(safe_text(text), 1000) for text in HOSTILE.values()} <= shown


def test_many_places_of_one_problem_are_counted() -> None:
    """The first 200 are listed, and how many more there are is said."""
    page = section(opened(a_report(problems=tuple(a_problem(row=row) for row in range(205)))), "export")

    assert len(page.find("li")) == 200
    assert "and 5 more" in page.text


@pytest.mark.parametrize(("pair", "least"), [*((pair, 4.5) for pair in TEXT_ON), *((pair, 3.0) for pair in SHAPES_ON)])
def test_colours_can_be_told_apart(pair: tuple[str, str], least: float) -> None:
    """Text stands out from its ground by 4.5 to 1, shapes by 3 to 1 (WCAG 2.2)."""
    assert contrast(*pair) >= least


def test_no_colour_is_outside_the_palette() -> None:
    """Style sheets name colours and never spell one out."""
    sheets = [text for name, text in packaged() if name.endswith(".css")]

    assert [found for sheet in sheets for found in re.findall(r"#[0-9a-f]{3,6}\b(?=[;\s])|rgb|hsl", sheet)] == []
    assert {name for sheet in sheets for name in re.findall(r"var\(--([a-z-]+)\)", sheet)} <= set(COLOURS)


def packaged() -> list[tuple[str, str]]:
    """The files of the pages, as an installed package has them."""
    folders = ("web", "formats.html", "month.formats.html")
    return [
        (file.name, file.read_text("utf-8"))
        for folder in folders
        for file in (importlib.resources.files(f"cwd_audit.reporting.{folder}") / "templates").iterdir()
    ]


def test_the_script_puts_no_text_in_as_markup() -> None:
    """What people typed reaches the page through textContent alone."""
    (script,) = (text for name, text in packaged() if name.endswith(".js"))

    assert re.findall(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|fetch|XMLHttpRequest", script) == []


def test_ten_thousand_findings_stay_under_ten_megabytes() -> None:
    """What is in time takes less than a kilobyte a line."""
    few, more = (
        a_report(*(with_status(Status.IN_TIME, case_id=f"{number:05}") for number in range(count)))
        for count in (100, 200)
    )

    assert len(source(more)) - len(source(few)) < 100 * 1000
