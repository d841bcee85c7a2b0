"""In which encoding a text is written: by rule, and never by likelihood."""

from __future__ import annotations

import codecs
import re

from cwd_audit.loading.reading.limits import MIB
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cwd_audit.loading.reading.interface import ProblemParts

AS_UTF8 = 'Open it in Excel, save it as "CSV UTF-8" and use that copy.'
_UTF_16 = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]+)""", re.IGNORECASE)
_WINDOWS = {"cp1252", "iso8859-1", "ascii"}
"""What is called by these names is read as Windows-1252, by browsers too."""


def find_encoding(raw: bytes) -> tuple[str, list[ProblemParts]]:
    """The encoding of a whole file, and a note where it is not one that says so itself.

    UTF-16 where a byte order mark says so or the text begins with two characters of it; otherwise UTF-8; otherwise
    Windows-1252.

    Raises:
        Unreadable: it is none of these, or holds NUL characters.
    """
    utf_16 = utf_16_of(raw)
    if utf_16:
        _check_utf_16(raw, utf_16)
        return utf_16, []
    if _decodes(raw, "utf-8"):
        return "utf-8-sig", []
    if not _decodes(raw, "cp1252"):
        what = "its characters are neither UTF-8 nor Windows-1252, so names in it would be read wrongly"
        raise Unreadable(("", what, AS_UTF8))
    message = "the text is not UTF-8; its accented letters were read as Windows-1252"
    return "cp1252", [("", None, "text-windows-1252", "note", message, f"If names look wrong: {AS_UTF8}")]


def decode_page(raw: bytes) -> tuple[str, list[ProblemParts]]:
    """A web page as text; what it says of its own encoding counts where it is not UTF-8.

    Raises:
        Unreadable: it is in an encoding that is not read.
    """
    encoding, problems = find_encoding(raw)
    declared = _CHARSET.search(raw, 0, 4096)
    if encoding == "cp1252" and declared:
        try:
            named = codecs.lookup(declared[1].decode("ascii")).name
        except LookupError:
            named = ""
        if named not in _WINDOWS | {"utf-8"}:
            what = "the web page is written in an encoding other than UTF-8 and Windows-1252"
            raise Unreadable(("", what, "Open it in Excel, save it as an Excel workbook (.xlsx) and use that copy."))
        problems = problems if named == "utf-8" else []
    return raw.decode(encoding), problems


def utf_16_of(raw: bytes) -> str:
    """The name of the kind of UTF-16 in which a text is written, or ""."""
    for mark, name in _UTF_16:
        if raw.startswith(mark):
            return name
    start = raw[:4]
    if len(start) == 4:  # noqa: PLR2004 - two characters
        if start[1] == start[3] == 0 and start[0] and start[2]:
            return "utf-16-le"
        if start[0] == start[2] == 0 and start[1] and start[3]:
            return "utf-16-be"
    return ""


def _check_utf_16(raw: bytes, name: str) -> None:
    if not _decodes(raw, name):
        raise Unreadable(("", "it is cut short: it ends within a character", "Export it again."))
    if not _decodes(raw, name, but="\0"):
        raise Unreadable(("", "it holds NUL characters, as damaged files do", "Export it again."))


def _decodes(raw: bytes, name: str, but: str = "") -> bool:
    """Whether all of it is text in this encoding, without the character `but`.

    Piece by piece, since the text can need four times the room of the file.
    """
    decoder = codecs.getincrementaldecoder(name)()
    pieces = memoryview(raw)
    try:
        for at in range(0, len(raw), MIB):
            words = decoder.decode(pieces[at : at + MIB])
            if but and but in words:
                return False
        decoder.decode(b"", True)  # noqa: FBT003 - a parameter of codecs
    except UnicodeDecodeError:
        return False
    return True
