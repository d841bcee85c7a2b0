"""Monthly reports rendered once for all tests, and taken apart again."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from functools import cache
from html.parser import HTMLParser
from xml.etree import ElementTree as ET

from openpyxl import load_workbook

from builders_month import MONTHS
from cwd_audit.reporting.month import find_month_reporter
from cwd_audit.reporting.month.arrange import arrange
from cwd_audit.reporting.month.pages import Document
from cwd_audit.reporting.words import say_date


@cache
def document(month: str) -> Document:
    """The pages of one report of `MONTHS`."""
    return arrange(MONTHS[month])


@cache
def rendered(name: str, month: str) -> bytes:
    """One report of `MONTHS` in one format."""
    return find_month_reporter(name).render(MONTHS[month], document(month))


def parts_of(content: bytes) -> dict[str, str]:
    """The parts of an Office file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def tree(part: str) -> ET.Element:
    """A part as a tree; one that is not well formed fails here."""
    return ET.fromstring(part)  # noqa: S314 – our own file


def names_in(part: str) -> set[str]:
    """The names of the elements of a part, without their namespaces."""
    return {element.tag.split("}")[1] for element in tree(part).iter()}


def text_of(name: str, content: bytes) -> str:
    """What a format shows, as text on one line; numbers as people read them."""
    found = {"xlsx": _read_xlsx, "docx": _read_docx, "html": _read_html}.get(name, bytes.decode)(content)
    return " ".join(found.split())


def _read_xlsx(content: bytes) -> str:
    book = load_workbook(io.BytesIO(content))
    return "\n".join(
        _say(cell.value, cell.number_format) for sheet in book for row in sheet.iter_rows() for cell in row
    )


def _say(value: object, number_format: str) -> str:
    if isinstance(value, datetime):
        return say_date(value.date())
    if isinstance(value, int | float):
        return f"{value:.1f}" if number_format == "0.0" else f"{value:,}"
    return "" if value is None else str(value)


def _read_docx(content: bytes) -> str:
    paragraphs = (each for each in tree(parts_of(content)["word/document.xml"]).iter() if each.tag.endswith("}p"))
    return "\n".join("".join(each.itertext()) for each in paragraphs)


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)


def _read_html(content: bytes) -> str:
    reader = _Texts()
    reader.feed(content.decode())
    return "\n".join(reader.found)


def said(value: object) -> str:
    """A value of a table as people read it."""
    if isinstance(value, date):
        return say_date(value)
    if isinstance(value, float):
        return f"{value:.1f}"
    return f"{value:,}" if isinstance(value, int) else str(value)
