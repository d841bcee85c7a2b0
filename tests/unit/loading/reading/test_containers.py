"""What is not read is named for what it is, by its content."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.reading.unreadable import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512)


def stream(name: str) -> bytes:
    """A compound document with one stream of this name."""
    return OLE + f"{name}\0".encode("utf-16-le")


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
        (stream("Workbook"), "it is a workbook of an older kind (.xls)"),
        (stream("Book"), "it is a workbook of an older kind (.xls)"),
        (stream("EncryptedPackage"), "it is protected by a password"),
        (stream("WordDocument"), "it is a Word document"),
        (stream("Contents"), "it is an Office file of an older kind"),
        (b"<html><table><tr><td>Case ID", "it is a web page, whatever its name says"),
        (b"\xef\xbb\xbf\r\n <TABLE><tr>", "it is a web page, whatever its name says"),
        ("\ufeff<html>".encode("utf-16-le"), "it is a web page, whatever its name says"),
        (b"MIME-Version: 1.0\r\n", "it is a saved web page or an e-mail message"),
        (
            b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
            "it is an XML spreadsheet of 2003",
        ),
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
        ("xl/workbook.bin", "it is a binary workbook (.xlsb)"),
        ("content.xml", "it is an OpenDocument file such as LibreOffice writes"),
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


def test_csv_called_xlsx_is_read_with_a_note(write: Callable[[str, bytes], Path]) -> None:
    """Content decides, and the difference is said."""
    sheets, problems = read_file(str(write("export.xlsx", b"Case ID,Date\n00123,01/02/2026\n")))

    assert [cells for cells, _ in sheets[0][3]] == [("Case ID", "00123"), ("Date", "01/02/2026")]
    assert [(code, severity) for _, _, code, severity, _, _ in problems] == [("name-and-content-differ", "note")]


def test_workbook_called_csv_is_read_with_a_note(
    write: Callable[[str, bytes], Path], workbook: Callable[..., bytes]
) -> None:
    """The other way round."""
    sheets, problems = read_file(str(write("export.csv", workbook())))

    assert [sheet[0] for sheet in sheets] == ["Visits & more"]
    assert [code for _, _, code, _, _, _ in problems] == ["name-and-content-differ"]
