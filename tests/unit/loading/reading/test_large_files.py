"""The limits of a text file, and how `--large` lifts them."""

from __future__ import annotations

from pathlib import Path

import pytest

from builders_containers import workbook
from cwd_audit.loading.reading import child, limits, start_reading
from cwd_audit.loading.reading.asked import Asked, ask
from cwd_audit.loading.reading.one_file import read_file
from cwd_audit.loading.reading.unreadable import Unreadable
from cwd_audit.model.errors import InputError


@pytest.fixture
def long_text(tmp_path: Path) -> Path:
    """A text of one row too many."""
    path = tmp_path / "visits.csv"
    path.write_bytes(b"case_id\n" + b"00101\n" * limits.ROWS)
    return path


def test_large_lifts_the_limit_of_rows(long_text: Path) -> None:
    """In the reading process; without it the way out is named."""
    with pytest.raises(InputError, match=r"it has more than 1,000,000 records") as refused:
        start_reading([long_text]).collect()
    (sheet,), _ = start_reading([long_text], Asked.LARGE).collect()

    assert refused.value.faults[0].remedy.endswith("or add --large.")
    assert sheet.rows == limits.ROWS + 1


def test_large_leaves_workbooks_as_they_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook holds no more rows for it."""
    path = tmp_path / "export.xlsx"
    path.write_bytes(workbook({"cases": [["case_id"]]}))
    monkeypatch.setattr(limits, "FILE_BYTES", 100)

    with pytest.raises(Unreadable, match="it is larger than 0 MiB"):
        read_file(str(path), Asked.LARGE)


@pytest.mark.parametrize(("large", "said"), [(False, "1 GiB"), (True, "8 GiB")])
def test_memory_that_is_stated(monkeypatch: pytest.MonkeyPatch, *, large: bool, said: str) -> None:
    """The sentence names the limit that was in force."""

    def want(*_asked: object) -> None:
        raise MemoryError

    monkeypatch.setattr(child, "read_file", want)

    assert said.encode() in child.answer("export.csv", ask(large=large))
