"""Files on which common readers give a wrong answer without a word: here it is read right, or refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from builders_sheets import rows_of
from cwd_audit.loading.load import begin, load_caseload
from cwd_audit.model.errors import InputError

CASES = "case_id,name,pathway\n00007,Testchild Alpha,Hub A\n"
HEAD = "case_id,visitor,date\n"
SOUND = '00007,"Testworker, Alpha",01/02/2026\n'
READ = [("00007", "Testworker, Alpha", "2026-02-01")]
SET_ASIDE: dict[str, tuple[str, list[tuple[str, int | None]]]] = {
    "a comma in a name that is not quoted": ("00007,Testworker, Alpha,01/02/2026\n", [("row-ragged", 3)]),
    "a comma at the end of a row": ("00007,Testworker,01/02/2026,\n", [("row-ragged", 3)]),
    "a row cut off": ("00007,Testw", [("row-ragged", 3)]),
    "a total": ("Total,,1\n", [("totals-row", 3)]),
    "a subtotal in another column": (",Testworker Total,1\n", [("case-id-blank", 3), ("date-number", 3)]),
    "a footer": ("Printed on 31/10/2026,,\n", [("remark-row", 3)]),
    "a header repeated": (HEAD, [("header-repeated", 3)]),
    "day and month of nobody's calendar": ("00007,Testworker,31/02/2026\n", [("date-impossible", 3)]),
    "a date without separators": ("00007,Testworker,20260501\n", [("date-number", 3)]),
    "an Excel serial in a text file": ("00007,Testworker,46113\n", [("date-number", 3)]),
    "today": ("00007,Testworker,today\n", [("date-unreadable", 3)]),
    "a month alone": ("00007,Testworker,March\n", [("date-unreadable", 3)]),
    "a time alone": ("00007,Testworker,12:30\n", [("date-unreadable", 3)]),
    "an ID without its zeros": ("7,Testworker,01/02/2026\n", [("event-without-case", 3)]),
    "the end of an old system's file": ("\x1a", []),
}


def lay_out(folder: Path, visits: str) -> Path:
    """One child, and this list of visits."""
    (folder / "cases.csv").write_text(CASES, encoding="utf-8")
    (folder / "visits.csv").write_text(visits, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", SET_ASIDE)
def test_a_row_that_others_misread_is_set_aside(name: str, tmp_path: Path) -> None:
    """And the row beside it is read as it stands."""
    row, expected = SET_ASIDE[name]
    caseload = load_caseload(begin([lay_out(tmp_path, HEAD + SOUND + row)]), date(2026, 10, 31))

    assert [(problem.code, problem.row) for problem in caseload.problems] == expected
    assert rows_of(caseload.tables["visits"], "case_id", "visitor", "date") == READ


@pytest.mark.parametrize(
    ("visits", "said"),
    [
        ("case_id,date,date\n00007,01/02/2026,01/03/2026\n", "two columns have this heading"),
        ("00007,x\0,\n", "NUL bytes"),
    ],
    ids=["a heading twice", "padding with NUL"],
)
def test_a_file_that_others_misread_is_refused(visits: str, said: str, tmp_path: Path) -> None:
    """Nobody can say which of the two is meant."""
    with pytest.raises(InputError, match=said):
        load_caseload(begin([lay_out(tmp_path, visits)]), date(2026, 10, 31))


def test_a_list_without_a_header_is_no_list(tmp_path: Path) -> None:
    """Its first visit is not taken for the header."""
    caseload = load_caseload(begin([lay_out(tmp_path, SOUND)]), date(2026, 10, 31))

    assert [(problem.code, problem.file) for problem in caseload.problems] == [("sheet-not-recognised", "visits.csv")]
    assert "visits" not in caseload.tables
