"""What a file is, by its content and never by its name; and for what is not read, what to do about it."""

from __future__ import annotations

from cwd_audit.loading.reading.compound import SIGNATURE, Compound
from cwd_audit.loading.reading.encoding import utf_16_of
from cwd_audit.loading.reading.unreadable import Unreadable

WORKBOOK = "an Excel workbook"
BINARY_WORKBOOK = "a binary Excel workbook (.xlsb)"
OLD_WORKBOOK = "an Excel workbook of the kind before 2007 (.xls)"
OPEN_DOCUMENT = "an OpenDocument spreadsheet (.ods)"
XML_SPREADSHEET = "an XML spreadsheet of 2003"
WEB_PAGE = "a web page"
TEXT = "plain text"

_AS_EXCEL = "Open it in Excel, save it as an Excel workbook (.xlsx) and use that copy."
_EXPORT = "Export the report as Excel (.xlsx) or CSV."
_NO_PASSWORD = "Open it in Excel, remove the password, and save it in a folder that only you can open."  # noqa: S105 - no password
_UNPACK = "Unpack it and give the files inside."

_STARTS: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF", "it is a PDF", _EXPORT),
    (b"{\\rtf", "it is a document (RTF)", _EXPORT),
    (b"\x1f\x8b", "it is a compressed file (gzip)", _UNPACK),
    (b"7z\xbc\xaf", "it is a compressed file (7-Zip)", _UNPACK),
    (b"Rar!", "it is a compressed file (RAR)", _UNPACK),
    (b"\x89PNG", "it is a picture", _EXPORT),
    (b"\xff\xd8\xff", "it is a picture", _EXPORT),
    (b"PAR1", "it is a Parquet file", _EXPORT),
    (b"SQLite format 3", "it is a database", _EXPORT),
)
_OLE_STREAMS = (
    ("EncryptedPackage", "it is protected by a password", _NO_PASSWORD),
    ("EncryptionInfo", "it is protected by a password", _NO_PASSWORD),
    ("WordDocument", "it is a Word document", _EXPORT),
    ("PowerPoint Document", "it is a presentation", _EXPORT),
    ("__properties_version1.0", "it is an e-mail message", "Save the attachment and give that file."),
)
_ZIP_PARTS = (
    ("encrypted-package", "it is protected by a password", _NO_PASSWORD),
    ("word/", "it is a Word document", _EXPORT),
    ("ppt/", "it is a presentation", _EXPORT),
    ("index/document.iwa", "it is a file of Apple Numbers, Pages or Keynote", _EXPORT),
)
_MARKUP_READ: tuple[tuple[bytes, str], ...] = (
    (b"urn:schemas-microsoft-com:office:spreadsheet", XML_SPREADSHEET),
    (b"<html", WEB_PAGE),
    (b"<table", WEB_PAGE),
    (b"<!doctype html", WEB_PAGE),
    (b"<body", WEB_PAGE),
)
_MARKUP: tuple[tuple[bytes, str, str], ...] = ((b"<?xml", "it is an XML file", _EXPORT),)


def identify(raw: bytes, part_names: list[str]) -> str:
    """The kind of a file that is read. `part_names`: the files inside, where the file is a zip.

    Raises:
        Unreadable: the file is something else, said in words.
    """
    if not raw:
        raise Unreadable(("", "it is empty: 0 bytes", "Export the report again."))
    for start, what, remedy in _STARTS:
        if raw.startswith(start):
            raise Unreadable(("", what, remedy))
    if raw.startswith(SIGNATURE):
        return _ole(raw)
    if raw.startswith(b"PK"):
        return _zip({name.lower().replace("\\", "/") for name in part_names})
    markup = _markup(raw)
    if b"\0" in raw and not utf_16_of(raw):
        what = "it is neither a workbook nor plain text: it holds NUL bytes, as damaged files do"
        raise Unreadable(("", what, "Export the report again, as Excel (.xlsx) or CSV."))
    return markup or TEXT


def _ole(raw: bytes) -> str:
    streams = Compound(raw).streams
    for stream, what, remedy in _OLE_STREAMS:
        if stream in streams:
            raise Unreadable(("", what, remedy))
    if streams & {"Workbook", "Book"}:
        return OLD_WORKBOOK
    raise Unreadable(("", "it is an Office file of an older kind", _AS_EXCEL))


def _zip(names: set[str]) -> str:
    for part, what, remedy in _ZIP_PARTS:
        if any(name.startswith(part) for name in names):
            raise Unreadable(("", what, remedy))
    if "xl/workbook.bin" in names:
        return BINARY_WORKBOOK
    if any(name.startswith("xl/") for name in names):
        return WORKBOOK
    if "content.xml" in names:
        return OPEN_DOCUMENT
    raise Unreadable(("", "it is a compressed folder (zip)", _UNPACK))


def _markup(raw: bytes) -> str:
    """The kind of a file that begins with a tag, or "" where it is none that is known."""
    start = raw[:4096].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").lstrip(b"\xff\xfe \t\r\n").lower()
    if start.startswith((b"mime-version:", b"from: <saved by", b"message-id:")):
        raise Unreadable(("", "it is a saved web page or an e-mail message", _AS_EXCEL))
    if not start.startswith(b"<"):
        return ""
    for mark, kind in _MARKUP_READ:
        if mark in start:
            return kind
    for mark, what, remedy in _MARKUP:
        if mark in start:
            raise Unreadable(("", what, remedy))
    return ""
