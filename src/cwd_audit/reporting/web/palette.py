"""The colours of the pages, and which of them stand on which; tests compute the contrast of each pair.

Charts take theirs from the government palette for categories (Analysis Function, "Data visualisation: colours in
charts"), statuses from the pairs for bad, neutral and good that Excel has and the workbook uses.
"""

from __future__ import annotations

from collections.abc import Mapping

from cwd_audit.reporting.colours import BAD, CATEGORIES, GOOD, NEUTRAL, UNKNOWN

COLOURS: Mapping[str, str] = {
    "ink": "#0b0c0c",
    "muted": "#484949",
    "paper": "#ffffff",
    "wash": "#f3f2f1",
    "line": "#b1b4b6",
    "edge": "#505a5f",
    "link": "#12436d",
    "focus": "#ffdd00",
    "bad": BAD.letters.lower(),
    "bad-wash": BAD.ground.lower(),
    "neutral": NEUTRAL.letters.lower(),
    "neutral-wash": NEUTRAL.ground.lower(),
    "good": GOOD.letters.lower(),
    "good-wash": GOOD.ground.lower(),
    "unknown": UNKNOWN.letters.lower(),
    "unknown-wash": UNKNOWN.ground.lower(),
    "blue": CATEGORIES[0].lower(),
    "turquoise": CATEGORIES[1].lower(),
    "plum": CATEGORIES[2].lower(),
    "orange": CATEGORIES[3].lower(),
    "grey": "#3d3d3d",
}
TEXT_ON = (
    ("ink", "paper"),
    ("ink", "wash"),
    ("ink", "focus"),
    ("muted", "paper"),
    ("muted", "wash"),
    ("link", "paper"),
    ("link", "wash"),
    ("paper", "link"),
    ("bad", "paper"),
    ("bad", "bad-wash"),
    ("neutral", "neutral-wash"),
    ("good", "good-wash"),
    ("unknown", "unknown-wash"),
)
"""Text and the ground it stands on: at least 4.5 to 1."""
SHAPES_ON = (
    ("edge", "paper"),
    ("ink", "focus"),
    ("blue", "paper"),
    ("turquoise", "paper"),
    ("plum", "paper"),
    ("orange", "paper"),
    ("grey", "paper"),
)
"""What is drawn and the ground it stands on: at least 3 to 1. Parts of a bar have a gap of paper between them."""


def declare_colours() -> str:
    """The colours as variables of a style sheet."""
    return ":root{" + "".join(f"--{name}:{colour};" for name, colour in COLOURS.items()) + "}\n"


def contrast(one: str, other: str) -> float:
    """How well two colours of the palette can be told apart, from 1 to 21 (WCAG 2.2, contrast ratio)."""
    lighter, darker = sorted((_luminance(COLOURS[one]), _luminance(COLOURS[other])), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


_STRAIGHT_UP_TO = 0.04045
"""Below it the brightness of a screen is taken to grow in a straight line."""


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= _STRAIGHT_UP_TO else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
