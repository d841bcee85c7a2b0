"""A messy export in large text files: read by its used columns alone it is the caseload that careful reading gives."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from threading import current_thread, main_thread

import pandas as pd
import pytest

from cwd_audit.loading import load as load_module
from cwd_audit.loading import non_records
from cwd_audit.loading.load import begin, begin_recognising, load_caseload
from cwd_audit.loading.reading import large_text
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.model.caseload import Caseload
from cwd_audit.model.errors import InputError

AS_OF = date(2026, 10, 31)
CASES = """Caseload of the Test Team,,,,
Child ID,Pathway,Pathway Start,Remarks,
00101,Child in Need,01/09/2026,a note,
00102,Child in Need,31/02/2026,,seen
 ,,,,
00103,CIN Support Plan,2026-09-14,x,
00103,CIN Support Plan,2026-09-14,x,
Total,4,,,
Printed by the report server,,,,
"""
VISITS = """Child ID,Visit Date,Visit Type,Team,Remarks
00101,05/10/2026,CIN Visit,Test Team North,
00101,5 Oct 26,CIN Visit,,Test remark
00102,07/10/2026,CIN Visit
00109,07/10/2026,CIN Visit,,
Child ID,Visit Date,Visit Type,Team,Remarks
,08/10/2026,CIN Visit,,
\u200b,, ,,\u00a0
,,,,only a remark of several words
00103,09/10/2026,Something Else,,
Test Total,3,,,
"""


def load(folder: Path) -> Caseload:
    """The caseload of a folder."""
    return load_caseload(begin([folder]), AS_OF)


@pytest.mark.parametrize(("line_end", "bare"), [("\n", 100_000), ("\r\n", 100_000), ("\n", 0)])
def test_the_caseload_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line_end: str, bare: int) -> None:
    """Tables, problems with their rows, sources, notes; and there is something of each, however many rows are bare."""
    monkeypatch.setattr(non_records, "_MOST_BARE", bare)
    for name, text in (("cases.csv", CASES), ("visits.csv", VISITS)):
        (tmp_path / name).write_bytes(text.replace("\n", line_end).encode())
    careful = load(tmp_path)
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    plain = load(tmp_path)

    assert plain.tables.keys() == careful.tables.keys()
    for table, frame in careful.tables.items():
        pd.testing.assert_frame_equal(plain.tables[table], frame)
    for part in ("problems", "sources", "provided", "headings", "contested", "set_aside", "notes"):
        assert getattr(plain, part) == getattr(careful, part), part
    codes = {problem.code for problem in plain.problems}
    assert codes >= {
        "totals-row", "remark-row", "row-ragged", "header-repeated", "case-id-blank", "date-impossible",
        "event-without-case", "event-type-not-known", "heading-blank", "duplicate-case", "date-two-digit-year",
    }  # fmt: skip


@pytest.mark.parametrize(("asked", "ahead"), [(Asked.NOTHING, True), (Asked.LARGE, False)])
def test_a_large_text_is_begun_beside_the_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, asked: Asked, ahead: bool
) -> None:
    """In a thread; but a nation's is not, since Ctrl-C would have to wait for it."""
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    seen_by = []
    monkeypatch.setattr(load_module, "recognise_sheets", lambda *_: seen_by.append(current_thread() is main_thread()))

    begin_recognising(begin([tmp_path], asked))()
    assert seen_by == [not ahead]


def test_a_fault_that_was_found_beside_the_imports_is_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the recognition is waited for."""
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    (tmp_path / "cases.csv").write_text(CASES, encoding="utf-8")
    (tmp_path / "visits.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    recognised = begin_recognising(begin([tmp_path]))

    with pytest.raises(InputError):
        recognised()
