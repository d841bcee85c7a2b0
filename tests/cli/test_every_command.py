"""What holds for every command, option and format that there is, on a sound export, a dirty one and a broken one."""

from __future__ import annotations

import csv
import html.parser
import io
import os
import re
import sys
import zipfile
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import get_type_hints

import pytest

from commands import run_command
from cwd_audit.cli.app import app
from cwd_audit.cli.exits import Exit
from invocations import (
    ADDRESS,
    CHILD,
    INVOCATIONS,
    OUTPUT,
    WORKER,
    Outcome,
    arguments,
    broken,
    command_of,
    commands,
    dirty,
    prepare,
    run_all,
    sound,
)
from processes import run_process

EXPORTS = {"sound": sound, "dirty": dirty, "broken": broken}
PASSES = [("sound", "cp850"), ("sound", "cp1252"), ("dirty", "ascii"), ("broken", "cp1252")]
"""An export, and the encoding of the console. What was worked out for the first is not worked out for the second."""
ACTIVE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
FORMULA = ("=", "+", "-", "@", "\t", "\r")
BORN = ("17/05/2014", "2014-05-17", "17 May 2014")
MACHINE = ("csv", "json", "junit", "plain", "xlsx")
Passed = tuple[str, str, dict[str, Outcome]]
"""The export, the encoding, and what came of it."""
DoAll = Callable[[str, str], dict[str, Outcome]]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A folder to work in for each export."""
    return {name: prepare(tmp_path_factory.mktemp(name), made()) for name, made in EXPORTS.items()}


@pytest.fixture(scope="module")
def do_all(folders: dict[str, Path]) -> DoAll:
    """Does everything with an export at a console, once."""
    return cache(lambda export, encoding: run_all(folders[export], encoding))


@pytest.fixture(scope="module", params=PASSES, ids=" ".join)
def passed(request: pytest.FixtureRequest, do_all: DoAll) -> Passed:
    """Everything done with one export at one console."""
    return request.param[0], request.param[1], do_all(*request.param)


def test_every_command_is_tried() -> None:
    """A command that is not in the table of `invocations.py` fails here, and so does a file that none of them names."""
    assert {command_of(what) for what in INVOCATIONS} == commands().keys()
    for name, command in commands().items():
        given = [word for what in INVOCATIONS if command_of(what) == name for word in INVOCATIONS[what]]
        files = [name for name, hint in get_type_hints(command.callback).items() if "Path" in str(hint)]
        options = {each.name: each.opts for each in command.params if each.opts[0].startswith("-")}

        assert (name, [file for file in files if file in options and not {*options[file]} & {*given}]) == (name, [])
    assert {group.name for group in app.registered_groups} == {"policy"}


def test_it_ends_as_it_should(passed: Passed) -> None:
    """No fault of the program, whatever the export, the console and the names of the files."""
    export, _, outcomes = passed
    needs_export = {what for what in INVOCATIONS if any("unsere" in word for word in INVOCATIONS[what])}
    for what, outcome in outcomes.items():
        cannot = command_of(what) == "policy check" or (export == "broken" and what in needs_export)

        assert (what, outcome.ran.code in ({2} if cannot else {0, 1, 3})) == (what, True), outcome.ran.err
        assert (what, bool(outcome.ran.content or outcome.ran.err)) == (what, True)


def test_no_one_is_called_and_nothing_is_written_but_what_was_asked_for(
    passed: Passed, folders: dict[str, Path]
) -> None:
    """No network, no other program, no temporary file, no log: only the folder for output, and nothing half-written."""
    export, _, outcomes = passed
    place = (folders[export] / OUTPUT).resolve()
    for what, outcome in outcomes.items():
        elsewhere = {str(path) for path in outcome.seen.written if not path.is_relative_to(place)} - {os.devnull}

        assert (what, outcome.seen.called, outcome.seen.started, elsewhere) == (what, [], [], set())
        assert (what, outcome.temporary, [name for name in outcome.modes if "/." in f"/{name}"]) == (what, (), [])
        assert outcome.ran.code != 2 or not outcome.files
        asked = "--output" in INVOCATIONS[what] or "--write" in INVOCATIONS[what]
        assert asked == bool(outcome.files) or outcome.ran.code == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_its_owner_alone_may_read_what_is_written(passed: Passed) -> None:
    """Every file, although the mask of the system would let all."""
    _, _, outcomes = passed
    wrong = [
        (what, name, oct(mode))
        for what, outcome in outcomes.items()
        for name, mode in outcome.modes.items()
        if mode != (0o600 if name in outcome.files else 0o700)
    ]
    assert wrong == []


def test_no_name_is_said(passed: Passed) -> None:
    """Neither the child's nor the worker's on standard error; the child's, an address and a birthday in no form."""
    _, _, outcomes = passed
    for what, outcome in outcomes.items():
        said = outcome.ran.err
        written = {name: text_of(content) for name, content in {**outcome.files, "": outcome.ran.content}.items()}

        assert (what, [word for word in (CHILD, WORKER, ADDRESS, *BORN) if word in said]) == (what, [])
        assert (what, [n for n, text in written.items() if CHILD in text or ADDRESS in text]) == (what, [])
        if what.endswith(MACHINE):
            assert (what, [n for n, text in written.items() for day in BORN if day in text]) == (what, [])


