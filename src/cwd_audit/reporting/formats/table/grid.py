"""A table laid out as one `Text` of known column widths.

rich's own Table measures and pads every cell as an object of its own: a millisecond a row, where this takes a tenth.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.text import Text

from cwd_audit.reporting.formats.table.fit import GAP, Head

if TYPE_CHECKING:
    from rich.console import Console

_BETWEEN = " " * GAP


def lay_out(
    console: Console, heads: Sequence[Head], widths: Sequence[int], rows: Sequence[Sequence[str]], rule: str
) -> Text:
    """The headings in bold, a rule, and the rows; cells too long for their column go on below."""
    text = Text(end="")

    def add(row: Sequence[str], styles: Sequence[str]) -> None:
        cells = [_wrap(console, cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in zip_longest(*cells, fillvalue=""):
            for place, part in enumerate(line):
                if place:
                    text.append(_BETWEEN)
                blank = " " * (widths[place] - cell_len(part))
                text.append(blank + part if heads[place].right else part + blank, styles[place] or None)
            text.append("\n")

    add([head.heading for head in heads], ["bold"] * len(heads))
    text.append(rule * (sum(widths) + GAP * (len(widths) - 1)) + "\n")
    styles = [head.style for head in heads]
    for row in rows:
        add(row, styles)
    return text


def _wrap(console: Console, cell: str, width: int) -> list[str]:
    if cell_len(cell) <= width:
        return [cell]
    return [line.plain.rstrip() for line in Text(cell).wrap(console, width, overflow="fold")]
