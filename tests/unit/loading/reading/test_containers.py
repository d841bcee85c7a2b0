"""What is not read is named for what it is, by its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from builders_containers import binary_workbook, compound, open_document, web_page, workbook, xml_spreadsheet
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.reading.unreadable import Unreadable

FIXTURES = Path(__file__).parents[3] / "fixtures" / "containers"


def stream(name: str) -> bytes:
    """A compound document with one stream of this name."""
    return compound({name: bytes(600)})


def refusal(path: Path) -> tuple[str, str, str]:
    """The one fault with which a file is refused."""
    with pytest.raises(Unreadable) as refused:
        read_file(str(path))
    (fault,) = refused.value.faults
    return fault


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "it is empty: 0 bytes"),
        (b"%PDF-1.7 ...", "it is a PDF"),
        (b"{\\rtf1 ...", "it is a document (RTF)"),
        (b"\x1f\x8b\x08 ...", "it is a compressed file (gzip)"),
        (b"\x89PNG\r\n", "it is a picture"),
        (stream("Book"), "it is a workbook of Excel 95 or before, which is not read"),
        (stream("EncryptedPackage"), "it is protected by a password"),
        (stream("WordDocument"), "it is a Word document"),
        (stream("Contents"), "it is an Office file of an older kind"),
        (b"<html><p>Sign in", "it is a web page without a table, whatever its name says"),
        (b"\xef\xbb\xbf\r\n <HTML><p>x", "it is a web page without a table, whatever its name says"),
        ("\ufeff<html>".encode("utf-16-le"), "it is a web page without a table, whatever its name says"),
        (b"MIME-Version: 1.0\r\n", "it is a saved web page or an e-mail message"),
        (b'<?xml version="1.0"?><cases/>', "it is an XML file"),
        (b"Case ID,Date\0\0\0", "it is neither a workbook nor plain text: it holds NUL bytes, as damaged files do"),
    ],
)
def test_other_kinds_of_file_are_named(write: Callable[[str, bytes], Path], content: bytes, said: str) -> None:
    """Even where the file is called .xlsx."""
    _, what, remedy = refusal(write("export.xlsx", content))

    assert what == said
    assert remedy.endswith(".")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("word/document.xml", "it is a Word document"),
        ("ppt/presentation.xml", "it is a presentation"),
        ("encrypted-package", "it is protected by a password"),
        ("Index/Document.iwa", "it is a file of Apple Numbers, Pages or Keynote"),
        ("export.csv", "it is a compressed folder (zip)"),
    ],
)
def test_other_kinds_of_zip_are_named(
    write: Callable[[str, bytes], Path], zipped: Callable[[Mapping[str, str]], bytes], part: str, said: str
) -> None:
    """Many kinds of file are a zip inside."""
    content = zipped({part: "x"})

    assert refusal(write("export.xlsx", content))[1] == said


def test_marker_of_an_open_workbook(write: Callable[[str, bytes], Path]) -> None:
    """Excel leaves `~$name` beside a workbook that is open; it is no export."""
    path = write("~$export.xlsx", b"\x08Testworker" + bytes(150))

    assert refusal(path)[1] == "it is the marker that Excel leaves beside an open workbook, not the workbook"


def test_marker_of_a_file_open_in_libre_office(write: Callable[[str, bytes], Path]) -> None:
    """It is text, and holds the name of whoever has the file open."""
    path = write(".~lock.export.csv#", b",Testworker One,computer,01.11.2026 09:00;")

    assert refusal(path)[1] == "it is the marker that LibreOffice leaves beside an open file, not the file"


def test_locked_file(write: Callable[[str, bytes], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that another program has locked is said to be open elsewhere."""
    path = write("export.csv", b"a,b\n")

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr("builtins.open", refuse)

    assert refusal(path)[1] == "it cannot be opened: another program has it open, or you may not read it"


@pytest.mark.parametrize(("name", "said"), [("gone.csv", "there is no such file"), ("", "it cannot be read")])
def test_vanished_file(tmp_path: Path, name: str, said: str) -> None:
    """A file that went away after it was found, or turned into a folder."""
    path = tmp_path / name

    assert refusal(path)[1].startswith(said)


def test_file_too_large(write: Callable[[str, bytes], Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Size is looked at before anything is read."""
    monkeypatch.setattr("cwd_audit.loading.reading.limits.FILE_BYTES", 3)
    path = write("export.csv", b"a,b\n")

    assert refusal(path)[1].startswith("it is larger than")


def test_text_that_looks_like_markup(write: Callable[[str, bytes], Path]) -> None:
    """A heading in angle brackets makes no web page."""
    sheets, problems = read_file(str(write("export.csv", b"<Case ID>,<Date>\n1,2\n")))

    assert (sheets[0][3][0][0], problems) == (("<Case ID>", "1"), [])


SHEETS = {"cases": [["Case ID", "Name"], ["00123", "Zoë Testchild"]]}
OLD_XLS = (FIXTURES / "dates.xls").read_bytes()


@pytest.mark.parametrize(
    ("content", "usual", "other", "said"),
    [
        (workbook(SHEETS), "a.xlsm", "a.csv", "an Excel workbook, read as such"),
        (binary_workbook(SHEETS), "a.xlsb", "a.xlsx", "a binary Excel workbook (.xlsb), read as such"),
        (OLD_XLS, "a.XLS", "a.xlsx", "an Excel workbook of the kind before 2007 (.xls), read as such"),
        (open_document(SHEETS), "a.ods", "a.xls", "an OpenDocument spreadsheet (.ods), read as such"),
        (xml_spreadsheet(SHEETS), "a.xls", "a.csv", "an XML spreadsheet of 2003, read as such"),
        (web_page(SHEETS), "a.xls", "a.xlsx", "a web page, read as such"),
        (b"Case ID,Name\n", "a.txt", "a.xls", "plain text, read as CSV"),
    ],
)
def test_content_decides_and_a_misleading_name_is_said(
    write: Callable[[str, bytes], Path], content: bytes, usual: str, other: str, said: str
) -> None:
    """The cells are the same under any name; web pages and XML called .xls are the custom of reporting servers."""
    (sheets, said_nothing), (same, problems) = (read_file(str(write(name, content))) for name in (usual, other))

    assert (sheets, said_nothing) == (same, [])
    assert [(code, severity) for _, _, code, severity, _, _ in problems] == [("name-and-content-differ", "note")]
    assert problems[0][4] == f"the name of the file does not say what it is: {said}"
