"""Workbooks of the kind before 2007: what is not read of them is named."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from builders_containers import (
    compound,
)
from cwd_audit.loading.reading.workbook_xls import check_workbook
from cwd_audit.loading.spoilt import ERROR
from readings import faults

Write = Callable[[str, bytes | str], Path]
FIXTURES = Path(__file__).parents[3] / "fixtures" / "containers"


@pytest.mark.parametrize(
    ("stream", "said"),
    [
        (struct.pack("<HHHH", 0x809, 4, 0x600, 5) + struct.pack("<HH", 0x2F, 0), "it is protected by a password"),
        (struct.pack("<HHHH", 0x809, 4, 0x500, 5), "it is a workbook of Excel 95 or before, which is not read"),
        (
            struct.pack("<HHHH", 0x809, 4, 0x600, 5),
            "the workbook is cut short or damaged: its parts do not fit together",
        ),
        (
            struct.pack("<HHHH", 0x809, 4, 0x600, 5) + struct.pack("<HHII", 0xFC, 8, 1, 0xFFFFFFFF),
            "the workbook's list of texts claims more texts than it holds",
        ),
        (
            struct.pack("<HHHH", 0x809, 4, 0x600, 5) + struct.pack("<HHB", 0x85, 1, 0) + struct.pack("<HH", 10, 0),
            "the workbook is cut short or damaged: its parts do not fit together",
        ),
    ],
)
def test_old_workbooks_that_are_not_read(write: Write, stream: bytes, said: str) -> None:
    """A password, a kind that is too old, and damage."""
    assert faults(write("export.xls", compound({"Workbook": stream}))) == [("", said)]


@pytest.mark.parametrize("kept", [30, 600, 3000, 5000])
def test_old_workbook_cut_short(write: Write, kept: int) -> None:
    """A download that did not finish."""
    raw = (FIXTURES / "dates.xls").read_bytes()

    assert faults(write("export.xls", raw[:kept]))[0][1].startswith("the workbook is cut short or damaged")


def test_old_workbook_in_a_circle(write: Write) -> None:
    """Sectors that follow one another for ever."""
    raw = bytearray(compound({"Workbook": bytes(2000)}))
    table = struct.unpack_from("<I", raw, 76)[0]
    struct.pack_into("<I", raw, 512 * (table + 1), 0)

    assert faults(write("export.xls", bytes(raw))) == [
        ("", "the workbook is cut short or damaged: its parts do not fit together")
    ]


@pytest.mark.parametrize("hidden", [0, 1])
@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (0x203, struct.pack("<HHHd", 65_535, 65_535, 0, 1.0)),
        (0x200, struct.pack("<IIHHH", 0x260000, 6, 0, 3, 0)),
        (0x200, struct.pack("<IIHHH", 0, 6, 0, 0xFFFF, 0)),
        (0xBD, struct.pack("<HHHIHIH", 0, 0, 0, 0, 0, 0, 65_535)),
    ],
)
def test_far_cells_of_an_old_workbook(write: Write, kind: int, content: bytes, hidden: int) -> None:
    """A reader would make room for all that lies between, on a hidden sheet too."""

    def part(*records: tuple[int, bytes]) -> bytes:
        all_of_it = (0x809, struct.pack("<HHHH", 0x600, 5, 0, 0)), *records, (0x0A, b"")
        return b"".join(struct.pack("<HH", each, len(inside)) + inside for each, inside in all_of_it)

    first = len(part((0x85, bytes(9))))
    stream = part((0x85, struct.pack("<IBBBB", first, hidden, 0, 1, 0) + b"S")) + part((kind, content))

    assert faults(write("export.xls", compound({"Workbook": stream}))) == [
        ("", "the workbook is cut short or damaged: its parts do not fit together")
    ]


def test_what_an_old_workbook_says_beside_its_cells() -> None:
    """An error, a merged block, hidden rows and columns, a filter, and days counted from 1904."""

    def part(*records: tuple[int, bytes]) -> bytes:
        all_of_it = (0x809, struct.pack("<HHHH", 0x600, 5, 0, 0)), *records, (0x0A, b"")
        return b"".join(struct.pack("<HH", each, len(inside)) + inside for each, inside in all_of_it)

    days, listed = (0x22, struct.pack("<H", 1)), struct.pack("<BBBB", 0, 0, 1, 0) + b"S"
    first = len(part(days, (0x85, bytes(4) + listed)))
    sheet = part(
        (0x7D, struct.pack("<HHHHH", 2, 3, 0, 0, 1)),
        (0x7D, struct.pack("<HHHHH", 4, 4, 0, 0, 0)),
        (0x208, struct.pack("<HHHHHHHH", 1, 0, 1, 0, 0, 0, 0x20, 0)),
        (0x205, struct.pack("<HHHBB", 1, 0, 0, 42, 1)),
        (0x205, struct.pack("<HHHBB", 2, 0, 0, 1, 0)),
        (0xE5, struct.pack("<HHHHH", 1, 0, 1, 0, 2)),
        (0x9B, b""),
    )
    raw = compound({"Workbook": part(days, (0x85, struct.pack("<I", first) + listed)) + sheet})

    assert check_workbook(raw) == ({"S": ([((1, 0), ERROR)], [(0, 0, 1, 2)], [1], True, [2, 3])}, True)
