"""Reporters are found by the names of their files and imported only when used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from cwd_audit.model.errors import UsageError
from cwd_audit.reporting import find_reporter, reporter_names


def run(script: str) -> str:
    """What a fresh Python prints."""
    return subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout.strip()  # noqa: S603 – the script is ours


def test_formats_of_the_first_release_are_there() -> None:
    """The formats that `--format` promises are found, and `plain` for pipes."""
    assert {"table", "csv", "json", "xlsx", "plain"} <= set(reporter_names())


def test_listing_imports_no_format() -> None:
    """`--help` can list the formats without the price of importing any."""
    script = (
        "import sys; from cwd_audit.reporting import reporter_names; reporter_names();"
        "print({'pandas', 'numpy', 'rich', 'xlsxwriter', 'pydantic', 'json'} & {*sys.modules})"
    )

    assert run(script) == "set()"


def test_no_format_needs_pandas() -> None:
    """Reporters know only findings: showing them loads neither pandas nor numpy."""
    script = (
        "import sys; from cwd_audit.reporting import find_reporter, reporter_names;"
        "[find_reporter(name) for name in reporter_names()]; print({'pandas', 'numpy'} & {*sys.modules})"
    )

    assert run(script) == "set()"


def test_only_the_workbook_is_binary() -> None:
    """What must not be sent to a terminal says so."""
    assert [name for name in reporter_names() if find_reporter(name).BINARY] == ["xlsx"]


def test_an_unknown_format_names_those_there_are() -> None:
    """A misspelt format gives the option and the formats to choose from."""
    with pytest.raises(UsageError, match=r'^--format: there is no format "pdf"\n  Choose one of: csv, html, json, '):
        find_reporter("pdf")
