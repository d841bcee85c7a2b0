"""Which files the paths of a command line mean."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from cwd_audit.loading.reading import find_exports
from cwd_audit.model.errors import InputError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder such as people have."""
    for name in ("b.csv", "A & Ŵ visits.XLSX", "c.xlsm", "~$c.xlsm", ".hidden.csv", "notes.txt", "old.xls"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "folder.csv").mkdir()
    return tmp_path


def test_folder_means_its_exports(folder: Path) -> None:
    """CSV files and workbooks by name; no markers of open workbooks, hidden files, other files or folders."""
    found = find_exports([folder])

    assert [file.name for file in found] == ["A & Ŵ visits.XLSX", "b.csv", "c.xlsm", "old.xls"]


def test_files_as_given_and_once(folder: Path) -> None:
    """A file that is given twice, or beside its folder, is one file: its visits count once."""
    given = [folder / "notes.txt", folder / "c.xlsm", folder]
    found = find_exports([*given, *given])

    assert [file.name for file in found] == ["notes.txt", "c.xlsm", "A & Ŵ visits.XLSX", "b.csv", "old.xls"]


def test_all_faults_at_once(tmp_path: Path) -> None:
    """Every path that is wrong, by base name alone."""
    (tmp_path / "empty").mkdir()
    paths = [tmp_path / "gone.csv", tmp_path / "empty", Path("https://example.org/a/export.csv")]

    with pytest.raises(InputError) as refused:
        find_exports(paths)

    assert [(fault.where, fault.what) for fault in refused.value.faults] == [
        ("gone.csv", "there is no such file or folder"),
        ("empty", "the folder holds no export: no CSV file and no workbook"),
        ("export.csv", "it is a web address"),
    ]
    assert str(tmp_path) not in str(refused.value)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows has no such thing in a folder")
def test_neither_file_nor_folder(tmp_path: Path) -> None:
    """Reading a pipe would wait for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with pytest.raises(InputError, match="pipe: it is neither a file nor a folder"):
        find_exports([pipe])


def test_folder_without_access(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder on a share may let itself be seen and not read."""

    def refuse(_: Path) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "iterdir", refuse)

    with pytest.raises(InputError, match="it cannot be looked at"):
        find_exports([tmp_path])
