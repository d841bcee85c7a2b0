"""The workbook: what a manager opens, filters and prints, with nothing hidden in it and nothing alive."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from itertools import takewhile
from xml.etree import ElementTree as ET

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from builders_report import (
    AS_OF,
    HOSTILE,
    a_finding,
    a_report,
    beside_a_statute,
    every_status,
    hostile,
    late_by,
    many,
    one_overdue,
    with_status,
)
from cwd_audit.model.errors import OutputError
from cwd_audit.model.report import AuditReport, Status
from cwd_audit.reporting import RenderOptions, find_reporter
from cwd_audit.reporting.formats.xlsx import page
from cwd_audit.reporting.safe import safe_cell

FIXED = ("Summary", "Overdue", "Due soon", "Not assessed", "All findings", "Data problems", "Policy")


def content(report: AuditReport, *, names: bool = False) -> bytes:
    """The bytes of the workbook."""
    return find_reporter("xlsx").render(report, RenderOptions(names=names))


def opened(report: AuditReport, *, names: bool = False) -> Workbook:
    """The workbook, read back."""
    return load_workbook(io.BytesIO(content(report, names=names)))


def parts(report: AuditReport) -> dict[str, str]:
    """The parts of the file by name."""
    with zipfile.ZipFile(io.BytesIO(content(report, names=True))) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def rows_below(sheet: Worksheet, heading: str) -> list[list[object]]:
    """The rows of the table whose first heading is this, as far as the next blank row."""
    rows: list[list[object]] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(place for place, row in enumerate(rows) if row[0] == heading)
    return list(takewhile(lambda row: row[0] is not None, rows[start + 1 :]))


def test_the_sheets_and_their_order() -> None:
    """Figures first, then what to do, then each worker, then everything, the faults and the policy."""
    first, last = FIXED[:4], FIXED[4:]

    assert [*first, "Unallocated", "Testworker One", "Testworker Two", *last] == opened(every_status()).sheetnames


def test_every_sheet_says_what_it_is_and_what_to_do() -> None:
    """A title in A1 and a line of advice below it, on every sheet."""
    told = [(sheet["A1"].value, sheet["A2"].value) for sheet in opened(every_status())]

    assert all(title and advice for title, advice in told)
    assert told[1] == (
        "Overdue as at 5 January 2026",
        "Agree a date for each with the worker named, from the top: the longest overdue comes first.",
    )


def test_an_overdue_row_in_full() -> None:
    """Real dates and numbers, the ID as text, the status in words."""
    sheet = opened(a_report(a_finding()), names=True)["Overdue"]

    assert [
        "00123", "Testchild Alpha", "Short Breaks", "Visit", "Overdue", date(2025, 12, 26), 10, date(2025, 9, 26),
        "Testworker One", "Team North", None,
    ] == [cell.value.date() if isinstance(cell.value, datetime) else cell.value for cell in sheet[5]]  # fmt: skip
    assert [cell.number_format for cell in sheet[5]][5:8] == ["d mmm yyyy", "#,##0", "d mmm yyyy"]


def test_status_has_a_colour_and_a_word() -> None:
    """Excel's own pairs, and grey for what nobody can say; the word stands in the cell."""
    sheet = opened(every_status())["All findings"]
    place = next(cell.column - 1 for cell in sheet[4] if cell.value == "Status")
    colours = {
        row[place].value: (row[place].font.color.rgb[2:], row[place].fill.fgColor.rgb[2:]) for row in sheet.iter_rows(5)
    }

    assert colours == {
        "Overdue": ("9C0006", "FFC7CE"),
        "Breach": ("9C0006", "FFC7CE"),
        "Due soon": ("9C5700", "FFEB9C"),
        "In time": ("006100", "C6EFCE"),
        "Met": ("006100", "C6EFCE"),
        "Not assessed": ("3F3F3F", "E7E6E6"),
        "Query": ("3F3F3F", "E7E6E6"),
    }


