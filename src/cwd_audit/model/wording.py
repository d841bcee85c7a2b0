"""How names and headings are compared: by what they say, not by how they are typed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_TYPED_ALIKE = str.maketrans(
    dict.fromkeys("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff", "")  # soft hyphen, zero-width, direction marks
    | dict.fromkeys("‘’‚‛ʼ′`´", "'")
    | dict.fromkeys("“”„‟″", '"')
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212_", "-")  # hyphens, dashes, minus sign, underscore
    | {"&": " and "}
)
_GAPS = re.compile(r"[\s-]+")


def normalise(text: str) -> str:
    """The text as it is compared with others.

    Case, the kind and number of spaces, hyphens, dashes and underscores, `&` for `and`, typographic quotation marks,
    invisible characters and a `?`, `:`, `.` or `*` at the end make no difference: `Case ID:`, `case_id` and `CASE-ID`
    are one heading.
    """
    return _GAPS.sub(" ", text.translate(_TYPED_ALIKE).casefold()).rstrip("?:.* ").lstrip()


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like a mistyped one; "" where none is like it. For suggestions only."""
    from difflib import get_close_matches  # noqa: PLC0415 – only a fault needs it

    return next(iter(get_close_matches(word, list(known), n=1, cutoff=0.6)), "")


@lru_cache(maxsize=1024)  # the same few hints stand beside each of a million rows
def as_sentence(text: str) -> str:
    """The text with a capital at its beginning and a full stop at its end; "" stays ""."""
    if not text:
        return ""
    return text[:1].upper() + text[1:] + ("" if text[-1] in ".?!…" else ".")
