"""The catalogue of messages: each folder of tests/errors is one, with what provokes it and the words expected.

`command.toml` holds `about` (the chapter of docs/messages.md), `why` (when it is said, in a sentence), `args`, `exit`,
and where needed `code` (of a problem in the data, which does not end the run), `made` (files that `message_files`
makes: name -> kind) and `machine` (what the machine does meanwhile). All other files of the folder are the input.
"""

from __future__ import annotations

import json
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from commands import Ran, run_command
from message_files import MACHINES, put

ERRORS = Path(__file__).parent / "errors"
PAGE = Path(__file__).parents[1] / "docs" / "messages.md"
CODES = Path(__file__).parents[1] / "schemas" / "messages.toml"
_OWN = {"command.toml", "expected.txt"}


@dataclass(frozen=True)
class Message:
    """What is said in one folder."""

    name: str
    about: str
    why: str
    args: tuple[str, ...]
    exit: int
    code: str = ""
    made: tuple[tuple[str, str], ...] = ()
    machine: str = "as usual"

    @classmethod
    def read(cls, folder: Path) -> Message:
        """The message of a folder."""
        written: dict[str, Any] = tomllib.loads((folder / "command.toml").read_text(encoding="utf-8"))
        made = tuple(written.pop("made", {}).items())
        return cls(folder.name, args=tuple(written.pop("args")), made=made, **written)

    @property
    def expected(self) -> Path:
        """Where the words are kept."""
        return ERRORS / self.name / "expected.txt"

    def lay_out(self, folder: Path) -> None:
        """Put the files of the message into an empty folder."""
        for file in (ERRORS / self.name).iterdir():
            if file.name not in _OWN:
                shutil.copy(file, folder)
        for name, kind in self.made:
            put(kind, folder / name)

    def provoke(self, folder: Path, patch: pytest.MonkeyPatch) -> Ran:
        """Lay the files out in an empty folder and run the command there."""
        self.lay_out(folder)
        with patch.context() as meanwhile:
            MACHINES[self.machine](meanwhile)
            return run_command(self.args, folder)

    def words(self, ran: Ran) -> str:
        """What a person reads: the message that ended the run, or the problems of this code in the report."""
        return _problems(ran, self.code) if self.code else ran.err


def all_messages() -> list[Message]:
    """The catalogue, by name."""
    return [Message.read(path.parent) for path in sorted(ERRORS.glob("*/command.toml"))]


def _problems(ran: Ran, code: str) -> str:
    found = [problem for problem in json.loads(ran.out)["problems"] if problem["code"] == code]
    return "".join(
        f"{each['severity']} {code}\n  {_place(each)}\n  {each['message']}\n  {each['hint']}\n" for each in found
    )


def _place(problem: dict[str, Any]) -> str:
    parts = [problem["file"]]
    parts += [f'sheet "{problem["sheet"]}"'] if problem["sheet"] else []
    parts += [f"row {problem['row']}"] if problem["row"] is not None else []
    parts += [f'column "{problem["column"]}"'] if problem["column"] else []
    return ", ".join(parts)


_HEAD = """\
# Messages

Everything that `cwd-audit` says when something is wrong, with a command that provokes it. A message has a place, the
fault and what to do about it; it never holds the value of a cell. Where several things are wrong, all are said.

Generated from `tests/errors` by `make errors`; do not edit by hand.
"""
_NOT_BEGUN, _ENDED = "The run does not begin; exit code 2.", "The run ends; exit code 2."
_OWN_FAULT = """\
Exit code 101, and `cwd-audit: a fault of the program itself`, with its kind and where it happened, never with what was
in the data. Nothing was written. Please report that line and the command; send no data."""
_GOES_ON = """\
The run goes on: an **error** sets the row aside, a **warning** leaves a cell out or asks for a look, a **note** says
what was done. The terminal, the workbook and the JSON report list them."""
_CHAPTERS = {
    "commands": ("Commands and options", _NOT_BEGUN),
    "configuration": ("`cwd-audit.toml` and mappings", _NOT_BEGUN),
    "files": ("Files that cannot be read", _ENDED),
    "recognition": ("Sheets and headings", _ENDED),
    "policy": ("Policies", f"{_ENDED} Faults of a policy file are said with file and key."),
    "output": ("Writing a report", _ENDED),
    "program": ("The program itself", _OWN_FAULT),
    "data": ("Problems in the data", _GOES_ON),
}


def write_page() -> str:
    """docs/messages.md as it should be."""
    messages = all_messages()
    parts = [_HEAD]
    for about, (title, comment) in _CHAPTERS.items():
        parts.append(f"## {title}\n\n{comment}\n")
        parts += [_entry(message) for message in messages if message.about == about]
    return "\n".join(parts)


def _entry(message: Message) -> str:
    said = message.expected.read_text(encoding="utf-8")
    title = f"`{message.name}`" if message.code else message.name.replace("-", " ")
    command = " ".join(f'"{arg}"' if " " in arg else arg for arg in message.args)
    indented = "".join(f"    {line}\n" for line in said.splitlines())
    return f"### {title}\n\n{message.why} `cwd-audit {command}`\n\n{indented}"


def write_codes() -> str:
    """schemas/messages.toml as it should be: each code of a problem in the data, for `cwd-audit explain`."""
    parts = ["# When each problem in the data is said, and an example. Generated from tests/errors by `make errors`.\n"]
    for message in all_messages():
        if message.code:
            example = message.expected.read_text(encoding="utf-8")
            assert "'''" not in example
            parts.append(f"[{message.code}]\nwhen = {json.dumps(message.why)}\nexample = '''\n{example}'''\n")
    return "\n".join(parts)
