"""The cells of plain records: where each begins and ends."""

from __future__ import annotations

import pytest

from cwd_audit.loading.reading.plain_cells import PlainCells

LONG = "a remark that goes on and on, "
CELLS = ["", "a", "12345678", "12345678b", "12345678", "12345678" * 2, "ab", "b", "Ŵyn and her sister", "a", LONG]
EVEN = [[cell, str(at)] for at, cell in enumerate(CELLS)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("times", [1, 8])  # eight times is longer than what is compared as numbers
def test_cells_are_told_apart(line_end: str, times: int) -> None:
    """Shorter and longer than eight bytes, with the same beginning; those of a row too short are blank."""
    rows = [[cell * times for cell in row] for row in [*EVEN, ["b"]]]
    cells = read(rows, line_end)

    places, distinct = cells.column(0)
    assert [distinct[place].decode() for place in places] == [row[0] for row in rows]
    assert [cell.decode() for cell in distinct] == list(dict.fromkeys(row[0] for row in rows))
    places, distinct = cells.column(1)
    assert [distinct[place].decode() for place in places] == [row[1] if len(row) > 1 else "" for row in rows]


def read(rows: list[list[str]], line_end: str = "\n") -> PlainCells:
    """The cells of these rows."""
    text = "".join("|".join(row) + line_end for row in rows).encode()
    return PlainCells(text, "|")
