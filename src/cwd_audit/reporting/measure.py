"""How wide a column of text should be, on a terminal and in a workbook alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable


def find_width(texts: Iterable[str], usual: int, measure: Callable[[str], int] = len) -> int:
    """A comfortable width for a column.

    As wide as its longest text, but no wider than usual; up to half as wide again where a text would otherwise take a
    third line.
    """
    widest = 0
    for text in set(texts):
        length = measure(text)
        if length > max(widest, usual):
            length = max(usual, _in_two_lines(text, measure))
        widest = max(widest, length)
    return min(widest, usual * 3 // 2)


def _in_two_lines(text: str, measure: Callable[[str], int]) -> int:
    """The least width in which the text takes two lines, broken at a space; all of it where it has none."""
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    middle = len(text) // 2
    nearest = sorted(spaces, key=lambda place: abs(place - middle))[:2]
    return min((max(measure(text[:place]), measure(text[place + 1 :])) for place in nearest), default=measure(text))
