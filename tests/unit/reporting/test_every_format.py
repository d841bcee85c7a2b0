"""What holds for every format that is found, whatever the report."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from builders_report import REPORTS, a_finding, a_report
from cwd_audit.model.report import AuditReport, Finding
from cwd_audit.reporting import RenderOptions, find_reporter, reporter_names
from cwd_audit.reporting.safe import safe_cell, safe_csv, safe_text

ACTIVE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
EVERY = [(name, report) for name in reporter_names() for report in REPORTS]
Row = tuple[str, str, str, str, str]
"""Case, rule, status, due date and days overdue, as text."""


def render(name: str, report: AuditReport, options: RenderOptions | None = None) -> bytes:
    """The report in one format."""
    return find_reporter(name).render(report, options or RenderOptions(width=120))


def text_of(name: str, content: bytes) -> str:
    """All that a format holds, as text."""
    if not find_reporter(name).BINARY:
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(part).decode() for part in parts.namelist())


def read_csv(content: bytes) -> list[Row]:
    """The findings in a CSV file."""
    return [row_of(line) for line in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]


def read_plain(content: bytes) -> list[Row]:
    """The findings in tab-separated lines."""
    head, *lines = (line.split("\t") for line in content.decode().rstrip("\n").split("\n"))
    return [row_of(dict(zip(head, line, strict=True))) for line in lines]


def read_json(content: bytes) -> list[Row]:
    """The findings in a JSON document."""
    return [row_of(finding) for finding in json.loads(content)["findings"]]


def read_xlsx(content: bytes) -> list[Row]:
    """The findings on the sheet of all findings, and those on the national sheet, where there is one."""
    book = load_workbook(io.BytesIO(content))
    return [row for name in ("All findings", "National") if name in book for row in read_sheet(book[name])]


def read_sheet(sheet: Worksheet) -> list[Row]:
    """The findings on one sheet."""
    lines = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(place for place, line in enumerate(lines) if line[0] == "Child ID")
    named = {"Child ID": "case_id", "Rule": "rule", "Status": "status", "Due": "due_on", "Days overdue": "days_overdue"}
    head = [named.get(str(heading), str(heading)) for heading in lines[start]]
    return [row_of(dict(zip(head, line, strict=True))) for line in lines[start + 1 :]]


def row_of(finding: dict[str, object]) -> Row:
    """The telling fields of a finding, as text."""

    def said(field: str) -> str:
        value = finding[field]
        return "" if value is None else str(value.date() if isinstance(value, datetime) else value)

    return said("case_id"), said("rule"), said("status").lower().replace(" ", "_"), said("due_on"), said("days_overdue")


def expected_row(finding: Finding, safe: Callable[[str], str]) -> Row:
    """What a reader of the format should find."""
    days = "" if finding.days_overdue is None else str(finding.days_overdue)
    due = "" if finding.due_on is None else str(finding.due_on)
    return safe(finding.case_id), safe(finding.rule), finding.status.value, due, days


READERS: dict[str, tuple[Callable[[bytes], list[Row]], Callable[[str], str]]] = {
    "csv": (read_csv, safe_csv),
    "plain": (read_plain, safe_text),
    "json": (read_json, str),
    "xlsx": (read_xlsx, safe_cell),
}


@pytest.mark.parametrize(("name", "report"), EVERY)
def test_same_report_same_bytes(name: str, report: str) -> None:
    """Two renderings of one report are equal byte for byte."""
    assert render(name, REPORTS[report]()) == render(name, REPORTS[report]())


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("name", READERS)
def test_every_finding_is_there(name: str, report: str) -> None:
    """Read back, each format holds the same findings in the same order, text as text."""
    read, safe = READERS[name]
    expected = [expected_row(finding, safe) for finding in REPORTS[report]().everything]

    assert expected == read(render(name, REPORTS[report]()))


@pytest.mark.parametrize(("name", "report"), EVERY)
def test_no_active_character_comes_out(name: str, report: str) -> None:
    """Nothing in a cell can move a cursor, fill a clipboard, or turn text round."""
    options = RenderOptions(names=True, width=120)

    assert ACTIVE.findall(text_of(name, render(name, REPORTS[report](), options))) == []


@pytest.mark.parametrize("name", reporter_names())
def test_names_only_when_asked(name: str) -> None:
    """The name of a child is in no format unless it was asked for, and then it is in each."""
    report = a_report(a_finding(name="Testchild Zebedee"))
    without, asked = (text_of(name, render(name, report, RenderOptions(names=names))) for names in (False, True))

    assert ("Zebedee" in without, "Zebedee" in asked) == (False, True)


@pytest.mark.parametrize("name", reporter_names())
def test_awkward_words_survive(name: str) -> None:
    """A worker called None, a team called NA and the number 00123 are not taken for blanks or numbers."""
    text = text_of(name, render(name, a_report(a_finding(case_id="00123", worker="None", team="NA"))))

    assert all(re.search(rf"(?<!\w){word}(?!\w)", text) for word in ("00123", "None", "NA"))


def test_hash_seed_changes_nothing() -> None:
    """Python's random order of sets reaches no report, of whatever format."""
    script = (
        "import hashlib; from builders_report import every_status as report; from cwd_audit.reporting import *\n"
        "for name in reporter_names():\n"
        "    content = find_reporter(name).render(report(), RenderOptions(width=120))\n"
        "    print(name, hashlib.sha256(content).hexdigest())"
    )
    one, other = (
        subprocess.run(  # noqa: S603 – the script is ours
            [sys.executable, "-c", script],
            check=True,
            capture_output=True,
            text=True,
            cwd=Path(__file__).parents[2],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join((".", *sys.path))},
        ).stdout.splitlines()
        for seed in ("1", "2")
    )

    assert [*reporter_names()] == [line.split()[0] for line in one]
    assert one == other


@pytest.mark.parametrize("name", reporter_names())
def test_the_day_of_the_report_is_its_only_clock(name: str) -> None:
    """A report as at an early day is as reproducible as one as at today."""
    report = a_report(a_finding(due_on=date(1899, 12, 31)), as_of=date(2000, 2, 29))

    assert render(name, report) == render(name, report)
