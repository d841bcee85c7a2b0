"""The zip container of a workbook: listed, inflated under a limit, and packed again from parts already checked.

Readers get the repacked copy, so nothing that they see has escaped the checks, and nothing is inflated twice.
"""

from __future__ import annotations

import struct
import zlib
from struct import iter_unpack, pack, unpack_from

from cwd_audit.loading.reading.limits import PARTS
from cwd_audit.loading.reading.unreadable import Unreadable

_END = b"PK\5\6"
_END_64 = b"PK\6\6"
_LOCATOR_64 = b"PK\6\7"
_ENTRY = b"PK\1\2"
_LOCAL = b"PK\3\4"
_COMMENT = 0xFFFF
_FULL = 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 1
_UTF8 = 1 << 11
_FIRST_DAY = 0x210000
"""1 January 1980, as a zip writes it."""

_AGAIN = "Export it again, or copy it again from where it came from."


class Member:
    """One file inside a zip, as the directory at its end describes it. Sizes in bytes."""

    __slots__ = ("checksum", "flags", "method", "name", "offset", "packed", "size")

    def __init__(self, name: str, flags: int, method: int, checksum: int, packed: int, size: int, offset: int) -> None:  # noqa: PLR0917 - an entry's own fields
        self.name = name
        self.flags = flags
        self.method = method
        self.checksum = checksum
        self.packed = packed
        self.size = size
        self.offset = offset

    @property
    def encrypted(self) -> bool:
        """Whether a password is needed."""
        return bool(self.flags & _ENCRYPTED)


class TooLarge(Exception):  # noqa: N818 - named for what the part is
    """A part unpacks to more than there is room for."""


def damaged() -> Unreadable:
    """The fault of a zip that contradicts itself."""
    return Unreadable(("", "the workbook is damaged: its parts do not fit together", _AGAIN))


def list_members(raw: bytes) -> list[Member]:
    """The files of a zip.

    Raises:
        Unreadable: the zip is cut short or damaged.
    """
    end = raw.rfind(_END, max(0, len(raw) - _COMMENT - 22))
    if end < 0 or end + 22 > len(raw):
        raise Unreadable(("", "the workbook is cut short: its end is missing", _AGAIN))
    try:
        count, _, start = unpack_from("<HII", raw, end + 10)
        locator = end - 20
        if locator >= 0 and raw[locator : locator + 4] == _LOCATOR_64:
            (end_64,) = unpack_from("<Q", raw, locator + 8)
            if raw[end_64 : end_64 + 4] == _END_64:
                count, _, start = unpack_from("<QQQ", raw, end_64 + 32)
        if count > PARTS:
            what = f"the workbook holds more than {PARTS:,} files, which no export does"
            raise Unreadable(("", what, _AGAIN))
        return list(_entries(raw, start, count))
    except (struct.error, OverflowError, UnicodeDecodeError) as error:
        raise damaged() from error


def _entries(raw: bytes, start: int, count: int) -> list[Member]:
    members = []
    at = start
    for _ in range(count):
        if raw[at : at + 4] != _ENTRY:
            raise damaged()
        flags, method, _, checksum, packed, size, name, extra, comment = unpack_from("<HHIIIIHHH", raw, at + 8)
        (offset,) = unpack_from("<I", raw, at + 42)
        words = raw[at + 46 : at + 46 + name].decode("utf-8" if flags & _UTF8 else "cp437")
        large = _large_sizes(raw[at + 46 + name : at + 46 + name + extra])
        size, packed, offset = (large.pop(0) if n == _FULL and large else n for n in (size, packed, offset))
        members.append(Member(words, flags, method, checksum, packed, size, offset))
        at += 46 + name + extra + comment
    return members


def _large_sizes(extra: bytes) -> list[int]:
    """The 64-bit sizes of an entry, in the order in which they stand for fields that are full."""
    at = 0
    while at + 4 <= len(extra):
        kind, length = unpack_from("<HH", extra, at)
        if kind == 1:
            field = extra[at + 4 : at + 4 + length]
            return [number for (number,) in iter_unpack("<Q", field[: len(field) // 8 * 8])]
        at += 4 + length
    return []


def inflate(raw: bytes, member: Member, room: int) -> bytes:
    """The content of a member, whatever the directory says of its size.

    Raises:
        TooLarge: it holds more than `room` bytes.
        Unreadable: it is damaged, or packed in a way that Excel does not use.
    """
    try:
        signature, name, extra = unpack_from("<4s22xHH", raw, member.offset)
    except (struct.error, OverflowError) as error:
        raise damaged() from error
    start = member.offset + 30 + name + extra
    packed = memoryview(raw)[start : start + member.packed]
    if signature != _LOCAL or len(packed) != member.packed:
        raise damaged()
    if member.method == _STORED:
        content = bytes(packed[: room + 1])
    elif member.method == _DEFLATED:
        try:
            content = zlib.decompressobj(-15).decompress(packed, room + 1)
        except zlib.error as error:
            raise damaged() from error
    else:
        raise Unreadable(("", "the workbook is packed in a way that Excel does not use", _AGAIN))
    if len(content) > room:
        raise TooLarge
    if len(content) != member.size or zlib.crc32(content) != member.checksum:
        raise damaged()
    return content


def store(parts: dict[Member, bytes]) -> bytes:
    """A zip of these parts, uncompressed. Their checksums are known: `inflate` has compared them."""
    files: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for member, content in parts.items():
        name = member.name.encode()
        size = len(content)
        about = pack("<HHHIIIIHH", 20, _UTF8, _STORED, _FIRST_DAY, member.checksum, size, size, len(name), 0)
        files += (_LOCAL, about, name, content)
        directory += (_ENTRY, b"\x14\0", about, pack("<HHHII", 0, 0, 0, 0, offset), name)
        offset += 30 + len(name) + size
    listing = b"".join(directory)
    end = pack("<4sHHHHIIH", _END, 0, 0, len(parts), len(parts), len(listing), offset, 0)
    return b"".join((*files, listing, end))
