"""What holds for every file of the monthly report that is found, whatever the month."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from builders_month import MONTHS
from builders_report import HOSTILE
from cwd_audit.reporting.month import find_month_reporter, month_formats
from cwd_audit.reporting.safe import safe_text
from months import document, rendered, said, text_of

ACTIVE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
EVERY = [(name, month) for name in month_formats() for month in MONTHS]
SHOW_PAGES = [name for name in month_formats() if name != "json"]
"""The JSON file is of the report itself, which it does not arrange."""
SHORT = [text for text in HOSTILE.values() if text.strip() and len(text) < 200]


def on_one_line(text: str) -> str:
    """The text as a reader of any format finds it."""
    return " ".join(safe_text(text).split())


def test_the_files_of_the_month_are_found() -> None:
    """Each by the name of its module."""
    assert {"docx", "xlsx"} <= set(month_formats())


@pytest.mark.parametrize(("name", "month"), EVERY)
def test_same_report_same_bytes(name: str, month: str) -> None:
    """Two renderings of one report are equal byte for byte."""
    again = find_month_reporter(name).render(MONTHS[month], document(month))

    assert rendered(name, month) == again


def test_neither_clock_nor_hash_seed_changes_a_byte() -> None:
    """Another process, with another order of sets and another zone of time, makes the same files."""
    script = (
        "import hashlib; from months import rendered; from cwd_audit.reporting.month import month_formats\n"
        "for name in month_formats(): print(name, hashlib.sha256(rendered(name, 'usual')).hexdigest())"
    )
    tests = str(Path(__file__).parents[3])
    elsewhere = subprocess.run(  # noqa: S603 – the script is ours
        [sys.executable, "-c", script],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONHASHSEED": "2", "TZ": "Asia/Tokyo", "PYTHONPATH": os.pathsep.join((tests, *sys.path))},
    ).stdout.splitlines()

    assert [f"{name} {hashlib.sha256(rendered(name, 'usual')).hexdigest()}" for name in month_formats()] == elsewhere


@pytest.mark.parametrize("month", MONTHS)
@pytest.mark.parametrize("name", SHOW_PAGES)
def test_every_word_and_number_of_the_document_is_there(name: str, month: str) -> None:
    """Titles, messages, summary, cover, notes, headings and each value of each table."""
    shown, pages = text_of(name, rendered(name, month)), document(month)
    wanted = {pages.title, pages.subtitle, *pages.summary, *pages.cover}
    wanted |= {text for note in pages.notes for text in note}
    for page in pages.pages:
        wanted |= {page.title}
        if page.table:
            wanted |= {column.heading for column in page.table.columns}
            wanted |= {said(value) for row in page.table.rows for value in row}

    assert sorted(text for text in map(on_one_line, wanted) if len(text) < 200 and text not in shown) == []


@pytest.mark.parametrize("name", SHOW_PAGES)
def test_every_sentence_is_there(name: str) -> None:
    """What stands before the tables is whole, however it is broken into lines."""
    shown = text_of(name, rendered(name, "usual"))
    wanted = [text for page in document("usual").pages for text in (page.message, *page.paragraphs)]

    assert [text for text in wanted if text not in shown] == []


@pytest.mark.parametrize("name", SHOW_PAGES)
def test_hostile_text_comes_out_as_text(name: str) -> None:
    """Formulas, links, markup and codes are shown as they were typed, made harmless."""
    shown = text_of(name, rendered(name, "hostile"))

    assert [text for text in SHORT if on_one_line(text) not in shown] == []
    assert ACTIVE.findall(shown) == []
