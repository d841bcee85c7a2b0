"""What holds for every form of the forecast, whatever people typed into the export."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from jsonschema import Draft202012Validator, FormatChecker
from openpyxl import load_workbook

from builders_report import HOSTILE
from cwd_audit.model.forecast import Forecast, ForecastLine
from cwd_audit.reporting import RenderOptions
from cwd_audit.reporting.forecast import find_forecast_reporter, forecast_reporter_names
from cwd_audit.reporting.forecast.words import say_shortfalls, sum_up_forecast
from cwd_audit.resources import schemas

ACTIVE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
LINES = (
    ForecastLine("", "visit", 1, (0, 2), 3, 0),
    ForecastLine("Testworker One", "visit", 9, (6, 8), 10, 2),
    ForecastLine("Testworker One", "review", 0, (1, 0), None, 0),
    ForecastLine("Testworker Two", "visit", 0, (1, 0), 0, 0),
    ForecastLine("Testworker Three", "visit", 1, (0, 0), 0, 0),
    ForecastLine("Testworker Two", "any", 0, (0, 0), None, 1),
)
USUAL = Forecast(
    as_of=date(2026, 10, 31),
    weeks=2,
    week_starts=(date(2026, 10, 26), date(2026, 11, 2)),
    policies=(("testshire", "Testshire County Council: Short Breaks"),),
    cases=60,
    lines=LINES,
    not_forecast=3,
    notes=("The export holds only the last date of reviews.",),
)


def render(name: str, forecast: Forecast = USUAL, width: int = 160) -> bytes:
    """The forecast in one form."""
    return find_forecast_reporter(name).render(forecast, RenderOptions(width=width))


def text_of(name: str, content: bytes) -> str:
    """All that a form holds, as text."""
    if not find_forecast_reporter(name).BINARY:
        return content.decode("utf-8-sig")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(part).decode() for part in parts.namelist())


def hostile(text: str) -> Forecast:
    """A forecast in which this text stands wherever people type."""
    lines = tuple(line._replace(worker=text, requirement=text) for line in LINES)
    return replace(USUAL, policies=((text, text),), lines=lines, notes=(text,), filtered=text)


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", forecast_reporter_names())
def test_no_active_character_comes_out(name: str, text: str) -> None:
    """Nothing in a cell can move a cursor, turn text round or be a formula; a second rendering is the same."""
    rendered = render(name, hostile(text))

    assert ACTIVE.findall(text_of(name, rendered)) == []
    assert "<f>" not in text_of(name, rendered) or name != "xlsx"
    assert rendered == render(name, hostile(text))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_field_is_a_formula(text: str) -> None:
    """A spreadsheet that opens the CSV computes nothing."""
    lines = csv.reader(io.StringIO(render("csv", hostile(text)).decode("utf-8-sig"), newline=""))

    assert not {cell[:1] for line in lines for cell in line} & set("=+-@\t\r")


def test_the_document_fits_its_schema() -> None:
    """Every key is there, no other is; what was not available is null."""
    read = json.loads(render("json"))
    schema = json.loads((schemas() / "meta" / "forecast.schema.json").read_text(encoding="utf-8"))
    faults = Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(read)

    assert [fault.message for fault in faults] == []
    assert [line["made"] for line in read["lines"]] == [3, 10, None, 0, 0, None]
    assert [line["made_per_week"] for line in read["lines"]] == [1.5, 5.0, None, 0.0, 0.0, None]


def test_the_forms_tell_the_same() -> None:
    """Worker, requirement, overdue, falls due and each week, line by line, in csv, json and the workbook."""
    written = csv.DictReader(io.StringIO(render("csv").decode("utf-8-sig"), newline=""))
    of_csv = [
        (
            line["worker"],
            line["requirement"],
            int(line["overdue_now"]),
            int(line["due"]),
            int(line["week_of_2026-11-02"]),
        )
        for line in written
    ]
    of_json = [
        (line["worker"], line["requirement"], line["overdue_now"], line["due"], line["weeks"][1]["due"])
        for line in json.loads(render("json"))["lines"]
    ]
    sheet = load_workbook(io.BytesIO(render("xlsx")))["By week"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(place for place, row in enumerate(rows) if row[0] == "Worker")
    of_book = [
        ("" if row[0] == "Unallocated" else row[0], str(row[1]).lower(), row[2], row[3], row[8])
        for row in rows[head + 1 :]
    ]
    expected = [(line.worker, line.requirement, line.overdue, line.falls_due, line.due[1]) for line in LINES]

    assert expected == of_csv == of_json == of_book


def test_what_cannot_be_told_is_never_nought() -> None:
    """On the terminal and in the workbook it is said; the total of what is partly unknown is unknown."""
    table = render("table").decode()
    review = next(line for line in table.splitlines() if line.startswith("Review"))

    assert "not available" in review
    assert [line.made for line in USUAL.totals] == [13, None, None]
    assert text_of("xlsx", render("xlsx")).count("not available") >= 1
    assert "cannot be forecast" in table


def test_where_more_is_wanted_than_was_made() -> None:
    """The widest gap first; nobody of whom it is not known."""
    assert say_shortfalls(USUAL) == [
        "Testworker One: 14 visits fall due in 2 weeks and 9 are overdue; 10 were made in the past 2.",
        "Testworker Two: 1 visit falls due in 2 weeks; none was made in the past 2.",
        "Testworker Three: no visits fall due in 2 weeks and 1 is overdue; none was made in the past 2.",
    ]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (LINES, "17 visits and 1 review fall due within 2 weeks; 11 overdue now; 3 children cannot be forecast"),
        (LINES[3:4], "1 visit falls due within 2 weeks; 0 overdue now"),
        ((), "nothing falls due within 2 weeks; 0 overdue now"),
    ],
)
def test_the_sentence(lines: tuple[ForecastLine, ...], said: str) -> None:
    """Who cannot be forecast is never left out of it."""
    forecast = replace(USUAL, lines=lines, not_forecast=3 if len(lines) > 1 else 0)

    assert sum_up_forecast(forecast).startswith(f"60 open cases as at 31 October 2026: {said}")


def test_a_narrow_terminal_says_which_weeks_it_leaves_out() -> None:
    """The last ones first."""
    assert "Too narrow to show" in render("table", width=60).decode()
    assert "26 Oct" in " ".join(render("table", width=60).decode().split())
