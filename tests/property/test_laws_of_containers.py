"""However a grid of cells is written down, it is read back cell for cell."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Literal

from effort import tried_on
from hypothesis import example, given
from hypothesis import strategies as st

from builders_containers import workbook
from cwd_audit.loading.reading import workbook_calamine, workbook_openpyxl
from cwd_audit.loading.reading.text import read_text
from cwd_audit.loading.sheets import Cell

Grid = list[list[str]]
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "cp1252")
letters = st.text(st.sampled_from("abcäß€ ,;|\t\"'\n01/.-"), max_size=8)


def grids(cells: st.SearchStrategy[str]) -> st.SearchStrategy[Grid]:
    """Rows of one width under a row of headings."""
    return st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(cells, min_size=width, max_size=width), min_size=1, max_size=6).map(
            lambda rows: [[f"heading {number}" for number in range(width)], *rows]
        )
    )


def write(grid: Grid, delimiter: str, line_end: str, *, quoted: bool, first: str = "") -> str:
    """As text, with every field in quotation marks or only those that need them."""
    lines = io.StringIO(newline="")
    quoting: Literal[0, 1] = csv.QUOTE_ALL if quoted else csv.QUOTE_MINIMAL
    csv.writer(lines, delimiter=delimiter, lineterminator=line_end, quoting=quoting).writerows(grid)
    return first + lines.getvalue()


def read(raw: bytes) -> Grid:
    """As the reader reads it."""
    return [record for portion in read_text(raw)[0] for record in portion]


@tried_on(60)
@given(
    grids(letters), st.sampled_from(",;\t|"), st.sampled_from(("\n", "\r\n", "\r")), st.sampled_from(ENCODINGS),
    st.booleans(),
)  # fmt: skip
def test_a_text_that_names_its_delimiter_is_read_cell_for_cell(
    grid: Grid,
    delimiter: str,
    line_end: str,
    encoding: str,
    quoted: bool,  # noqa: FBT001 – drawn
) -> None:
    """Whatever the encoding, the ends of lines and the quotation marks; a field may hold all of them."""
    quoted = quoted or line_end == "\r"  # else a line feed in a field would stand there bare
    text = write(grid, delimiter, line_end, quoted=quoted, first=f"sep={delimiter}\r\n")

    assert grid == read(text.encode(encoding))


@tried_on(60)
@given(
    grids(letters), st.permutations(",;\t|"), st.sampled_from(("\n", "\r\n")), st.sampled_from(ENCODINGS),
    st.integers(0, 9),
)  # fmt: skip
@example([["a", "b", "c"], *[['"', "\t", ""]] * 3], [",", ";", "\t", "|"], "\n", "utf-8", 0)
@example([["a", "b", "c", "d"], *[["", '"\n;', ";", "\n"]] * 2], [",", ";", "\t", "|"], "\n", "utf-8", 0)
def test_the_delimiter_of_a_quoted_text_is_found(
    grid: Grid, delimiters: list[str], line_end: str, encoding: str, times: int
) -> None:
    """Delimiters inside quotation marks are text, however many there are, and though each row holds as many."""
    delimiter, other, *_ = delimiters
    address = other.join(["12 Test Road", *["Testtown"] * times])
    grid = [[*grid[0], "address"], *([*row, address] for row in grid[1:])]

    assert grid == read(write(grid, delimiter, line_end, quoted=True).encode(encoding))


@tried_on(8)
@given(
    st.lists(
        st.lists(
            st.text(st.sampled_from("abcäß€ ,;=@01/.-<&>"), max_size=6)
            | st.dates(date(1905, 1, 1), date(2079, 1, 1))
            | st.integers(-(10**6), 10**6).map(float),
            min_size=3, max_size=3,
        ),
        min_size=1, max_size=6,
    )
)  # fmt: skip
def test_two_readers_of_workbooks_read_the_same(rows: list[list[str | date | float]]) -> None:
    """The usual one and the one that stands in for it: text as text, days as days, numbers as numbers."""
    raw = workbook({"cases": [["one", "two", "three"], *rows]})
    ((_, _, usual),) = workbook_calamine.read_workbook(raw)
    ((_, _, other),) = workbook_openpyxl.read_workbook(raw)

    assert whole(usual) == whole(other) == whole([["one", "two", "three"], *rows])


def whole(rows: Sequence[Sequence[Cell]]) -> list[list[Cell]]:
    """Without blank rows at the end and blanks at the ends of rows, which readers need not tell."""
    filled = [[*row, "", "", ""][:3] for row in rows]
    return filled[: max((at for at, row in enumerate(filled, 1) if row != [""] * 3), default=0)]
