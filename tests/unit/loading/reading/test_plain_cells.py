"""Which cells of plain records are alike, in the order of their first appearance."""

from __future__ import annotations

import numpy as np
import pytest

from cwd_audit.loading.reading import plain_cells
from cwd_audit.loading.reading.plain_cells import PlainCells, join

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


@pytest.mark.parametrize("rows", [EVEN, [*EVEN, ["b"]]])
def test_what_is_mixed_to_one_number_is_told_apart_all_the_same(
    rows: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a factor that loses the first eight bytes, many cells are."""
    expected = [column.tolist() for column in read(rows).column(0)]
    monkeypatch.setattr(plain_cells, "_FACTOR", np.uint64(0))

    assert [column.tolist() for column in read(rows).column(0)] == expected


@pytest.mark.parametrize("together", [1, 2, 64])
@pytest.mark.parametrize("second", [["b", "123456789", "Ŵ"], ["x" * 100, "b"]])
def test_portions_are_joined(second: list[str], together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the cells of all are short or those of one are long, and however many are joined at a time."""
    monkeypatch.setattr(plain_cells, "_TOGETHER", together)
    portions = (["a", "b"], second, ["b"], ["c", "a", "d"])
    places, cells = join([read([[cell] for cell in portion]).column(0)[1] for portion in portions])
    written = [cell for portion in portions for cell in portion]

    assert [cells[place] for place in places] == written
    assert cells == list(dict.fromkeys(written))


def read(rows: list[list[str]], line_end: str = "\n") -> PlainCells:
    """The cells of these rows."""
    text = "".join("|".join(row) + line_end for row in rows).encode()
    return PlainCells(text, np.array([len(row) for row in rows], np.int32), "|")
