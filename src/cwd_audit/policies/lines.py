"""On which line of a policy file a fault stands: TOML keeps no lines, so that the key is looked for in the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from cwd_audit.model.errors import Fault

_HEADING = re.compile(r"\s*\[\[?\s*(?P<name>[\w.-]+)\s*\]\]?\s*(?:#.*)?$")
_ID = re.compile(r"""\s*id\s*=\s*["'](?P<id>[^"']*)["']""")
_PLACE = re.compile(r"(?:(?P<list>rule|pathway|unchecked|indicator) (?P<item>\S+?))?(?:, )?(?:key (?P<keys>\S+))?$")


class _Block(NamedTuple):
    """A heading and the lines below it; the lines above the first heading have none."""

    name: str
    first: int
    """The number of its first line, from 1."""
    lines: Sequence[str]

    @property
    def id(self) -> str:
        found = (_ID.match(line) for line in self.lines)
        return next((each["id"] for each in found if each), "")

    def line_of(self, key: str) -> int | None:
        """The number of the line that begins with a key."""
        starts = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
        return next((self.first + at for at, line in enumerate(self.lines) if starts.match(line)), None)


def add_lines(faults: Iterable[Fault], file: str, content: bytes) -> list[Fault]:
    """The same faults from the top of the file down, each with its line: `bromley.toml, line 34: rule …`.

    Those whose place is not found in the file come first, as they are.

    Args:
        faults: faults of a file, located by item and key.
        file: its name.
        content: its bytes.
    """
    blocks = _blocks(content.decode("utf-8-sig", errors="replace").split("\n"))
    found = [_with_line(fault, file, blocks) for fault in faults]
    return [fault for _, fault in sorted(found, key=lambda pair: pair[0])]


def _with_line(fault: Fault, file: str, blocks: Sequence[_Block]) -> tuple[int, Fault]:
    place = fault.where.removeprefix(f"{file}: ")
    found = _PLACE.match(place) if fault.where.startswith(f"{file}: ") else None
    line = _find(found, blocks) if found else None
    return (line, replace(fault, where=f"{file}, line {line}: {place}")) if line else (0, fault)


def _find(place: re.Match[str], blocks: Sequence[_Block]) -> int | None:
    keys = (place["keys"] or "").split(".")
    if place["list"]:
        block = _item(place["list"], place["item"], blocks)
        return (block.line_of(keys[0]) or block.first) if block else None
    section = next((block for block in blocks[1:] if block.name == keys[0]), None)
    if section is None:
        return blocks[0].line_of(keys[0])
    return section.line_of(keys[1]) if len(keys) > 1 else section.first


def _item(name: str, item: str, blocks: Sequence[_Block]) -> _Block | None:
    """The last of the entries of an id, since the first is not at fault for it; or the one of that number."""
    entries = [block for block in blocks if block.name == name]
    named = [block for block in entries if block.id == item]
    if named or not item.isdigit() or int(item) > len(entries):
        return named[-1] if named else None
    return entries[int(item) - 1]


def _blocks(lines: Sequence[str]) -> list[_Block]:
    starts = [at for at, line in enumerate(lines) if _HEADING.match(line)]
    blocks = [_Block("", 1, lines[: starts[0] if starts else len(lines)])]
    for start, end in pairwise([*starts, len(lines)]):
        heading = _HEADING.match(lines[start])
        assert heading
        blocks.append(_Block(heading["name"], start + 1, lines[start:end]))
    return blocks
