"""Tab-separated lines and CSV: every column whole, for pipes and for spreadsheets."""

from __future__ import annotations

import csv
import io

from builders_report import a_finding, a_report, every_status, hostile
from cwd_audit.reporting import RenderOptions, find_reporter
from cwd_audit.reporting.columns import COLUMNS


def written(name: str, *findings: object, **options: bool) -> str:
    """The report of these findings in one format, with whatever mark stands at its start."""
    return find_reporter(name).render(a_report(*findings), RenderOptions(**options)).decode()  # type: ignore[arg-type]  # any finding


def test_a_pipe_loses_no_column() -> None:
    """However narrow the terminal was, a line has every column, names only when asked."""
    head, line, end = written("plain", a_finding(), names=True).split("\n")

    assert [column.name for column in COLUMNS] == head.split("\t")
    assert line.split("\t") == [
        "00123", "Testchild Alpha", "Testshire", "Short Breaks", "Team North", "Testworker One", "", "testshire",
        "testshire.sb.visit", "visit", "Visit", "timescale", "should", "overdue", "2025-12-26", "2025-09-26", "10", "",
        '4.2 "The child should be visited every three months."', "export.xlsx, sheet Visits, row 12",
    ]  # fmt: skip
    assert end == ""


def test_one_finding_is_one_line() -> None:
    """Line breaks and tabs in a cell do not break the lines."""
    report = hostile()
    lines = find_reporter("plain").render(report, RenderOptions()).decode().rstrip("\n").split("\n")

    assert len(lines) == 1 + len(report.findings)
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 2}


def test_plain_lines_can_be_ascii() -> None:
    """A console without Unicode gets lines it can show."""
    assert written("plain", a_finding(worker="Siân Ŵyn"), unicode=False).isascii()


def test_csv_is_what_excel_expects() -> None:
    """A mark at the start, CR LF at each end, every field quoted."""
    content = find_reporter("csv").render(every_status(), RenderOptions())

    assert content.startswith(b'\xef\xbb\xbf"case_id","authority",')
    assert content.endswith(b'"\r\n')
    assert content.count(b"\n") == content.count(b"\r\n") == 1 + len(every_status().findings)


def test_csv_dates_are_iso_and_ids_are_text() -> None:
    """Machines read 2025-12-26 and 00123."""
    (line,) = csv.DictReader(io.StringIO(written("csv", a_finding()).removeprefix("\ufeff")))

    assert (
        line["case_id"],
        line["due_on"],
        line["days_overdue"],
        line["status"],
    ) == ("00123", "2025-12-26", "10", "overdue")


def test_no_csv_field_starts_a_formula() -> None:
    """Whatever was typed, no field of the file begins with a sign that a spreadsheet obeys."""
    text = find_reporter("csv").render(hostile(), RenderOptions(names=True)).decode("utf-8-sig")
    fields = [field for line in csv.reader(io.StringIO(text, newline="")) for field in line]

    assert [field for field in fields if field.lstrip(" \N{REPLACEMENT CHARACTER}")[:1] in {*"=+-@\t\r\n"} - {""}] == []
