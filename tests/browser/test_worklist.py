"""The worklist in a real browser: sorted, filtered, unfolded, printed; by mouse, by keyboard, without a script."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builders_report import REPORTS, a_report, every_status, hostile, with_status
from commands import SAMPLES
from cwd_audit.audit.request import AuditRequest
from cwd_audit.audit.run import audit
from cwd_audit.model.report import AuditReport, Finding, Status
from cwd_audit.reporting import RenderOptions, find_reporter
from opening import Opening, OpenPage, find_barriers, measure_overflow, unfold

ROWS = "#list > tbody:not([hidden]) > tr:first-child"
AS_OF = date(2026, 10, 31)
WIDTHS = (360, 768, 1280, 1920)


def draw(report: AuditReport) -> bytes:
    """The page."""
    return find_reporter("html").render(report, RenderOptions(names=True))


@pytest.fixture(scope="module")
def sample() -> AuditReport:
    """The audit of a caseload of sixty children."""
    return audit(AuditRequest(exports=(SAMPLES / "warwickshire-liquidlogic.xlsx",), as_of=AS_OF)).report


@pytest.fixture(scope="module")
def drawn(sample: AuditReport) -> bytes:
    """Its page."""
    return draw(sample)


def column(page: Page, name: str) -> list[str]:
    """One column of the rows in sight; days as machines read them."""
    script = """([rows, name]) => {
      const heads = [...document.querySelectorAll("#list thead th")];
      const place = heads.findIndex((head) => head.dataset.column === name);
      return [...document.querySelectorAll(rows)].map((row) => {
        const time = row.cells[place].querySelector("time");
        return time ? time.dateTime : row.cells[place].textContent;
      });
    }"""
    found: list[str] = page.evaluate(script, [ROWS, name])
    return found


def show_all(page: Page) -> None:
    """All rows, and not the first hundred alone."""
    page.get_by_role("button", name="Show all").click()


def test_the_first_hundred_and_then_all(open_page: OpenPage, drawn: bytes, sample: AuditReport) -> None:
    """What is most pressing is in sight at once, and how much more there is is said."""
    page = open_page(drawn, Opening())
    total = len(sample.findings)

    expect(page.locator(ROWS)).to_have_count(100)
    expect(page.get_by_role("status")).to_have_text(f"Showing the first 100 of {total} findings")
    show_all(page)
    expect(page.locator(ROWS)).to_have_count(total)
    expect(page.get_by_role("status")).to_have_text(f"Showing {total} findings")


def test_every_column_sorts(open_page: OpenPage, drawn: bytes) -> None:
    """One click from the least, another from the greatest, blanks last either way; the heading says which."""
    page = open_page(drawn, Opening())
    for name in ("case_id", "last_on", "worker"):
        head = page.locator(f"#list th[data-column={name}]")
        for way in ("ascending", "descending"):
            head.get_by_role("button").click()
            show_all(page)
            found = column(page, name)
            filled = [text for text in found if text]

            assert head.get_attribute("aria-sort") == way
            assert filled == sorted(filled, reverse=way == "descending")
            assert found == filled + [""] * (len(found) - len(filled))
    assert page.locator("#list th[aria-sort]").count() == 1


def test_days_sort_as_numbers_and_statuses_by_urgency(open_page: OpenPage, drawn: bytes, sample: AuditReport) -> None:
    """The longest overdue first, 900 before 1,000 the other way; overdue before in time."""
    page = open_page(drawn, Opening())
    page.get_by_role("button", name="Days overdue").click()
    days = [int(text.replace(",", "")) for text in column(page, "days_overdue") if text]
    page.get_by_role("button", name="Status").click()
    show_all(page)
    statuses = list(dict.fromkeys(column(page, "status")))

    assert days == sorted((finding.days_overdue for finding in sample.findings if finding.days_overdue), reverse=True)
    assert statuses == ["Overdue", "Breach", "Due soon", "Not assessed", "Query", "In time", "Met"]


def test_a_filter_keeps_what_it_says(open_page: OpenPage, drawn: bytes, sample: AuditReport) -> None:
    """As many rows as the report has findings of that value; the line above says so, and clearing brings all back."""
    wanted: dict[str, tuple[str, Callable[[Finding], str]]] = {
        "Worker": ("Testworker India", lambda finding: finding.worker),
        "Team": ("Children with Disabilities Team South", lambda finding: finding.team),
        "Pathway": ("Review and Intervention Hub", lambda finding: finding.pathway),
        "Requirement": ("Review", lambda finding: finding.requirement.capitalize()),
        "Status": ("Due soon", lambda finding: finding.status.in_words),
    }
    page = open_page(drawn, Opening())
    for label, (value, get) in wanted.items():
        expected = sum(get(finding) == value for finding in sample.findings)
        page.get_by_label(label, exact=True).select_option(value)

        expect(page.get_by_role("status")).to_contain_text(f"{expected} findings that match, of {len(sample.findings)}")
        page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_role("status")).to_have_text(f"Showing the first 100 of {len(sample.findings)} findings")


def test_filters_work_together(open_page: OpenPage, drawn: bytes, sample: AuditReport) -> None:
    """What falls due in the next fourteen days, of one child, by part of the ID in whatever case."""
    due = [each for each in sample.findings if each.status is Status.DUE_SOON and each.due_on]
    soon = [each for each in due if each.due_on and (each.due_on - AS_OF).days <= 14]
    page = open_page(drawn, Opening())
    page.get_by_label("Due", exact=True).select_option("In the next 14 days")
    expect(page.locator(ROWS)).to_have_count(len(soon))
    page.get_by_label("Child or family ID").fill(soon[0].family_id.lower())

    expect(page.locator(ROWS)).to_have_count(sum(each.family_id == soon[0].family_id for each in soon))
    assert 0 < len(soon) < len(due)


def test_a_row_unfolds(open_page: OpenPage, drawn: bytes, sample: AuditReport) -> None:
    """To the arithmetic, the clause and the place in the export."""
    finding = next(each for each in sample.findings if each.status is Status.OVERDUE and each.counted_from)
    page = open_page(drawn, Opening())
    page.get_by_label("Child or family ID").fill(finding.case_id)
    row = page.locator("#list > tbody:not([hidden])", has_text=f"{finding.days_overdue} days overdue").first
    row.locator("summary").click()

    expect(row.get_by_text(f"+ {finding.interval} = due", exact=False)).to_be_visible()
    expect(row.get_by_text(finding.citation)).to_be_visible()
    expect(row.get_by_text(f"sheet {finding.evidence[0].sheet}, row {finding.evidence[0].row}").first).to_be_visible()


def test_by_keyboard_alone(open_page: OpenPage) -> None:
    """The skip link first; then a column is sorted and a row unfolded with Tab and Enter, and the focus can be seen."""
    page = open_page(draw(every_status()), Opening())
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"

    def tab_to(selector: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
        pytest.fail(f"Tab does not reach {selector}")

    tab_to("#list th[data-column=worker] button")
    ring = page.evaluate("getComputedStyle(document.activeElement).outlineWidth")
    page.keyboard.press("Enter")
    tab_to("#list summary")
    page.keyboard.press("Enter")

    assert ring == "3px"
    assert page.locator("#list th[data-column=worker]").get_attribute("aria-sort") == "ascending"
    assert page.locator("#list details[open]").count() == 1


def test_without_a_script_all_can_be_read(open_page: OpenPage, drawn: bytes, sample: AuditReport) -> None:
    """Every finding in sight, rows unfold, and no control is shown that would do nothing."""
    page = open_page(drawn, Opening(script=False))

    expect(page.locator(f"{ROWS}:visible")).to_have_count(len(sample.findings))
    expect(page.locator("button:visible, select:visible, input:visible")).to_have_count(0)
    page.locator("#list summary").first.click()
    expect(page.locator("#list dl").first).to_be_visible()


@pytest.mark.parametrize("report", ["every status", "hostile", "beside a statute"])
def test_no_window_is_too_narrow(open_page: OpenPage, report: str) -> None:
    """From a telephone to a wide screen the page never scrolls sideways, whatever is unfolded."""
    page = open_page(draw(REPORTS[report]()), Opening())

    assert {width: measure_overflow(page, width) for width in WIDTHS} == dict.fromkeys(WIDTHS, 0)


@pytest.mark.parametrize("width", [360, 1280])
def test_there_are_no_barriers(open_page: OpenPage, width: int) -> None:
    """Nothing that axe knows of: names, roles, headings, contrast, tables, landmarks; with everything unfolded."""
    page = open_page(draw(every_status()), Opening(width))
    unfold(page)

    assert find_barriers(page) == []


def test_hostile_text_does_nothing(open_page: OpenPage) -> None:
    """No script of a cell runs and no link leads out; `open_page` sees that nothing is asked for."""
    page = open_page(draw(hostile()), Opening())
    page.get_by_role("button", name="Child ID").click()

    assert page.locator("a:not([href^='#'])").count() == 0
    assert page.locator("script").count() == 1


def read_pages(page: Page, folder: Path, pdf_to_text: str) -> list[str]:
    """What is printed, page by page."""
    file = folder / "printed.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    done = subprocess.run([pdf_to_text, "-layout", file, "-"], check=True, capture_output=True, text=True)  # noqa: S603 – it is poppler's
    return done.stdout.rstrip("\f").split("\f")


def test_each_worker_is_printed_on_pages_of_their_own(
    open_page: OpenPage, drawn: bytes, sample: AuditReport, tmp_path: Path, pdf_to_text: str
) -> None:
    """All of them from one button: every page is of one worker, and each finding that needs doing is there."""
    page = open_page(drawn, Opening())
    page.get_by_role("button", name="Print the pages of all workers").click()
    pages = read_pages(page, tmp_path, pdf_to_text)
    names = page.locator(".worker h3").all_inner_texts()
    begun = [line for text in pages if (line := text.strip().splitlines()[0].strip()) in names]

    assert page.evaluate("window.printed") == 1
    assert begun == names
    assert {sum(line.strip() in names for line in text.splitlines()) for text in pages} <= {0, 1}
    assert "Totals" not in "".join(pages)
    assert sum(text.count("Overdue") for text in pages) >= sample.counts()[Status.OVERDUE]


def test_one_worker_is_printed_alone(open_page: OpenPage, drawn: bytes, tmp_path: Path, pdf_to_text: str) -> None:
    """The button on the page of a worker prints that page and nothing else."""
    page = open_page(drawn, Opening())
    worker = page.locator(".worker", has=page.get_by_role("heading", name="Testworker India", exact=True))
    worker.locator("summary").click()
    worker.get_by_role("button").click()
    (text,) = read_pages(page, tmp_path, pdf_to_text)

    assert text.strip().startswith("Testworker India")
    assert "As at 31 October 2026" in text


def test_the_browser_s_own_print_has_the_figures_and_the_workers(
    open_page: OpenPage, drawn: bytes, tmp_path: Path, pdf_to_text: str
) -> None:
    """The summary, a page for each worker, then what could not be assessed; not the thousand lines of the list."""
    pages = read_pages(open_page(drawn, Opening()), tmp_path, pdf_to_text)
    whole = "\n".join(pages)

    assert "What is overdue as at 31 October 2026" in pages[0]
    assert whole.index("Testworker Zulu") < whole.index("Not assessed and queries")
    assert "Filter" not in whole
    assert "brothers and sisters side by side" not in whole


def test_a_large_caseload_sorts_in_a_second(open_page: OpenPage) -> None:
    """The best of three, laid out and all; the machine may be busy."""
    report = a_report(
        *(
            with_status(list(Status)[number % 7], case_id=f"{number:05}", worker=f"Testworker {number % 60}")
            for number in range(3_000)
        )
    )
    page = open_page(draw(report), Opening())
    script = """(name) => {
      const begun = performance.now();
      document.querySelector(`#list th[data-column=${name}] button`).click();
      void document.body.offsetHeight;
      return performance.now() - begun;
    }"""

    assert min(page.evaluate(script, name) for name in ("worker", "due_on", "case_id")) < 1000
