"""The key file is made once, for its owner alone, and never written again."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from cwd_audit.model.errors import UsageError
from cwd_audit.pseudonymising.key import open_key


def test_a_key_is_made_and_read_again(tmp_path: Path) -> None:
    """Not before it is stored; 256 bits; the same afterwards."""
    path, output = tmp_path / "key", tmp_path / "out"
    made = open_key(path, output, ())
    assert not path.exists()
    with made.stored():
        pass
    again = open_key(path, output, ())

    assert len(made.secret) == 32
    assert (again.secret, made.is_new, again.is_new) == (made.secret, True, False)
    assert made.secret != open_key(tmp_path / "other", output, ()).secret
    assert sys.platform == "win32" or stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_key_is_not_shown(tmp_path: Path) -> None:
    """Not even in what a debugger prints."""
    made = open_key(tmp_path / "key", tmp_path / "out", ())

    assert made.secret.hex() not in repr(made)
    assert repr(made.secret) not in repr(made)


def test_a_key_that_somebody_made_meanwhile_is_left_alone(tmp_path: Path) -> None:
    """Two runs at once: one of them fails."""
    first, second = (open_key(tmp_path / "key", tmp_path / "out", ()) for _ in range(2))
    with first.stored():
        pass
    with pytest.raises(UsageError, match="cannot be written"), second.stored():
        pass

    assert open_key(tmp_path / "key", tmp_path / "out", ()).secret == first.secret


def test_half_a_key_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The disk is full."""

    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    key = open_key(tmp_path / "key", tmp_path / "out", ())
    with pytest.raises(UsageError, match="No space left on device"), key.stored():
        pass

    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("there_before", [False, True])
def test_only_a_new_key_is_taken_away(there_before: bool, tmp_path: Path) -> None:  # noqa: FBT001 – of a test
    """When what is to be written with it is not; an old one may have made codes before."""
    if there_before:
        with open_key(tmp_path / "key", tmp_path / "out", ()).stored():
            pass
    with pytest.raises(KeyboardInterrupt), open_key(tmp_path / "key", tmp_path / "out", ()).stored():
        raise KeyboardInterrupt

    assert (tmp_path / "key").exists() == there_before


@pytest.mark.skipif(
    sys.platform == "win32", reason="Windows makes links only for administrators, and has no such modes"
)
def test_a_link_into_the_output_folder_is_seen_through(tmp_path: Path) -> None:
    """The key would be given away under another name."""
    (tmp_path / "out").mkdir()
    (tmp_path / "key").symlink_to(tmp_path / "out" / "hidden")
    with pytest.raises(UsageError, match="given away"):
        open_key(tmp_path / "key", tmp_path / "out", ())
