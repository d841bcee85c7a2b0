"""The quick way of reading large text files: what it takes, and that it gives what the careful way gives."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cwd_audit.loading.reading import large_text, limits, plain_portions, plain_text, start_reading
from cwd_audit.loading.reading.asked import Asked
from cwd_audit.loading.reading.large_text import look_at_head, may_be_plain
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.reading.plain_text import open_plain
from cwd_audit.loading.sheets import RawSheet
from cwd_audit.model.errors import InputError
from readings import cells_of

Write = Callable[[str, bytes | str], Path]

PLAIN = [
    "Case ID,Date\n00123,01/02/2026\nNone,NA\n",
    "Case ID;Date\r\n00123;\r\n;\r\n",
    "a\tb\tc\n1\t2\t3\n1\t2\n\n1\t2\t3\t4\n",
    "\ufeffname|of\nSián|Ŵyn\n 1 |\u200b\nnan|null",
    "only\nn/a\n\n#N/A\n",
    "a,b,c\n1,2\n1,2,3,4\n5,6,7\n",
    "a,b\r\n1,2\r",
]
"""Texts in which nothing may be taken for missing, for a number or for a date; ragged ones, one whose
fields too many and too few make each other up, one without a last line end and one with half of it."""


def as_it_stands(sheet: RawSheet) -> tuple[list[tuple[object, ...]], list[int], int]:
    """All columns of a sheet, how wide its records are, and their number; a blank line has no field, or a blank one."""
    assert sheet.widths is not None
    columns: list[tuple[object, ...]] = [tuple(column.cells(range(sheet.rows))) for column in sheet.columns]
    return columns, [max(width, 1) for width in sheet.widths], sheet.rows


def read_carefully(path: Path) -> RawSheet:
    """The sheet as the reading process gives it."""
    (sheet,), _ = start_reading([path]).collect()
    return sheet


@pytest.mark.parametrize("text", PLAIN)
def test_both_ways_give_the_same(write: Write, text: str) -> None:
    """Cell for cell, in the order of their first appearance, as text."""
    path = write("visits.csv", text)
    plain = open_plain(path, Asked.NOTHING)
    careful = read_carefully(path)

    assert plain is not None
    assert plain.text is not None
    plain.text.read(range(len(plain.columns)))
    assert as_it_stands(plain) == as_it_stands(careful)
    assert [tuple(column.values) for column in plain.columns] == [tuple(column.values) for column in careful.columns]
    assert (plain.file, plain.name, plain.first_row) == (careful.file, careful.name, careful.first_row)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(
    st.lists(
        st.lists(st.text(st.characters(codec="utf-8", exclude_characters='"\n\r\0\x1a', exclude_categories=["Cc", "Cs"]), max_size=5), min_size=2, max_size=4),
        min_size=2,
        max_size=8,
    ),
    st.sampled_from(["\n", "\r\n"]),
)  # fmt: skip
def test_any_plain_text_is_read_alike(tmp_path: Path, records: list[list[str]], line_end: str) -> None:
    """Whatever the cells hold, and in portions however small."""
    path = tmp_path / "drawn.csv"
    path.write_bytes("".join(",".join(record) + line_end for record in records).encode())
    (careful,), _ = read_file(str(path))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_portions, "_PIECE", 7)
        plain = open_plain(path, Asked.NOTHING)
        assert plain is not None
        columns, widths, rows = as_it_stands(plain)
    assert [list(row) for row in zip(*columns, strict=True)] == cells_of(careful)
    assert rows == careful[2]
    assert widths == [max(width, 1) for width in memoryview(careful[4] or b"").cast("i")]


@pytest.mark.parametrize(
    "raw",
    [b'a,b\n"1",2\n', b"a,b\n\xe9,2\n", b"a,b\n1\0,2\n", b"a,b\r1,2\r", b"a,b\n1,2\r\r\n", b"a,b\n1,2\n\x1a", b"sep=;\na;b\n", b"SEP=;\na;b\n", b"\xef\xbb\xbfsep=;\na;b\n",
     b"case_id,days_overdue,citation,evidence\n", b"," * 600, b"%PDF"],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_careful_reader(write: Write, raw: bytes) -> None:
    """Quotation marks, other encodings, odd line ends, a report of this program, too many fields."""
    assert open_plain(write("visits.csv", raw), Asked.NOTHING) is None


@pytest.mark.parametrize("piece", range(1, 9))
def test_half_a_letter_is_none_wherever_the_text_is_cut(
    write: Write, piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other half some lines later does not make it whole."""
    monkeypatch.setattr(plain_portions, "_PIECE", piece)

    assert open_plain(write("visits.csv", b"a,b\n1,\xc3\n\n3,4\n\xa9,6\n"), Asked.NOTHING) is None
    assert open_plain(write("whole.csv", b"a,b\n1,\xc3\xa9\n\n3,4\n5,6\n"), Asked.NOTHING) is not None


