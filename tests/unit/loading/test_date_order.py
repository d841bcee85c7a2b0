"""Days and months in another order make cells doubtful, and never dates."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date

import pytest

from builders_sheets import codes, rows_of, sheet, text_file, tidied
from cwd_audit.loading.date_order import find_ambiguous, look_swapped
from cwd_audit.loading.sheets import Cell

MONTH_FIRST, DAY_FIRST, EITHER = "10/21/2026", "21/10/2026", "05/06/2026"
DAYS = [date(2026, 2, 3), date(2026, 4, 12), date(2026, 11, 1)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([EITHER, MONTH_FIRST, "05/06/26", "5-6-2026 00:00"], [0, 2, 3]),
        ([EITHER, MONTH_FIRST, "06/06/2026", "2026-05-06", "5 June 2026", ""], [0]),
        ([EITHER, MONTH_FIRST, DAY_FIRST], []),
        ([EITHER, MONTH_FIRST, DAYS[0]], []),
        ([MONTH_FIRST, "06/05/2026", EITHER], [1, 2]),
        ([EITHER, "04/31/2026"], []),
        ([EITHER, "00/21/2026"], []),
        ([EITHER, MONTH_FIRST, "21/00/2026"], [0]),
        ([EITHER, EITHER], []),
    ],
    ids=[
        "all that could be either",
        "the same in both orders",
        "day first too",
        "Excel's own",
        "either way round",
        "no day at all",
        "no month at all",
        "no month at all, day first",
        "no sign",
    ],
)
def test_a_column_written_month_first_is_in_doubt(cells: Sequence[Cell], expected: list[int]) -> None:
    """Only what could be either, and only where nothing shows that the month-first cell is the slip."""
    assert expected == find_ambiguous(cells)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_last_day_of_a_month_shows_the_order_and_the_day_after_does_not(month: int) -> None:
    """What is no day in either order is a slip of the pen, and proves nothing of its neighbours."""
    last = monthrange(2024, month)[1]

    assert [0] == find_ambiguous([EITHER, f"{month}/{last}/2024"])
    assert [] == find_ambiguous([EITHER, f"{month}/{last + 1}/2024"])
    assert [] == find_ambiguous([EITHER, MONTH_FIRST, f"{last}/{month}/2024"])
    assert [0] == find_ambiguous([EITHER, MONTH_FIRST, f"{last + 1}/{month}/2024"])


def test_doubtful_dates_are_set_aside() -> None:
    """Read day first, 5 June would pass for a visit that was held in May."""
    table = tidied(
        text_file("visits.csv", [["case_id", "date"], ["1", EITHER], ["2", MONTH_FIRST], ["3", "2026-06-05"]])
    )

    assert codes(table.problems) == [("date-ambiguous", 2, "date"), ("date-month-first", 3, "date")]
    assert rows_of(table.frame, "date") == [("2026-06-05",)]


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        ([*DAYS, DAY_FIRST], True),
        ([*DAYS, DAY_FIRST, EITHER], False),
        ([*DAYS, date(2026, 1, 13), DAY_FIRST], False),
        ([*DAYS[:2], DAY_FIRST], False),
        (DAYS, False),
        ([*DAYS, MONTH_FIRST], False),
    ],
    ids=[
        "swapped",
        "a text that could be either",
        "a day that is no month",
        "too few to tell",
        "no text",
        "month first",
    ],
)
def test_the_traces_of_a_swap_are_seen(cells: Sequence[Cell], expected: bool) -> None:  # noqa: FBT001 – drawn
    """Excel turns into a date what could be month first, and leaves the rest as text."""
    assert expected == look_swapped(cells)


def test_a_column_that_looks_swapped_is_spoken_of_once() -> None:
    """At its heading; its dates are read as they are, since nothing proves it."""
    cells: list[Cell] = [*DAYS, DAY_FIRST]
    rows: list[list[Cell]] = [[str(at), cell] for at, cell in enumerate(cells)]
    table = tidied(sheet("visits", [["case_id", "date"], *rows]))

    assert codes(table.problems) == [("dates-swapped", 1, "date")]
    assert len(table.frame) == len(rows)


@pytest.mark.parametrize(
    ("cells", "ambiguous"),
    [
        (["05/13/2026", "12/05/2026"], [1]),
        (["05/12/2026", "03/04/2026"], []),
    ],
)
def test_twelve_may_be_a_month(cells: list[str], ambiguous: list[int]) -> None:
    """A cell with 12 is no sign of either order, and can itself be read in both."""
    assert find_ambiguous(cells) == ambiguous


@pytest.mark.parametrize(("text", "swapped"), [("13/12/2026", True), ("12/05/2026", False)])
def test_the_sign_of_excel_reaches_from_12_to_13(text: str, *, swapped: bool) -> None:
    """A text whose day could have been a month would have become a date; the month beside it may be December."""
    days = [date(2026, 1, 2), date(2026, 3, 4), date(2026, 5, 6), date(2026, 7, 8)]

    assert look_swapped([*days, text]) is swapped
    assert look_swapped([*days[:3], text]) is swapped
