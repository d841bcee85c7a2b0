"""The history file: what it keeps, what it gives back, and what it refuses."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cwd_audit.audit.month import store_file
from cwd_audit.audit.month.store import Remembered, recall, remember
from cwd_audit.model.errors import InputError, OutputError
from cwd_audit.model.indicators import Card, Measure, Publication
from cwd_audit.model.month import (
    Direction,
    Figure,
    IndicatorResult,
    Line,
    MonthPoint,
    MonthReport,
    Rating,
    Run,
    Shorthand,
)
from cwd_audit.model.report import PolicyLine

MONTHS = tuple(date(2026, month, 28 if month == 2 else 30 if month in {4, 6, 9} else 31) for month in range(1, 11))
SEPTEMBER, OCTOBER = MONTHS[-2:]


def a_report(
    figures: dict[date, tuple[int, int, int]], *, sha: str = "5a", rules: tuple[str, ...] = ("t.visit",)
) -> MonthReport:
    """A report of one indicator, whose export tells these months, of the last of them."""
    card = Card(
        id="t.visits", title="Visits in time", question="?", measure=Measure.TIMESCALE, rules=rules,
        numerator="n", denominator="d", cohort="c",
    )  # fmt: skip
    history = tuple(MonthPoint(day, Line("All", Figure(*figure), Figure(2, 3))) for day, figure in figures.items())
    result = IndicatorResult(
        card=card, policy="t", whole=history[-1].line, rating=Rating.NONE, direction=Direction.UNKNOWN,
        history=history, no_history="Only last dates are exported.", run=Run(None, "Too few."), breakdowns=(),
        longest_overdue=None,
    )  # fmt: skip
    policy = PolicyLine(
        "t", "Testshire", "Short Breaks", None, None, past_review=False, sha256=sha, document="doc", missing_sources=()
    )
    return MonthReport(
        month_end=history[-1].month_end, policies=(policy,), ordered_by=(), results=(result,), children=40, families=3,
        sources=(), longest=(), loads=(), agreed=(), unassessed=(), problems=(), not_run=(), silences=(), matters=(),
        notes=(), publication=Publication(source="The council"),
    )  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A history with September in it."""
    file = tmp_path / "history.sqlite"
    remember(file, a_report({SEPTEMBER: (30, 40, 2)}))
    return file


def rows(file: Path) -> list[tuple[object, ...]]:
    """All that the file holds of months."""
    with closing(sqlite3.connect(file)) as database:
        return database.execute("SELECT * FROM month_ends").fetchall()


def alter(file: Path, statement: str) -> None:
    """Change the file as somebody would who has a tool for it."""
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(statement)


def test_a_month_that_the_export_lacks_is_recalled(file: Path) -> None:
    """It is marked, and the direction goes by it."""
    (result,) = recall(file, a_report({OCTOBER: (36, 40, 0)})).results
    september, october = result.history
    assert (september.month_end, september.stored, october.stored) == (SEPTEMBER, True, False)
    assert september.line == Line("All", Figure(30, 40, 2), Figure(2, 3))
    assert (result.direction, result.no_history) == (Direction.BETTER, "")


def test_months_are_recalled_for_a_run_chart(tmp_path: Path) -> None:
    """With enough of them there is a median; a month that nobody knows takes no part."""
    file = tmp_path / "history.sqlite"
    for month in MONTHS[:-1]:
        if month.month != 3:
            remember(file, a_report({month: (month.month, 40, 0)}))
    (result,) = recall(file, a_report({OCTOBER: (10, 40, 0)})).results
    assert len(result.history) == 9
    assert result.run.median == 15.0


def test_a_year_is_recalled_and_no_more(file: Path) -> None:
    """As many months as the report shows."""
    report = a_report({date(2027, 9, 30): (36, 40, 0)})
    assert recall(file, report).results == report.results
    assert recall(file, a_report({date(2027, 8, 31): (36, 40, 0)})).results[0].history[0].stored


def test_the_export_goes_before_the_file(file: Path) -> None:
    """What it tells itself is not taken from the file; that it differs is said, without the numbers."""
    told = recall(file, a_report({SEPTEMBER: (31, 40, 1), OCTOBER: (36, 40, 0)}))
    assert told.results[0].history[0] == MonthPoint(SEPTEMBER, Line("All", Figure(31, 40, 1), Figure(2, 3)))
    assert told.notes == ("Visits in time: figures changed since they were last issued, for September 2026.",)


