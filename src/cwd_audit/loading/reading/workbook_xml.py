"""Which part of a workbook holds which sheet, for naming sheets in messages. Readers find the sheets themselves."""

from __future__ import annotations

import re
from html import unescape

_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")

_ABOUT = re.compile(rb"<(?:\w+:)?workbookPr\s[^>]*>")


def attributes(tag: bytes) -> dict[bytes, bytes]:
    """The attributes of a tag, by name without prefix."""
    return {name.rpartition(b":")[2]: double or single for name, double, single in _ATTRIBUTE.findall(tag)}


def link_targets(links: bytes) -> dict[str, str]:
    """Id -> part, of the links of a workbook."""
    targets = {}
    for tag in re.findall(rb"<(?:\w+:)?Relationship\s[^>]*>", links):
        link = attributes(tag)
        target = unescape(link.get(b"Target", b"").decode("utf-8", "replace"))
        to = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        targets[link.get(b"Id", b"").decode("utf-8", "replace")] = to
    return targets


def visible_sheets(parts: dict[str, bytes], *, include_hidden: bool = False) -> dict[str, str]:
    """Part -> name of the sheet, for the sheets that are not hidden, or for all."""
    workbook = next((name for name in parts if name.lower() == "xl/workbook.xml"), "")
    links = next((name for name in parts if name.lower() == "xl/_rels/workbook.xml.rels"), "")
    if not workbook or not links:
        return {}
    by_lower = {name.lower(): name for name in parts}
    targets = link_targets(parts[links])
    names = {}
    for tag in re.findall(rb"<(?:\w+:)?sheet\s[^>]*>", parts[workbook]):
        sheet = attributes(tag)
        part = by_lower.get(targets.get(sheet.get(b"id", b"").decode("utf-8", "replace"), "").lower())
        if part and (include_hidden or sheet.get(b"state", b"visible") == b"visible"):
            names[part] = unescape(sheet.get(b"name", b"").decode("utf-8", "replace"))
    return names


def counts_from_1904(parts: dict[str, bytes]) -> bool:
    """Whether the workbook counts days from 1904, as those of old Macs do."""
    workbook = next((xml for name, xml in parts.items() if name.lower() == "xl/workbook.xml"), b"")
    return any(attributes(tag).get(b"date1904") in {b"1", b"true"} for tag in _ABOUT.findall(workbook))
