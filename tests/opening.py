"""How a page is opened in a browser, and what a reader of it may ask."""

from __future__ import annotations

from collections.abc import Callable
from importlib import resources
from typing import NamedTuple

from playwright.sync_api import Page


class Opening(NamedTuple):
    """The window, and whether scripts run."""

    width: int = 1280
    script: bool = True


OpenPage = Callable[[bytes, Opening], Page]
_CHECK = """async () => {
  const asked = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
  const found = await axe.run(document, {runOnly: asked});
  return found.violations.map((rule) => rule.id + ": " + rule.nodes.slice(0, 3).map((node) => node.html).join(" | "));
}"""
_OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def find_barriers(page: Page) -> list[str]:
    """What axe finds that keeps people from using the page, by rule."""
    page.evaluate((resources.files("axe_playwright_python") / "axe.min.js").read_text("utf-8"))
    found: list[str] = page.evaluate(_CHECK)
    return found


def unfold(page: Page) -> None:
    """Unfold everything."""
    page.evaluate("() => { for (const each of document.querySelectorAll('details')) each.open = true; }")


def measure_overflow(page: Page, width: int) -> int:
    """By how many pixels the page is wider than a window of this width, with everything unfolded."""
    page.set_viewport_size({"width": width, "height": 900})
    unfold(page)
    wider: int = page.evaluate(_OVERFLOW)
    return wider