def test_shorthands_and_missing_measures_survive(tmp_path: Path) -> None:
    """A count alone has no denominator and nothing that fell due."""
    file = tmp_path / "history.sqlite"
    report = a_report({SEPTEMBER: (30, 40, 2)})
    count = Line("All", Figure(7, Shorthand.NOT_APPLICABLE, 0), None)
    result = replace(report.results[0], whole=count, history=(MonthPoint(SEPTEMBER, count),))
    remember(file, replace(report, results=(result,)))
    assert recall(file, a_report({OCTOBER: (36, 40, 0)})).results[0].history[0].line == count


@pytest.mark.parametrize("other", [{"sha": "5b"}, {"rules": ("t.visit", "t.more")}])
def test_another_definition_is_not_mixed_in(file: Path, other: dict[str, str]) -> None:
    """Another version of the policy, or other rules of the card; it is said."""
    report = recall(file, a_report({OCTOBER: (36, 40, 0)}, **other))  # type: ignore[arg-type]
    assert len(report.results[0].history) == 1
    (note,) = report.notes
    assert "another version of the policy or of the indicator" in note


def test_the_same_month_twice_changes_no_byte(file: Path) -> None:
    """Nothing is written at all."""
    before = file.read_bytes()
    assert remember(file, a_report({SEPTEMBER: (30, 40, 2)})) == Remembered(0, 0)
    assert file.read_bytes() == before


def test_a_newer_figure_replaces_the_stored_one(file: Path) -> None:
    """And the others stay."""
    assert remember(file, a_report({SEPTEMBER: (31, 40, 1), OCTOBER: (36, 40, 0)})) == Remembered(1, 1)
    assert [row[3:7] for row in rows(file)] == [("2026-09-30", 31, 40, 1), ("2026-10-31", 36, 40, 0)]


def test_what_was_recalled_is_not_stored_anew(file: Path) -> None:
    """Else a stored month would look like one that this export bears out."""
    assert remember(file, recall(file, a_report({OCTOBER: (36, 40, 0)}))) == Remembered(1, 0)


def test_the_order_of_issues_leaves_no_trace(tmp_path: Path) -> None:
    """The rows and their digests are the same whichever month came first."""
    one, other = tmp_path / "one.sqlite", tmp_path / "other.sqlite"
    reports = [a_report({SEPTEMBER: (30, 40, 2)}), a_report({OCTOBER: (36, 40, 0)})]
    for file, order in ((one, reports), (other, reports[::-1])):
        for report in order:
            remember(file, report)
    assert rows(one) == rows(other)


def test_it_holds_counts_and_no_group(file: Path) -> None:
    """Nothing but the whole of each indicator: no team, no site and no child."""
    with closing(sqlite3.connect(file)) as database:
        (text,) = database.execute("SELECT group_concat(sql) FROM sqlite_master").fetchone()
    assert re.findall(r"\b(?:team|site|label|case|name|child)\w*", text, re.IGNORECASE) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_it_is_readable_by_its_owner_only(file: Path) -> None:
    """It holds small numbers."""
    assert file.stat().st_mode & 0o777 == 0o600


def test_no_file_is_no_history(tmp_path: Path) -> None:
    """The first run has none, and reading makes none."""
    report = a_report({OCTOBER: (36, 40, 0)})
    assert recall(tmp_path / "history.sqlite", report) == report
    assert list(tmp_path.iterdir()) == []


def test_a_published_report_is_not_remembered(file: Path) -> None:
    """Its small numbers are gone."""
    with pytest.raises(ValueError, match="published"):
        remember(file, replace(a_report({OCTOBER: (36, 40, 0)}), hidden=1))


UNFIT = {
    "not a database": "history.sqlite: it is no history file of cwd-audit",
    "another database": "history.sqlite: it is no history file of cwd-audit",
    "a later version": "history.sqlite: it was written by a later version of cwd-audit",
    "a changed figure": "history.sqlite: t.visits, September 2026: it was changed otherwise than by cwd-audit",
    "a figure that is none": "history.sqlite: t.visits, 2026-09-30: it was changed otherwise than by cwd-audit",
    "a row left out": "history.sqlite: the end: it was changed otherwise than by cwd-audit",
    "a page overwritten": "history.sqlite: it is damaged",
    "cut short": "history.sqlite: it is damaged",
    "a table dropped": "history.sqlite: it is damaged",
}


