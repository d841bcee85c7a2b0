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
CELLS = 30_000_000
"""Rows times columns of one sheet, blanks included: what a reader holds in memory."""
FIELD_CHARACTERS = 1_000_000
"""Of one field of a text file. Excel's own limit for a cell is 32,767."""
SECONDS = 60
"""For reading one file."""
MEMORY_BYTES = 3 << 30
"""Address space of the process that reads one file, where the operating system can limit it."""
EXCEL_ROWS = 1_048_576
SIGNIFICANT = 10**15
"""From here on Excel does not keep every digit of a whole number."""
