"""Text files of records: encoding by rule, delimiter by counting, fields by the csv module and nothing else."""

from __future__ import annotations

import csv
from collections import Counter
from io import BytesIO, TextIOWrapper
from itertools import islice

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.encoding import find_encoding
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from cwd_audit.loading.reading.interface import ProblemParts

_DELIMITERS = ",;\t|"
_COUNTED = 50
"""Records in which delimiters are counted."""
_NAMED = 5
_PORTION = 10_000
"""Records that lie in memory field by field."""
_END_OF_FILE = b"\x1a"
"""Control-Z: old systems end text files with it."""

_QUOTES = "Export it again; in a field with quotation marks each must be doubled and the whole field quoted."


def read_text(raw: bytes, *, large: bool = False) -> tuple[Iterator[list[list[str]]], list[ProblemParts]]:
    """The records of a text file in portions, blank lines included, and what is worth a note.

    Raises:
        Unreadable: it is not text; while the portions are taken, its quotation marks do not pair, or it is beyond the
            limits.
    """
    encoding, problems = find_encoding(raw)
    return _portions(Source(raw, encoding), limits.rows_of_text(large=large)), problems


class Source:
    """A text that can be read from its start as often as needed, without ever lying in memory as a whole."""

    def __init__(self, raw: bytes, encoding: str) -> None:
        utf_16 = encoding.startswith("utf-16")
        wide = b"\0" if utf_16 else b""
        at_start = utf_16 and (encoding == "utf-16-be" or raw.startswith(b"\xfe\xff"))
        self._raw = raw.removesuffix(wide + _END_OF_FILE if at_start else _END_OF_FILE + wide)
        self._encoding = encoding
        self.delimiter, self._states_delimiter = "", False
        line = self.lines().readline(16).rstrip("\r\n").strip('"')
        if len(line) == len("sep=;") and line.lower().startswith("sep="):
            # Excel obeys such a line and hides it
            self.delimiter, self._states_delimiter = line[-1], True

    def lines(self) -> TextIOWrapper:
        """The lines of records."""
        lines = TextIOWrapper(BytesIO(self._raw), self._encoding, newline="")
        if self._states_delimiter:
            lines.readline()
        return lines


def _portions(source: Source, most: int) -> Iterator[list[list[str]]]:
    before = csv.field_size_limit(limits.FIELD_CHARACTERS)
    try:
        source.delimiter = source.delimiter or count_delimiter(source)
        reader = csv.reader(source.lines(), delimiter=source.delimiter, strict=True)
        row = 0
        while records := list(islice(reader, min(_PORTION, most + 1 - row))):
            _check_reach(records, row, most)
            row += len(records)
            yield records
    except csv.Error:
        raise _quotation_faults(source) from None
    finally:
        csv.field_size_limit(before)


def _check_reach(records: list[list[str]], before: int, most: int) -> None:
    if before + len(records) > most:
        remedy = "Export a shorter period, or only the teams that the audit needs."
        if most < limits.LARGE_ROWS:
            remedy = "Export a shorter period, or only the teams that the audit needs; or add --large."
        raise Unreadable(("", f"it has more than {most:,} records", remedy))
    width = max(map(len, records))
    if width > limits.COLUMNS:
        row = next(number for number, record in enumerate(records, before + 1) if len(record) == width)
        remedy = "Look at that row in a text editor, or export the report again."
        raise Unreadable((f"row {row}", f"it has {width:,} fields; {limits.COLUMNS} is the most", remedy))


def count_delimiter(source: Source) -> str:
    """The delimiter that occurs most often in those of the first records that have the same number of fields.

    Records that it would cut inside quotation marks do not count: an address may hold more semicolons than its row has
    fields. One by which the first record is well quoted goes before one by which it is not.
    """
    best, chosen = (False, 0, 0), _DELIMITERS[0]
    for delimiter in _DELIMITERS:
        widths = list(_widths(csv.reader(source.lines(), delimiter=delimiter, strict=True)))
        begins_well = bool(widths) and widths[0] is not None
        for width, number in Counter(widths).items():
            agreeing = (begins_well, number * ((width or 1) - 1), number)
            if agreeing > best and agreeing[1]:
                best, chosen = agreeing, delimiter
    return chosen


def _widths(reader: Iterator[list[str]]) -> Iterator[int | None]:
    """The number of fields of each of the first records: 0 where one ends within quotation marks, None right after."""
    for _ in range(_COUNTED):
        try:
            record = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield None
        else:
            yield 0 if any(field.count('"') % 2 for field in record) else len(record)


def _quotation_faults(source: Source) -> Unreadable:
    """All records at which the csv module stumbles, in one fault."""
    reader = csv.reader(source.lines(), delimiter=source.delimiter, strict=True)
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