def spoil(file: Path, how: str) -> None:
    """Make the file unfit."""
    remember(file, a_report({OCTOBER: (36, 40, 0)}))
    content = file.read_bytes()
    match how:
        case "not a database":
            file.write_text("case_id,name\n" * 1000)
        case "another database":
            file.unlink()
            alter(file, "CREATE TABLE other (number)")
        case "a later version":
            alter(file, "PRAGMA user_version = 2")
        case "a changed figure":
            alter(file, "UPDATE month_ends SET met = 39 WHERE month_end = '2026-09-30'")
        case "a figure that is none":
            alter(file, "UPDATE month_ends SET met = 'many' WHERE month_end = '2026-09-30'")
        case "a row left out":
            alter(file, "DELETE FROM month_ends WHERE month_end = '2026-10-31'")
        case "a page overwritten":
            file.write_bytes(content[:4096] + b"\x17" * 4096 + content[8192:])
        case "cut short":
            file.write_bytes(content[:8000])
        case _:
            alter(file, "DROP TABLE head")


@pytest.mark.parametrize("how", UNFIT)
def test_an_unfit_file_is_refused_and_left_as_it_is(file: Path, how: str) -> None:
    """With place, fault and remedy, on reading and on writing alike."""
    spoil(file, how)
    before = file.read_bytes()
    report = a_report({OCTOBER: (37, 40, 0)})
    for use in (recall, remember):
        with pytest.raises(InputError) as refused:
            use(file, report)
        what, remedy = str(refused.value).splitlines()
        assert what == UNFIT[how]
        assert "--history" in remedy
    assert file.read_bytes() == before
    assert [path.name for path in file.parent.iterdir()] == [file.name]


@pytest.fixture
def busy(file: Path) -> Iterator[Path]:
    """A history that another run is writing."""
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("BEGIN EXCLUSIVE")
        yield file


def test_two_runs_at_once(busy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second is told in one sentence."""
    monkeypatch.setattr("cwd_audit.audit.month.store_file._PATIENCE", 0.01)
    for use in (recall, remember):
        with pytest.raises(OutputError, match="another run is using it"):
            use(busy, a_report({OCTOBER: (36, 40, 0)}))


@pytest.mark.parametrize(
    ("name", "what"), [("", "it is a folder"), ("none/history.sqlite", "its folder does not exist")]
)
def test_an_impossible_place_is_refused(tmp_path: Path, name: str, what: str) -> None:
    """Before the report is made: reading says it."""
    with pytest.raises(OutputError, match=what):
        recall(tmp_path / name, a_report({OCTOBER: (36, 40, 0)}))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is forbidden to this user")
def test_a_file_that_may_not_be_written_is_refused(file: Path) -> None:
    """And says so."""
    file.chmod(0o400)
    with pytest.raises(OutputError, match="cannot be read or written"):
        remember(file, a_report({OCTOBER: (36, 40, 0)}))


def test_what_a_killed_run_had_begun_is_undone(file: Path, tmp_path: Path) -> None:
    """Its journal lies beside the file: the next run reads and writes as if that one had never been."""
    before, after = rows(file), tmp_path / "after"
    after.mkdir()
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA cache_size = 1")  # so that half of it is in the file already
        database.execute("BEGIN IMMEDIATE")
        database.execute("DELETE FROM month_ends")
        database.executemany(store_file._WRITE, ([number] * 11 for number in range(999)))
        for path in tmp_path.glob("history.sqlite*"):
            shutil.copy(path, after)
    killed = after / file.name
    journal = after / f"{file.name}-journal"

    assert journal.stat().st_size > 1000
    assert killed.stat().st_size > file.stat().st_size
    report = a_report({OCTOBER: (36, 40, 0)})
    assert len(recall(killed, report).results[0].history) == 2
    assert rows(killed) == before
    assert remember(killed, report) == Remembered(1, 0)
    assert list(after.iterdir()) == [killed]


def test_a_failed_run_leaves_no_trace(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether the file was there or not."""

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = file.read_bytes()
    new = file.with_name("new.sqlite")
    monkeypatch.setattr("cwd_audit.audit.month.store_file._finish", fail)
    for each in (file, new):
        with pytest.raises(OutputError, match="No space left on device"):
            remember(each, a_report({OCTOBER: (36, 40, 0)}))
    assert file.read_bytes() == before
    assert not new.exists()
