"""Text files of records: encoding by rule, delimiter by counting, fields by the csv module and nothing else."""

from __future__ import annotations

import csv
from collections import Counter
from io import StringIO
from itertools import islice

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from cwd_audit.loading.reading.interface import ProblemParts

_DELIMITERS = ",;\t|"
_COUNTED = 50
"""Records in which delimiters are counted."""
_NAMED = 5
_END_OF_FILE = "\x1a"
"""Control-Z: old systems end text files with it."""

_AS_UTF8 = 'Open it in Excel, save it as "CSV UTF-8" and use that copy.'
_QUOTES = "Export it again; in a field with quotation marks each must be doubled and the whole field quoted."


def read_text(raw: bytes) -> tuple[list[list[str]], list[ProblemParts]]:
    """The records of a text file, blank lines included, and what is worth a note.

    Raises:
        Unreadable: it is not text, its quotation marks do not pair, or it is beyond the limits.
    """
    text, problems = _decode(raw)
    text = text.removesuffix(_END_OF_FILE)
    delimiter, start = _stated_delimiter(text)
    lines = StringIO(text[start:] if start else text, newline="")
    before = csv.field_size_limit(limits.FIELD_CHARACTERS)
    try:
        delimiter = delimiter or _count_delimiter(lines)
        lines.seek(0)
        records = list(islice(csv.reader(lines, delimiter=delimiter, strict=True), limits.ROWS + 1))
    except csv.Error:
        raise _quotation_faults(lines, delimiter) from None
    finally:
        csv.field_size_limit(before)
    if len(records) > limits.ROWS:
        remedy = "Export a shorter period, or only the teams that the audit needs."
        raise Unreadable(("", f"it has more than {limits.ROWS:,} records", remedy))
    width = max(map(len, records), default=0)
    if width > limits.COLUMNS:
        row = next(number for number, record in enumerate(records, 1) if len(record) == width)
        remedy = "Look at that row in a text editor, or export the report again."
        raise Unreadable((f"row {row}", f"it has {width:,} fields; {limits.COLUMNS} is the most", remedy))
    return records, problems


def _decode(raw: bytes) -> tuple[str, list[ProblemParts]]:
    """UTF-16 where a byte order mark says so, otherwise UTF-8, otherwise Windows-1252, with a note."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = raw.decode("utf-16")
        except UnicodeDecodeError:
            raise Unreadable(("", "it is cut short: it ends within a character", "Export it again.")) from None
        if "\0" in text:
            raise Unreadable(("", "it holds NUL characters, as damaged files do", "Export it again."))
        return text, []
    try:
        return raw.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        what = "its characters are neither UTF-8 nor Windows-1252, so names in it would be read wrongly"
        raise Unreadable(("", what, _AS_UTF8)) from None
    message = "the text is not UTF-8; its accented letters were read as Windows-1252"
    return text, [("", None, "text-windows-1252", "note", message, f"If names look wrong: {_AS_UTF8}")]


def _stated_delimiter(text: str) -> tuple[str, int]:
    """The delimiter of a first line such as `sep=;`, which Excel obeys and hides, and where the next line starts."""
    line = text[:16].splitlines(keepends=True)[0] if text else ""
    stated = line.rstrip("\r\n").strip('"')
    if len(stated) == len("sep=;") and stated.lower().startswith("sep="):
        return stated[-1], len(line)
    return "", 0


def _count_delimiter(lines: StringIO) -> str:
    """The delimiter that occurs most often in those of the first records that have the same number of fields."""
    best, chosen = (0, 0), _DELIMITERS[0]
    for delimiter in _DELIMITERS:
        lines.seek(0)
        try:
            widths = Counter(map(len, islice(csv.reader(lines, delimiter=delimiter), _COUNTED)))
        except csv.Error:
            continue  # a field without end: not with this delimiter
        agreeing = max(((records * (width - 1), records) for width, records in widths.items() if width), default=best)
        if agreeing > best and agreeing[0]:
            best, chosen = agreeing, delimiter
    return chosen


def _quotation_faults(lines: StringIO, delimiter: str) -> Unreadable:
    """All records at which the csv module stumbles, in one fault."""
    lines.seek(0)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    rows: list[int] = []
    row = 0
    while True:
        row += 1
        try:
            next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            rows.append(row)
            if "end of data" in str(error) or "field larger" in str(error):
                what = "a quotation mark is opened here and never closed, so the rest of the file is one field"
                return Unreadable((f"row {row}", what, _QUOTES))
    named = ", ".join(map(str, rows[:_NAMED])) + (", …" if len(rows) > _NAMED else "")
    what = f"quotation marks in the wrong place in {len(rows):,} row{'s' * (len(rows) > 1)} ({named})"
    return Unreadable(("", what, _QUOTES))
