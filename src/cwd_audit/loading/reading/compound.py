"""Compound files (OLE), the container of workbooks and documents before 2007: their streams, by name."""

from __future__ import annotations

import struct
from array import array

from cwd_audit.loading.reading.unreadable import Unreadable

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END = 0xFFFFFFFE
_FREE = 0xFFFFFFFF
_STREAM = 2
_ENTRY = 128
_AGAIN = "Export it again, or copy it again from where it came from."


def damaged() -> Unreadable:
    """The fault of a file that contradicts itself."""
    return Unreadable(("", "the workbook is cut short or damaged: its parts do not fit together", _AGAIN))


class Compound:
    """A compound file whose tables have been read.

    Raises:
        Unreadable: it is cut short or damaged.
    """

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        try:
            shift, small_shift = struct.unpack_from("<HH", raw, 30)
            directory, _, self._small_below, small_start = struct.unpack_from("<IIII", raw, 48)
            (more,) = struct.unpack_from("<I", raw, 68)
            if shift not in {9, 12} or small_shift != 6:  # noqa: PLR2004 - 512, 4096 and 64 bytes are all there are
                raise damaged()
            self._size = 1 << shift
            self._next = self._read_table(more)
            self._small_next = array("I", self._whole(small_start))
            entries = self._chain(directory)
            self._entries = dict(self._entry(entries[at : at + _ENTRY]) for at in range(0, len(entries), _ENTRY))
        except (struct.error, ValueError, IndexError) as error:
            raise damaged() from error

    @property
    def streams(self) -> set[str]:
        """The names of all streams, wherever they lie."""
        return {name for name, (kind, _, _) in self._entries.items() if kind == _STREAM}

    def read(self, name: str) -> bytes:
        """One stream.

        Raises:
            Unreadable: it does not lie where it should.
        """
        _, start, size = self._entries[name]
        try:
            if size >= self._small_below:
                return self._chain(start)[:size]
            _, root, _ = next(entry for entry in self._entries.values() if entry[0] == 5)  # noqa: PLR2004 - the root
            small = self._chain(root)
            found = bytearray()
            while start != _END and len(found) < size:
                found += small[start * 64 : start * 64 + 64]
                start = self._small_next[start]
            return bytes(found[:size])
        except (IndexError, StopIteration) as error:
            raise damaged() from error

    def _entry(self, entry: bytes) -> tuple[str, tuple[int, int, int]]:
        length, kind = struct.unpack_from("<HB", entry, 64)
        start, size = struct.unpack_from("<II", entry, 116)
        return entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace"), (kind, start, size)

    def _sector(self, number: int) -> bytes:
        at = (number + 1) * self._size
        if not 0 < at < len(self._raw):
            raise damaged()
        return self._raw[at : at + self._size].ljust(self._size, b"\0")

    def _read_table(self, more: int) -> array[int]:
        """The table that says of each sector which one follows."""
        where = list(struct.unpack_from("<109I", self._raw, 76))
        seen = 0
        while more not in {_END, _FREE}:
            piece = array("I", self._sector(more))
            where += piece[:-1]
            more = piece[-1]
            seen += 1
            if seen * self._size > len(self._raw):
                raise damaged()
        table = array("I")
        for sector in where:
            if sector != _FREE:
                table.frombytes(self._sector(sector))
            if len(table) * 4 > len(self._raw):
                raise damaged()
        return table

    def _whole(self, start: int) -> bytes:
        return b"" if start in {_END, _FREE} else self._chain(start)

    def _chain(self, start: int) -> bytes:
        """The sectors that follow one another from here; a circle is damage."""
        found = []
        while start != _END:
            found.append(self._sector(start))
            if len(found) * self._size > len(self._raw) + self._size:
                raise damaged()
            start = self._next[start]
        return b"".join(found)
