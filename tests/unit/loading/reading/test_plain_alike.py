"""Which cells of plain records are alike, in the order of their first appearance."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cwd_audit.loading.reading import plain_alike
from cwd_audit.loading.reading.plain_alike import Cells, join, tell_apart, tell_long_apart

_BACK = pow(int(plain_alike._FACTOR), -1, 2**64)
"""What a word is multiplied with to be mixed to what it was."""
CLASHING = [number * _BACK % 2**64 for number in range(40)]
"""Words that are all mixed to one place."""
CELLS = [b"", b"a", b"12345678", b"12345678b", b"12345678", b"a", b"b2345678b", "Ŵyn and her sister".encode()]


@given(st.lists(st.lists(st.sampled_from([*range(4), 2**63, *CLASHING]), min_size=2, max_size=2)))
def test_words_are_told_apart_wherever_they_are_put(pairs: list[list[int]]) -> None:
    """As by a dictionary, however many of them come to one place of the table; one word to a cell, and two."""
    words = np.array(pairs, np.uint64).reshape(-1, 2)
    for width in (1, 2):
        cells = [tuple(pair[:width]) for pair in pairs]
        kinds = list(dict.fromkeys(cells))
        places, distinct = tell_apart([np.ascontiguousarray(words[:, at]) for at in range(width)])

        assert places.tolist() == [kinds.index(cell) for cell in cells]
        assert np.frombuffer(distinct.tobytes(), "<u8").reshape(-1, width).tolist() == [list(kind) for kind in kinds]


@given(st.lists(st.sampled_from([*CELLS, b"a remark that goes on and on" * 3])))
def test_long_cells_are_told_apart(cells: list[bytes]) -> None:
    """As by a dictionary, too."""
    places, distinct = tell_long_apart(cells)

    assert [distinct[place] for place in places] == cells
    assert distinct.tolist() == list(dict.fromkeys(cells))


def test_what_is_mixed_to_one_number_is_told_apart_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """By a factor that loses the first eight bytes, and any place of the table, many cells are."""
    expected = [column.tolist() for column in told_apart(CELLS)]
    monkeypatch.setattr(plain_alike, "_FACTOR", np.uint64(0))

    assert [column.tolist() for column in told_apart(CELLS)] == expected


@pytest.mark.parametrize("together", [1, 2, 64])
@pytest.mark.parametrize("second", [["b", "123456789", "Ŵ"], ["x" * 100, "b"]])
def test_portions_are_joined(second: list[str], together: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the cells of all are short or those of one are long, and however many are joined at a time."""
    monkeypatch.setattr(plain_alike, "_TOGETHER", together)
    portions = (["a", "b"], second, ["b"], ["c", "a", "d"])
    written = [cell for portion in portions for cell in portion]
    places, cells = join([told_apart([cell.encode() for cell in portion])[1] for portion in portions])

    assert [cells[place] for place in places] == written
    assert cells == list(dict.fromkeys(written))


def told_apart(cells: list[bytes]) -> tuple[plain_alike.Numbers, Cells]:
    """The place of each cell among the distinct ones, and these."""
    width = -(-max(map(len, cells)) // plain_alike.WORD)
    if width > plain_alike.WORD:
        return tell_long_apart(cells)
    words = np.array(cells, f"S{max(width, 1) * plain_alike.WORD}").view("<u8").reshape(len(cells), -1)
    return tell_apart([np.ascontiguousarray(words[:, at]) for at in range(words.shape[1])])