@pytest.mark.parametrize("label", ["Requirement", "Team", "Worker"])
def test_the_summary_counts_the_findings(label: str) -> None:
    """Each table of the Summary adds up to the findings, column by column."""
    report = every_status()
    *groups, total = rows_below(opened(report)["Summary"], label)
    counts = report.counts()
    order = ["OVERDUE", "BREACH", "DUE_SOON", "NOT_ASSESSED", "QUERY", "IN_TIME", "MET"]

    assert total == ["All", *(counts[Status[name]] for name in order), len(report.findings)]
    assert [sum(int(str(group[place])) for group in groups) for place in range(1, 9)] == total[1:]


def test_lists_hold_what_their_names_say() -> None:
    """Overdue with breaches, due soon, and what could not be judged: none missing, none twice."""
    book = opened(every_status())
    listed = [
        [row[3] for row in rows_below(book[name], "Child ID")] for name in ("Overdue", "Due soon", "Not assessed")
    ]

    assert listed == [
        ["Overdue"] * 3 + ["Breach"] * 2,
        ["Due soon"] * 2,
        ["Not assessed"] * 2 + ["Query"] * 2,
    ]


def test_workers_sheets_hold_all_there_is_to_do() -> None:
    """Together they hold exactly the findings of the three lists."""
    book = opened(every_status())
    todo = sum(len(rows_below(book[name], "Child ID")) for name in ("Overdue", "Due soon", "Not assessed"))

    assert todo == sum(len(rows_below(book[name], "Child ID")) for name in book.sheetnames[4:-3])


def test_siblings_stand_together_on_a_workers_sheet() -> None:
    """The brother follows the sister though another child is longer overdue than he."""
    report = a_report(
        a_finding(case_id="other", **late_by(20)),
        a_finding(case_id="brother", family_id="F1", **late_by(10)),
        a_finding(case_id="sister", family_id="F1", **late_by(300)),
    )
    rows = rows_below(opened(report)["Testworker One"], "Child ID")

    assert [row[0] for row in rows] == ["sister", "brother", "other"]


def test_a_worker_with_nothing_to_do_has_no_sheet() -> None:
    """All in time: no sheet to take to supervision."""
    assert list(FIXED) == opened(a_report(with_status(Status.IN_TIME))).sheetnames


def test_at_most_sixty_workers_have_a_sheet() -> None:
    """Those with the most overdue; the Summary says how many have none, and the lists hold them all."""
    book = opened(many())
    said = [str(row[0].value) for row in book["Summary"].iter_rows(max_row=10)]

    assert len(book.sheetnames) == 60 + len(FIXED)
    assert any(line.startswith("Only the 60 workers with the most overdue have a sheet; 10 others") for line in said)
    assert len(rows_below(book["Overdue"], "Child ID")) == 90


def test_filters_and_headings() -> None:
    """Filters over the whole table; headings and IDs stay in sight, and headings are printed on each page."""
    sheet = opened(a_report(a_finding(), a_finding(case_id="2")))["Overdue"]

    assert (sheet.auto_filter.ref, sheet.freeze_panes, sheet.print_title_rows) == ("A4:J6", "B5", "$4:$4")


@pytest.mark.parametrize("number", range(1, len(FIXED) + 2))
def test_every_sheet_prints_on_a4_across(number: int) -> None:
    """One page wide and as many long as it takes, with the day, the sheet and the page at the foot."""
    sheet = parts(one_overdue())[f"xl/worksheets/sheet{number}.xml"]

    assert '<pageSetup paperSize="9" fitToHeight="0" orientation="landscape"/>' in sheet
    assert "<oddFooter>&amp;LAs at 5 January 2026&amp;C&amp;A&amp;RPage &amp;P of &amp;N</oddFooter>" in sheet


def test_the_file_opens_on_the_summary_and_names_itself() -> None:
    """First sheet, first cell; a title and no author; the time of making is the day of the report."""
    book = opened(every_status())

    assert book.active is book["Summary"]
    assert book["Summary"].sheet_view.selection[0].activeCell == "A1"
    assert (book.properties.title, book.properties.creator or "") == ("What is overdue as at 5 January 2026", "")
    assert book.properties.created.date() == AS_OF


