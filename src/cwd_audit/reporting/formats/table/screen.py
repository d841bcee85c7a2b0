"""A terminal of a given width, drawn by rich into text. All text goes in as `Text`: no markup in it is obeyed."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from cwd_audit.reporting.formats.table.fit import Head, fit
from cwd_audit.reporting.formats.table.grid import lay_out
from cwd_audit.reporting.options import RenderOptions
from cwd_audit.reporting.safe import clip, safe_ascii, safe_text
from cwd_audit.reporting.words import say_list

_USUAL_WIDTH = 100
_NARROWEST = 40
_LONGEST_TEXT = 300
"""Characters of a cell that a terminal shows; the other formats have it whole."""


class Screen:
    """What has been drawn so far, from the top down."""

    def __init__(self, options: RenderOptions) -> None:
        self._drawn = io.StringIO()
        self._width = max(options.width or _USUAL_WIDTH, _NARROWEST)
        self._colour = options.colour
        self._unicode = options.unicode
        self._console = Console(
            file=self._drawn,
            width=self._width,
            height=100,
            force_terminal=options.colour,
            color_system="standard" if options.colour else None,
            no_color=not options.colour,
            legacy_windows=False,
            _environ={},
        )

    def heading(self, text: str, style: str = "") -> None:
        """A blank line and a line in bold."""
        self._console.print()
        self.line(text, f"bold {style}")

    def line(self, text: str, style: str = "", indent: int = 0) -> None:
        """A paragraph, wrapped to the width."""
        self._console.print(Padding(Text(self._safe(text), style), (0, 0, 0, indent), expand=False))

    def table(self, heads: Sequence[Head], rows: Sequence[Sequence[str]]) -> None:
        """A table; says below it which columns the terminal was too narrow for."""
        cells = [[self._safe(cell) for cell in row] for row in rows]
        fitted = fit(heads, cells, self._width)
        kept = fitted.kept
        grid = lay_out(
            self._console,
            [heads[place] for place in kept],
            fitted.widths,
            [[row[place] for place in kept] for row in cells],
            "\N{BOX DRAWINGS LIGHT HORIZONTAL}" if self._unicode else "-",
        )
        self._console.print(grid, no_wrap=True, overflow="ignore", crop=False, end="")
        if fitted.dropped:
            hidden = say_list(_in_a_sentence(heads[place].heading) for place in fitted.dropped)
            self.line(f"Too narrow to show: {hidden}. A wider window, or --format xlsx, shows them.", "dim")

    def drawn(self) -> bytes:
        """Everything, in UTF-8, or in ASCII where the terminal knows no more."""
        text = self._drawn.getvalue()
        if not self._colour:
            text = "\n".join(line.rstrip() for line in text.split("\n"))
        return text.encode("utf-8" if self._unicode else "ascii", "backslashreplace")

    def _safe(self, text: str) -> str:
        return clip(safe_text(text) if self._unicode else safe_ascii(text), _LONGEST_TEXT)


def _in_a_sentence(heading: str) -> str:
    return heading[:1].lower() + heading[1:]
