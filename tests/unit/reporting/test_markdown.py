"""The page for the summary of a scripted run: read by a parser of Markdown, text stays text."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from builders_report import HOSTILE, REPORTS, a_finding, a_policy, a_report, every_status, many, with_status
from cwd_audit.model.report import AuditReport, Status
from cwd_audit.reporting import RenderOptions, find_reporter
from cwd_audit.reporting.safe import clip, safe_markdown, safe_text
from cwd_audit.reporting.tally import statuses_counted, sum_up

CURRENT = (a_policy(past_review=False),)
PARSER = MarkdownIt("commonmark").enable("table")
APART = "<!-- -->"
"""Parts an address, so that no program makes a link of it."""
MARKUP = {
    "bold": "**loud** and __loud__",
    "code": "`rm` and ``rm``",
    "pipes": "a|b\\|c||",
    "link": "[here](http://test.invalid) <http://test.invalid> www.test.invalid mailto:a@test.invalid",
    "picture": "![x](http://test.invalid/x.png)",
    "heading": "# Heading",
    "list": "- item",
    "numbered": "1. item",
    "rule": "---",
    "quote": "> quote",
    "html": '<img src=x onerror="alert(1)"> &lt; &#60; <!-- x',
    "struck": "~~gone~~ :smile: $x$",
    "backslash": "ends with \\",
}


def render(report: AuditReport) -> str:
    """The page."""
    return find_reporter("markdown").render(report, RenderOptions()).decode()


def parts(markdown: str) -> list[Token]:
    """All that a parser finds, from the outside in."""
    return [part for block in PARSER.parse(markdown) for part in (block, *(block.children or ()))]


def cells(markdown: str) -> list[str]:
    """The text of every cell of every table, the headings too."""
    found = PARSER.parse(markdown)
    inner = [after for before, after in pairwise(found) if before.type in {"th_open", "td_open"}]
    return ["".join(child.content for child in cell.children or () if child.content != APART) for cell in inner]


@pytest.mark.parametrize("text", [*HOSTILE.values(), *MARKUP.values()], ids=[*HOSTILE, *MARKUP])
def test_a_cell_comes_out_as_text(text: str) -> None:
    """Letter for letter, in a column of its own, and nothing else becomes of it."""
    page = render(a_report(a_finding(worker=text), policies=CURRENT))
    kinds = {part.type for part in parts(page)} - {"text", "text_special", "inline", "strong_open", "strong_close"}

    assert clip(safe_text(text), 300).strip() in [cell.strip() for cell in cells(page)]
    assert {kind.rsplit("_", 1)[0] for kind in kinds} <= {
        "heading", "paragraph", "table", "thead", "tbody", "tr", "th", "td", "bullet_list", "list_item", "html",
    }  # fmt: skip
    assert {part.content for part in parts(page) if part.type.startswith("html")} <= {APART}


@pytest.mark.parametrize("text", [*HOSTILE.values(), *MARKUP.values()], ids=[*HOSTILE, *MARKUP])
def test_a_line_comes_out_as_text(text: str) -> None:
    """A reason and a note stand in lists, where other signs would act."""
    reason = with_status(Status.NOT_ASSESSED, reason=text)
    found = parts(render(a_report(reason, notes=(text,), policies=CURRENT)))

    assert not {part.type for part in found} & {"link_open", "image", "code_inline", "em_open", "hr", "blockquote_open"}
    assert {part.content for part in found if part.type.startswith("html")} <= {APART}
    assert sum(part.type == "bullet_list_open" for part in found) == 3


def test_no_bare_address_is_left() -> None:
    """GitHub makes links of bare text; its starts are broken up."""
    written = safe_markdown("www.test.invalid http://test.invalid a@test.invalid @team")

    assert not re.search(r"www\.|(?<!\\)://|@\w", written)


@pytest.mark.parametrize("report", REPORTS)
def test_every_total_is_there(report: str) -> None:
    """The last row of totals agrees with the report, and the sentence stands at the top."""
    counts = REPORTS[report]().counts()
    rows = [line for line in render(REPORTS[report]()).splitlines() if line.startswith("| All |")]
    numbers = [int(number.replace(",", "")) for row in rows for number in re.findall(r"[\d,]+", row)]

    expected = [counts[status] for status in statuses_counted(REPORTS[report]())]
    assert numbers == (expected if REPORTS[report]().findings else [])
    assert f"**{safe_markdown(sum_up(REPORTS[report]()))}" in render(REPORTS[report]())


def test_a_long_list_is_cut_and_says_so() -> None:
    """Ninety are overdue; fifty are listed."""
    page = render(many())

    assert "Overdue or in breach (90)" in page
    assert "and 40 more: the formats xlsx, csv and json have them all" in page
    assert len(re.findall(r"^\| 000\d\d \|", page, re.MULTILINE)) == 50


def test_it_is_no_less_honest_than_the_table() -> None:
    """What was not assessed, not checked, not run and not read is on the page."""
    page = render(every_status())

    for words in ("Not assessed (2)", "To query (2)", "No rule in the policy", "Rules not run (2)", "4 problems"):
        assert words in page
    assert "**Warning:** the policy is past its own review date" in page