def test_an_empty_list_says_so() -> None:
    """No rows: the line below the title says that there are none, and does not call it in time."""
    book = opened(a_report(with_status(Status.NOT_ASSESSED)))

    assert book["Overdue"]["A2"].value == (
        "Nothing was found overdue. See also Not assessed: what could not be judged is not in time."
    )
    assert rows_below(book["Overdue"], "Child ID") == []


@pytest.mark.parametrize("report", [every_status, hostile])
def test_nothing_in_the_file_is_alive_or_hidden(report: Callable[[], AuditReport]) -> None:
    """No formula, link, comment, macro, hidden sheet, row or column, and no part that could hold one."""
    file = parts(report())
    allowed = re.compile(
        r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels"
        r"|xl/(styles|sharedStrings)\.xml|xl/theme/theme1\.xml|xl/worksheets/sheet\d+\.xml"
    )
    sheets = {name: text for name, text in file.items() if name.startswith("xl/worksheets/")}
    elements = {element.tag.split("}")[1] for text in sheets.values() for element in ET.fromstring(text).iter()}  # noqa: S314 – our own file

    assert [name for name in file if not allowed.fullmatch(name)] == []
    assert elements.isdisjoint(
        {"f", "hyperlink", "hyperlinks", "legacyDrawing", "drawing", "extLst", "conditionalFormatting"}
    )
    assert 'hidden="1"' not in "".join(sheets.values())
    assert 'state="hidden"' not in file["xl/workbook.xml"]
    assert {match for text in sheets.values() for match in re.findall(r'<c [^>]*t="(\w+)"', text)} == {"s"}


def test_hostile_text_comes_out_as_text() -> None:
    """Every cell of the sheet of all findings holds what was typed, made harmless, as a string."""
    sheet = opened(hostile(), names=True)["All findings"]
    shown = {row[1].value for row in sheet.iter_rows(min_row=5)}

    assert {safe_cell(text) for text in HOSTILE.values()} <= shown
    assert {cell.data_type for row in sheet.iter_rows(min_row=5) for cell in row[:14] if cell.value is not None} == {
        "s"
    }


def test_sheets_of_clashing_workers_all_open() -> None:
    """Names that Excel would refuse or take for one another each get a sheet of their own."""
    book = opened(hostile())

    assert {"TEAM", "team (2)", "a-b", "a-b (2)", "Overdue (2)", "Policy (2)", "History (2)", "quoted"} <= set(
        book.sheetnames
    )
    assert [name for name in book.sheetnames if len(name.encode("utf-16-le")) > 62] == []


def test_days_before_excel_can_count_are_words() -> None:
    """Excel has a 29 February 1900; a date before it is written out rather than shifted."""
    sheet = opened(a_report(a_finding(last_on=date(1900, 1, 1))))["Overdue"]

    assert sheet["G5"].value == "1 January 1900"


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows beyond the end of a sheet are not lost in silence."""
    monkeypatch.setattr(page, "_ROW_LIMIT", 50)

    with pytest.raises(OutputError, match="more than a sheet can hold"):
        content(many())


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [("", 10, 1), ("eleven sign", 10, 1), ("twelve signs", 10, 2), ("x" * 40_000, 10, 27)],
)
def test_rows_are_as_high_as_their_text(text: str, width: int, lines: int) -> None:
    """Wrapped text is not cut off, and no row is higher than Excel allows."""
    assert lines == page.count_lines(text, width)


def test_what_a_statute_asks_has_a_sheet_of_its_own() -> None:
    """It says that it is none of the council's figures; no other sheet lists it."""
    book = opened(beside_a_statute())
    told = {sheet.title: str([cell.value for row in sheet.iter_rows() for cell in row]) for sheet in book}

    assert {name for name, text in told.items() if "Visit under the regulations" in text} == {"National"}
    assert "in none of the figures" in told["National"]


def test_the_policy_sheet_says_what_the_council_has_to_settle() -> None:
    """Contradictions and gaps of the document, and the statements that no data can decide."""
    told = str([cell.value for row in opened(every_status())["Policy"].iter_rows() for cell in row])

    assert "Two intervals for one visit" in told
    assert "It is a judgement." in told
