"""Text files: encoding by rule, delimiter by counting, every field as it is."""

from __future__ import annotations

import pytest

from cwd_audit.loading.reading import text
from cwd_audit.loading.reading.interface import ProblemParts
from cwd_audit.loading.reading.unreadable import Unreadable

ROWS = [["Case ID", "Name"], ["00123", "Ŵyn, Testchild"], ["007", "Testchild “Beta”"]]
ANSI = [["Case ID", "Name"], ["00123", "Zoë Testchild"]]


def read_text(raw: bytes) -> tuple[list[list[str]], list[ProblemParts]]:
    """All records, and the problems."""
    portions, problems = text.read_text(raw)
    return [record for records in portions for record in records], problems


def refusal(raw: bytes) -> tuple[str, str, str]:
    """The one fault with which a text is refused."""
    with pytest.raises(Unreadable) as refused:
        read_text(raw)
    (fault,) = refused.value.faults
    return fault


def written(rows: list[list[str]], delimiter: str = ",", end: str = "\r\n") -> str:
    """The rows as text, every field quoted."""
    return "".join(delimiter.join(f'"{field}"' for field in row) + end for row in rows)


@pytest.mark.parametrize("end", ["", "\x1a"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_encodings(encoding: str, end: str) -> None:
    """UTF-8 and UTF-16, with and without byte order mark and the Control-Z of old systems, read the same."""
    assert read_text((written(ROWS) + end).encode(encoding)) == (ROWS, [])


def test_utf_16_with_the_higher_byte_first_and_a_mark() -> None:
    """As some reporting servers write it."""
    assert read_text((f"\ufeff{written(ROWS)}\x1a").encode("utf-16-be")) == (ROWS, [])


def test_windows_1252_is_said() -> None:
    """What is not UTF-8 is read as Windows-1252, with a note."""
    records, problems = read_text(written(ANSI).encode("cp1252"))

    assert records == ANSI
    assert [(code, severity) for _, _, code, severity, _, _ in problems] == [("text-windows-1252", "note")]


def test_unknown_encoding_is_refused() -> None:
    """Bytes that are no character in either encoding."""
    assert refusal(b"Zo\x81,\xff\n")[1].startswith("its characters are neither UTF-8 nor Windows-1252")


@pytest.mark.parametrize(
    ("raw", "said"), [(b"\xff\xfea\0b", "it is cut short"), (b"\xff\xfea\0\0\0", "it holds NUL characters")]
)
def test_damaged_utf_16(raw: bytes, said: str) -> None:
    """A half character at the end, or NULs inside."""
    assert refusal(raw)[1].startswith(said)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, end: str) -> None:
    """All pairs read the same."""
    assert read_text(written(ROWS, delimiter, end).encode())[0] == ROWS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sep=|\r\na,b|c,d\r\n", [["a,b", "c,d"]]),
        ('"sep=;"\na,b;c,d\n', [["a,b", "c,d"]]),
        (
            "Title\nprinted, today\na;b;c\n1;2;3,5\n4;5;6,5\n",
            [["Title"], ["printed, today"], ["a", "b", "c"], ["1", "2", "3,5"], ["4", "5", "6,5"]],
        ),
        (
            "id;name;date\n1;Alpha, T;x\n2;Beta, T;x\n3;Gamma, T;x;\n",
            [["id", "name", "date"], ["1", "Alpha, T", "x"], ["2", "Beta, T", "x"], ["3", "Gamma, T", "x", ""]],
        ),
        ("a;b\nx, y;1\nv, w;2\n", [["a", "b"], ["x, y", "1"], ["v, w", "2"]]),
        ("Case ID\n00123\n", [["Case ID"], ["00123"]]),
        ("a,b\n\n1,2\n", [["a", "b"], [], ["1", "2"]]),
        ('a,b\n"one\ntwo",2\n3,4\n', [["a", "b"], ["one\ntwo", "2"], ["3", "4"]]),
        ('a,b\n"say ""no""",2\n', [["a", "b"], ['say "no"', "2"]]),
        ("a,b\n1,2\n\x1a", [["a", "b"], ["1", "2"]]),
        ('5" pipe,b\n', [['5" pipe', "b"]]),
        (" a , b\n NA,None\nnull,n/a\n", [[" a ", " b"], [" NA", "None"], ["null", "n/a"]]),
        ("a,b\n1,2,3\n4\n", [["a", "b"], ["1", "2", "3"], ["4"]]),
    ],
)  # fmt: skip
def test_records(text: str, expected: list[list[str]]) -> None:
    """Records are handed over as written: ragged, blank, quoted, with blanks inside."""
    assert read_text(text.encode())[0] == expected


def test_unclosed_quotation_mark() -> None:
    """It would swallow the rest of the file; the row where it opens is named."""
    place, what, _ = refusal(b'a,b\n1,2\n"3,4\n5,6\n')

    assert place == "row 3"
    assert what == "a quotation mark is opened here and never closed, so the rest of the file is one field"


def test_misplaced_quotation_marks_are_all_named() -> None:
    """All rows at once; nothing of what they hold."""
    _, what, _ = refusal(b'a,b\n"x"y,2\n1,2\n"v" w,4\n')

    assert what == "quotation marks in the wrong place in 2 rows (2, 4)"


def test_endless_field(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field longer than any cell means that a quotation mark is not closed."""
    monkeypatch.setattr("cwd_audit.loading.reading.limits.FIELD_CHARACTERS", 10)

    assert refusal(b'a,b\n"0123456789012",2\n')[0] == "row 2"


@pytest.mark.parametrize(
    ("limit", "said"),
    [("ROWS", ("", "it has more than 2 records")), ("COLUMNS", ("row 3", "it has 3 fields; 2 is the most"))],
)
def test_limits(monkeypatch: pytest.MonkeyPatch, limit: str, said: tuple[str, str]) -> None:
    """Records and fields are limited."""
    monkeypatch.setattr(f"cwd_audit.loading.reading.limits.{limit}", 2)

    assert refusal(b"a,b\n1,2\n1,2,3\n")[:2] == said