def test_only_large_files_named_as_text_are_looked_at(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small one is read before pandas is loaded."""
    paths = [write("a.csv", "x,y\n" * 10), write("a.xlsx", "x,y\n" * 10), write("b.csv", 'x,"y"\n' * 10)]

    assert not any(map(may_be_plain, [*paths, paths[0].with_name("none.csv")]))
    monkeypatch.setattr(large_text, "LEAST_BYTES", 10)
    assert [*map(may_be_plain, paths)] == [True, False, False]


def test_more_than_the_limits_allow(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows and bytes beyond the limits are for the careful reader to refuse."""
    path = write("visits.csv", "a,b\n" * 5)

    monkeypatch.setattr(limits, "ROWS", 4)
    assert open_plain(path, Asked.NOTHING) is None
    assert open_plain(path, Asked.LARGE) is not None
    monkeypatch.setattr(limits, "LARGE_FILE_BYTES", 19)
    assert open_plain(path, Asked.LARGE) is None


def test_only_what_is_asked_for_is_read(write: Write) -> None:
    """The first records are known; a column is read once, and all fields of a row can be had without reading any."""
    text = "id,kind,note\n" + "".join(f"{number},visit,n{number}\n" for number in range(150))
    sheet = open_plain(write("visits.csv", text), Asked.NOTHING)
    assert sheet is not None
    assert isinstance(sheet.text, plain_text.PlainText)

    assert [column.cell(0) for column in sheet.columns] == ["id", "kind", "note"]
    assert sheet.columns[2].cells([120, 121]) == ["n119", "n120"]
    assert not sheet.text.columns
    assert sheet.columns[1].values == ("kind", "visit")
    assert sheet.columns[0].cell(150) == "149"
    assert sheet.text.columns.keys() == {0, 1}
    assert sheet.text.columns[1].codes == array("i", [0, *[1] * 150])


@pytest.mark.parametrize("processors", [1, 3])
@pytest.mark.parametrize("ahead", [[], [2], [0, 1, 2, 3]])
def test_a_large_file_that_is_not_plain_is_read_carefully_after_all(
    write: Write, monkeypatch: pytest.MonkeyPatch, ahead: list[int], processors: int
) -> None:
    """Files keep their order whichever way each is read, and whichever of them are read ahead."""
    monkeypatch.setattr("os.cpu_count", lambda: processors)
    monkeypatch.setattr(large_text, "LEAST_BYTES", 1)
    files = [
        write("1.csv", "a,b\n1,2\n"),
        write("2.csv", "a,b\r1,2\r"),
        write("3.csv", "c\n"),
        write("4.csv", b"a\n\xe9"),
    ]
    pending = start_reading(files)
    pending.read_ahead({at: [0] for at in ahead})
    sheets, problems = pending.collect()

    assert [(sheet.file, sheet.text is not None, sheet.rows) for sheet in sheets] == [
        ("1.csv", True, 2),
        ("2.csv", False, 2),
        ("3.csv", True, 1),
        ("4.csv", False, 2),
    ]
    assert [problem.code for problem in problems] == ["text-windows-1252"]


def test_a_record_without_an_end_is_not_plain(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would be looked through again for every piece of it."""
    monkeypatch.setattr(plain_portions, "_PIECE", 4)
    monkeypatch.setattr(plain_portions, "_LONGEST", 8)

    assert open_plain(write("visits.csv", "a,b\n1,2\n"), Asked.NOTHING) is not None
    assert open_plain(write("visits.csv", "a,b\n1,23456789abcdefgh\n"), Asked.NOTHING) is None


@pytest.mark.parametrize("text", ["id,note\n1,2\n3,4\n5,6\n", "id,note\n1,2,3\n4,5\n", 'id,note\n1,"2"\n3,4\n'])
def test_a_file_that_is_written_to_meanwhile_is_refused(write: Write, text: str) -> None:
    """Its columns would not be those of the same rows."""
    sheet = open_plain(write("visits.csv", "id,note\n1,2\n3,4\n"), Asked.NOTHING, [0])
    assert sheet is not None
    write("visits.csv", text)

    assert sheet.columns[0].values == ("id", "1", "3")
    with pytest.raises(InputError, match=r"visits\.csv: it was changed while it was read"):
        _ = sheet.columns[1].values


@pytest.mark.parametrize("raw", [b"a,b\n\xe9,2\n", b"sep=;\na;b\n", b'a,"b"\n', None])
def test_no_columns_are_foreseen_of_what_begins_otherwise(write: Write, raw: bytes | None) -> None:
    """Another encoding, a line that states the delimiter, a quotation mark, and a file that has gone meanwhile."""
    path = write("visits.csv", raw or b"")
    if raw is None:
        path.unlink()

    assert look_at_head(path) is None


def test_the_first_records_are_a_sheet(write: Write) -> None:
    """Of a text that is longer than what is looked at, no more than whole records."""
    path = write("visits.csv", "\ufeffid;note\n" + "1;2\n" * large_text.HEAD_BYTES)
    head = look_at_head(path)

    assert head is not None
    assert [column.cell(0) for column in head.columns] == ["id", "note"]
    assert (head.rows, set(head.widths or ())) == (100, {2})
