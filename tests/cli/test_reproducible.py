"""The same input, policy and day give the same bytes, in another process and another order of hashing too."""

from __future__ import annotations

from pathlib import Path

import pytest

from commands import AS_OF, SAMPLES, run_command
from processes import run_and_write

ENDINGS = ("json", "csv", "xlsx")


@pytest.mark.parametrize("sample", ["troubled.xlsx", "stoke-on-trent-plain-csv"])
def test_the_same_bytes(sample: str, tmp_path: Path) -> None:
    """In every format that a machine reads."""
    written: list[list[bytes]] = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        args = ["check", str(SAMPLES / sample), "--as-of", AS_OF]
        written.append(run_and_write(args, ENDINGS, folder, {"PYTHONHASHSEED": seed}))

    assert written[0] == written[1]


def test_the_day_decides(tmp_path: Path) -> None:
    """Another day gives another report, so that the test before can fail."""
    check = ["check", str(SAMPLES / "clean.xlsx"), "--format", "csv", "--as-of"]

    assert run_command([*check, AS_OF], tmp_path).out != run_command([*check, "2026-12-15"], tmp_path).out
