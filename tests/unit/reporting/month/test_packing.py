"""Office files are packed the same way on every day and computer."""

from __future__ import annotations

import io
import zipfile

import pytest

from cwd_audit.reporting.month.packing import pack, replace_once, unpack


def test_order_and_day_of_the_parts_are_fixed() -> None:
    """By name, at the earliest day a zip file knows, and without the name of the system."""
    with zipfile.ZipFile(io.BytesIO(pack({"b": b"2", "[a]": b"1"}))) as archive:
        entries = archive.infolist()

    assert [(each.filename, each.date_time, each.create_system) for each in entries] == [
        ("[a]", (1980, 1, 1, 0, 0, 0), 0),
        ("b", (1980, 1, 1, 0, 0, 0), 0),
    ]


def test_what_was_packed_is_unpacked() -> None:
    """No part is lost or changed."""
    assert unpack(pack({"b": b"2", "a": b"1"})) == {"a": b"1", "b": b"2"}


@pytest.mark.parametrize("part", [b"", b"x", b"aa"])
def test_only_what_stands_there_once_is_replaced(part: bytes) -> None:
    """A newer library that writes something else is noticed."""
    with pytest.raises(ValueError, match="not once"):
        replace_once(part, b"a", b"b")
