"""What a file may ask of the machine it is read on. Stated in the documentation; changed only here."""

from __future__ import annotations

MIB = 1 << 20

FILE_BYTES = 200 * MIB
"""Of a file as it lies on the disk."""
UNPACKED_BYTES = 200 * MIB
"""Of all the parts of a workbook that are read, together."""
RATIO = 200
"""How many times larger than its packed form a part may be."""
RATIO_FROM_BYTES = 10 * MIB
"""Smaller parts may have any ratio: they cannot hurt."""
PARTS = 2_000
"""Files inside a workbook."""
ROWS = 1_000_000
COLUMNS = 500
CELLS = 12_000_000
"""Rows times columns of one sheet, blanks included: what a reader holds in memory."""
FIELD_CHARACTERS = 1_000_000
"""Of one field of a text file. Excel's own limit for a cell is 32,767."""
DEPTH = 100
"""Of elements within elements, in XML and on web pages."""
TABLES = 1_000
"""On one web page."""
SECONDS = 60
"""For reading one file."""
MEMORY_BYTES = 1 << 30
"""Address space of the process that reads one file, where the operating system can limit it."""
EXCEL_ROWS = 1_048_576
SIGNIFICANT = 10**15
"""From here on Excel does not keep every digit of a whole number."""

LARGE_FILE_BYTES = 4096 * MIB
LARGE_ROWS = 25_000_000
LARGE_SECONDS = 900
LARGE_MEMORY_BYTES = 8 << 30
"""With `--large`, for text files; what holds for workbooks holds for them with it too."""


def file_bytes(*, large: bool) -> int:
    """The most bytes of a file."""
    return LARGE_FILE_BYTES if large else FILE_BYTES


def rows_of_text(*, large: bool) -> int:
    """The most rows of a text file."""
    return LARGE_ROWS if large else ROWS


def seconds(*, large: bool) -> int:
    """The most time for one file."""
    return LARGE_SECONDS if large else SECONDS


def memory_bytes(*, large: bool) -> int:
    """The most memory for one file."""
    return LARGE_MEMORY_BYTES if large else MEMORY_BYTES
