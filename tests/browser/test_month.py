"""The monthly report in a real browser: no barriers, no width too narrow, whole charts, a section a printed page."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import expect

from builders_month import MONTHS
from months import document, rendered
from opening import Opening, OpenPage, find_barriers, measure_overflow

WIDTHS = (360, 1280, 1920)


@pytest.mark.parametrize("month", MONTHS)
def test_no_window_is_too_narrow(open_page: OpenPage, month: str) -> None:
    """The page never scrolls sideways, whatever it shows."""
    page = open_page(rendered("html", month), Opening())

    assert {width: measure_overflow(page, width) for width in WIDTHS} == dict.fromkeys(WIDTHS, 0)


@pytest.mark.parametrize("month", ["usual", "nothing"])
def test_there_are_no_barriers(open_page: OpenPage, month: str) -> None:
    """Nothing that axe knows of."""
    assert find_barriers(open_page(rendered("html", month), Opening())) == []


def test_charts_stay_within_their_frames(open_page: OpenPage) -> None:
    """No mark and no word of a chart is cut off or lies on another word."""
    page = open_page(rendered("html", "usual"), Opening(script=True))
    outside = page.evaluate("""() => [...document.querySelectorAll("svg.chart")].flatMap((chart) => {
      const frame = chart.getBoundingClientRect();
      const texts = [...chart.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
      const beyond = ([, box]) => box.left < frame.left - 1 || box.right > frame.right + 1
        || box.top < frame.top - 1 || box.bottom > frame.bottom + 1;
      const overlap = ([, one], [, other]) => one.left < other.right - 1 && other.left < one.right - 1
        && one.top < other.bottom - 3 && other.top < one.bottom - 3;
      const pairs = texts.flatMap((one, at) => texts.slice(at + 1).filter((other) => overlap(one, other))
        .map((other) => [one[0], other[0]]));
      return [...texts.filter(beyond).map(([text]) => text), ...pairs];
    })""")

    assert outside == []
    expect(page.locator("svg.chart").first).to_be_visible()


def test_it_prints_a_section_a_page(open_page: OpenPage, tmp_path: Path, pdf_to_text: str) -> None:
    """Summary and contents first; each page of the report begins a new sheet of paper."""
    page = open_page(rendered("html", "usual"), Opening())
    file = tmp_path / "printed.pdf"
    page.pdf(path=file, prefer_css_page_size=True)
    done = subprocess.run([pdf_to_text, "-layout", file, "-"], check=True, capture_output=True, text=True)  # noqa: S603 – it is poppler's
    sheets = [" ".join(text.split()) for text in done.stdout.split("\f")]
    begun = [section for section in document("usual").pages if any(text.startswith(section.title) for text in sheets)]

    assert "Summary" in sheets[0]
    assert begun == list(document("usual").pages)
