"""Coded columns decode to the rows they were made from."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders_sheets import encode_rows
from cwd_audit.loading.reading.interface import PackedSheet
from cwd_audit.loading.reading.parcel import pack, unpack
from cwd_audit.loading.sheets import Cell

CELLS: st.SearchStrategy[Cell] = st.one_of(
    st.sampled_from(["", "NA", "None", "00123", 1, 1.0, True, 0, 0.0, False]),
    st.text(),
    st.floats(allow_nan=False),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
)
ROWS = st.lists(st.lists(CELLS, max_size=5), max_size=8)


@given(ROWS)
def test_columns_decode_to_the_rows(rows: list[list[Cell]]) -> None:
    """Cell for cell and type for type; short rows are padded with blanks."""
    width = max(map(len, rows), default=0)
    count, columns = encode_rows(rows, width)
    decoded = [[column.cell(index) for column in columns] for index in range(count)]
    padded = [row + [""] * (width - len(row)) for row in rows]

    assert decoded == padded
    assert [[type(cell) for cell in row] for row in decoded] == [[type(cell) for cell in row] for row in padded]


@given(ROWS)
def test_each_cell_once(rows: list[list[Cell]]) -> None:
    """No two entries of a column are the same cell."""
    _, columns = encode_rows(rows, 5)

    assert all(len({(type(cell), cell) for cell in column.values}) == len(column.values) for column in columns)


def test_order_of_first_appearance() -> None:
    """Codes count up in the order in which cells are met."""
    _, (column,) = encode_rows([["b"], ["a"], ["b"]], 1)

    assert (column.values, column.codes.tolist()) == (("b", "a"), [0, 1, 0])


def test_missing_columns_are_blank() -> None:
    """A width beyond the rows gives blank columns of the same length."""
    count, columns = encode_rows([["a"], ["b"]], 2)

    assert (count, columns[1].values, columns[1].codes.tolist()) == (2, ("",), [0, 0])


def test_wider_rows_are_refused() -> None:
    """Nothing is cut off in silence."""
    with pytest.raises(ValueError, match="wider than 1"):
        encode_rows([["a", "b"]], 1)


def test_parcel_comes_back() -> None:
    """All kinds of cell pass from the reading process."""
    cells: tuple[Cell, ...] = (
        "x",
        1.5,
        True,
        date(2026, 1, 1),
        datetime.fromisoformat("2026-01-01T09:00"),
        time(9),
        timedelta(hours=9),
    )
    sheets: list[PackedSheet] = [("Visits", True, 7, [(cells, bytes(28))], None, (True, [(0, 1, 2)], [3]), None)]

    assert unpack(pack((sheets, [], []))) == (sheets, [], [])


class Harmful:
    """Unpickling it would call `print`."""

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return print, ("taken over",)


@pytest.mark.parametrize("content", [Harmful(), 7, ([], [])])
def test_other_pickles_are_refused(content: object, capsys: pytest.CaptureFixture[str]) -> None:
    """A reading process that a file has taken over can make nothing happen here."""
    with pytest.raises(ValueError, match="not a parcel"):
        unpack(pack(content))  # type: ignore[arg-type]  # on purpose

    assert capsys.readouterr().out == ""


def test_noise_is_refused() -> None:
    """Bytes that are no pickle."""
    with pytest.raises(ValueError, match="not a parcel"):
        unpack(b"\x00noise")
