"""Text that people typed is made harmless, visibly, and otherwise left alone."""

from __future__ import annotations

import pytest

from builders_report import HOSTILE, WORKERS
from cwd_audit.reporting.safe import (
    CELL_LIMIT,
    clip,
    safe_ascii,
    safe_cell,
    safe_csv,
    safe_markdown,
    safe_sheet_names,
    safe_text,
)

BAD = "\N{REPLACEMENT CHARACTER}"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Testchild Alpha", "Testchild Alpha"),
        ("Siân Ŵyn", "Siân Ŵyn"),
        ("two\r\nlines\tand a tab", "two lines and a tab"),
        ("\x1b[2J", f"{BAD}[2J"),
        ("\x9b31m", f"{BAD}31m"),
        ("a\x7fb\x00c", f"a{BAD}b{BAD}c"),
        ("a\N{RIGHT-TO-LEFT OVERRIDE}b", f"a{BAD}b"),
        ("a\ud800b\ufffe", f"a{BAD}b{BAD}"),
        ("None", "None"),
        ("", ""),
    ],
)
def test_active_characters_are_replaced_visibly(typed: str, shown: str) -> None:
    """One mark for each character that could act; line breaks become spaces; letters stay."""
    assert shown == safe_text(typed)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Siân Ŵyn", "Sian Wyn"),
        ("6 – 12 “months” £5…", '6 - 12 "months" GBP 5...'),
        ("\N{PILE OF POO}", "\\U0001f4a9"),
        ("\x1b", "?"),
    ],
)
def test_ascii_is_readable(typed: str, shown: str) -> None:
    """Accents go, typographic signs are spelt out, the rest is given by number."""
    assert shown == safe_ascii(typed)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+44 1234", "'+44 1234"),
        ("-", "'-"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1+1", "' =1+1"),
        ("\rtext", "' text"),
        ("\ntext", "' text"),
        (" =1+1", "' =1+1"),
        ("\x00=1+1", f"'{BAD}=1+1"),
        ("＝1+1", "'＝1+1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("﹦1+1", "'﹦1+1"),
        ('"=1+1', "'\"=1+1"),
        ("\N{NO-BREAK SPACE}=1+1", "'\N{NO-BREAK SPACE}=1+1"),
        ("\N{ZERO WIDTH SPACE}=1+1", "'\N{ZERO WIDTH SPACE}=1+1"),
        ("'quoted'", "'quoted'"),
        (" text", " text"),
        ("1-2", "1-2"),
        ("00123", "00123"),
        ("", ""),
    ],
)
def test_csv_text_is_no_formula(typed: str, written: str) -> None:
    """An apostrophe goes before every start that OWASP names, hidden ones too, and before nothing else."""
    assert written == safe_csv(typed)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Testworker One (North), 5 January 2026 – 3 of 4.", "Testworker One (North), 5 January 2026 – 3 of 4."),
        ("export.xlsx: sheet", "export.xlsx: sheet"),
        ("a|b", "a&#124;b"),
        ("# 1*2_3", r"\# 1\*2\_3"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("see http://x", r"see http\://x"),
        ("a@b", "a@<!-- -->b"),
    ],
)
def test_markdown_text_is_text(typed: str, written: str) -> None:
    """Ordinary words stay as they are; what Markdown acts on is escaped."""
    assert written == safe_markdown(typed)


def test_a_cell_that_is_too_long_says_so() -> None:
    """A workbook's cell holds 32,767 characters; the rest is not lost in silence."""
    cell = safe_cell(HOSTILE["no blanks"])

    assert len(cell) == CELL_LIMIT
    assert cell.endswith(" [cut: 40,000 characters in all]")


def test_what_fits_is_not_cut() -> None:
    """A text of exactly the limit stays whole."""
    assert clip("x" * 50, 50) == "x" * 50


def test_sheet_names_are_what_excel_allows() -> None:
    """At most 31 characters, none reserved, no apostrophe at an end, no two alike in any case."""
    names = safe_sheet_names((*WORKERS, *HOSTILE.values()), ("Overdue", "Policy", "Summary"))

    assert len(names) == len({name.casefold() for name in (*names, "overdue", "policy", "summary", "history")}) - 4
    assert [name for name in names if not 1 <= len(name.encode("utf-16-le")) // 2 <= 31] == []
    assert [name for name in names if set(name) & set("[]:*?/\\") or name.strip(" '") != name] == []


@pytest.mark.parametrize(
    ("workers", "names"),
    [
        (("TEAM", "team"), ("TEAM", "team (2)")),
        (("a/b", "a-b"), ("a-b", "a-b (2)")),
        (("Overdue",), ("Overdue (2)",)),
        (("History",), ("History (2)",)),
        (("x" * 40, "x" * 41), ("x" * 31, "x" * 27 + " (2)")),
        (("'", " "), ("Blank name", "Blank name (2)")),
    ],
)
def test_clashing_sheet_names_are_numbered(workers: tuple[str, ...], names: tuple[str, ...]) -> None:
    """The second of two that would be alike gets a number."""
    assert names == safe_sheet_names(workers, ("Overdue",))
