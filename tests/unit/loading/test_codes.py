"""What the catalogue says of a code is what becomes of the row."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import run_command
from cwd_audit.loading.catalogue import NO_RECORDS, read_catalogue
from cwd_audit.model.problem import Severity
from messages import Message, all_messages

OF_DATA = [message for message in all_messages() if message.code]


@pytest.mark.parametrize("message", OF_DATA, ids=lambda message: message.name)
def test_rows_are_set_aside_by_errors_and_by_what_is_no_record(message: Message, tmp_path: Path) -> None:
    """Of the smallest file that provokes each code: so many rows as such problems speak of, and no others."""
    message.lay_out(tmp_path)
    report = json.loads(run_command(message.args, tmp_path).out)
    spoken_of = {
        (problem["file"], problem["sheet"], problem["row"])
        for problem in report["problems"]
        if problem["row"] and (problem["severity"] == "error" or problem["code"] in NO_RECORDS)
    }

    assert sum(source["rows_set_aside"] for source in report["sources"]) == len(spoken_of)


def test_what_is_no_record_is_a_note() -> None:
    """An error is more than that."""
    assert {read_catalogue()[code].severity for code in NO_RECORDS} == {Severity.NOTE}
