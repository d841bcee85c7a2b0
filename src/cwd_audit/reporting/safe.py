"""Text that people typed, made harmless for the place where it is shown.

Sources: OWASP "CSV Injection"; Unicode Technical Report 36 (bidirectional spoofing); the limits of an Excel cell;
CommonMark 0.31 (a backslash before ASCII punctuation) and GitHub Flavored Markdown (tables, links made of bare text).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
"""Stands where a character was that could act on a terminal, reorder the text, or break a file."""
CELL_LIMIT = 32_767
"""Characters that a cell of a workbook can hold."""
SHEET_NAME_LIMIT = 31

_LINE_BREAKS = re.compile("[\t\n\v\f\r\x85\u2028\u2029]+")
_ACTIVE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL, C1: terminal codes
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # they turn the direction of the text round
    "\ud800-\udfff\ufff9-\ufffb\ufeff\ufffe\uffff]"  # halves of characters and what XML does not allow
)
_FORMULA_SIGNS = "=+-@"
_MARKDOWN = re.compile(r"[\\`*_{}\[\]<>#~&$]|:(?=\S)|(?<=www)\.|^[-+=](?= *\S)|^ *[0-9]+(?=[.)])", re.IGNORECASE)
"""What Markdown acts on: signs anywhere; the colon of a link or an emoji, the dot of `www.`; the start of a list."""
_SHEET_RESERVED = re.compile(r"[\[\]:*?/\\]")
_TYPOGRAPHY = str.maketrans(
    {"–": "-", "—": "-", "‑": "-", "‘": "'", "’": "'", "“": '"', "”": '"', "…": "...", "£": "GBP ", REPLACEMENT: "?"}
)


def safe_text(text: str) -> str:
    """The text on one line, with every character that could act replaced visibly."""
    if text.isprintable():
        return text
    return _ACTIVE.sub(REPLACEMENT, _LINE_BREAKS.sub(" ", text))


def safe_ascii(text: str) -> str:
    """The same in ASCII: accents dropped, typographic signs spelt out, all else by its number in hexadecimal."""
    text = safe_text(text)
    if text.isascii():
        return text
    letters = unicodedata.normalize("NFKD", text.translate(_TYPOGRAPHY))
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return plain.encode("ascii", "backslashreplace").decode("ascii")


def safe_csv(text: str) -> str:
    """The text for a quoted CSV field: an apostrophe before what a spreadsheet would take for a formula.

    That is what begins with one of = + - @, at full width or small too, or with a tab or a line break; blanks,
    quotation marks and characters that do not show make no difference, since some programs leave them out.
    """
    if text.isprintable() and text[:1].isalnum():
        return text
    shown = safe_text(text)
    begins = next(filter(_shows, shown), "")
    acts = begins != "" and unicodedata.normalize("NFKC", begins) in _FORMULA_SIGNS
    return f"'{shown}" if acts or text[:1] in {"\t", "\r", "\n"} else shown


def _shows(letter: str) -> bool:
    return letter.isprintable() and letter not in f" \"'{REPLACEMENT}"


def safe_markdown(text: str) -> str:
    """The text for a line or a table cell of Markdown: none of it is markup, a link, a table line or HTML."""
    escaped = _MARKDOWN.sub(_escape, safe_text(text).strip())
    # An entity for the pipe, which ends a cell before backslashes are looked at; a comment that parts an address.
    return escaped.replace("|", "&#124;").replace("@", "@<!-- -->")


def _escape(found: re.Match[str]) -> str:
    sign = found[0]
    return f"{sign}\\" if sign[-1].isdigit() else f"\\{sign}"


def safe_cell(text: str) -> str:
    """The text for a string cell of a workbook; what is too long for a cell is cut, and says so."""
    return clip(safe_text(text), CELL_LIMIT)


def clip(text: str, limit: int) -> str:
    """At most `limit` characters, saying at the end how many there were."""
    if len(text) <= limit:
        return text
    note = f" [cut: {len(text):,} characters in all]"
    return text[: limit - len(note)] + note


def safe_sheet_names(wanted: Iterable[str], taken: Iterable[str]) -> tuple[str, ...]:
    """A sheet name for each text: at most 31 characters, none reserved, all different without regard to case."""
    used = {name.casefold() for name in taken} | {"history"}
    names = []
    for text in wanted:
        name = _SHEET_RESERVED.sub("-", safe_text(text)).strip(" '") or "Blank name"
        unique, number = _cut(name, SHEET_NAME_LIMIT), 1
        while unique.casefold() in used:
            number += 1
            ending = f" ({number})"
            unique = _cut(name, SHEET_NAME_LIMIT - len(ending)) + ending
        used.add(unique.casefold())
        names.append(unique)
    return tuple(names)


def _cut(name: str, limit: int) -> str:
    """The start of a name, in the 16-bit units Excel counts in, ending in neither a space nor an apostrophe."""
    return name.encode("utf-16-le")[: 2 * limit].decode("utf-16-le", "ignore").rstrip(" '")
