"""The CSV of findings: safe for a spreadsheet, and what its published Table Schema says."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from datetime import date
from typing import Any

import pytest

from builders_report import REPORTS
from cwd_audit.model.report import AuditReport
from cwd_audit.reporting import RenderOptions, find_reporter
from cwd_audit.reporting.schema import TABLE_SCHEMA, render_table_schema
from cwd_audit.resources import schemas


def render(report: AuditReport, *, names: bool = False) -> bytes:
    """The file."""
    return find_reporter("csv").render(report, RenderOptions(names=names))


def lines(content: bytes) -> list[list[str]]:
    """Its fields."""
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


@pytest.mark.parametrize("report", REPORTS)
def test_no_field_is_a_formula(report: str) -> None:
    """However it begins: at full width, behind blanks or quotation marks; every field is quoted, every line ends."""
    content = render(REPORTS[report](), names=True)
    starts = {cell.lstrip(" \"'\ufffd")[:1] for line in lines(content) for cell in line if not cell.startswith("'")}

    assert not {unicodedata.normalize("NFKC", start) for start in starts} & set("=+-@\t\r\n")
    assert content.startswith(b'\xef\xbb\xbf"case_id","')
    assert content.endswith(b'"\r\n')
    assert {len(line) for line in lines(content)} == {len(lines(content)[0])}


def test_the_published_schema_is_fresh() -> None:
    """It equals what `python -m cwd_audit.reporting.schema` would write."""
    assert (schemas() / "meta" / TABLE_SCHEMA).read_text(encoding="utf-8") == render_table_schema()


@pytest.mark.parametrize("names", [False, True])
@pytest.mark.parametrize("report", sorted(set(REPORTS) - {"hostile"}))
def test_every_file_is_what_the_schema_says(report: str, names: bool) -> None:  # noqa: FBT001 – a parameter of the test
    """Its columns in their order, the name beside them where asked for; each value of its type."""
    fields: list[dict[str, Any]] = json.loads(render_table_schema())["fields"]
    head, *rows = lines(render(REPORTS[report](), names=names))

    assert [name for name in head if name != "name"] == [field["name"] for field in fields]
    assert ("name" in head) is names
    for row in rows:
        values = dict(zip(head, row, strict=True))
        assert [field["name"] for field in fields if not is_valid(values[field["name"]], field)] == []


def is_valid(value: str, field: dict[str, Any]) -> bool:
    """Whether a value is what a field may hold."""
    constraints = field.get("constraints", {})
    if not value:
        return not constraints.get("required", False)
    if field["type"] == "date":
        return date.fromisoformat(value).isoformat() == value
    if field["type"] == "integer":
        return value.isdecimal()
    return value in constraints.get("enum", [value])
