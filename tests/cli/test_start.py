"""What is settled before anything else is loaded."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator

import pytest

from cwd_audit import cli


@pytest.fixture(autouse=True)
def restored(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A process that has not begun, and is left as it was."""
    usual = gc.get_threshold()
    for name in ("OPENBLAS_NUM_THREADS", "PYDANTIC_DISABLE_PLUGINS"):
        monkeypatch.setenv(name, "")  # so that what is set later goes away in the end
        monkeypatch.delenv(name)
    monkeypatch.setattr("sys.argv", ["cwd-audit", "--version"])
    yield
    gc.set_threshold(*usual)
    gc.unfreeze()


def test_start_up_is_not_searched_for_garbage() -> None:
    """Python's usual 700 new objects come round two hundred times before the first cell is read."""
    with pytest.raises(SystemExit):
        cli.main()

    assert gc.isenabled()
    assert gc.get_threshold()[0] > 100_000


def test_the_end_of_a_run_is_not_searched_either() -> None:
    """Everything that the run has made would be looked through, just before it goes."""
    with pytest.raises(SystemExit):
        cli.main()

    assert gc.get_freeze_count() > 0


def test_what_the_environment_says_already_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings are there where nobody has set them."""
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "3")
    with pytest.raises(SystemExit):
        cli.main()

    assert os.environ["OPENBLAS_NUM_THREADS"] == "3"
    assert os.environ["PYDANTIC_DISABLE_PLUGINS"] == "__all__"
