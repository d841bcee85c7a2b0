"""The same caseload in every container, encoding, delimiter, date style and column order gives the same findings.

Byte for byte, but for one thing: evidence names a file, and where that has several sheets one of them. A caseload in
three text files, or in the tables of a web page, can only differ in that; so each place is replaced by the table that
the report itself says it was read as, and the row is compared.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import product
from pathlib import Path

import pytest
from caseload import CASELOAD, as_texts, with_columns_turned

from builders_containers import WRITERS, Sheets, delimited, web_page, workbook
from commands import run_command

FIXTURES = Path(__file__).parents[1] / "fixtures" / "containers"
STYLES = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %b %Y", "%d %B %Y", "%d/%m/%Y 00:00:00")
DELIMITERS = {"csv": ",", "tsv": "\t", "semicolon": ";", "pipe": "|"}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
TEXT = as_texts(CASELOAD, "%d/%m/%Y")
Files = Mapping[str, bytes]


def text_files(sheets: Sheets, delimiter: str = ",", encoding: str = "utf-8", first: str = "") -> Files:
    """A text file for each sheet."""
    return {f"{title}.csv": delimited(rows, delimiter, encoding, first) for title, rows in sheets.items()}


def one_file(ending: str, write: Callable[[Sheets], bytes], sheets: Sheets) -> Files:
    """One file that holds all sheets."""
    return {f"export.{ending}": write(sheets)}


def ways() -> Iterator[tuple[str, Callable[[], Files]]]:
    """Every way of writing the caseload."""
    for (ending, write), style in product(WRITERS.items(), ("real dates", *STYLES)):
        sheets = CASELOAD if style == "real dates" else as_texts(CASELOAD, style)
        yield f"{ending}, {style}", partial(one_file, ending, write, sheets)
        yield f"{ending}, {style}, turned", partial(one_file, ending, write, with_columns_turned(sheets))
    yield "xlsx, from 1904", partial(one_file, "xlsx", partial(workbook, from_1904=True), CASELOAD)
    for fixture in sorted(FIXTURES.glob("dates*")) + sorted(FIXTURES.glob("texts*")):
        yield f"fixture {fixture.name}", partial(dict, {f"export{fixture.suffix}": fixture.read_bytes()})
    title = "<table><tr><td colspan=3>Caseload of a team that is invented</td></tr></table>"
    yield "a title above the tables", partial(one_file, "xls", partial(web_page, before=title), TEXT)
    for (name, delimiter), encoding in product(DELIMITERS.items(), ENCODINGS):
        yield f"{name}, {encoding}", partial(text_files, TEXT, delimiter, encoding)
    for name, delimiter in DELIMITERS.items():
        yield f"{name}, stated", partial(text_files, TEXT, delimiter, first=f"sep={delimiter}\r\n")
    for style in STYLES:
        yield f"csv, {style}, turned", partial(text_files, with_columns_turned(as_texts(CASELOAD, style)))


def findings(files: Files, folder: Path) -> bytes:
    """The findings of a check of these files, with tables in place of files and sheets."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    ran = run_command(
        ["check", *files, "--policy", "warks", "--as-of", "2026-10-31", "--format", "json", "--fail-on", "never"],
        folder,
    )
    assert not ran.code, ran.err
    report = json.loads(ran.out)
    tables = {(source["file"], source["sheet"]): source["table"] for source in report["sources"]}
    for finding in report["findings"]:
        finding["evidence"] = [[tables[place["file"], place["sheet"]], place["row"]] for place in finding["evidence"]]
    return json.dumps(report["findings"], ensure_ascii=False).encode()


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The findings of plain CSV files."""
    return findings(text_files(TEXT), tmp_path_factory.mktemp("expected"))


def test_the_caseload_tells_readings_apart(expected: bytes, tmp_path: Path) -> None:
    """It has findings of several standings, with evidence from every table; and a day taken for a month changes them."""
    found = json.loads(expected)
    month_first = findings(text_files(as_texts(CASELOAD, "%m/%d/%Y")), tmp_path)

    assert len({each["status"] for each in found}) >= 3
    assert {table for each in found for table, _ in each["evidence"]} == set(CASELOAD)
    assert month_first != expected


@pytest.mark.parametrize(("name", "write"), [pytest.param(name, write, id=name) for name, write in ways()])
def test_findings_are_the_same(name: str, write: Callable[[], Files], expected: bytes, tmp_path: Path) -> None:
    """Byte for byte."""
    assert findings(write(), tmp_path) == expected, name