def test_the_console_shows_all_that_is_said(passed: Passed) -> None:
    """Nothing is said that it has no sign for; of the names of files, a letter that it lacks by its number."""
    export, encoding, outcomes = passed
    for what, outcome in outcomes.items():
        shown = outcome.ran.content.decode(encoding) + outcome.ran.err

        assert export == "dirty" or {*re.findall(r"\\[ux]\w+", shown)} <= {r"\u0142"}, what
        assert (what, ACTIVE.findall(shown)) == (what, [])


def test_text_that_acts_comes_out_as_text(passed: Passed) -> None:
    """No control code, formula, link, script or markup of an export acts in anything that is written."""
    _, _, outcomes = passed
    for what, outcome in outcomes.items():
        for name, content in outcome.files.items():
            if content.startswith(b"SQLite"):
                continue
            assert (what, name, sorted({*ACTIVE.findall(text_of(content))})) == (what, name, [])
            assert (what, name, list(acting_in(what, content))) == (what, name, [])


_LIVE = re.compile(r"<f[ >]|<hyperlink [^>]*(r:id|All findings)|TargetMode=\"External")
"""A formula, or a link that leads out of the file or to where a cell of the export wants it to lead."""


def acting_in(what: str, content: bytes) -> list[str]:
    """What would act in a file when it is opened."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            inner = {name: parts.read(name).decode() for name in parts.namelist() if name.endswith((".xml", ".rels"))}
        found = [name for name, text in inner.items() if _LIVE.search(text)]
        return found + [name for name in inner if re.search("externalLink|vbaProject|embedding|activeX", name)]
    text = content.decode("utf-8-sig")
    if text.startswith("<!DOCTYPE html"):
        page = Page()
        page.feed(text)
        return page.acting
    if what.endswith("csv"):
        return [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row if cell.startswith(FORMULA)]
    return []


class Page(html.parser.HTMLParser):
    """Finds what an export has put into a page: text that is markup, and addresses that lead away from it."""

    def __init__(self) -> None:
        super().__init__()
        self.acting: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what is no part of the template."""
        led = [value or "" for name, value in attrs if name in {"href", "src", "action"}]
        on = [name for name, _ in attrs if name.startswith("on")]
        self.acting += [tag] * (tag in {"b", "iframe", "object", "embed", "base"})
        self.acting += on + [value for value in led if not value.startswith(("#", "data:"))]

    def handle_data(self, data: str) -> None:
        """A script holds no word of an export."""
        if self.lasttag == "script" and "alert" in data and self.rawdata.find("<script>alert") >= 0:
            self.acting.append("script")


@cache
def text_of(content: bytes) -> str:
    """All that a file holds, as text; of a workbook or a document, its parts."""
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            return "".join(parts.read(name).decode(errors="ignore") for name in parts.namelist())
    return content.decode("utf-8-sig", errors="ignore")


CRASHES: Mapping[str, str] = {
    "check": "cwd_audit.audit.run.audit",
    "validate": "cwd_audit.audit.data_quality.examine",
    "report": "cwd_audit.audit.month.make.make_month",
    "explain": "cwd_audit.audit.timeline.tell",
    "columns": "cwd_audit.loading.load.recognise_sheets",
    "pseudonymise": "cwd_audit.pseudonymising.run.pseudonymise",
    "sample": "cwd_audit.sampling.samples.make_sample",
    "policy list": "cwd_audit.audit.policy_list.tell_policies",
    "policy show": "cwd_audit.audit.policy_words.tell_policy",
    "policy check": "cwd_audit.policies.parse.parse_policy",
    "policy new": "cwd_audit.policies.starter.write_starter",
    "policy compare": "cwd_audit.audit.comparison.compare",
}
"""What goes wrong in each command: its own work, after the export was read where it reads one."""
EXAMPLE = {"check": "check csv", "explain": "explain case", "validate": "validate csv"}


@pytest.mark.parametrize("command", commands())
def test_a_fault_of_the_program_says_no_name(
    command: str, folders: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its message holds one; kind and place are said, no traceback, and nothing is written."""

    def crash(*_args: object, **_options: object) -> None:
        raise KeyError(CHILD, WORKER, ADDRESS)

    monkeypatch.setattr(CRASHES[command], crash)
    output = folders["sound"] / OUTPUT
    before = sorted(path for path in output.rglob("*") if not path.name.startswith("h.sqlite"))
    ran = run_command(arguments(EXAMPLE.get(command, command)), folders["sound"])

    assert (ran.code, ran.content) == (Exit.FAULT, b"")
    assert re.fullmatch(r"cwd-audit: a fault .* \(KeyError in \w+, line \d+\)\. Nothing was written\.\n.*\n", ran.err)
    assert before == sorted(path for path in output.rglob("*") if not path.name.startswith("h.sqlite"))


def test_no_setting_of_pandera_changes_a_report(do_all: DoAll, folders: dict[str, Path]) -> None:
    """A dirty export gives the same bytes and the same code where checks of data are switched off for others."""
    settings = {"PANDERA_VALIDATION_ENABLED": "False", "PANDERA_VALIDATION_DEPTH": "SCHEMA_ONLY"}
    words = [word for word in arguments("check json") if not word.startswith(OUTPUT) and word != "--output"]
    elsewhere = run_process(words, folders["dirty"], settings)
    here = do_all("dirty", "ascii")["check json"]

    assert (elsewhere.returncode, elsewhere.stdout) == (here.ran.code, here.files["list json"])
