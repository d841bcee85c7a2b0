"""XML read piece by piece by expat, which follows no link; entities, and nesting without end, are refused."""

from __future__ import annotations

from xml.parsers import expat

from cwd_audit.loading.reading import limits
from cwd_audit.loading.reading.unreadable import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Visitor(Protocol):
        """What is told of the elements, in their order."""

        def start(self, tag: str, attributes: dict[str, str]) -> None:
            """An element begins. Names are a namespace and a name with a blank between, or the name alone."""

        def end(self, tag: str) -> None:
            """An element ends."""

        def text(self, words: str) -> None:
            """Text inside the element that began last and has not ended."""


_PIECE = limits.MIB
_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and use that copy."


def walk(xml: bytes, visitor: Visitor) -> None:
    """Tell a visitor all elements of a document.

    Raises:
        Unreadable: it is no well-formed XML, defines entities, or nests deeper than any export.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    depth = 0

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.DEPTH:
            what = f"its elements are nested more than {limits.DEPTH} deep, as in no export"
            raise Unreadable(("", what, "Do not use this file; ask who sent it for a new export."))
        visitor.start(tag, attributes)

    def end(tag: str) -> None:
        nonlocal depth
        depth -= 1
        visitor.end(tag)

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = visitor.text
    parser.StartDoctypeDeclHandler = _refuse_entities
    try:
        for at in range(0, len(xml), _PIECE):
            parser.Parse(xml[at : at + _PIECE])
        parser.Parse(b"", True)  # noqa: FBT003 - a parameter of expat
    except expat.ExpatError as error:
        what = "its XML is cut short or damaged"
        raise Unreadable((f"line {error.lineno}", what, f"Export it again. {_AGAIN}")) from None
    except (LookupError, ValueError):
        raise Unreadable(("", "its XML is written in an encoding that is not known", _AGAIN)) from None


def _refuse_entities(*_: object) -> None:
    what = "it defines XML entities, which no export does and which can be an attack"
    raise Unreadable(("", what, "Do not use this file; ask who sent it for a new export."))
