"""The colours that every format shares. A colour is never the only message: words, dashes and patterns say the same."""

from __future__ import annotations

from typing import NamedTuple


class Pair(NamedTuple):
    """Letters and the ground they stand on, at least 4.5 to 1."""

    letters: str
    ground: str


CATEGORIES = ("#12436D", "#28A197", "#801650", "#F46A25")
"""Of charts, in this order (Analysis Function, "Data visualisation: colours in charts"); each 3 to 1 on white."""
BAD = Pair("#9C0006", "#FFC7CE")
"""This and the next two are Excel's own."""
NEUTRAL = Pair("#9C5700", "#FFEB9C")
GOOD = Pair("#006100", "#C6EFCE")
UNKNOWN = Pair("#3F3F3F", "#E7E6E6")
