"""A messy export in large text files: read by its used columns alone it is the caseload that careful reading gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from cwd_audit.loading import load as load_module
from cwd_audit.loading import non_records
from cwd_audit.loading.load import begin, load_caseload
from cwd_audit.loading.mapping import read_mapping
from cwd_audit.loading.reading import large_text, plain_portions, plain_text
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.plain_portions import Portion
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


def write_export(folder: Path, line_end: str = "\n") -> None:
    """Both files."""
    for name, text in (("cases.csv", CASES), ("visits.csv", VISITS)):
        (folder / name).write_bytes(text.replace("\n", line_end).encode())


def check_same(plain: Caseload, careful: Caseload) -> None:
    """Tables, problems with their rows, sources, notes."""
    assert plain.tables.keys() == careful.tables.keys()
    for table, frame in careful.tables.items():
        pd.testing.assert_frame_equal(plain.tables[table], frame)
    for part in ("problems", "sources", "provided", "headings", "contested", "set_aside", "notes"):
        assert getattr(plain, part) == getattr(careful, part), part


@pytest.mark.parametrize(("line_end", "bare"), [("\n", 100_000), ("\r\n", 100_000), ("\n", 0)])
def test_the_caseload_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line_end: str, bare: int) -> None:
    """Tables, problems with their rows, sources, notes; and there is something of each, however many rows are bare."""
    monkeypatch.setattr(non_records, "_MOST_BARE", bare)
    write_export(tmp_path, line_end)
    careful = load(tmp_path)
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    plain = load(tmp_path)

    check_same(plain, careful)
    codes = {problem.code for problem in plain.problems}
    assert codes >= {
        "totals-row", "remark-row", "row-ragged", "header-repeated", "case-id-blank", "date-impossible",
        "event-without-case", "event-type-not-known", "heading-blank", "duplicate-case", "date-two-digit-year",
    }  # fmt: skip


@pytest.mark.parametrize("foreseen", [None, set(), {0}, {1, 3, 400}])
def test_nothing_hangs_on_what_was_foreseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, foreseen: set[int] | None
) -> None:
    """Where no process can be started, and where other columns, fewer of them or none seemed to be wanted."""
    write_export(tmp_path)
    careful = load(tmp_path)
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    if foreseen is None:
        monkeypatch.setattr("cwd_audit.loading.reading.pending._cannot_start_processes", lambda: True)
    else:
        monkeypatch.setattr(load_module, "_foresee_columns", lambda *_: foreseen)

    check_same(load(tmp_path), careful)


def test_large_texts_are_read_in_processes_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The columns that an audit uses; nothing is left to be read here."""
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    monkeypatch.setattr(plain_text, "take_apart", lambda *_: pytest.fail("it is read here"))
    write_export(tmp_path)
    pending = begin([tmp_path])

    assert load_caseload(pending, AS_OF).tables.keys() == {"cases", "visits"}


def test_a_mapping_says_which_columns_are_wanted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By headings that no layout knows, of a file beside another that is not looked at ahead."""
    monkeypatch.setattr(large_text, "LEAST_BYTES", 60)
    (tmp_path / "a.csv").write_text("Child ID,Pathway\n00101,Child in Need\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("Remarks,Whose,When\n" + "x,00101,05/10/2026\n" * 5, encoding="utf-8")
    mapping = tmp_path / "map.toml"
    mapping.write_text(
        '[[sheet]]\nfile = "b.csv"\ntable = "visits"\ncolumns = {case_id = "Whose", date = "When"}\n'
        '[[sheet]]\nfile = "a.csv"\ntable = "cases"\ncolumns = {case_id = "Child ID", pathway = "Pathway"}\n',
        encoding="utf-8",
    )
    pending = begin([tmp_path / "a.csv", tmp_path / "b.csv"], mapping=read_mapping(mapping))
    sheets, _ = pending.collect()

    assert isinstance(sheets[1].text, plain_text.PlainText)
    assert sheets[1].text.columns.keys() == {1, 2}


def test_a_nation_is_read_here_and_in_one_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the columns that were foreseen; handed over by a process it would lie in memory twice."""
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    write_export(tmp_path)
    times: list[str] = []

    def take_apart(path: Path, delimiter: str, positions: Sequence[int]) -> Iterator[Portion | None]:
        times.append(path.name)
        return plain_portions.take_apart(path, delimiter, positions)

    monkeypatch.setattr(plain_text, "take_apart", take_apart)
    caseload = load_caseload(begin([tmp_path], Asked.LARGE), AS_OF)

    assert caseload.tables.keys() == {"cases", "visits"}
    assert times == ["cases.csv", "visits.csv"]


def test_a_fault_in_the_first_records_is_said_of_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the sheets are recognised, together with the faults of the others; not while the columns are foreseen."""
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    (tmp_path / "cases.csv").write_text("Child ID,Pathway,Pathway\n00101,x,y\n", encoding="utf-8")
    pending = begin([tmp_path])

    with pytest.raises(InputError, match="Pathway"):
        load_caseload(pending, AS_OF)
