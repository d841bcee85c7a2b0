"""Several files into one folder: all of them or none, each readable by its owner only."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Collection, Mapping
from pathlib import Path

from cwd_audit.cli.output import write_out
from cwd_audit.model.errors import Fault, OutputError


def check_folder(output: Path, exports: Collection[Path]) -> None:
    """Refuse at once a folder that could not be written to in the end, or should not be.

    Raises:
        OutputError: it is a file, the folder above it is missing, or an export lies in it.
    """
    if output.exists() and not output.is_dir():
        raise OutputError(Fault(output.name, "it is a file", "name a folder"))
    if not output.absolute().parent.is_dir():
        what = "the folder above it does not exist"
        raise OutputError(Fault(output.name, what, "make the folder, or choose another --output"))
    if any(export.resolve().parent == output.resolve() for export in exports):
        what = "an export lies in this folder, and whoever gets the folder would get both"
        raise OutputError(Fault(output.name, what, "choose a folder of its own"))


def write_all(contents: Mapping[str, bytes], output: Path) -> None:
    """Write files of these names into a folder, which is made where it does not exist.

    They are written beside it and moved into place. Where one cannot be, the files of before are put back.

    Raises:
        OutputError: nothing was written.
    """
    is_new = not output.exists()
    try:
        with tempfile.TemporaryDirectory(dir=output.absolute().parent, prefix=".cwd-audit-") as beside:
            for name, content in contents.items():
                write_out(content, Path(beside) / name)
            output.mkdir(mode=0o700, exist_ok=True)
            _move(list(contents), Path(beside), output)
    except BaseException as error:
        if is_new:
            shutil.rmtree(output, ignore_errors=True)
        if isinstance(error, OSError):
            what = "it cannot be written to, or a file in it is open in another program"
            raise OutputError(Fault(output.name, what, "close the file, or choose another --output")) from None
        raise


def _move(names: Collection[str], beside: Path, output: Path) -> None:
    before: list[str] = []
    try:
        for name in names:
            if (output / name).exists():
                (output / name).replace(beside / f"{name}.before")
                before.append(name)
            (beside / name).replace(output / name)
    except BaseException:
        for name in names:
            if name in before:
                (beside / f"{name}.before").replace(output / name)
            elif not (beside / name).exists():
                (output / name).unlink()
        raise
