"""The Word file itself: page, fonts, language, properties, footer; and its bytes, the same every time."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, cast

import docx
from docx.enum.section import WD_ORIENTATION
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from cwd_audit.reporting.month.packing import pack, unpack
from cwd_audit.reporting.month.pages import Document
from cwd_audit.reporting.safe import safe_cell

if TYPE_CHECKING:
    from docx.document import Document as Word
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.styles.style import ParagraphStyle

FONT = "Arial"
LANGUAGE = "en-GB"
WIDTH = Cm(26.7)
"""Of the text: A4 on its side, because tables of figures have many columns."""
_A4 = (Cm(29.7), Cm(21))
_MARGIN = Cm(1.5)
_INK = RGBColor(0x0B, 0x0C, 0x0C)
_SIZES = {"Normal": 12, "Title": 22, "Subtitle": 14, "Heading 1": 18, "Heading 2": 14, "List Bullet": 12}
_BOLD = frozenset({"Title", "Heading 1", "Heading 2"})
_LIMIT = 255
"""Characters of a property of a document."""
_THUMBNAIL = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/thumbnail"


class Paper:
    """A document in the making."""

    def __init__(self, document: Document) -> None:
        self.word: Word = docx.Document()
        self._name(document)
        self._set_fonts()
        self._set_page(document.title)

    def put(self, markup: str) -> None:
        """Put at the end of the document what the library cannot make."""
        self.word.element.body.sectPr.addprevious(parse_xml(markup))

    def written(self) -> bytes:
        """The file's bytes."""
        written = io.BytesIO()
        self.word.save(written)
        return pack(unpack(written.getvalue()))

    def _name(self, document: Document) -> None:
        day: date = document.created
        created = datetime(day.year, day.month, day.day)  # noqa: DTZ001 – the property is written as UTC
        properties = self.word.core_properties
        properties.title = safe_cell(document.title)[:_LIMIT]
        properties.subject = safe_cell(document.subtitle)[:_LIMIT]
        properties.language = LANGUAGE
        properties.author = properties.comments = properties.last_modified_by = properties.keywords = ""
        properties.created = properties.modified = created
        package = self.word.part.package
        for relation in [each.rId for each in package.rels.values() if each.reltype == _THUMBNAIL]:
            package.rels.pop(relation)  # a picture of the library's own template

    def _set_fonts(self) -> None:
        styles = self.word.styles
        for name, size in _SIZES.items():
            style = cast("ParagraphStyle", styles[name])
            style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), _INK
            style.font.bold, style.font.italic = name in _BOLD, False
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for script in ("ascii", "hAnsi", "cs", "eastAsia"):
                fonts.set(qn(f"w:{script}"), FONT)
                fonts.attrib.pop(qn(f"w:{script}Theme"), None)
            style.paragraph_format.space_after = Pt(4)
        for name in ("Heading 1", "Heading 2"):
            heading = cast("ParagraphStyle", styles[name])
            heading.paragraph_format.space_before = Pt(12)
            heading.paragraph_format.keep_with_next = True
        for language in styles.element.iter(qn("w:lang")):
            language.set(qn("w:val"), LANGUAGE)

    def _set_page(self, title: str) -> None:
        section = self.word.sections[0]
        section.page_width, section.page_height = _A4
        section.orientation = WD_ORIENTATION.LANDSCAPE
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        footer.add_run(f"{safe_cell(title)[:_LIMIT]}. Page ")
        footer._p.append(_field("PAGE"))  # noqa: SLF001 – the library has no fields
        footer.add_run(" of ")
        footer._p.append(_field("NUMPAGES"))  # noqa: SLF001


def _field(code: str) -> BaseOxmlElement:
    """A number that Word works out."""
    field, run, text = (OxmlElement(name) for name in ("w:fldSimple", "w:r", "w:t"))
    field.set(qn("w:instr"), code)
    text.text = "1"
    run.append(text)
    field.append(run)
    return field
